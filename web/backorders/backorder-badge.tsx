import type { Backorder } from '#contract/backorders/backorder.ts';
import type { BackorderStatus } from '#domain/backorders/backorder-status.ts';
import { t } from '#web/i18n/words.ts';
import { amountText, numberText } from '#web/ui/quantity-text.ts';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import styles from './backorder-badge.module.css';

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

/** How much of one that was fulfilled in part is ready besides: its badge says something else. */
export function ReadyBesides({ of, inCases, hasBadge = true }: { of: Of; inCases?: boolean; hasBadge?: boolean }) {
  const { status, readyQuantity } = of;
  if (readyQuantity === 0 || (hasBadge && status !== 'partially_fulfilled')) return null;
  return (
    <span className={styles.besides}>
      {t('backorder.ready', { ready: amountOf(of, inCases ?? false)(readyQuantity) })}
    </span>
  );
}

/** What the badge of a whole backorder needs. */
export function badgeOf(backorder: Backorder): Of {
  const [first] = backorder.lines;
  return { ...backorder, lineCount: backorder.lines.length, unitsPerCase: first?.unitsPerCase ?? 1 };
}

/** Null where the status says all of it. */
function readyWords(of: Of, inCases: boolean): string | null {
  const { status, isOnHold, readyQuantity, outstanding } = of;
  if (isOnHold || status !== 'ready_to_fulfill' || readyQuantity === outstanding) return null;
  if (readyQuantity === 0) return t('backorder.allPicked');
  const text = amountOf(of, inCases);
  // A list has the outstanding beside it.
  if (!inCases) return t('backorder.ready', { ready: text(readyQuantity) });
  return t('backorder.partReady', { ready: text(readyQuantity), outstanding: text(outstanding) });
}

/** Several lines may come in different cases, so they are counted in units. */
function amountOf({ lineCount, unitsPerCase }: Of, inCases: boolean): (units: number) => string {
  return (units) => (inCases && lineCount === 1 ? amountText(units, unitsPerCase) : numberText(units));
}
