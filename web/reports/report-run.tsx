import type { Answer } from '#contract/operations.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { DayText, InstantText } from '#web/ui/date-text.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { EmptyState, FailedState, LoadingState } from '#web/ui/states.tsx';

type Run = Answer<'getReportRun'>;
export type RunReport = Run['report'];

/** How far a file is; once it is whole, the file. */
export function ReportRun({ id }: { id: string }) {
  const { data, error, refetch } = useRead('getReportRun', { params: { id } }, { again: untilEnded });
  if (error?.code === 'not_found')
    return <EmptyState title={t('reports.run.gone')}>{t('reports.run.goneWhy')}</EmptyState>;
  if (error && !data) return <FailedState what={t('reports.run.what')} error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingState rows={2} />;
  if (data.status === 'failed') return <p role="alert">{t('reports.run.failed', { why: data.problem ?? '' })}</p>;
  return data.status === 'done' ? <Ready of={data} /> : <Progress of={data} />;
}

const untilEnded = (run: Run | undefined) => (run && run.endedAt === null ? 1_000 : false);

function Progress({ of: { status, progress, rows } }: { of: Run }) {
  return (
    <div role="status">
      {/* Without a value, it only moves. */}
      <progress
        max={100}
        value={status === 'queued' ? undefined : (progress ?? undefined)}
        aria-label={t('reports.run.running')}
      />{' '}
      {status === 'queued' ? t('reports.run.queued') : t('reports.run.rows', { count: rows, rows: numberText(rows) })}
    </div>
  );
}

function Ready({ of: { id, report, format, filters, rows, expiresAt } }: { of: Run }) {
  return (
    <div role="status">
      <p>
        <a href={`/api/v1/report-runs/${id}/file`} download>
          {t('reports.run.fetch', { report: t(`reports.run.of.${report}`), format: t(`reports.${format}`) })}
        </a>
      </p>
      <p className="quiet small">
        {t('reports.run.rows', { count: rows, rows: numberText(rows) })}
        {filters.asOf && (
          <>
            {' · '}
            {t('reports.run.asOf')} <DayText on={filters.asOf} />
          </>
        )}
        {expiresAt && (
          <>
            {' · '}
            {t('reports.run.until')} <InstantText at={expiresAt} />
          </>
        )}
      </p>
    </div>
  );
}
