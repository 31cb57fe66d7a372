import type { Backorder } from '#contract/backorders.ts';
import { t } from '#web/i18n/words.ts';
import { dayText } from '#web/ui/date-words.ts';
import { amountText } from '#web/ui/quantity-text.ts';

type Line = Backorder['lines'][number];
type Coverage = Line['coveredBy'][number];

/**
 * Why a backorder cannot ship, in a sentence that stands where its button would: "Can't ship yet: 5 units on PO-101,
 * expected 2 Dec." Null when there is nothing to explain.
 */
export function waitingSentence(backorder: Backorder, today: string): string | null {
  if (backorder.outstanding === 0 || backorder.isReady) return null;
  if (backorder.isOnHold) return t('waiting.onHold');
  const waiting = backorder.lines.filter((line) => line.outstanding > line.allocated);
  const reasons = waiting.map((line) => {
    const reason = lineReason(line, today);
    return waiting.length === 1 ? reason : `${line.name}: ${reason}`;
  });
  const whole = backorder.shipPolicy === 'complete' && backorder.allocated > 0 ? [t('waiting.onlyWhole')] : [];
  return t('waiting.cannotShip', { reasons: [...whole, ...reasons].join('; ') });
}

function lineReason(line: Line, today: string): string {
  const parts = line.coveredBy
    .filter(({ source }) => source !== 'allocated')
    .map((coverage) => coverageText(coverage, line.unitsPerCase, today));
  if (line.uncovered > 0)
    parts.push(t('coverage.uncovered', { amount: amountText(line.uncovered, line.unitsPerCase) }));
  return parts.join(', ') || t('coverage.none');
}

/** One part of what covers a line: "5 units on PO-101, expected 2 Dec". */
export function coverageText(
  { source, quantity, purchaseOrderNumber, on, lateSince }: Coverage,
  unitsPerCase: number,
  today: string,
): string {
  const amount = amountText(quantity, unitsPerCase);
  if (source === 'allocated') return t('coverage.allocated', { amount });
  if (source === 'available') return t('coverage.available', { amount });
  const number = purchaseOrderNumber ?? '';
  if (lateSince !== null) return t('coverage.late', { amount, number, day: dayText(lateSince, today) });
  if (on === null) return t('coverage.noDate', { amount, number });
  return t('coverage.expected', { amount, number, day: dayText(on, today) });
}

/** Where a projected date comes from, or why there is none. */
export function projectionReason(line: Line, today: string): string | null {
  if (line.outstanding === 0) return null;
  if (line.noDateBecause !== null) return t(`projection.${line.noDateBecause}`);
  const last = line.coveredBy.findLast(({ source, on }) => source === 'purchase_order_line' && on === line.coveredOn);
  if (last?.purchaseOrderNumber)
    return t('projection.purchaseOrder', {
      number: last.purchaseOrderNumber,
      day: last.on ? dayText(last.on, today) : '',
    });
  return t('projection.inStock');
}
