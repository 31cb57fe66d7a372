import type { Backorder } from '#contract/backorders/backorder.ts';
import type { BackorderStatus } from '#domain/backorders/backorder-status.ts';
import { t } from '#web/i18n/words.ts';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { StatusBadge } from '#web/ui/status-badge.tsx';

type Of = {
  status: BackorderStatus;
  isOnHold: boolean;
  readyQuantity: number;
  outstanding: number;
  lineCount: number;
  unitsPerCase: number;
};

/** The status of a backorder, and of what is ready how much: "66 of 90 ready". */
export function BackorderBadge({ of, inCases }: { of: Of; inCases?: boolean }) {
  return <StatusBadge status={of.status} words={readyWords(of, inCases ?? false)} />;
}

/** What the badge of a whole backorder needs. */
export function badgeOf(backorder: Backorder): Of {
  const [first] = backorder.lines;
  return { ...backorder, lineCount: backorder.lines.length, unitsPerCase: first?.unitsPerCase ?? 1 };
}

/** Null where the status says all of it. Several lines may come in different cases, so they are counted in units. */
function readyWords(of: Of, inCases: boolean): string | null {
  const { status, isOnHold, readyQuantity, outstanding, lineCount, unitsPerCase } = of;
  if (isOnHold || (status !== 'ready_to_fulfill' && status !== 'partially_fulfilled')) return null;
  if (readyQuantity === 0) return status === 'ready_to_fulfill' ? t('backorder.allPicked') : null;
  if (readyQuantity === outstanding) return status === 'ready_to_fulfill' ? null : t('backorder.restReady');
  const text = (units: number) => (inCases && lineCount === 1 ? amountText(units, unitsPerCase) : numberText(units));
  return t('backorder.partReady', { ready: text(readyQuantity), outstanding: text(outstanding) });
}
