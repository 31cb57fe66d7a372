import type { Supply } from '#domain/allocation/allocate.ts';
import type { AllocationPolicy } from '#domain/allocation/rank.ts';
import type { WaitingLine } from '#domain/allocation/waiting-line.ts';
import { addDays } from '#domain/time/calendar.ts';
import { rankOf } from '../ledger/sql-words.ts';
import { StartOver } from '../platform/transaction.ts';
import type { Reading } from '../platform/work.ts';

/** A waiting line with what recording its decision needs. */
export type Candidate = WaitingLine & { variantId: string; queueLine: string; backorderId: string | null };

/**
 * Reads the lines that may be served from these supplies, in rank order. Of the ordinary ones no more than could get a
 * unit each; of those bought for by name or shipping only as a whole, all, with every other line of such an order.
 * The caller holds the stock rows; when a `complete` order turns out to need a row that is not held, the transaction
 * starts over.
 */
export async function readCandidates(
  reading: Pick<Reading, 'queries' | 'today' | 'settings'>,
  warehouseId: string,
  policy: AllocationPolicy,
  supplies: readonly Supply[],
  lockedVariantIds: ReadonlySet<string>,
): Promise<Candidate[]> {
  const rows = await reading.queries.rows<CandidateRow>(READ[policy], [
    supplies.map(({ stockId }) => stockId),
    supplies.map(({ available }) => available),
    warehouseId,
    addDays(reading.today, reading.settings.reserveAheadDays),
    supplies.flatMap(({ receipts }) => receipts.map(({ purchaseOrderLineId }) => purchaseOrderLineId)),
  ]);
  const candidates = new Map<string, Candidate>();
  for (const row of rows) {
    if (!lockedVariantIds.has(row.variant_id)) throw new StartOver();
    if (!candidates.has(row.id)) candidates.set(row.id, toCandidate(row));
  }
  return [...candidates.values()];
}

export type CandidateRow = {
  id: string;
  variant_id: string;
  order_id: string;
  order_line_id: string;
  backorder_id: string | null;
  waiting: number;
  order_multiple: number;
  manual_rank: number;
  priority_rank: number;
  tier_rank: number;
  queued_at: number;
  ship_complete: boolean;
  on_hold: boolean;
  requested_on: string | null;
  pins: { purchaseOrderLineId: number; quantity: number }[] | null;
};

export function toCandidate(row: CandidateRow): Candidate {
  return {
    queueLineId: Number(row.id),
    queueLine: row.id,
    variantId: row.variant_id,
    stockId: row.variant_id,
    backorderId: row.backorder_id,
    waiting: row.waiting,
    orderMultiple: row.order_multiple,
    completeGroupId: row.ship_complete
      ? row.backorder_id === null
        ? `order ${row.order_id}`
        : `backorder ${row.backorder_id}`
      : null,
    isOnHold: row.on_hold,
    requestedOn: row.requested_on,
    pins: row.pins ?? [],
    owed: 0,
    manualRank: row.manual_rank,
    priorityRank: row.priority_rank,
    tierRank: row.tier_rank,
    queuedAt: row.queued_at,
    orderId: Number(row.order_id),
    orderLineId: Number(row.order_line_id),
  };
}

/** The columns of a candidate, of a row `q` of queue_lines. */
export const CANDIDATE_COLUMNS = `q.id, q.variant_id, q.order_id, q.order_line_id, q.backorder_id, q.waiting, q.order_multiple,
  q.manual_rank, q.priority_rank, q.tier_rank, extract(epoch from q.queued_at)::float8 * 1000 as queued_at,
  q.ship_complete, q.on_hold, q.requested_on`;

const read = (rank: string) => `
  with supplies as (select * from unnest($1::bigint[], $2::integer[]) as s(variant_id, available)),
  bought as (
    select queue_line_id, json_agg(json_build_object('purchaseOrderLineId', purchase_order_line_id, 'quantity', quantity - served)
      order by purchase_order_line_id) as pins
    from pins where purchase_order_line_id = any($5::bigint[]) and served < quantity group by queue_line_id)
  select ordinary.*, bought.pins
  from supplies s
  cross join lateral (
    select ${CANDIDATE_COLUMNS} from queue_lines q
    where q.variant_id = s.variant_id and q.warehouse_id = $3 and q.open > q.allocated
      and not q.ship_complete and not q.on_hold and (q.requested_on is null or q.requested_on <= $4::date)
    order by ${rank} limit s.available) ordinary
  left join bought on bought.queue_line_id = ordinary.id
  union all
  select ${CANDIDATE_COLUMNS}, bought.pins
  from bought join queue_lines q on q.id = bought.queue_line_id
  where q.warehouse_id = $3 and q.open > q.allocated
    and not q.ship_complete and not q.on_hold and (q.requested_on is null or q.requested_on <= $4::date)
  union all
  select ${CANDIDATE_COLUMNS}, bought.pins
  from queue_lines q left join bought on bought.queue_line_id = q.id
  where q.open > q.allocated and q.warehouse_id = $3 and q.ship_complete and (q.order_id, coalesce(q.backorder_id, 0)) in (
    select w.order_id, coalesce(w.backorder_id, 0) from queue_lines w
    where w.variant_id = any($1::bigint[]) and w.warehouse_id = $3 and w.ship_complete and w.open > w.allocated)`;

const READ = { priority: read(rankOf('priority')), fifo: read(rankOf('fifo')) } as const;
