import { type ProjectedDemand, type Projection, project } from '#domain/allocation/project.ts';
import {
  type BackorderOutlook,
  backorderOutlook,
  decidingSupply,
  type LineOutlook,
  lineOutlook,
} from '#domain/backorders/outlook.ts';
import { dateIn, readCompany } from '../platform/company.ts';
import type { Database } from '../platform/database.ts';
import { inTransaction, type Transaction } from '../platform/transaction.ts';
import { CANDIDATE_COLUMNS, type CandidateRow, toCandidate } from './read-candidates.ts';

/** One queue: a variant in a warehouse. */
export type Stock = { variantId: string; warehouseId: string };

/**
 * Projects the queues of some stocks, or of all on which a backorder waits, and keeps what every open backorder on them
 * may expect; what closed is forgotten. Rows that say the same already are left alone, apart from when they were
 * refreshed. Run again it changes nothing. One refresh at a time, in any process: two that shared a backorder would each
 * miss what the other found.
 */
export async function refreshOutlooks(
  database: Database,
  now: string,
  stocks: readonly Stock[] | 'all',
): Promise<{ stocks: number; backorders: number }> {
  return inTransaction(database, async (tx) => {
    await tx.rows(BEGIN, [ONE_REFRESH]);
    const chosen = stocks === 'all' ? await tx.rows<StockRow>(ALL_STOCKS) : distinct(stocks);
    const lines = await projectLines(tx, now, chosen);
    const backorderIds = await writeLines(tx, chosen, lines);
    await writeBackorders(tx, now, stocks === 'all' ? null : backorderIds);
    return { stocks: chosen.length, backorders: backorderIds.length };
  });
}

const ONE_REFRESH = 4_000_040;

type StockRow = { variant_id: string; warehouse_id: string };
type LineRow = LineOutlook & StockRow & { backorderLineId: string; backorderId: string; supplyLineId: number | null };

const keyOf = ({ variant_id, warehouse_id }: StockRow) => `${variant_id}:${warehouse_id}`;
const asParameters = (stocks: readonly StockRow[]) => [
  stocks.map(({ variant_id }) => variant_id),
  stocks.map(({ warehouse_id }) => warehouse_id),
];

function distinct(stocks: readonly Stock[]): StockRow[] {
  const rows = stocks.map(({ variantId, warehouseId }) => ({ variant_id: variantId, warehouse_id: warehouseId }));
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}

/** What each open backorder line on the stocks may expect of today's supply. */
async function projectLines(tx: Transaction, now: string, stocks: readonly StockRow[]): Promise<LineRow[]> {
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
      demand: queue.map((entry): ProjectedDemand => ({ ...toCandidate(entry), allocated: entry.allocated })),
    });
    return ofBackorders(queue, projections);
  });
}

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
    return [{ ...lineOutlook(projection), supplyLineId, backorderLineId, backorderId, variant_id, warehouse_id }];
  });
}

function groupByStock<Row extends StockRow>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/** Keeps the lines of the stocks as they are now, and answers every backorder that has or had one there. */
async function writeLines(tx: Transaction, stocks: readonly StockRow[], lines: readonly LineRow[]): Promise<string[]> {
  const ids = lines.map(({ backorderLineId }) => backorderLineId);
  const [gone] = await Promise.all([
    tx.rows<{ backorder_id: string }>(FORGET_LINES, [...asParameters(stocks), ids]),
    tx.rows(KEEP_LINES, [
      ids,
      lines.map(({ backorderId }) => backorderId),
      ...asParameters(lines),
      lines.map(({ projectedOn }) => projectedOn),
      lines.map(({ noDateBecause }) => noDateBecause),
      lines.map(({ placeInQueue }) => placeInQueue),
      lines.map(({ quantityAhead }) => quantityAhead),
      lines.map(({ supplyLineId }) => supplyLineId),
    ]),
  ]);
  return [
    ...new Set([...lines.map(({ backorderId }) => backorderId), ...gone.map(({ backorder_id }) => backorder_id)]),
  ];
}

/** Makes the outlook of each of these backorders from its kept lines. Null: of all, and forgets every other. */
async function writeBackorders(tx: Transaction, now: string, backorderIds: readonly string[] | null): Promise<void> {
  const rows =
    backorderIds === null
      ? await tx.rows<CustomerRow>(ALL_BACKORDERS)
      : await tx.rows<CustomerRow>(BACKORDERS, [backorderIds]);
  const open = rows.flatMap((row) => {
    const told = row.told_at === null ? null : { on: row.told_on };
    const outlook = backorderOutlook(row.lines, { promisedOn: row.promised_on, told });
    return outlook === null ? [] : [{ ...row, outlook }];
  });
  const of = <Value>(value: (outlook: BackorderOutlook) => Value) => open.map(({ outlook }) => value(outlook));
  await Promise.all([
    tx.rows(FORGET_BACKORDERS, [backorderIds, open.map(({ id }) => id)]),
    tx.rows(KEEP_BACKORDERS, [
      open.map(({ id }) => id),
      of(({ projectedOn }) => projectedOn),
      of(({ noDateBecause }) => noDateBecause),
      of(({ placeInQueue }) => placeInQueue),
      of(({ quantityAhead }) => quantityAhead),
      of(({ isAtRisk }) => isAtRisk),
      of(({ dateMoved }) => dateMoved),
      open.map(({ told_on }) => told_on),
      open.map(({ told_at }) => told_at),
      now,
    ]),
  ]);
}

