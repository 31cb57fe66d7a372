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
 * which day was promised: `line_id`, `order_id`, `order_line_id`, `backorder_id`, `customer_id`, `sales_rep_id`, `warehouse_id`, `reason`, `created_on`, `variant_id`,
 * `product_id`, `supplier_id`, `quantity`, `value`, `promised_on`, and of today the `status` of the backorder. Today's are read as they are kept; those of a day before are
 * summed up from the demand ledger and the promises as they stood then. `page` cuts a page out of
 * them, in the order of the backorders: then each line is summed up by itself.
 */
export function openLines(
  viewer: Viewer,
  filters: WaitingFilters,
  { asOf, end }: ReportDay,
  page?: LinesPage,
): RawBuilder<unknown> {
  const conditions = [
    ...recordConditions(viewer, filters),
    ...(filters.reason ? [sql`b.reason = ${filters.reason}`] : []),
    ...waitingConditions(filters, asOf, end ? sql`p.promised_on` : sql`b.promised_on`),
    ...(page?.after ? [sql`(b.id, l.id) > (${page.after[0]}::bigint, ${page.after[1]}::bigint)`] : []),
  ];
  const cut = page ? sql`order by b.id, l.id limit ${page.rows}` : sql``;
  return end
    ? sql`${columns('e.quantity', 'p.promised_on', 'null')}
      from ${page ? enteredEach(end) : enteredUntil(end)}
      left join lateral (
        select promised_on from backorder_promises p where p.backorder_id = b.id and p.promised_at < ${end}
        order by p.id desc limit 1) p on true
      ${JOINS} where ${every(conditions)} ${cut}`
    : sql`${columns('l.outstanding', 'b.promised_on', 'b.status')}
      from backorders b join backorder_lines l on l.backorder_id = b.id and l.outstanding > 0
      ${JOINS} where ${sql.raw(isOpen())} and ${every(conditions)} ${cut}`;
}

/** Whether a question can be answered from the sums of backorders: of today, and of no item of theirs. */
export const isOfBackorders = ({ variantId, productId, supplierId }: WaitingFilters, { end }: ReportDay): boolean =>
  end === null && !variantId && !productId && !supplierId;

/** The same as `openLines` of such a question, one row for all lines of a backorder with how many there are, `lines`. */
export function openBackorders(viewer: Viewer, filters: WaitingFilters, { asOf }: ReportDay): RawBuilder<unknown> {
  const conditions = [
    ...recordConditions(viewer, filters),
    ...(filters.reason ? [sql`b.reason = ${filters.reason}`] : []),
    ...waitingConditions(filters, asOf, sql`b.promised_on`),
  ];
  return sql`
    select b.id as backorder_id, b.customer_id, c.sales_rep_id, b.warehouse_id, b.reason, b.created_on, b.promised_on, b.status,
      b.open_lines as lines, b.outstanding as quantity, b.value
    from backorders b join customers c on c.id = b.customer_id where ${sql.raw(isOpen())} and ${every(conditions)}`;
}

/** So many rows, after those of this backorder and line. */
export type LinesPage = { after: readonly (string | number)[] | null; rows: number };

const columns = (quantity: string, promisedOn: string, status: string) => sql`
  select l.id as line_id, b.order_id, l.order_line_id, b.id as backorder_id, b.customer_id, c.sales_rep_id, b.warehouse_id, b.reason, b.created_on, v.id as variant_id,
    v.product_id, v.supplier_id, ${sql.raw(`${quantity} as quantity, ${valueOfPart(quantity, 'ol')} as value, ${promisedOn} as promised_on, ${status} as status`)}`;

const JOINS = sql`
  join order_lines ol on ol.id = l.order_line_id join variants v on v.id = l.variant_id join customers c on c.id = b.customer_id`;

/** Every line of which the entries before an instant leave something, and how much. */
const enteredUntil = (end: RawBuilder<unknown>) => sql`
  (select e.backorder_line_id, sum(${CHANGE})::integer as quantity
    from demand_entries e where e.backorder_line_id is not null and e.at < ${end}
    group by 1 having sum(${CHANGE}) > 0) e
  join backorder_lines l on l.id = e.backorder_line_id join backorders b on b.id = l.backorder_id`;
/** The same, one line at a time. */
const enteredEach = (end: RawBuilder<unknown>) => sql`
  backorders b join backorder_lines l on l.backorder_id = b.id and b.created_at < ${end}
  join lateral (select sum(${CHANGE})::integer as quantity from demand_entries e
    where e.order_line_id = l.order_line_id and e.backorder_line_id = l.id and e.at < ${end}) e on e.quantity > 0`;
const CHANGE = sql.raw(outstandingChange());

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

function waitingConditions(filters: WaitingFilters, asOf: CalendarDate, promisedOn: RawBuilder<unknown>): Condition[] {
  const { status, isOverdue, hasNoDate, ageFrom, ageTo } = filters;
  return [
    ...(status === undefined ? [] : [sql`b.status = ${status}`]),
    ...(isOverdue === undefined ? [] : [sql`coalesce(${promisedOn} < ${asOf}::date, false) = ${isOverdue}`]),
    ...(hasNoDate === undefined ? [] : [sql`(${promisedOn} is null) = ${hasNoDate}`]),
    ...(ageFrom === undefined ? [] : [sql`b.created_on <= ${addDays(asOf, -ageFrom)}::date`]),
    ...(ageTo === undefined ? [] : [sql`b.created_on >= ${addDays(asOf, -ageTo)}::date`]),
  ];
}

/** Every one of some conditions. */
export function every(conditions: readonly Condition[]): RawBuilder<unknown> {
  return sql.join([sql`true`, ...conditions], sql` and `);
}
