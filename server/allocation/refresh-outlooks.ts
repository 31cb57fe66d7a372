import { type ProjectedDemand, type Projection, project } from '#domain/allocation/project.ts';
import { decidingSupply, lineOutlook } from '#domain/backorders/outlook.ts';
import { groupBy } from '#domain/group-by.ts';
import { dateIn, readCompany } from '../platform/company.ts';
import type { Database } from '../platform/database.ts';
import { inTransaction, type Transaction } from '../platform/transaction.ts';
import {
  asParameters,
  keepBackorders,
  keepLines,
  type LineRow,
  readBackorders,
  readKeptLines,
  STOCKS,
  type StockRow,
} from './keep-outlooks.ts';
import type { CandidateRow } from './read-candidates.ts';

/** One queue: a variant in a warehouse. */
export type Stock = { variantId: string; warehouseId: string };

/**
 * Projects the queues of some stocks, or of all on which a backorder waits, and keeps what every open backorder on them
 * may expect; what closed is forgotten. Only what changed is written: run again it writes nothing. One refresh at a time, in any
 * process: two that shared a backorder would each miss what the other found.
 */
export async function refreshOutlooks(
  database: Database,
  now: string,
  stocks: readonly Stock[] | 'all',
): Promise<{ stocks: number; backorders: number }> {
  return inTransaction(database, async (tx) => {
    await tx.rows(BEGIN, [ONE_REFRESH]);
    const chosen = stocks === 'all' ? await tx.rows<StockRow>(ALL_STOCKS) : distinct(stocks);
    // Sent together: the database finds the next while what it found is read and projected.
    const [lines, kept, all] = await Promise.all([
      projectLines(tx, now, chosen),
      readKeptLines(tx, chosen),
      stocks === 'all' ? readBackorders(tx, 'all') : null,
    ]);
    const keeping = keepLines(tx, kept, lines);
    if (all) await Promise.all([keeping, keepBackorders(tx, now, 'all', all, lines)]);
    const backorderIds = await keeping;
    if (!all) await keepBackorders(tx, now, backorderIds, await readBackorders(tx, backorderIds), lines);
    return { stocks: chosen.length, backorders: backorderIds.length };
  });
}

const ONE_REFRESH = 4_000_040;

const keyOf = ({ variant_id, warehouse_id }: StockRow) => `${variant_id}:${warehouse_id}`;
function distinct(stocks: readonly Stock[]): StockRow[] {
  const rows = stocks.map(({ variantId, warehouseId }) => ({ variant_id: variantId, warehouse_id: warehouseId }));
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}

/** What each open backorder line on the stocks may expect of today's supply. */
export async function projectLines(tx: Transaction, now: string, stocks: readonly StockRow[]): Promise<LineRow[]> {
  const [{ company, settings }, levels, entries, arrivals] = await Promise.all([
    readCompany(tx),
    tx.rows<StockRow & { available: number }>(LEVELS, asParameters(stocks)),
    tx.rows<EntryRow>(ENTRIES, asParameters(stocks)),
    tx.rows<ArrivalRow>(ARRIVALS, asParameters(stocks)),
  ]);
  const today = dateIn(company.timeZone, now);
  const available = new Map(levels.map((level) => [keyOf(level), level.available]));
  const arriving = groupByStock(arrivals);
  return [...groupByStock(entries)].flatMap(([stock, queue]) => {
    const projections = project({
      policy: settings.allocationPolicy,
      today,
      reserveAheadDays: settings.reserveAheadDays,
      handlingDays: settings.handlingDays,
      workingDays: company.workingDays,
      available: available.get(stock) ?? 0,
      arrivals: (arriving.get(stock) ?? []).map(toArrival),
      demand: queue.map(toDemand),
    });
    return ofBackorders(queue, projections);
  });
}

/** Field by field: spread out, a hundred thousand of them take most of the time of a refresh. */
const toDemand = (row: EntryRow): ProjectedDemand => ({
  queueLineId: Number(row.id),
  orderId: Number(row.order_id),
  orderLineId: Number(row.order_line_id),
  manualRank: row.manual_rank,
  priorityRank: row.priority_rank,
  tierRank: row.tier_rank,
  queuedAt: row.queued_at,
  allocated: row.allocated,
  waiting: row.waiting,
  isOnHold: row.on_hold,
  requestedOn: row.requested_on,
});

const toArrival = ({ id, remaining, expected_on }: ArrivalRow) => ({
  purchaseOrderLineId: Number(id),
  quantity: remaining,
  expectedOn: expected_on,
});

function ofBackorders(queue: readonly EntryRow[], projections: readonly Projection[]): LineRow[] {
  const byId = new Map(queue.map((entry) => [Number(entry.id), entry]));
  return projections.flatMap((projection) => {
    const entry = byId.get(projection.queueLineId) as EntryRow;
    const { backorder_id: backorderId, backorder_line_id: backorderLineId, variant_id, warehouse_id } = entry;
    if (backorderId === null || backorderLineId === null) return [];
    const supplyLineId = decidingSupply(projection);
    return [
      Object.assign(lineOutlook(projection), { supplyLineId, backorderLineId, backorderId, variant_id, warehouse_id }),
    ];
  });
}

function groupByStock<Row extends StockRow>(rows: readonly Row[]): Map<string, Row[]> {
  return groupBy(rows, keyOf);
}

type EntryRow = StockRow &
  Omit<CandidateRow, 'order_multiple' | 'ship_complete' | 'pins'> & {
    backorder_line_id: string | null;
    allocated: number;
  };
type ArrivalRow = StockRow & { id: string; remaining: number; expected_on: string | null };
/** Few statements over many rows: each is planned for its values, unlike those of use cases. */
const BEGIN = `
  select pg_advisory_xact_lock($1), set_config('plan_cache_mode', 'force_custom_plan', true),
    set_config('enable_hashjoin', 'on', true), set_config('enable_mergejoin', 'on', true), set_config('enable_seqscan', 'on', true)`;

const ALL_STOCKS = `
  select variant_id, warehouse_id from queue_lines where backorder_id is not null and open > 0
  union select variant_id, warehouse_id from backorder_line_outlooks`;

const LEVELS = `
  select l.variant_id, l.warehouse_id, l.available from ${STOCKS} join stock_levels l using (variant_id, warehouse_id)`;

/** No column more than is projected: each costs its time a hundred thousand times. */
const ENTRY = `q.id, q.variant_id, q.warehouse_id, q.order_id, q.order_line_id, q.backorder_id, q.backorder_line_id, q.allocated, q.waiting,
    q.manual_rank, q.priority_rank, q.tier_rank, extract(epoch from q.queued_at)::float8 * 1000 as queued_at, q.on_hold, q.requested_on`;
const ENTRIES = `
  select ${ENTRY} from ${STOCKS} join queue_lines q using (variant_id, warehouse_id) where q.open > q.allocated
  union all
  select ${ENTRY} from ${STOCKS} join queue_lines q using (variant_id, warehouse_id)
  where q.allocated > 0 and q.open = q.allocated`;

const ARRIVALS = `
  select l.id, l.variant_id, l.warehouse_id, l.quantity as remaining, l.expected_on
  from ${STOCKS} join arriving_parts l using (variant_id, warehouse_id) order by l.id, l.expected_on`;
