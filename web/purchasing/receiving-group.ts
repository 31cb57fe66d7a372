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

/** The purchase-order line that a scanned code means: the SKU or the UPC of its item, in whatever case it was typed. */
export function lineOfCode<Line extends { sku: string; upc: string | null; remaining: number }>(
  lines: readonly Line[],
  code: string,
): Line | undefined {
  const sought = code.trim().toLowerCase();
  const named = lines.filter(({ sku, upc }) => sku.toLowerCase() === sought || (upc !== null && sameUpc(upc, sought)));
  // Of two lines with the same item, the one of which something is still to come.
  return named.find(({ remaining }) => remaining > 0) ?? named[0];
}

/** A scanner may give a UPC of 12 digits as a GTIN of 13 or 14, with zeros ahead. */
function sameUpc(upc: string, code: string): boolean {
  return /^\d+$/.test(code) && upc.replace(/^0+/, '') === code.replace(/^0+/, '');
}
