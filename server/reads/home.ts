import type { Answer, Request } from '#contract/operations.ts';
import type { Role } from '#contract/permissions.ts';
import { addDays } from '#domain/time/calendar.ts';
import { itemColumns, itemOf } from '../catalog/item-words.ts';
import { readAnswersSince } from '../customer-links/answers.ts';
import { listFollowUps } from '../follow-ups/queries.ts';
import { countFulfillmentWork, listFulfillmentWork } from '../fulfillment/work.ts';
import { isOpen, isReadyNow, outstandingChange, readyQuantity, readyValue } from '../ledger/sql-words.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { itemsNamed } from '../records/history.ts';
import { getVerification } from '../records/queries.ts';
import { readValueRises } from '../reports/value-rises.ts';
import { reviewedBefore } from '../reviews/queries.ts';
import { countExceptions } from './exceptions.ts';

type Home = Answer<'getHome'>;
type Mine = NonNullable<Home['mine']>;
type Warehouse = NonNullable<Home['warehouse']>;
type Company = NonNullable<Home['company']>;

/** What each role begins the day with. Whoever only reads sees the company. */
const SECTION: Record<Role, 'mine' | 'warehouse' | 'company'> = {
  sales_rep: 'mine',
  warehouse: 'warehouse',
  driver: 'warehouse',
  manager: 'company',
  administrator: 'company',
  read_only: 'company',
};

/** The home page of the caller's role, each number of which leads to what it counts. */
export async function readHome(viewer: Viewer, _request: Request<'getHome'>, reading: Reading): Promise<Home> {
  const mark = await reading.queries.first<{ home_seen_at: string | null }>(
    'select home_seen_at from reading_marks where principal = $1',
    [viewer.principal],
  );
  const since = mark?.home_seen_at ?? new Date(Date.parse(reading.now) - 86_400_000).toISOString();
  const section = SECTION[viewer.role];
  return {
    since,
    mine: section === 'mine' ? await readMine(viewer, reading, since) : null,
    warehouse: section === 'warehouse' ? await readWarehouse(viewer, reading) : null,
    company: section === 'company' ? await readCompany(viewer, reading) : null,
  };
}

const SHOWN = 6;

async function readMine(viewer: Viewer, reading: Reading, since: string): Promise<Mine> {
  const { queries, today } = reading;
  const userId = viewer.userId ?? '0';
  const [figures, followUps, ready, atRisk, changes, answers] = await Promise.all([
    queries.row<{ overdue: number; today: number; notReviewed: number; ready: number; atRisk: number; open: number }>(
      MY_FIGURES,
      [userId, today, reviewedBefore(reading)],
    ),
    listFollowUps(viewer, dueFollowUps, reading),
    queries.rows<Mine['ready']['next'][number]>(MY_READY, [userId, SHOWN]),
    queries.rows<Mine['atRisk']['next'][number]>(MY_AT_RISK, [userId, today, SHOWN]),
    queries.rows<Mine['changes'][number]>(MY_CHANGES, [userId, since, viewer.actor]),
    readAnswersSince(queries, { salesRepId: userId, since, limit: SHOWN }),
  ]);
  const next = 'data' in followUps ? followUps.data.filter(({ dueOn }) => dueOn <= today) : [];
  return {
    followUps: { overdue: figures.overdue, today: figures.today, next },
    ready: { count: figures.ready, next: ready },
    notReviewed: figures.notReviewed,
    answers,
    atRisk: { count: figures.atRisk, next: atRisk },
    open: figures.open,
    changes,
  };
}

const dueFollowUps: Request<'listFollowUps'> = {
  params: undefined,
  query: { limit: SHOWN, whose: 'mine' },
  body: undefined,
};

async function readWarehouse(viewer: Viewer, reading: Reading): Promise<Warehouse> {
  const { queries, today } = reading;
  const [figures, orders, ready, toPick, toShip, toCount, dueReceipts] = await Promise.all([
    queries.row<Record<'ready' | 'toShip' | 'putBack' | 'toCount' | 'dueReceipts', number>>(WAREHOUSE_FIGURES, [today]),
    countFulfillmentWork(viewer, { params: undefined, query: { kind: 'order' }, body: undefined }, reading),
    queries.rows<Warehouse['ready']['next'][number]>(ALL_READY, [SHOWN]),
    listFulfillmentWork(viewer, ordersToPick, reading),
    queries.rows<Warehouse['toShip']['next'][number]>(TO_SHIP, [SHOWN]),
    queries.rows<Warehouse['toCount']['next'][number]>(TO_COUNT, [SHOWN]),
    queries.rows<Warehouse['dueReceipts']['next'][number]>(DUE_RECEIPTS, [today, SHOWN]),
  ]);
  return {
    ready: { count: figures.ready, next: ready },
    toPick: { count: orders.ready, next: 'data' in toPick ? toPick.data.map(orderToPick) : [] },
    toShip: { count: figures.toShip, next: toShip },
    putBack: figures.putBack,
    toCount: { count: figures.toCount, next: toCount },
    dueReceipts: { count: figures.dueReceipts, next: dueReceipts },
  };
}

