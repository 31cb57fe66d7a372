import type { AnswerOutcome, CustomerAnswer } from '#domain/customer-page/answers.ts';
import { type WhyItWaits, whyItWaits } from '#domain/customer-page/why-it-waits.ts';
import type { Expected } from '#domain/messages/facts.ts';
import type { Money } from '#domain/money.ts';
import { projectQueues, readQueues } from '../allocation/read-queue.ts';
import { creditedOf } from '../ledger/sql-words.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Reading } from '../platform/work.ts';
import { readRanges } from '../purchasing/likely-of-lines.ts';
import type { OpenedLink } from './open-link.ts';

/** A line that the customer waits for, or waited for. */
export type PageLine = {
  item: string;
  sku: string;
  baseUnit: string;
  unitsPerCase: number;
  orderMultiple: number;
  ordered: number;
  shipped: number;
  cancelled: number;
  /** Taken as something else. */
  substituted: number;
  open: number;
  allocated: number;
  expected: Expected;
  why: WhyItWaits | null;
  placeInQueue: number | null;
};

/** A variant that was offered in place of what is waited for, so many at most. */
export type Offer = {
  variantId: string;
  item: string;
  sku: string;
  baseUnit: string;
  unitsPerCase: number;
  acceptable: number;
  price: { amount: string; currency: string };
};

/** What the customer decided about a record last. */
export type Decision = {
  id: string;
  answer: CustomerAnswer;
  quantity: number | null;
  notBefore: string | null;
  outcome: AnswerOutcome;
  answeredAt: string;
};

/** An invoice, with what of it is freight and what was credited of it since; null where nothing is, or was. */
export type PageInvoice = { id: string; number: string; amount: Money; freight: Money | null; credited: Money | null };

/** A backorder, or what of an order has no backorder, as its customer sees it. */
export type PageRecord = {
  orderId: string;
  orderNumber: string;
  orderedOn: string;
  backorderId: string | null;
  backorderNumber: string | null;
  shipsComplete: boolean;
  /** What the whole order stands in for. */
  insteadOf: { item: string; orderNumber: string } | null;
  outstanding: number;
  requestedOn: string | null;
  promisedOn: string | null;
  /** The first day that was told; undefined where nothing ever was, null where it was "no date yet". */
  firstTold?: { on: string | null; at: string };
  /** The last time its date moved, with the reason that was given. */
  moved: { from: string; to: string | null; at: string; reason: string | null } | null;
  slips: number;
  slippedAt: string | null;
  agreedAt: string | null;
  decision: Decision | null;
  /** Other variants that may be taken in its place. */
  offers: Offer[];
  /** Of its order, made in advance. */
  invoices: PageInvoice[];
  lines: PageLine[];
};

/** So long what was decided or closed is still shown. */
const SHOWN_DAYS = 30;

/** What a link shows, the oldest order first: `limit` records from `offset` on, and how many there are. */
export async function readRecords(
  reading: Reading,
  link: OpenedLink,
  { limit, offset, only }: { limit: number; offset: number; only: string | null },
): Promise<{ records: PageRecord[]; count: number }> {
  const since = new Date(Date.parse(reading.now) - SHOWN_DAYS * 86_400_000).toISOString();
  const rows = await reading.queries.rows<Row>(RECORDS, [
    link.customerId,
    only ?? link.backorderId,
    since,
    limit,
    offset,
  ]);
  const projected = await project(reading, rows);
  const open = rows.flatMap(({ lines }) => lines.filter((line) => line.open > 0));
  const ranges = await readRanges(
    reading,
    open.map((line) => ({ ...line, units: line.open })),
    projected,
  );
  return { records: rows.map((row) => toRecord(reading, row, { projected, ranges })), count: rows[0]?.count ?? 0 };
}

type Projected = Awaited<ReturnType<typeof project>>;

