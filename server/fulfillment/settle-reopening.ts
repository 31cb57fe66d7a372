import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { LockedFulfillment } from './lock-fulfillment.ts';

/** What somebody found out about a fulfillment that was said not to be received. */
export type Outcome = 'delivered' | 'reshipped' | 'credited';

/** Closes what was said not to be received, if somebody said so. */
export async function settleReopening(
  viewer: Viewer,
  work: Work,
  fulfillment: LockedFulfillment,
  outcome: Outcome,
): Promise<void> {
  if (fulfillment.reopenedAt === null) return;
  await work.tx.rows(SETTLE, [fulfillment.id, outcome, work.now, viewer.actor]);
}

/**
 * Ends a fulfillment of which nothing is on its way any more: delivered, where some of it arrived before and came back, else
 * `not_delivered`. Answers whether it ended.
 */
export async function endWhenNothingArrives(
  viewer: Viewer,
  work: Work,
  fulfillment: LockedFulfillment,
  outcome: Outcome,
): Promise<boolean> {
  const { rests } = await work.tx.row<{ rests: boolean }>(RESTS, [fulfillment.id]);
  if (rests) {
    await work.tx.rows('update fulfillments set version = version + 1 where id = $1', [fulfillment.id]);
    return false;
  }
  await settleReopening(viewer, work, fulfillment, outcome);
  await work.tx.rows(END, [fulfillment.id, work.now]);
  return true;
}

const SETTLE = `
  with closed as (
    update reopenings set outcome = $2, closed_at = $3, closed_by = $4 where fulfillment_id = $1 and closed_at is null)
  update fulfillments set reopened_at = null where id = $1`;

const RESTS = `
  select exists (select from fulfillment_lines where fulfillment_id = $1 and leaving > undelivered + returned) as rests`;

const END = `
  update fulfillments f set version = version + 1,
    delivered_at = case when kept.came_back then last.delivered_at end,
    delivered_by = case when kept.came_back then last.recorded_by end,
    received_by = case when kept.came_back then last.received_by end,
    not_delivered_at = case when kept.came_back then null else $2::timestamptz end
  from (select exists (select from fulfillment_lines where fulfillment_id = $1 and returned > 0) as came_back) kept
  left join (select delivered_at, recorded_by, received_by from deliveries where fulfillment_id = $1 order by id desc limit 1) last on true
  where f.id = $1`;
