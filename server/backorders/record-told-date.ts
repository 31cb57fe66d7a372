import type { CalendarDate } from '#domain/time/calendar.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/**
 * Keeps the date a customer was told of a backorder: by a promise, or the projected one of a contact; null is "no date
 * yet". What supply says at that moment is kept beside it: the date has moved when its projection says neither.
 */
export async function recordToldDate(
  viewer: Viewer,
  work: Work,
  { backorderId, toldOn }: { backorderId: string; toldOn: CalendarDate | null },
): Promise<void> {
  await work.tx.rows(TELL, [backorderId, toldOn, work.now, viewer.actor]);
}

const TELL = `
  insert into told_dates (backorder_id, told_on, told_at, told_by, projected_on)
  values ($1, $2, $3, $4, (select projected_on from backorder_outlooks where backorder_id = $1))`;

/**
 * Keeps that a customer was in contact today about a backorder, or about every open one of an order: what its projection
 * says now is what they know from then on.
 */
export async function recordToldProjection(
  viewer: Viewer,
  work: Work,
  { backorderId, orderId }: { backorderId: string | null; orderId: string },
): Promise<void> {
  await work.tx.rows(TELL_PROJECTION, [backorderId, orderId, work.now, viewer.actor]);
}

const TELL_PROJECTION = `
  insert into told_dates (backorder_id, told_on, told_at, told_by, projected_on)
  select b.id, x.projected_on, $3::timestamptz, $4, x.projected_on
  from backorders b join backorder_outlooks x on x.backorder_id = b.id
  where b.order_id = $2 and ($1::bigint is null or b.id = $1) and b.outstanding > 0 order by b.id`;
