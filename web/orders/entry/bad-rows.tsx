import { Button } from '@mantine/core';
import { t } from '#web/i18n/words.ts';
import type { BadRow } from './entered-lines.ts';

/** The rows that were pasted or copied and are no lines, each with why. */
export function BadRows({ rows, onDismiss }: { rows: readonly BadRow[]; onDismiss: () => void }) {
  if (rows.length === 0) return null;
  return (
    <div role="alert">
      <strong>{t('entry.bad', { count: rows.length })}</strong>{' '}
      <Button size="compact-sm" variant="subtle" onClick={onDismiss}>
        {t('entry.dismiss')}
      </Button>
      <ul>
        {rows.map(({ row, code, quantity, because, items }) => (
          <li key={row}>
            {t('entry.badRow', { row, code })}:{' '}
            {t(`entry.because.${because}`, { quantity, items: items?.join(', ') ?? '' })}
          </li>
        ))}
      </ul>
    </div>
  );
}
