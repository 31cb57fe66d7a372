import type { CalendarDate } from '#domain/time/calendar.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/**
 * Keeps the date a customer was told of a backorder: by a promise, or the projected one of a contact; null is "no date
 * yet". From then on the backorder's date has moved when its projection says another.
 */
export async function recordToldDate(
  viewer: Viewer,
  work: Work,
  { backorderId, toldOn }: { backorderId: string; toldOn: CalendarDate | null },
): Promise<void> {
  await work.tx.rows('insert into told_dates (backorder_id, told_on, told_at, told_by) values ($1, $2, $3, $4)', [
    backorderId,
    toldOn,
    work.now,
    viewer.actor,
  ]);
}
