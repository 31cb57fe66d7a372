import type { Given } from '#web/api/call.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { numberText } from '#web/ui/quantity-text.ts';
import type { PromisesAddress, ServedAddress } from './records-address.ts';

/** What all lines of a list of service come to, as the report says it; of some kinds of them it counts backorder lines, and says nothing. */
export function ServedTogether({ of: { which = 'all', ...asked } }: { of: ServedAddress }) {
  const given = { query: asked } as unknown as Given<'reportService'>;
  const { data } = useRead('reportService', given, { keepPrevious: true, enabled: which === 'all' });
  if (!data || which !== 'all') return null;
  const { lines, orders, units } = data.totals;
  return (
    <span className="quiet">
      {t('reports.service.lines', { count: lines })} ·{' '}
      {t('reports.served.orders', { count: orders, number: numberText(orders) })} ·{' '}
      {t('quantity.units', { count: units, number: numberText(units) })}
    </span>
  );
}

/** How many backorders a list of promises has, as the report says it. */
export function PromisesTogether({ of: { outcome, slipped, ...asked } }: { of: PromisesAddress }) {
  const given = { query: asked } as unknown as Given<'reportKeptPromises'>;
  const { data } = useRead('reportKeptPromises', given, { keepPrevious: true });
  if (!data || (outcome && slipped)) return null;
  const figure = slipped ? SLIPPED_FIGURES[slipped] : (outcome ?? 'measured');
  const count = data.totals[figure];
  return <span className="quiet">{t('reports.promises.backorders', { count, number: numberText(count) })}</span>;
}

const SLIPPED_FIGURES = { once: 'slippedOnce', more: 'slippedTwice' } as const;
