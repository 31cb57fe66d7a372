import { Button } from '@mantine/core';
import { t } from '#web/i18n/words.ts';
import styles from './quickbooks.module.css';
import type { Match, MatchKind } from './quickbooks-words.ts';
import type { Matching } from './use-matching.ts';

/** What can be done to many at once: what agrees is confirmed, what is missing there is created. */
export function MatchActs({ kind, rows, matching }: { kind: MatchKind; rows: readonly Match[]; matching: Matching }) {
  const agreeing = rows.filter(({ state, differs }) => state === 'proposed' && !differs);
  const differing = rows.filter(({ state, differs }) => state === 'proposed' && differs);
  const missing = kind === 'terms' ? [] : rows.filter(({ state }) => state === 'unmatched');
  if (agreeing.length + differing.length + missing.length === 0) return null;
  return (
    <div className={styles.acts}>
      {agreeing.length > 0 && (
        <Button loading={matching.isBusy} onClick={() => matching.confirm(agreeing.slice(0, 200))}>
          {t('quickbooks.confirmAgreeing', { count: agreeing.length })}
        </Button>
      )}
      {missing.length > 0 && (
        <Button variant="default" disabled={matching.isBusy} onClick={() => matching.create(missing)}>
          {t('quickbooks.createMissing', { count: missing.length })}
        </Button>
      )}
      {differing.length > 0 && <span className="quiet">{t('quickbooks.differing', { count: differing.length })}</span>}
    </div>
  );
}
