import { type BackorderOutlook, backorderOutlook, type LineOutlook } from '#domain/backorders/outlook.ts';
import { groupBy } from '#domain/group-by.ts';
import type { Transaction } from '../platform/transaction.ts';

/** A variant in a warehouse, as statements take it. */
export type StockRow = { variant_id: string; warehouse_id: string };
/** A line of a backorder with what its queue says of it. */
export type LineRow = LineOutlook &
  StockRow & { backorderLineId: string; backorderId: string; supplyLineId: number | null };

/** Stocks as two parameters, and as what a statement makes of them. */
export const asParameters = (stocks: readonly StockRow[]) => [
  stocks.map(({ variant_id }) => variant_id),
  stocks.map(({ warehouse_id }) => warehouse_id),
];
export const STOCKS = 'unnest($1::bigint[], $2::bigint[]) s(variant_id, warehouse_id)';

/** Keeps the lines of the stocks as they are now, writing what changed, and answers every backorder that has or had one there. */
export async function keepLines(
  tx: Transaction,
  stocks: readonly StockRow[],
  lines: readonly LineRow[],
): Promise<string[]> {
  const kept = await tx.rows<KeptLine>(KEPT_LINES, asParameters(stocks));
  const before = new Map(kept.map((line) => [line.id, line]));
  const changed = lines.filter((line) => !saysTheSame(line, before.get(line.backorderLineId)));
  const still = new Set(lines.map(({ backorderLineId }) => backorderLineId));
  const gone = kept.filter(({ id }) => !still.has(id));
  if (gone.length > 0) await tx.rows(FORGET_LINES, [gone.map(({ id }) => id)]);
  if (changed.length > 0) await tx.rows(KEEP_LINES, columnsOf(changed));
  return [
    ...new Set([...lines.map(({ backorderId }) => backorderId), ...gone.map(({ backorder_id }) => backorder_id)]),
  ];
}

function saysTheSame(line: LineRow, kept: KeptLine | undefined): boolean {
  return (
    kept !== undefined &&
    kept.projected_on === line.projectedOn &&
    kept.no_date_because === line.noDateBecause &&
    kept.place_in_queue === line.placeInQueue &&
    kept.quantity_ahead === line.quantityAhead &&
    kept.purchase_order_line_id === (line.supplyLineId === null ? null : String(line.supplyLineId))
  );
}

function columnsOf(lines: readonly LineRow[]): unknown[] {
  return [
    lines.map(({ backorderLineId }) => backorderLineId),
    lines.map(({ backorderId }) => backorderId),
    ...asParameters(lines),
    lines.map(({ projectedOn }) => projectedOn),
    lines.map(({ noDateBecause }) => noDateBecause),
    lines.map(({ placeInQueue }) => placeInQueue),
    lines.map(({ quantityAhead }) => quantityAhead),
    lines.map(({ supplyLineId }) => supplyLineId),
  ];
}

/**
 * Makes the outlook of each of these backorders from its kept lines, and writes what changed. Null: of all, whose lines are those
 * just projected, and forgets every other.
 */
export async function keepBackorders(
  tx: Transaction,
  now: string,
  backorderIds: readonly string[] | null,
  projected: readonly LineRow[],
): Promise<void> {
  const rows = await tx.rows<CustomerRow>(backordersWhere(backorderIds), backorderIds ? [backorderIds] : []);
  const linesOf = backorderIds ? null : groupBy(projected, ({ backorderId }) => backorderId);
  const open = rows.flatMap((row): Outlooked[] => {
    const told = row.told_at === null ? null : { on: row.told_on, projectedOn: row.known_on };
    const lines = row.lines ?? linesOf?.get(row.id) ?? [];
    const outlook = backorderOutlook(lines, { promisedOn: row.promised_on, told });
    return outlook === null ? [] : [{ row, outlook }];
  });
  const changed = open.filter((row) => !isKept(row));
  await tx.rows(FORGET_BACKORDERS, [backorderIds]);
  if (changed.length > 0) await tx.rows(KEEP_BACKORDERS, [...outlookColumns(changed), now]);
}

type Outlooked = { row: CustomerRow; outlook: BackorderOutlook };

/** Whether what is kept of it says the same already. */
function isKept({ row, outlook }: Outlooked): boolean {
  return (
    row.quantity_ahead === outlook.quantityAhead &&
    row.projected_on === outlook.projectedOn &&
    row.no_date_because === outlook.noDateBecause &&
    row.place_in_queue === outlook.placeInQueue &&
    row.is_at_risk === outlook.isAtRisk &&
    row.date_moved === outlook.dateMoved &&
    row.kept_on === row.told_on &&
    row.kept_at === row.told_at
  );
}