const ordersToPick: Request<'listFulfillmentWork'> = {
  params: undefined,
  query: { limit: SHOWN, tab: 'ready', kind: 'order' },
  body: undefined,
};

function orderToPick(row: Answer<'listFulfillmentWork'>['data'][number]): Warehouse['toPick']['next'][number] {
  return {
    id: row.id,
    number: row.number,
    customerName: row.customerName,
    readyQuantity: row.quantity,
    lineCount: row.lineCount,
  };
}

async function readCompany(viewer: Viewer, reading: Reading): Promise<Company> {
  const { queries, today, company } = reading;
  const days = Array.from({ length: 13 }, (_, week) => addDays(today, -7 * (12 - week)));
  const [attention, figures, trend, rises, books] = await Promise.all([
    countExceptions(viewer, 'all', reading),
    queries.row<Record<'openValue' | 'riskValue' | 'readyValue', string> & Record<'open' | 'risk' | 'ready', number>>(
      COMPANY_FIGURES,
    ),
    queries.rows<Company['trend'][number]>(TREND, [days, company.timeZone]),
    readValueRises(reading),
    getVerification(viewer, { params: undefined, query: undefined, body: undefined }, reading),
  ]);
  const money = (amount: string) => ({ amount, currency: company.currency });
  return {
    attention,
    openBackorders: { count: figures.open, outstandingValue: money(figures.openValue) },
    atRisk: { count: figures.risk, outstandingValue: money(figures.riskValue) },
    readyNotShipped: { count: figures.ready, readyValue: money(figures.readyValue) },
    trend,
    rises,
    books: { verifiedAt: books.verifiedAt, balanced: books.balanced },
  };
}

const OPEN = isOpen();
const READY = isReadyNow();
const PASSED = (today: string) => `${OPEN} and coalesce(b.promised_on, 'infinity') < ${today}::date`;

const some = (from: string) => `(select count(*)::integer from (select ${from} limit 10001) counted)`;
const mine = (condition: string) =>
  some(`from backorders b join customers c on c.id = b.customer_id where c.sales_rep_id = $1 and ${condition}`);

const MY_FIGURES = `
  select ${some('from follow_ups f where f.closed_at is null and f.assigned_to_id = $1 and f.due_on < $2::date')} as overdue,
    ${some('from follow_ups f where f.closed_at is null and f.assigned_to_id = $1 and f.due_on = $2::date')} as today,
    ${mine(`${OPEN} and coalesce(b.reviewed_at, b.created_at) < $3::timestamptz`)} as "notReviewed",
    ${mine(READY)} as ready, ${mine(PASSED('$2'))} as "atRisk", ${mine(OPEN)} as open`;

const ITEM = `
  cross join lateral (select ${itemOf()}
    from backorder_lines l join variants v on v.id = l.variant_id where l.backorder_id = b.id order by l.id limit 1) item`;
const TO_SHIP_COLUMNS = `b.id, b.number, c.name as "customerName", ${itemColumns('item')},
  b.allocated, ${readyQuantity()} as "readyQuantity", b.outstanding, b.promised_on as "promisedOn"`;

const MY_READY = `
  select ${TO_SHIP_COLUMNS} from backorders b join customers c on c.id = b.customer_id ${ITEM}
  where ${READY} and c.sales_rep_id = $1 order by b.created_at, b.id limit $2`;
const MY_AT_RISK = `
  select ${TO_SHIP_COLUMNS} from backorders b join customers c on c.id = b.customer_id ${ITEM}
  where c.sales_rep_id = $1 and ${PASSED('$2')} order by coalesce(b.promised_on, 'infinity'), b.id limit $3`;
const ALL_READY = `
  select ${TO_SHIP_COLUMNS} from backorders b join customers c on c.id = b.customer_id ${ITEM}
  where ${READY} order by b.created_at, b.id limit $1`;

