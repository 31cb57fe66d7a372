import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { supplyForNewcomer } from '#domain/allocation/newcomer.ts';
import { readQueues, snapshotOf } from '../allocation/read-queue.ts';
import { tierRank } from '../ledger/sql-words.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

type Line = Answer<'getSupplyOutlook'>['lines'][number];

/**
 * What is there of some variants, what arrives next, who waits, and with a customer what an order of theirs could have of
 * it, in the order asked for. `not_found` when there is no such warehouse, or the viewer may not read the customer.
 */
export async function readSupplyOutlook(
  viewer: Viewer,
  { query }: Request<'getSupplyOutlook'>,
  reading: Reading,
): Promise<Answer<'getSupplyOutlook'> | { refusal: Refusal }> {
  const { variantIds, customerId } = query;
  const at = await reading.queries.first<At>(AT, [
    query.warehouseId ?? null,
    customerId ?? null,
    readsOnlyCustomersOf(viewer),
  ]);
  if (!at || (customerId !== undefined && at.tier_rank === null)) return refuse('not_found');
  const [rows, parts] = await Promise.all([
    reading.queries.rows<Line>(LINES, [variantIds, at.warehouse_id, reading.today]),
    partsOf(reading, at, query),
  ]);
  const lines = rows.map((row) => ({ ...row, parts: at.tier_rank === null ? null : (parts.get(row.variantId) ?? []) }));
  return { warehouseId: at.warehouse_id, lines };
}

async function partsOf(
  reading: Reading,
  { warehouse_id, tier_rank }: At,
  { variantIds, requestedOn }: Request<'getSupplyOutlook'>['query'],
): Promise<Map<string, NonNullable<Line['parts']>>> {
  if (tier_rank === null) return new Map();
  const newcomer = { tierRank: tier_rank, queuedAt: Date.parse(reading.now), requestedOn: requestedOn ?? null };
  const queues = await readQueues(reading, warehouse_id, variantIds);
  return new Map([...queues].map(([id, queue]) => [id, supplyForNewcomer(snapshotOf(reading, queue), newcomer)]));
}

type At = { warehouse_id: string; tier_rank: number | null };

const AT = `
  select w.id as warehouse_id, (
    select ${tierRank('c.tier')} from customers c where c.id = $2 and ($3::bigint is null or c.sales_rep_id = $3)) as tier_rank
  from warehouses w where $1::bigint is null or w.id = $1 order by w.id limit 1`;

const LINES = `
  select v.id::text as "variantId", coalesce(s.available, 0) as available,
    (select json_build_object('quantity', sum(p.remaining), 'expectedOn', p.expected_on) from purchase_order_lines p
      where p.variant_id = v.id and p.warehouse_id = $2 and p.remaining > 0 and p.expected_on >= $3::date
      group by p.expected_on order by p.expected_on limit 1) as "nextArrival",
    (select json_build_object('lines', count(*), 'quantity', coalesce(sum(q.waiting), 0)) from queue_lines q
      where q.variant_id = v.id and q.warehouse_id = $2 and q.open > q.allocated) as waiting
  from unnest($1::bigint[]) with ordinality as asked(id, place)
  join variants v on v.id = asked.id
  left join stock_levels s on s.variant_id = v.id and s.warehouse_id = $2
  order by asked.place`;
