import type { Backorder } from '#contract/backorders/backorder.ts';
import { total } from '#domain/quantity.ts';
import { t } from '#web/i18n/words.ts';
import { dayText } from '#web/ui/date-words.ts';
import { amountText } from '#web/ui/quantity-text.ts';

type Line = Backorder['lines'][number];
type Coverage = Line['coveredBy'][number];

/**
 * Where a backorder stands, in a sentence: what can ship now, and why the rest cannot: "Can't ship yet: 5 units on
 * PO-101, expected 2 Dec." Null when nothing is outstanding.
 */
export function waitingSentence(backorder: Backorder, today: string): string | null {
  const { lines, outstanding } = backorder;
  if (outstanding === 0) return null;
  if (backorder.isOnHold) return t('waiting.onHold');
  if (total(lines, (line) => line.picked) === outstanding) return t('waiting.picked');
  const now = canShipNow(backorder) ? total(lines, hadNow) : 0;
  if (now === outstanding) return t(backorder.canAllocate ? 'waiting.isFree' : 'waiting.isReserved');
  const waiting = lines.filter((line) => line.outstanding > (now > 0 ? hadNow(line) : line.allocated));
  const reasons = waiting.map((line) => {
    const reason = lineReason(line, today);
    return waiting.length === 1 ? reason : `${line.itemName}: ${reason}`;
  });
  const whole = backorder.shipPolicy === 'complete' && backorder.allocated > 0 ? [t('waiting.onlyWhole')] : [];
  const more = reasons.length > FEW + 1 ? [t('waiting.more', { count: reasons.length - FEW })] : [];
  const why = [...whole, ...(more.length > 0 ? reasons.slice(0, FEW) : reasons), ...more].join('; ');
  return now > 0 ? partCanShip(lines, now, why) : t('waiting.cannotShip', { reasons: why });
}

/** So many items are named in a sentence; the lines below say the rest. */
const FEW = 3;

/** Of several lines, which may come in different cases, no sum is said. */
function partCanShip([line, ...others]: readonly Line[], now: number, reasons: string): string {
  if (!line || others.length > 0) return t('waiting.someCanShip', { reasons });
  return t('waiting.partCanShip', { amount: amountText(now, line.unitsPerCase), reasons });
}

/** Whether something of it can be picked: it is reserved, or free with nobody ahead, so that fulfilling reserves it first. */
export function canShipNow({ isOnHold, isReady, canAllocate, lines }: Backorder): boolean {
  return !isOnHold && (isReady || canAllocate) && lines.some((line) => hadNow(line) > line.picked);
}

function hadNow(line: Line): number {
  return line.allocated + line.allocatableNow;
}

function lineReason(line: Line, today: string): string {
  const parts = line.coveredBy
    .filter(({ source }) => source !== 'allocated' && !(source === 'available' && line.allocatableNow > 0))
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
export function projectionReason(
  line: Pick<Line, 'outstanding' | 'noDateBecause' | 'waitsForWhole' | 'coveredBy' | 'coveredOn'>,
  today: string,
): string | null {
  if (line.outstanding === 0) return null;
  if (line.noDateBecause !== null) return t(`projection.${line.noDateBecause}`);
  if (line.waitsForWhole) return t('projection.withWhole');
  const last = line.coveredBy.findLast(({ source, on }) => source === 'purchase_order_line' && on === line.coveredOn);
  if (last?.purchaseOrderNumber)
    return t('projection.purchaseOrder', {
      number: last.purchaseOrderNumber,
      day: last.on ? dayText(last.on, today) : '',
    });
  return t('projection.inStock');
}

/** "Likely between 2 Dec and 9 Dec". */
export function rangeText({ p50On, p90On }: { p50On: string; p90On: string }, today: string): string {
  return t('reliability.likely', { from: dayText(p50On, today), to: dayText(p90On, today) });
}