/** By queue line, what supply says: the queues of one stock are read once. */
async function project(reading: Reading, rows: readonly Row[]) {
  const open = rows.flatMap(({ lines }) => lines.filter((line) => line.open > 0));
  const projected = new Map<string, ReturnType<typeof projectQueues> extends Map<string, infer One> ? One : never>();
  for (const warehouseId of new Set(open.map((line) => line.warehouseId))) {
    const variantIds = open.filter((line) => line.warehouseId === warehouseId).map(({ variantId }) => variantId);
    const queues = await readQueues(reading, warehouseId, [...new Set(variantIds)]);
    for (const [id, shipping] of projectQueues(reading, queues.values())) projected.set(id, shipping);
  }
  return projected;
}

type Supply = { projected: Projected; ranges: Awaited<ReturnType<typeof readRanges>> };

function toRecord(
  reading: Reading,
  { lines, count: _, firstTold, ...row }: Row,
  { projected, ranges }: Supply,
): PageRecord {
  const lacks = lines.some((line) => line.open > line.allocated);
  return {
    ...row,
    ...(firstTold ? { firstTold } : {}),
    outstanding: lines.reduce((sum, line) => sum + line.open, 0),
    lines: lines.map(({ queueLineId, variantId: _v, warehouseId: _w, isOnHold, ...line }) => {
      const projection = projected.get(queueLineId);
      const { promisedOn, requestedOn, shipsComplete } = row;
      const isPromise = promisedOn !== null && promisedOn >= reading.today;
      const waiting = {
        ...line,
        isOnHold,
        requestedOn,
        waitsForWhole: shipsComplete && lines.length > 1 && lacks,
        coveredBy: projection?.coveredBy ?? [],
        uncovered: projection?.uncovered ?? 0,
      };
      return {
        ...line,
        expected: isPromise
          ? { on: promisedOn, isPromise }
          : { on: projection?.canShipOn ?? null, isPromise, likely: ranges.get(projection?.waitsFor ?? queueLineId) },
        why: line.open > 0 ? whyItWaits(waiting, reading.today) : null,
        placeInQueue: projection?.placeInQueue ?? null,
      };
    }),
  };
}

type Row = Omit<PageRecord, 'lines' | 'firstTold' | 'outstanding'> & {
  count: number;
  firstTold: { on: string | null; at: string } | null;
  lines: (Omit<PageLine, 'expected' | 'why' | 'placeInQueue'> & {
    queueLineId: string;
    variantId: string;
    warehouseId: string;
    isOnHold: boolean;
  })[];
};

/** What was credited of invoice `i` since it was made; null where nothing was. */
export const CREDITED_SINCE = `case when ${creditedOf('i', 'credit_note')} > 0 then money(${creditedOf('i', 'credit_note')}, i.currency) end`;

