import { type RawBuilder, sql } from 'kysely';
import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { addDays, type CalendarDate } from '#domain/time/calendar.ts';
import { isOpen, outstandingChange, valueOfPart } from '../ledger/sql-words.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

type Condition = RawBuilder<unknown>;
/** What the reports on what waits can be narrowed by. */
export type WaitingFilters = Request<'reportByProduct'>['query'];
type RecordFilters = Pick<
  WaitingFilters,
  'customerId' | 'variantId' | 'productId' | 'supplierId' | 'salesRepId' | 'warehouseId' | 'isVip'
>;

/** The day a report is of. `end` is the instant it ended, as SQL; null for today, which has not. */
export type ReportDay = { asOf: CalendarDate; end: RawBuilder<unknown> | null };

type AskedDay = { asOf?: CalendarDate | undefined; status?: WaitingFilters['status'] };

/**
 * The day a report was asked for, today where none was. Refusals: `day_in_the_future`; `invalid_request`, as what was reserved at the
 * end of a day that is over is kept nowhere, so that its statuses are not known.
 */
export function reportDay({ asOf, status }: AskedDay, reading: Reading): ReportDay | { refusal: Refusal } {
  const { today } = reading;
  if (asOf === undefined || asOf === today) return { asOf: today, end: null };
  if (asOf > today) return refuse('day_in_the_future', { facts: { today } });
  if (status)
    return refuse('invalid_request', { errors: [{ pointer: '#/query/status', detail: 'is known of today only' }] });
  return { asOf, end: endOf(asOf, reading) };
}

/** The first instant of the day after, in the company's time zone. */
export function endOf(day: CalendarDate, { company }: Reading): RawBuilder<unknown> {
  return sql`(${addDays(day, 1)}::date::timestamp at time zone ${company.timeZone})`;
}

/** Some days, and what was known of them: `until` is null for everything. */
export type Period = { from: CalendarDate; to: CalendarDate; until: RawBuilder<unknown> | null; asOf: CalendarDate };

/** A condition that a column is of what was known then. */
export const before = ({ until }: Period, column: string): RawBuilder<unknown> =>
  until ? sql`and ${sql.raw(column)} < ${until}` : sql``;

const DAYS = 90;

/** The days a report was asked for, the last 90 until its own where none were. */
export function periodOf(
  { from, to }: { from?: CalendarDate | undefined; to?: CalendarDate | undefined },
  { asOf, end }: ReportDay,
): Period {
  const last = to ?? asOf;
  return { from: from ?? addDays(last, 1 - DAYS), to: last, until: end, asOf };
}

/**
 * The lines of backorders that were open at the end of a day, each with what was outstanding of it, what that was worth and
 * which day was promised: `line_id`, `backorder_id`, `customer_id`, `sales_rep_id`, `warehouse_id`, `reason`, `created_on`, `variant_id`,
 * `product_id`, `supplier_id`, `lines`, `quantity`, `cents`, `promised_on`, and of today the `status` of the backorder. Today's are read
 * as they are kept; of a day before, what the demand ledger and the promises have since is taken back. `page` cuts a page out of them,
 * in the order of the backorders: then each line is summed up by itself.
 */
export function openLines(
  viewer: Viewer,
  filters: WaitingFilters,
  { asOf, end }: ReportDay,
  page?: LinesPage,
): RawBuilder<unknown> {
  const status = end ? sql`null` : sql`(select status from backorders s where s.id = b.backorder_id)`;
  const conditions = [
    ...recordConditions(viewer, filters),
    ...(filters.reason ? [sql`b.reason = ${filters.reason}`] : []),
    ...waitingConditions(filters, asOf, status),
    ...(page?.after
      ? [sql`(b.backorder_id, b.backorder_line_id) > (${page.after[0]}::bigint, ${page.after[1]}::bigint)`]
      : []),
  ];
  const cut = page ? sql`order by b.backorder_id, b.backorder_line_id limit ${page.rows}` : sql``;
  const source = end === null ? sql`open_backorder_lines` : page ? sql`(${openEach(end)})` : sql`(${openBefore(end)})`;
  return sql`
    select b.backorder_line_id as line_id, b.backorder_id, b.customer_id, c.sales_rep_id, b.warehouse_id, b.reason, b.created_on,
      b.variant_id, b.product_id, b.supplier_id, 1 as lines, b.quantity, b.cents, b.promised_on, ${status} as status
    from ${source} b left join variants v on v.id = b.variant_id left join customers c on c.id = b.customer_id
    where ${every(conditions)} ${cut}`;
}

/** Whether a question can be answered from the sums of backorders: of today, and of no item of theirs. */
export const isOfBackorders = ({ variantId, productId, supplierId }: WaitingFilters, { end }: ReportDay): boolean =>
  end === null && !variantId && !productId && !supplierId;

/** The same as `openLines` of such a question, one row for all lines of a backorder with how many there are, `lines`. */
export function openBackorders(viewer: Viewer, filters: WaitingFilters, { asOf }: ReportDay): RawBuilder<unknown> {
  const conditions = [
    ...recordConditions(viewer, filters),
    ...(filters.reason ? [sql`b.reason = ${filters.reason}`] : []),
    ...waitingConditions(filters, asOf, sql`b.status`),
  ];
  return sql`
    select b.id as backorder_id, b.customer_id, c.sales_rep_id, b.warehouse_id, b.reason, b.created_on, b.promised_on, b.status,
      b.open_lines as lines, b.outstanding as quantity, b.value
    from backorders b left join customers c on c.id = b.customer_id where ${sql.raw(isOpen())} and ${every(conditions)}`;
}