type EntryRow = CandidateRow & { warehouse_id: string; backorder_line_id: string | null; allocated: number };
type ArrivalRow = StockRow & { id: string; remaining: number; expected_on: string | null };
type CustomerRow = {
  id: string;
  promised_on: string | null;
  told_on: string | null;
  told_at: string | null;
  lines: LineOutlook[];
};

/** Few statements over many rows: each is planned for its values, unlike those of use cases. */
const BEGIN = `
  select pg_advisory_xact_lock($1), set_config('plan_cache_mode', 'force_custom_plan', true),
    set_config('enable_hashjoin', 'on', true), set_config('enable_mergejoin', 'on', true), set_config('enable_seqscan', 'on', true)`;

const ALL_STOCKS = `
  select variant_id, warehouse_id from queue_lines where backorder_id is not null and open > 0
  union select variant_id, warehouse_id from backorder_line_outlooks`;

const STOCKS = 'unnest($1::bigint[], $2::bigint[]) s(variant_id, warehouse_id)';

const LEVELS = `
  select l.variant_id, l.warehouse_id, l.available from ${STOCKS} join stock_levels l using (variant_id, warehouse_id)`;

const ENTRY = `${CANDIDATE_COLUMNS}, null as pins, q.warehouse_id, q.backorder_line_id, q.allocated`;
const ENTRIES = `
  select ${ENTRY} from ${STOCKS} join queue_lines q using (variant_id, warehouse_id) where q.open > q.allocated
  union all
  select ${ENTRY} from ${STOCKS} join queue_lines q using (variant_id, warehouse_id)
  where q.allocated > 0 and q.open = q.allocated`;

const ARRIVALS = `
  select l.id, l.variant_id, l.warehouse_id, l.quantity as remaining, l.expected_on
  from ${STOCKS} join arriving_parts l using (variant_id, warehouse_id) order by l.id, l.expected_on`;

const FORGET_LINES = `
  delete from backorder_line_outlooks o using ${STOCKS}
  where o.variant_id = s.variant_id and o.warehouse_id = s.warehouse_id
    and not exists (select from unnest($3::bigint[]) kept(id) where kept.id = o.backorder_line_id)
  returning o.backorder_id`;

const KEEP_LINES = `
  insert into backorder_line_outlooks as o
    (backorder_line_id, backorder_id, variant_id, warehouse_id, projected_on, no_date_because, place_in_queue, quantity_ahead,
     purchase_order_line_id)
  select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::date[], $6::text[], $7::integer[], $8::integer[], $9::bigint[])
  on conflict (backorder_line_id) do update set projected_on = excluded.projected_on, no_date_because = excluded.no_date_because,
    place_in_queue = excluded.place_in_queue, quantity_ahead = excluded.quantity_ahead,
    purchase_order_line_id = excluded.purchase_order_line_id
  where (o.projected_on, o.no_date_because, o.place_in_queue, o.quantity_ahead, o.purchase_order_line_id) is distinct from
    (excluded.projected_on, excluded.no_date_because, excluded.place_in_queue, excluded.quantity_ahead, excluded.purchase_order_line_id)`;

/** The newest date the customer of a backorder `b` was told. */
const TOLD = `
  left join lateral (
    select told_on, told_at from told_dates d where d.backorder_id = b.id order by d.id desc limit 1) told on true`;

const backordersWhere = (chosen: string) => `
  select b.id, b.promised_on, told.told_on, told.told_at, lines.lines
  from ${chosen}
  cross join lateral (
    select coalesce(json_agg(json_build_object('projectedOn', o.projected_on, 'noDateBecause', o.no_date_because,
      'placeInQueue', o.place_in_queue, 'quantityAhead', o.quantity_ahead)), '[]') as lines
    from backorder_line_outlooks o where o.backorder_id = b.id) lines
  ${TOLD}`;
const BACKORDERS = backordersWhere('unnest($1::bigint[]) chosen(id) join backorders b on b.id = chosen.id');
const ALL_BACKORDERS = backordersWhere(
  '(select distinct backorder_id as id from backorder_line_outlooks) chosen join backorders b on b.id = chosen.id',
);

const FORGET_BACKORDERS = `
  delete from backorder_outlooks o
  where ($1::bigint[] is null or o.backorder_id = any($1)) and not exists (
    select from unnest($2::bigint[]) kept(id) where kept.id = o.backorder_id)`;

const KEEP_BACKORDERS = `
  insert into backorder_outlooks as o
    (backorder_id, projected_on, no_date_because, place_in_queue, quantity_ahead, is_at_risk, date_moved, told_on, told_at, refreshed_at)
  select *, $10::timestamptz from unnest($1::bigint[], $2::date[], $3::text[], $4::integer[], $5::integer[], $6::boolean[],
    $7::boolean[], $8::date[], $9::timestamptz[])
  on conflict (backorder_id) do update set projected_on = excluded.projected_on, no_date_because = excluded.no_date_because,
    place_in_queue = excluded.place_in_queue, quantity_ahead = excluded.quantity_ahead, is_at_risk = excluded.is_at_risk,
    date_moved = excluded.date_moved, told_on = excluded.told_on, told_at = excluded.told_at, refreshed_at = excluded.refreshed_at
  where (o.projected_on, o.no_date_because, o.place_in_queue, o.quantity_ahead, o.is_at_risk, o.date_moved, o.told_on, o.told_at)
    is distinct from (excluded.projected_on, excluded.no_date_because, excluded.place_in_queue, excluded.quantity_ahead,
      excluded.is_at_risk, excluded.date_moved, excluded.told_on, excluded.told_at)`;