function outlookColumns(rows: readonly Outlooked[]): unknown[] {
  const of = <Value>(value: (outlook: BackorderOutlook) => Value) => rows.map(({ outlook }) => value(outlook));
  return [
    rows.map(({ row }) => row.id),
    of(({ projectedOn }) => projectedOn),
    of(({ noDateBecause }) => noDateBecause),
    of(({ placeInQueue }) => placeInQueue),
    of(({ quantityAhead }) => quantityAhead),
    of(({ isAtRisk }) => isAtRisk),
    of(({ dateMoved }) => dateMoved),
    rows.map(({ row }) => row.told_on),
    rows.map(({ row }) => row.told_at),
  ];
}

type KeptDates = {
  projected_on: string | null;
  no_date_because: string | null;
  place_in_queue: number | null;
};
type KeptLine = KeptDates & {
  id: string;
  backorder_id: string;
  quantity_ahead: number;
  purchase_order_line_id: string | null;
};
/** A backorder, what its customer was told, and what is kept of it, nulls where nothing is. */
type CustomerRow = KeptDates & {
  id: string;
  promised_on: string | null;
  told_on: string | null;
  told_at: string | null;
  /** What supply said when they were told. */
  known_on: string | null;
  /** Null where all lines are in hand. */
  lines: LineOutlook[] | null;
  quantity_ahead: number | null;
  is_at_risk: boolean | null;
  date_moved: boolean | null;
  kept_on: string | null;
  kept_at: string | null;
};

const KEPT_LINES = `
  select o.backorder_line_id as id, o.backorder_id, o.projected_on, o.no_date_because, o.place_in_queue, o.quantity_ahead, o.purchase_order_line_id
  from ${STOCKS} join backorder_line_outlooks o using (variant_id, warehouse_id)`;

const FORGET_LINES = 'delete from backorder_line_outlooks where backorder_line_id = any($1::bigint[])';

const KEEP_LINES = `
  insert into backorder_line_outlooks as o
    (backorder_line_id, backorder_id, variant_id, warehouse_id, projected_on, no_date_because, place_in_queue, quantity_ahead,
     purchase_order_line_id)
  select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::date[], $6::text[], $7::integer[], $8::integer[], $9::bigint[])
  on conflict (backorder_line_id) do update set projected_on = excluded.projected_on, no_date_because = excluded.no_date_because,
    place_in_queue = excluded.place_in_queue, quantity_ahead = excluded.quantity_ahead,
    purchase_order_line_id = excluded.purchase_order_line_id`;

/** The newest date the customer of a backorder `b` was told. */
const TOLD = `
  left join lateral (
    select told_on, told_at, projected_on from told_dates d where d.backorder_id = b.id order by d.id desc limit 1) told on true`;

const backordersWhere = (ids: readonly string[] | null) => `
  select b.id, b.promised_on, told.told_on, told.told_at::text, told.projected_on as known_on, ${ids ? LINES_OF_ONE : 'null'} as lines, k.projected_on, k.no_date_because,
    k.place_in_queue, k.quantity_ahead, k.is_at_risk, k.date_moved, k.told_on as kept_on, k.told_at::text as kept_at
  from ${ids ? 'unnest($1::bigint[]) chosen(id)' : '(select distinct backorder_id as id from backorder_line_outlooks) chosen'}
  join backorders b on b.id = chosen.id
  left join backorder_outlooks k on k.backorder_id = b.id
  ${TOLD}`;

const LINES_OF_ONE = `(
    select coalesce(json_agg(json_build_object('projectedOn', o.projected_on, 'noDateBecause', o.no_date_because,
      'placeInQueue', o.place_in_queue, 'quantityAhead', o.quantity_ahead)), '[]')
    from backorder_line_outlooks o where o.backorder_id = b.id)`;

const FORGET_BACKORDERS = `
  delete from backorder_outlooks o
  where ($1::bigint[] is null or o.backorder_id = any($1)) and not exists (
    select from backorder_line_outlooks l where l.backorder_id = o.backorder_id)`;

const KEEP_BACKORDERS = `
  insert into backorder_outlooks as o
    (backorder_id, projected_on, no_date_because, place_in_queue, quantity_ahead, is_at_risk, date_moved, told_on, told_at, refreshed_at)
  select *, $10::timestamptz from unnest($1::bigint[], $2::date[], $3::text[], $4::integer[], $5::integer[], $6::boolean[],
    $7::boolean[], $8::date[], $9::timestamptz[])
  on conflict (backorder_id) do update set projected_on = excluded.projected_on, no_date_because = excluded.no_date_because,
    place_in_queue = excluded.place_in_queue, quantity_ahead = excluded.quantity_ahead, is_at_risk = excluded.is_at_risk,
    date_moved = excluded.date_moved, told_on = excluded.told_on, told_at = excluded.told_at, refreshed_at = excluded.refreshed_at`;
