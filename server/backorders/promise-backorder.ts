import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';
import { projectBackorder } from '../allocation/project-backorder.ts';
import { askToTell } from '../follow-ups/ask-to-tell.ts';
import { lockBackorder } from '../ledger/lock-backorder.ts';
import { lockStockOf } from '../ledger/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { recordToldDate } from './record-told-date.ts';

/**
 * Promises the customer a date, or says that there is none. Every promise is kept; the newest is the one in force.
 * A promise earlier than supply allows needs a reason.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `nothing_outstanding`, `promise_in_the_past`,
 * `promise_reason_required`.
 */
export async function promiseBackorder(
  viewer: Viewer,
  { params, body }: Pick<Request<'promiseBackorder'>, 'params' | 'body'>,
  work: Work,
): Promise<Answer<'promiseBackorder'> | { refusal: Refusal }> {
  await lockStockOf(viewer, work, { backorderId: params.id });
  const backorder = await lockBackorder(viewer, work, params.id);
  if (isRefused(backorder)) return backorder;
  if (backorder.outstanding === 0)
    return refuse('nothing_outstanding', { facts: { backorderStatus: backorder.status } });
  if (body.promisedOn !== null && body.promisedOn < work.today) return refuse('promise_in_the_past');
  const hasReason = (body.reason ?? '').trim() !== '';
  if (body.promisedOn !== null && !hasReason) {
    const projectedOn = await projectBackorder({ ...work, queries: work.tx }, backorder);
    if (projectedOn === null || body.promisedOn < projectedOn)
      return refuse('promise_reason_required', { facts: { projectedOn } });
  }
  const promise = await recordPromise(viewer, work, {
    backorderId: backorder.id,
    orderId: backorder.order.id,
    promisedOn: body.promisedOn,
    cause: 'promise',
    reason: hasReason ? (body.reason ?? null) : null,
    notifyCustomer: body.notifyCustomer,
  });
  if (body.notifyCustomer) await askToTell(viewer, work, { backorderId: backorder.id }, { cause: 'tell_promised' });
  return promise;
}

/** Writes a promise; the caller holds the backorder. */
export async function recordPromise(
  viewer: Viewer,
  work: Work,
  promise: NewPromise,
): Promise<Answer<'promiseBackorder'>> {
  const { backorderId, orderId, promisedOn, cause, reason, notifyCustomer } = promise;
  const values = [backorderId, promisedOn, cause, reason, work.now, viewer.actor];
  const [row] = await Promise.all([
    work.tx.row<{ id: string; before: string | null }>(PROMISE, values),
    recordToldDate(viewer, work, { backorderId, toldOn: promisedOn }),
  ]);
  work.audit({
    action: 'backorder.promise',
    recordType: 'backorder',
    recordId: backorderId,
    orderId,
    changes: { promisedOn: { from: row.before, to: promisedOn }, reason },
  });
  work.tell('backorder_promised', { backorderId, orderId, notifyCustomer, before: row.before });
  return { id: row.id, promisedOn, cause, reason, promisedAt: work.now, promisedBy: viewer.actor };
}

type NewPromise = {
  backorderId: string;
  orderId: string;
  promisedOn: CalendarDate | null;
  cause: string;
  reason: string | null;
  notifyCustomer: boolean;
};

const PROMISE = `
  with before as (select promised_on from backorders where id = $1),
  changed as (
    update backorders set promised_on = $2, first_promised_on = coalesce(first_promised_on, $2), last_promised_on = coalesce($2, last_promised_on),
      slips = slips + case when $2::date > last_promised_on then 1 else 0 end, version = version + 1
    where id = $1 returning slips)
  insert into backorder_promises (backorder_id, promised_on, cause, reason, promised_at, promised_by, slips)
  select $1, $2, $3, $4, $5, $6, slips from changed returning id, (select promised_on from before) as before`;
