import { useQueryClient } from '@tanstack/react-query';
import { call } from '#web/api/call.ts';
import { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { problemSentence } from '#web/ui/problem-words.ts';
import { tell, tellUndo } from '#web/ui/toast.tsx';

/** Says that backorders were reviewed, with the way to take it back. */
export function useTellReviewed() {
  const client = useQueryClient();
  return (backorderIds: readonly string[], reviewedAt: string) => {
    const undo = () =>
      call('withdrawReviews', { body: { backorderIds: [...backorderIds], reviewedAt } }).then(
        () => void client.invalidateQueries(),
        (error: unknown) => {
          if (!(error instanceof ProblemError)) throw error;
          tell(problemSentence(error));
        },
      );
    tellUndo(t('review.count', { count: backorderIds.length }), () => void undo());
  };
}
