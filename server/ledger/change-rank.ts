import { TIER_RANKS } from '#domain/allocation/rank.ts';
import type { Transaction } from '../platform/transaction.ts';
import type { Work } from '../platform/work.ts';

/** Moves all lines of a customer to where the tier puts them. */
export async function rankByTier(
  tx: Transaction,
  { id, tier }: { id: string; tier: keyof typeof TIER_RANKS },
): Promise<void> {
  await tx.rows(RANK_BY_TIER, [id, TIER_RANKS[tier]]);
}

/** Moves a backorder, whose stock rows the caller holds, to where its mark and a person's override put it. */
export async function rankBackorder(
  work: Work,
  backorder: { id: string; highPriority: boolean; manualRank: number },
): Promise<void> {
  await work.tx.rows(RANK_BACKORDER, [backorder.id, backorder.highPriority, backorder.manualRank]);
}

/** Gives the own lines of an order the terms they wait by: from which day, and whether only as a whole. */
export async function requeueOrder(
  work: Work,
  order: { id: string; requestedOn: string | null; shipComplete: boolean },
): Promise<void> {
  await work.tx.rows(REQUEUE, [order.id, order.requestedOn, order.shipComplete]);
}

/** Found by the customer's orders, which have an index; locked in one order, so that two of these cannot deadlock. */
const RANK_BY_TIER = `
  with moved as (
    select q.id from queue_lines q
    where q.order_id in (select o.id from orders o where o.customer_id = $1) and q.tier_rank <> $2
    order by q.id for no key update)
  update queue_lines q set tier_rank = $2 from moved where q.id = moved.id`;

const RANK_BACKORDER = `
  with changed as (
    update backorders set high_priority = $2, manual_rank = $3, version = version + 1 where id = $1)
  update queue_lines set priority_rank = case when $2 then 0 else 1 end, manual_rank = $3 where backorder_id = $1`;

const REQUEUE = `
  update queue_lines set requested_on = $2, ship_complete = $3 where order_id = $1 and backorder_id is null`;
