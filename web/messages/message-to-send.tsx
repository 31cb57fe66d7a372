import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Answer } from '#contract/operations.ts';
import type { TemplateName } from '#domain/messages/words.ts';
import { call, type Given } from '#web/api/call.ts';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { LoadingState, Refused } from '#web/ui/states.tsx';
import { Mail } from './mail.tsx';
import { reasonWords } from './message-status.tsx';
import { useSettled } from './use-settled.ts';

/** What an act that is not done yet would tell the customer: the record, and what is about to be done to it. */
export type ToSend = { event: TemplateName; body: Given<'previewMessageTemplate'>['body'] };

/** The message as the customer would read it, before somebody does what it tells of. */
export function MessageToSend({ of }: { of: ToSend }) {
  const { event, body } = useSettled(of);
  const preview = useQuery<Answer<'previewMessageTemplate'>, ProblemError>({
    queryKey: ['previewMessageTemplate', event, body],
    queryFn: () => call('previewMessageTemplate', { params: { event }, body }, {}),
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (preview.error) return <Refused error={preview.error} />;
  if (!preview.data) return <LoadingState rows={6} />;
  const { whyNot, to, ...mail } = preview.data;
  return (
    <section aria-label={t('messages.toSend')}>
      <p className="quiet small">
        {whyNot ? t('messages.willNot', { why: reasonWords(whyNot) }) : t('messages.will', { address: to ?? '' })}
      </p>
      <Mail {...mail} />
    </section>
  );
}
