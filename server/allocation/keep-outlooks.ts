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

/** What is kept of the lines of these stocks. */
export const readKeptLines = (tx: Transaction, stocks: readonly StockRow[]) =>
  tx.rows<KeptLine>(KEPT_LINES, asParameters(stocks));

/** Keeps the lines as they are now in place of those kept, writing what changed, and answers every backorder that has or had one. */
export async function keepLines(
  tx: Transaction,
  kept: readonly KeptLine[],
  lines: readonly LineRow[],
): Promise<string[]> {
  const before = new Map(kept.map((line) => [line.id, line]));
  const changed = lines.filter((line) => !saysTheSame(line, before.get(line.backorderLineId)));
  const still = new Set(lines.map(({ backorderLineId }) => backorderLineId));
  const gone = kept.filter(({ id }) => !still.has(id));
  const known = changed.filter(({ backorderLineId }) => before.has(backorderLineId));
  const fresh = changed.filter(({ backorderLineId }) => !before.has(backorderLineId));
  await Promise.all([
    gone.length > 0 && tx.rows(FORGET_LINES, [gone.map(({ id }) => id)]),
    known.length > 0 && tx.rows(CHANGE_LINES, outlookOf(known)),
    fresh.length > 0 && tx.rows(ADD_LINES, [...outlookOf(fresh), ...placeOf(fresh)]),
  ]);
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

function outlookOf(lines: readonly LineRow[]): unknown[] {
  return [
    lines.map(({ backorderLineId }) => backorderLineId),
    lines.map(({ projectedOn }) => projectedOn),
    lines.map(({ noDateBecause }) => noDateBecause),
    lines.map(({ placeInQueue }) => placeInQueue),
    lines.map(({ quantityAhead }) => quantityAhead),
    lines.map(({ supplyLineId }) => supplyLineId),
  ];
}

const placeOf = (lines: readonly LineRow[]) => [lines.map(({ backorderId }) => backorderId), ...asParameters(lines)];

/** Of some backorders with their kept lines, or of all that are open without them. */
export const readBackorders = (tx: Transaction, ids: readonly string[] | 'all') =>
  ids === 'all' ? tx.rows<CustomerRow>(ALL_BACKORDERS) : tx.rows<CustomerRow>(SOME_BACKORDERS, [ids]);

/**
 * Makes the outlook of each of these backorders from its lines, which are those just projected where it was read without them, writes
 * what changed, and forgets those `ids` that have no line left.
 */
export async function keepBackorders(
  tx: Transaction,
  now: string,
  ids: readonly string[] | 'all',
  rows: readonly CustomerRow[],
  projected: readonly LineRow[],
): Promise<void> {
  const linesOf = ids === 'all' ? groupBy(projected, ({ backorderId }) => backorderId) : null;
  const open = rows.flatMap((row): Outlooked[] => {
    const told = row.told_at === null ? null : { on: row.told_on, projectedOn: row.known_on };
    const lines = row.lines ?? linesOf?.get(row.id) ?? [];
    const outlook = backorderOutlook(lines, { promisedOn: row.promised_on, told });
    return outlook === null ? [] : [{ row, outlook }];
  });
  const changed = open.filter((outlooked) => !saysWhatIsKept(outlooked));
  const known = changed.filter(({ row }) => isKept(row));
  const fresh = changed.filter(({ row }) => !isKept(row));
  await Promise.all([
    tx.rows(FORGET_BACKORDERS, [ids === 'all' ? null : ids]),
    known.length > 0 && tx.rows(CHANGE_BACKORDERS, [...outlookColumns(known), now]),
    fresh.length > 0 && tx.rows(ADD_BACKORDERS, [...outlookColumns(fresh), now]),
  ]);
}

type Outlooked = { row: CustomerRow; outlook: BackorderOutlook };

/** Something is kept of it: how much is ahead of it never is unknown. */
const isKept = (row: CustomerRow) => row.quantity_ahead !== null;

/** Whether what is kept of it says the same already. */
function saysWhatIsKept({ row, outlook }: Outlooked): boolean {
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

// What is known is changed by itself: asked to insert first, PostgreSQL takes half as long again.
const CHANGE_LINES = `
  update backorder_line_outlooks o set projected_on = n.projected_on, no_date_because = n.no_date_because,
    place_in_queue = n.place_in_queue, quantity_ahead = n.quantity_ahead, purchase_order_line_id = n.purchase_order_line_id
  from unnest($1::bigint[], $2::date[], $3::text[], $4::integer[], $5::integer[], $6::bigint[])
    n(backorder_line_id, projected_on, no_date_because, place_in_queue, quantity_ahead, purchase_order_line_id)
  where o.backorder_line_id = n.backorder_line_id`;

const ADD_LINES = `
  insert into backorder_line_outlooks
    (backorder_line_id, projected_on, no_date_because, place_in_queue, quantity_ahead, purchase_order_line_id, backorder_id,
     variant_id, warehouse_id)
  select * from unnest($1::bigint[], $2::date[], $3::text[], $4::integer[], $5::integer[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[])`;

/** The newest date the customer of a backorder `b` was told. */
const TOLD = `
  left join lateral (
    select told_on, told_at, projected_on from told_dates d where d.backorder_id = b.id order by d.id desc limit 1) told on true`;

const backorders = (chosen: string, lines: string) => `
  select b.id, b.promised_on, told.told_on, told.told_at::text, told.projected_on as known_on, ${lines} as lines, k.projected_on, k.no_date_because,
    k.place_in_queue, k.quantity_ahead, k.is_at_risk, k.date_moved, k.told_on as kept_on, k.told_at::text as kept_at
  from ${chosen} join backorders b on b.id = chosen.id
  left join backorder_outlooks k on k.backorder_id = b.id
  ${TOLD}`;

const LINES_OF_ONE = `(
    select coalesce(json_agg(json_build_object('projectedOn', o.projected_on, 'noDateBecause', o.no_date_because,
      'placeInQueue', o.place_in_queue, 'quantityAhead', o.quantity_ahead)), '[]')
    from backorder_line_outlooks o where o.backorder_id = b.id)`;

const SOME_BACKORDERS = backorders('unnest($1::bigint[]) chosen(id)', LINES_OF_ONE);
const ALL_BACKORDERS = backorders(
  '(select distinct backorder_id as id from queue_lines where backorder_id is not null and open > 0) chosen',
  'null',
);

const FORGET_BACKORDERS = `
  delete from backorder_outlooks o
  where ($1::bigint[] is null or o.backorder_id = any($1)) and not exists (
    select from backorder_line_outlooks l where l.backorder_id = o.backorder_id)`;

const CHANGED_BACKORDERS = `unnest($1::bigint[], $2::date[], $3::text[], $4::integer[], $5::integer[], $6::boolean[],
    $7::boolean[], $8::date[], $9::timestamptz[])`;

const CHANGE_BACKORDERS = `
  update backorder_outlooks o set projected_on = n.projected_on, no_date_because = n.no_date_because, place_in_queue = n.place_in_queue,
    quantity_ahead = n.quantity_ahead, is_at_risk = n.is_at_risk, date_moved = n.date_moved, told_on = n.told_on, told_at = n.told_at,
    refreshed_at = $10::timestamptz
  from ${CHANGED_BACKORDERS}
    n(backorder_id, projected_on, no_date_because, place_in_queue, quantity_ahead, is_at_risk, date_moved, told_on, told_at)
  where o.backorder_id = n.backorder_id`;

const ADD_BACKORDERS = `
  insert into backorder_outlooks
    (backorder_id, projected_on, no_date_because, place_in_queue, quantity_ahead, is_at_risk, date_moved, told_on, told_at, refreshed_at)
  select *, $10::timestamptz from ${CHANGED_BACKORDERS}`;