const RECORDS = `
  with shown as (
    select q.order_id, q.backorder_id from orders o join queue_lines q on q.order_id = o.id and q.open > 0
    where o.customer_id = $1 and o.status in ('confirmed', 'partially_fulfilled') and ($2::bigint is null or q.backorder_id = $2)
    union
    select b.order_id, b.id from backorders b where b.id = $2 and b.customer_id = $1
    union
    select a.order_id, a.backorder_id from customer_answers a
    where a.customer_id = $1 and $2::bigint is null and a.backorder_id is not null and a.answered_at > $3
  ), page as (
    select shown.*, count(*) over ()::integer as count from shown join orders o on o.id = shown.order_id
    order by o.ordered_on, o.id, backorder_id nulls first limit $4 offset $5
  )
  select page.count, o.id as "orderId", o.number as "orderNumber", o.ordered_on as "orderedOn", b.id as "backorderId",
    b.number as "backorderNumber", coalesce(b.ship_policy, o.ship_policy) = 'complete' as "shipsComplete",
    (select json_build_object('item', old.item_name, 'orderNumber', first.number) from substitution_acceptances t
      join substitutions s on s.id = t.substitution_id join backorder_lines ol on ol.id = s.backorder_line_id
      join variants old on old.id = ol.variant_id join orders first on first.id = s.order_id where t.order_id = o.id limit 1) as "insteadOf",
    case when b.id is null then o.requested_on else b.requested_on end as "requestedOn", b.promised_on as "promisedOn",
    (select json_build_object('on', t.told_on, 'at', instant(t.told_at)) from told_dates t where t.backorder_id = b.id order by t.id limit 1) as "firstTold",
    (select json_build_object('from', m.before, 'to', m.promised_on, 'at', instant(m.promised_at), 'reason', m.reason) from (
      select p.*, lag(p.promised_on) over (order by p.id) as before from backorder_promises p where p.backorder_id = b.id) m
      where m.before is not null and m.promised_on is distinct from m.before order by m.id desc limit 1) as moved,
    coalesce((select p.slips from backorder_promises p where p.backorder_id = b.id order by p.id desc limit 1), 0) as slips,
    (select instant(p.promised_at) from backorder_promises p where p.backorder_id = b.id and p.slips > 0 order by p.slips desc, p.id limit 1) as "slippedAt",
    (select instant(a.answered_at) from customer_answers a where a.backorder_id = b.id and a.answer in ('wait', 'not_before', 'send_available')
      order by a.id desc limit 1) as "agreedAt",
    (select json_build_object('id', a.id::text, 'answer', a.answer, 'quantity', a.quantity, 'notBefore', a.not_before, 'outcome', a.outcome,
        'answeredAt', instant(a.answered_at)) from customer_answers a
      where a.backorder_id = b.id order by a.id desc limit 1) as decision,
    coalesce((select json_agg(json_build_object('variantId', v.id::text, 'item', v.item_name, 'sku', v.sku, 'baseUnit', v.base_unit,
        'unitsPerCase', v.units_per_case, 'acceptable', least(s.quantity, q.open - q.picked), 'price', money(f.unit_price, o.currency))
        order by s.id, f.position)
      from substitutions s join queue_lines q on q.backorder_line_id = s.backorder_line_id
        join substitution_offers f on f.substitution_id = s.id join variants v on v.id = f.variant_id
      where s.backorder_id = b.id and s.closed_at is null and q.open > q.picked), '[]') as offers,
    coalesce((select json_agg(json_build_object('id', i.id::text, 'number', d.number, 'amount', money(i.amount, i.currency),
        'freight', null, 'credited', ${CREDITED_SINCE}) order by i.id)
      from invoices i join invoice_dispositions d on d.invoice_id = i.id where i.order_id = o.id and i.fulfillment_id is null), '[]') as invoices,
    coalesce((select json_agg(json_build_object('queueLineId', q.id::text, 'variantId', v.id::text, 'warehouseId', q.warehouse_id::text,
        'item', v.item_name, 'sku', v.sku, 'baseUnit', v.base_unit, 'unitsPerCase', v.units_per_case, 'orderMultiple', q.order_multiple,
        'ordered', l.quantity - l.taken_back, 'open', q.open, 'allocated', q.allocated, 'isOnHold', q.on_hold,
        'shipped', coalesce(bl.fulfilled, l.filled), 'cancelled', coalesce(bl.cancelled - bl.taken_back, l.cancelled),
        'substituted', coalesce(bl.substituted, 0)) order by l.position, q.id)
      from queue_lines q join order_lines l on l.id = q.order_line_id join variants v on v.id = l.variant_id
        left join backorder_lines bl on bl.id = q.backorder_line_id
      where q.order_id = o.id and q.backorder_id is not distinct from b.id and (q.open > 0 or b.id is not null)), '[]') as lines
  from page join orders o on o.id = page.order_id left join backorders b on b.id = page.backorder_id
  order by o.ordered_on, o.id, b.id nulls first`;

/** What was decided by an answer of the customer whose page it is; null for any other. */
export function readDecision(queries: Queries, link: OpenedLink, answerId: string): Promise<Decision | null> {
  return queries.first<Decision>(
    `select a.id, a.answer, a.quantity, a.not_before as "notBefore", a.outcome, a.answered_at as "answeredAt" from customer_answers a
     where a.id = $1 and a.customer_id = $2 and ($3::bigint is null or a.backorder_id = $3)`,
    [answerId, link.customerId, link.backorderId],
  );
}
