import type { Quantity } from '#domain/quantity.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';

/**
 * Whether the last day to ship a line has passed while some of it is still to ship. The rest is then proposed for
 * cancellation, never cancelled silently (rule 37).
 */
export function isPastShipBy(
  line: { cancelIfNotShippedBy: CalendarDate | null; toShip: Quantity },
  today: CalendarDate,
): boolean {
  return line.toShip > 0 && line.cancelIfNotShippedBy !== null && line.cancelIfNotShippedBy < today;
}
