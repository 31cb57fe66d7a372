import type { ReactNode } from 'react';
import type { ProblemError } from '#web/api/problem-error.ts';
import { t } from '#web/i18n/words.ts';
import { EmptyState, FailedState, LoadingState } from '#web/ui/states.tsx';

/** A report as it comes: on its way, refused, about nothing, or there. */
export function ReportState<Report>(props: {
  read: { data: Report | undefined; error: ProblemError | null; refetch: () => unknown };
  isEmpty: (report: Report) => boolean;
  children: (report: Report) => ReactNode;
}) {
  const { data, error, refetch } = props.read;
  if (error && !data) return <FailedState what={t('reports.title')} error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingState rows={12} />;
  if (props.isEmpty(data)) return <EmptyState title={t('reports.empty')}>{t('reports.emptyWhy')}</EmptyState>;
  return props.children(data);
}
