import type { CalendarDate } from '#domain/time/calendar.ts';

/** Work of whoever fills, by the days it is measured against. */
export type WorkDays = {
  promisedOn: CalendarDate | null;
  requestedOn: CalendarDate | null;
  hasShipped: boolean;
  estimatedDeliveryOn: CalendarDate | null;
};

/**
 * Whether work is late: its promised day has passed, or else the requested one; of what has shipped, the day it was to arrive.
 * Not whether a backorder is overdue, which only a promise makes it (`isOverdue`).
 */
export function isLate(work: WorkDays, today: CalendarDate): boolean {
  const day = work.hasShipped ? work.estimatedDeliveryOn : (work.promisedOn ?? work.requestedOn);
  return day !== null && day < today;
}
