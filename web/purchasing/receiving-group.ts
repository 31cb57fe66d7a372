import { isSameCode } from '#domain/finding/codes.ts';
import { addDays, type CalendarDate } from '#domain/time/calendar.ts';

export const RECEIVING_GROUPS = ['late', 'today', 'week', 'later', 'noDate'] as const;
export type ReceivingGroup = (typeof RECEIVING_GROUPS)[number];

/** Under which heading of Receiving something expected on a day stands. */
export function receivingGroup(expectedOn: CalendarDate | null, today: CalendarDate): ReceivingGroup {
  if (expectedOn === null) return 'noDate';
  if (expectedOn < today) return 'late';
  if (expectedOn === today) return 'today';
  return expectedOn <= addDays(today, 7) ? 'week' : 'later';
}

/**
 * The purchase-order lines that a scanned code may mean, one for each item: by SKU in whatever case, or by UPC with or without
 * leading zeros, blanks and dashes. Several items may have one code: who scanned it says which it is.
 */
export function linesOfCode<Line extends { sku: string; upc: string | null; remaining: number }>(
  lines: readonly Line[],
  code: string,
): Line[] {
  const sought = code.trim().toLowerCase();
  const named = lines.filter(
    ({ sku, upc }) => sku.toLowerCase() === sought || (upc !== null && isSameCode(upc, sought)),
  );
  // Of two lines with the same item, the one of which something is still to come.
  const first = [...named.filter(({ remaining }) => remaining > 0), ...named];
  return first.filter(({ sku }, at) => first.findIndex((other) => other.sku === sku) === at);
}
