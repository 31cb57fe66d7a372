import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ProblemError } from '#web/api/problem-error.ts';
import { hasWords, t } from '#web/i18n/words.ts';
import { problemSentence } from '#web/ui/problem-words.ts';
import styles from './states.module.css';

/** Nothing is here: why, and what to do about it. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.state}>
      <p className={styles.title}>{title}</p>
      {children && <p className="quiet">{children}</p>}
      {action}
    </div>
  );
}

/** Holds the place of what is on its way, at the height it will have. */
export function LoadingState({ rows = 8, rowHeight = 48 }: { rows?: number; rowHeight?: number }) {
  return (
    <div role="status" aria-label={t('state.loading')}>
      <LoadingRows rows={rows} rowHeight={rowHeight} />
    </div>
  );
}

function LoadingRows({ rows, rowHeight }: { rows: number; rowHeight: number }) {
  return (
    <div className={styles.loading}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content differ in nothing else
        <Skeleton key={row} height={rowHeight - 9} radius="sm" />
      ))}
    </div>
  );
}

/** The same in the shape of a record: what it consists of, and beside it what was said. */
export function LoadingRecord() {
  return (
    <div className={styles.record} role="status" aria-label={t('state.loading')}>
      {['lines', 'conversation'].map((part) => (
        <div key={part}>
          <LoadingRows rows={8} rowHeight={48} />
        </div>
      ))}
    </div>
  );
}

/** It could not be shown: what, why, what now, and the number that finds it in the log. */
export function FailedState({ what, error, onRetry }: { what: string; error: ProblemError; onRetry?: () => void }) {
  if (error.code === 'not_permitted' || error.code === 'not_your_customer') return <NoPermission error={error} />;
  const isMissing = error.code === 'not_found';
  return (
    <div className={styles.state} role="alert">
      <p className={styles.title}>{isMissing ? t('state.missing', { what }) : t('state.failed', { what })}</p>
      <p className="quiet">{isMissing ? t('state.missingWhy') : problemSentence(error)}</p>
      {onRetry && !isMissing && (
        <Button variant="default" onClick={onRetry}>
          {t('state.retry')}
        </Button>
      )}
      <RequestId of={error} />
    </div>
  );
}

/** The viewer's role does not reach this. */
function NoPermission({ error }: { error: ProblemError }) {
  return (
    <div className={styles.state}>
      <p className={styles.title}>{t('state.noPermission')}</p>
      <p className="quiet">{error.code === 'not_permitted' ? t('state.noPermissionWhy') : problemSentence(error)}</p>
      <RequestId of={error} />
    </div>
  );
}

function RequestId({ of }: { of: ProblemError }) {
  return of.requestId ? <p className="quiet small">{t('state.requestId', { id: of.requestId })}</p> : null;
}

/** An act was refused: the sentence stands where the person acted, and is read out. */
export function Refused({ error }: { error: ProblemError | null }) {
  if (!error) return null;
  return (
    <div className={styles.refused} role="alert">
      <p>{hasWords(`draft.${error.code}`) ? t(`draft.${error.code as 'unreachable'}`) : problemSentence(error)}</p>
      {error.code === 'internal_error' && <RequestId of={error} />}
    </div>
  );
}

/** Good news that stays: what an act has led to, with the way on. */
export function Done({ children }: { children: ReactNode }) {
  return (
    <div className={styles.done} role="status">
      {children}
    </div>
  );
}