/** So many rows, after those of this backorder and line. */
export type LinesPage = { after: readonly (string | number)[] | null; rows: number };

const CHANGE = sql.raw(outstandingChange());
const CENTS = sql.raw(`100 * ${valueOfPart('e.quantity', 'ol')}`);

/**
 * What was open before an instant, as `open_backorder_lines` has what is open now: lines that no entry since then changed as they are,
 * the others less what it changed; each with the day that was promised then.
 */
const openBefore = (end: RawBuilder<unknown>) => sql`
  with since as materialized (
    select backorder_line_id, sum(${CHANGE})::integer as change
    from demand_entries e where e.backorder_line_id is not null and e.at >= ${end} group by 1),
  promised as materialized (
    select since.backorder_id, p.promised_on
    from (select distinct backorder_id from backorder_promises where promised_at >= ${end}) since
      left join lateral (${promisedBefore(end, 'since.backorder_id')}) p on true),
  before as (
    select backorder_id, backorder_line_id, variant_id, product_id, supplier_id, customer_id, warehouse_id, reason, created_on, promised_on,
      quantity, cents
    from open_backorder_lines o where not exists (select from since where since.backorder_line_id = o.backorder_line_id)
    union all
    select b.id, l.id, l.variant_id, v.product_id, v.supplier_id, b.customer_id, b.warehouse_id, b.reason, b.created_on, b.promised_on, e.quantity, (${CENTS})::bigint
    from since join backorder_lines l on l.id = since.backorder_line_id cross join lateral (select l.outstanding - since.change as quantity) e
      join backorders b on b.id = l.backorder_id join order_lines ol on ol.id = l.order_line_id join variants v on v.id = l.variant_id
    where e.quantity > 0)
  select before.backorder_id, backorder_line_id, variant_id, product_id, supplier_id, customer_id, warehouse_id, reason, created_on, quantity, cents,
    case when promised.backorder_id is null then before.promised_on else promised.promised_on end as promised_on
  from before left join promised on promised.backorder_id = before.backorder_id`;

/** The same, one line at a time. */
const openEach = (end: RawBuilder<unknown>) => sql`
  select l.backorder_id, l.id as backorder_line_id, l.variant_id, v.product_id, v.supplier_id, b.customer_id, b.warehouse_id, b.reason, b.created_on, e.quantity,
    (${CENTS})::bigint as cents, p.promised_on
  from backorders b join backorder_lines l on l.backorder_id = b.id and b.created_at < ${end}
    join lateral (select sum(${CHANGE})::integer as quantity from demand_entries e
      where e.order_line_id = l.order_line_id and e.backorder_line_id = l.id and e.at < ${end}) e on e.quantity > 0
    left join lateral (${promisedBefore(end, 'b.id')}) p on true
    join order_lines ol on ol.id = l.order_line_id join variants v on v.id = l.variant_id`;

/** The day that was promised of a backorder before an instant. */
const promisedBefore = (end: RawBuilder<unknown>, backorderId: string) => sql`
  select promised_on from backorder_promises where backorder_id = ${sql.raw(backorderId)} and promised_at < ${end} order by id desc limit 1`;

/** Conditions on customer `c` and variant `v`, and on the warehouse of `b`. */
export function recordConditions(
  viewer: Viewer,
  filters: RecordFilters,
  ofWarehouse = sql`b.warehouse_id`,
): Condition[] {
  const onlyOf = readsOnlyCustomersOf(viewer);
  const { customerId, variantId, productId, supplierId, salesRepId, warehouseId, isVip } = filters;
  return [
    ...(onlyOf === null ? [] : [sql`c.sales_rep_id = ${onlyOf}::bigint`]),
    ...(customerId ? [sql`c.id = ${customerId}::bigint`] : []),
    ...(salesRepId ? [sql`c.sales_rep_id = ${salesRepId}::bigint`] : []),
    ...(isVip === undefined ? [] : [sql`(c.tier = 'vip') = ${isVip}`]),
    ...(variantId ? [sql`v.id = ${variantId}::bigint`] : []),
    ...(productId ? [sql`v.product_id = ${productId}::bigint`] : []),
    ...(supplierId ? [sql`v.supplier_id = ${supplierId}::bigint`] : []),
    ...(warehouseId ? [sql`${ofWarehouse} = ${warehouseId}::bigint`] : []),
  ];
}

function waitingConditions(filters: WaitingFilters, asOf: CalendarDate, ofBackorder: RawBuilder<unknown>): Condition[] {
  const { status, isOverdue, hasNoDate, ageFrom, ageTo } = filters;
  return [
    ...(status === undefined ? [] : [sql`${ofBackorder} = ${status}`]),
    ...(isOverdue === undefined ? [] : [sql`coalesce(b.promised_on < ${asOf}::date, false) = ${isOverdue}`]),
    ...(hasNoDate === undefined ? [] : [sql`(b.promised_on is null) = ${hasNoDate}`]),
    ...(ageFrom === undefined ? [] : [sql`b.created_on <= ${addDays(asOf, -ageFrom)}::date`]),
    ...(ageTo === undefined ? [] : [sql`b.created_on >= ${addDays(asOf, -ageTo)}::date`]),
  ];
}

/** Every one of some conditions. */
export function every(conditions: readonly Condition[]): RawBuilder<unknown> {
  return sql.join([sql`true`, ...conditions], sql` and `);
}