const MY_CHANGES = `
  select e.id, e.at, e.actor, e.action, e.record_type as "recordType", e.record_id as "recordId", e.changes,
    ${itemsNamed('e.changes')} as items,
    o.id as "orderId", o.number as "orderNumber", b.id as "backorderId", b.number as "backorderNumber",
    c.name as "customerName"
  from audit_events e
  join orders o on o.id = e.order_id
  join customers c on c.id = o.customer_id
  left join backorders b on e.record_type = 'backorder' and b.id = e.record_id
  where e.at > $2::timestamptz and c.sales_rep_id = $1 and e.actor <> $3
  order by e.at desc, e.id desc limit 12`;

const WAREHOUSE_FIGURES = `
  select ${some(`from backorders b where ${READY}`)} as ready,
    ${some(`from fulfillments f where f.status in ('picked', 'packed')`)} as "toShip",
    ${some('from put_back_tasks t where t.done_at is null')} as "putBack",
    ${some('from count_requests r where r.closed_at is null')} as "toCount",
    ${some('distinct l.purchase_order_id from purchase_order_lines l where l.remaining > 0 and l.expected_on <= $1::date')} as "dueReceipts"`;

const TO_SHIP = `
  select f.id, f.number, c.name as "customerName", f.order_id as "orderId", f.backorder_id as "backorderId",
    f.picked_at as "pickedAt"
  from fulfillments f join customers c on c.id = f.customer_id
  where f.status in ('picked', 'packed') order by f.picked_at, f.id limit $1`;
const TO_COUNT = `
  select r.variant_id as "variantId", ${itemColumns()}, r.reason
  from count_requests r join variants v on v.id = r.variant_id
  where r.closed_at is null order by r.requested_at, r.id limit $1`;
const DUE_RECEIPTS = `
  select p.id, p.number, s.name as "supplierName", min(l.expected_on) as "expectedOn",
    min(l.expected_on) < $1::date as "isLate", sum(l.remaining)::float8 as remaining
  from purchase_order_lines l join purchase_orders p on p.id = l.purchase_order_id join suppliers s on s.id = p.supplier_id
  where l.remaining > 0 and l.expected_on <= $1::date
  group by p.id, p.number, s.name order by min(l.expected_on), p.id limit $2`;

/** As the list that the figure opens has it: today's supply breaks the promise, which it does from the day it passed. */
const RISK = 'coalesce(x.is_at_risk, false)';
const COMPANY_FIGURES = `
  select count(*)::integer as open, coalesce(sum(b.value), 0)::numeric(22, 2) as "openValue",
    count(*) filter (where ${RISK})::integer as risk,
    coalesce(sum(b.value) filter (where ${RISK}), 0)::numeric(22, 2) as "riskValue",
    count(*) filter (where ${READY})::integer as ready,
    coalesce(sum(${readyValue()}), 0)::numeric(22, 2) as "readyValue"
  from backorders b left join backorder_outlooks x on x.backorder_id = b.id and x.is_at_risk where ${OPEN}`;

/**
 * From today backwards: what is outstanding now, plus what left since, minus what came since. The ledger's rows of these
 * weeks alone are read, once, each put into its week. A backorder closed when its last unit left; none is ever revived.
 */
const TREND = `
  with ends as (
    select array_agg((day + 1)::timestamp at time zone $2 order by day) as at from unnest($1::date[]) day
  ), entries as materialized (
    select width_bucket(e.at, (select at from ends)) as week, e.at, e.backorder_line_id,
      ${outstandingChange()} as change
    from demand_entries e
    where e.at >= (select at[1] from ends) and e.backorder_line_id is not null
      and ${outstandingChange()} <> 0
  ), changes as (
    select week, 0 as backorders, sum(change) as outstanding from entries group by week
    union all
    select width_bucket(b.created_at, (select at from ends)), count(*), 0
    from backorders b where b.created_at >= (select at[1] from ends) group by 1
    union all
    select width_bucket(closed.at, (select at from ends)), -count(*), 0
    from (
      select l.backorder_id, max(e.at) as at from entries e
      join backorder_lines l on l.id = e.backorder_line_id
      join backorders b on b.id = l.backorder_id and b.outstanding = 0
      where e.change < 0 group by 1) closed
    group by 1
  ), now as (
    select count(*) as backorders, coalesce(sum(b.outstanding), 0) as outstanding from backorders b where ${OPEN}
  )
  select day as "on",
    (now.backorders - coalesce((select sum(c.backorders) from changes c where c.week >= place), 0))::integer as backorders,
    (now.outstanding - coalesce((select sum(c.outstanding) from changes c where c.week >= place), 0))::float8 as outstanding
  from unnest($1::date[]) with ordinality d(day, place) cross join now order by day`;
