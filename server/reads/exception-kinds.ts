import { mayDo } from '#contract/permissions.ts';
import { SLIPS_THAT_NEED_CONSENT } from '#domain/customer-page/second-slip.ts';
import { addDays } from '#domain/time/calendar.ts';
import { itemOf, itemPairs } from '../catalog/item-words.ts';
import { isOpen, SHORTAGE_RULE } from '../ledger/sql-words.ts';
import { part } from '../platform/http/list-cursor.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import { STANDS_STILL_SECONDS } from '../platform/waiting-work.ts';
import type { Reading } from '../platform/work.ts';
import { reviewedBefore } from '../reviews/queries.ts';

/**
 * Long because the kinds are one list. A kind of exception is a query: which records need a person, since when, in what order. `from` ends in its conditions;
 * `order` is the text and the id that a page goes on after. Values count from $4, the first always being the sales
 * representative whose customers alone are shown, or null.
 */
type Kind = {
  name: string;
  /** Whether a value may be what its records are sorted by. */
  sortedBy(value: unknown): boolean;
  /** `$1` and `$2` are the place to go on after, `$3` how many. */
  page: string;
  count: string;
  values(asked: Asked): unknown[];
};

/** Who asks, on which day, by which limits. */
export type Asked = { viewer: Viewer; whose: 'mine' | 'all'; reading: Reading };

const OPEN = isOpen();
/** Of everyone's customers no customer is read at all. */
const isTheirs = (customerId: string) =>
  `($4::bigint is null or ${customerId} in (select t.id from customers t where t.sales_rep_id = $4))`;

/** Of an order that has nothing at all, while no backorder is made by itself, nobody would hear. */
const WHOLLY_SHORT = `(select backorder_creation from settings) = 'never' and not q.on_hold
  and not exists (select from queue_lines other where other.order_id = q.order_id and other.allocated > 0)
  and not exists (select from orders o where o.id = q.order_id and (o.shipped > 0 or o.requested_on > o.ordered_on))`;

/** Every kind, in the order the list shows them: first what makes the rest doubtful, then what is promised, then what waits. */
export const EXCEPTION_KINDS: readonly Kind[] = [
  stored('books_do_not_balance'),
  workStandsStill(),
  stored('count_below_picked'),
  ofBackorders('promise_passed', {
    // As the index of lists has it: what has no date comes last.
    where: `${OPEN} and coalesce(b.promised_on, 'infinity') < $5::date`,
    sort: `coalesce(b.promised_on, 'infinity')`,
    type: 'date',
    since: startOf('b.promised_on + 1'),
    sinceOn: 'b.promised_on + 1',
    values: ({ reading }) => [reading.today],
  }),
  ofBackorders('promise_at_risk', {
    // Of those that passed the kind above says so.
    where: `${OPEN} and b.promised_on >= $5::date and x.is_at_risk`,
    sort: 'b.promised_on',
    type: 'date',
    since: 'x.refreshed_at',
    join: 'join backorder_outlooks x on x.backorder_id = b.id and x.is_at_risk',
    values: ({ reading }) => [reading.today],
  }),
  ofBackorders('second_slip_without_consent', {
    where: `${OPEN} and slip.promised_at < $5::timestamptz
      and not exists (select from customer_answers a where a.backorder_id = b.id and a.answered_at >= slip.promised_at
        and a.answer in ('wait', 'not_before', 'send_available'))
      and not exists (select from communications m where m.backorder_id = b.id and m.at >= slip.promised_at and m.agreement is not null)`,
    sort: 'slip.promised_at',
    type: 'timestamptz',
    since: "(slip.promised_at + (select consent_within_days from settings) * interval '1 day')",
    // Of its slips the last that the customer would have to agree to.
    join: `join lateral (
      select p.promised_at from backorder_promises p where p.backorder_id = b.id and p.slips >= ${SLIPS_THAT_NEED_CONSENT} order by p.slips desc, p.id limit 1) slip on true`,
    // Whoever slipped at all is found first: of few backorders the date moved twice.
    among: `select backorder_id from backorder_promises where slips >= ${SLIPS_THAT_NEED_CONSENT}`,
    values: ({ reading }) => [daysAgo(reading, reading.settings.consentWithinDays)],
  }),
  ofBackorders('past_maximum_age', {
    // Created before that day began in the company: the same as by created_on, and what the index goes by.
    where: `${OPEN} and b.created_at < ($5::date)::timestamp at time zone $6`,
    sort: 'b.created_at',
    type: 'timestamptz',
    since: 'b.created_at',
    values: ({ reading }) => [addDays(reading.today, -reading.settings.maximumAgeDays), reading.company.timeZone],
  }),
  ofBackorders('ready_not_started', {
    where: `b.is_ready and not b.on_hold and b.created_at < $5::timestamptz and ready.since < $5::timestamptz`,
    sort: 'b.created_at',
    type: 'timestamptz',
    since: 'ready.since',
    // A part that ships alone was ready with its first units, a whole with its last.
    join: `cross join lateral (
      select case when b.ship_policy = 'complete' then max(a.at) else min(a.at) end as since
      from queue_lines q join allocations a on a.queue_line_id = q.id and a.live > 0 and a.live > a.picked
      where q.backorder_id = b.id and q.allocated > q.picked) ready`,
    values: ({ reading }) => [daysAgo(reading, reading.settings.startWithinDays)],
  }),
  ofFulfillments('picked_not_shipped', {
    where: `f.status in ('picked', 'packed') and f.picked_at < $5::timestamptz`,
    since: 'f.picked_at',
    values: ({ reading }) => [daysAgo(reading, reading.settings.shipWithinDays)],
  }),
  ofFulfillments('shipped_not_delivered', {
    where: `f.status = 'shipped' and f.reopened_at is null and f.shipped_at < $5::timestamptz`,
    since: 'f.shipped_at',
    values: ({ reading }) => [daysAgo(reading, reading.settings.confirmDeliveryWithinDays)],
  }),
  ofFulfillments('not_received', { where: 'f.reopened_at is not null', since: 'f.reopened_at', values: () => [] }),
  goodsUndecided(),
  shortageWithoutBackorder(),
  priceEnded(),
  messageRefused(),
  invoiceRefused(),
  followUpOverdue(),
  representativeLeft(),
  ofBackorders('not_reviewed', {
    where: `${OPEN} and coalesce(b.reviewed_at, b.created_at) < $5::timestamptz`,
    sort: 'coalesce(b.reviewed_at, b.created_at)',
    type: 'timestamptz',
    since: 'coalesce(b.reviewed_at, b.created_at)',
    values: ({ reading }) => [reviewedBefore(reading)],
  }),
];

/** Whose customers alone are shown, as a user id; null for everyone's. */
function only({ viewer, whose }: Asked): string | null {
  return whose === 'mine' ? (viewer.userId ?? '0') : readsOnlyCustomersOf(viewer);
}

function daysAgo({ now }: Reading, days: number): string {
  return new Date(Date.parse(now) - days * 86_400_000).toISOString();
}

/** Kept in a table, because nothing else could tell: about stock and books, so every role sees it. */
function stored(kind: string): Kind {
  const from = `from exceptions e left join variants v on v.id = e.variant_id where e.kind = '${kind}' and e.closed_at is null and ($4::bigint is null or true)`;
  return {
    name: kind,
    sortedBy: part.instant,
    page: `select e.id::text as id, e.kind, 'exception' as "recordType", e.id::text as "recordId",
        e.variant_id as "variantId", e.warehouse_id as "warehouseId",
        case when v.id is null then e.facts else e.facts || jsonb_build_object(${itemPairs()}) end as facts, instant(e.opened_at) as "openedAt",
        null::text as "closedAt", e.opened_at::text as "sortKey", e.id as "sortId"
      ${from} and ($1::timestamptz is null or (e.opened_at, e.id) > ($1, $2::bigint)) order by e.opened_at, e.id limit $3`,
    count: counted(from),
    values: (asked) => [only(asked)],
  };
}

/** What readiness tells whoever watches the server, told to people: every role, because what they see may be out of date. */
function workStandsStill(): Kind {
  const limits = Object.entries(STANDS_STILL_SECONDS).map(([work, seconds]) => `('${work}', ${seconds})`);
  // Messages are stamped by the clock of the request, which a program may simulate; the rest by the server's.
  const from = `from waiting_work() w join (values ${limits.join(', ')}) limits(work, seconds) using (work)
    where w.waiting_since < case when work = 'messages' then $5::timestamptz else now() end - seconds * interval '1 second'
      and ($4::bigint is null or true)`;
  return {
    name: 'work_stands_still',
    sortedBy: part.text,
    page: `
      select 'work_stands_still-' || work as id, 'work_stands_still' as kind, 'work' as "recordType", w.id::text as "recordId",
        null::bigint as "variantId", null::bigint as "warehouseId", jsonb_build_object('work', work) as facts,
        instant(w.waiting_since) as "openedAt", null::text as "closedAt", ''::text as "sortKey", w.id as "sortId"
      ${from} and ($1::text is null or w.id > $2::bigint) order by w.id limit $3`,
    count: counted(from),
    values: (asked) => [only(asked), asked.reading.now],
  };
}

type OfBackorders = {
  where: string;
  sort: string;
  type: 'date' | 'timestamptz';
  since: string;
  /** The day it became true, for what is about a day. */
  sinceOn?: string;
  join?: string;
  /** The only backorders it may be about. */
  among?: string;
  values(asked: Asked): unknown[];
};

function ofBackorders(kind: string, of: OfBackorders): Kind {
  const from = `from backorders b ${of.join ?? ''} where ${of.among ? `b.id in (${of.among}) and ` : ''}${of.where} and ${isTheirs('b.customer_id')}`;
  return {
    name: kind,
    sortedBy: of.type === 'date' ? part.day : part.instant,
    page: pageOfBackorders(kind, of, from),
    count: counted(from),
    values: (asked) => [only(asked), ...of.values(asked)],
  };
}

function pageOfBackorders(kind: string, of: OfBackorders, from: string): string {
  return `
    with shown as (
      select b.id, ${of.sort} as sort_key, ${of.since}::timestamptz as since, ${of.sinceOn ?? 'null::date'} as since_on ${from}
        and ($1::${of.type} is null or (${of.sort}, b.id) > ($1, $2::bigint))
      order by ${of.sort}, b.id limit $3)
    select '${kind}-' || b.id as id, '${kind}' as kind, 'backorder' as "recordType", b.id::text as "recordId",
      item.variant_id as "variantId", b.warehouse_id as "warehouseId",
      jsonb_build_object('number', b.number, 'orderNumber', o.number, 'customerId', c.id::text, 'customerName', c.name,
        ${itemPairs('item')}, 'outstanding', b.outstanding, 'allocated', b.allocated,
        'promisedOn', b.promised_on, 'projectedOn', (select x.projected_on from backorder_outlooks x where x.backorder_id = b.id), 'createdOn', b.created_on, 'reviewedAt', instant(b.reviewed_at),
        'isMine', c.sales_rep_id is not null and c.sales_rep_id = $4) as facts,
      shown.since_on as "openedOn", instant(shown.since) as "openedAt", null::text as "closedAt", shown.sort_key::text as "sortKey", b.id as "sortId"
    from shown
    join backorders b on b.id = shown.id
    join orders o on o.id = b.order_id
    join customers c on c.id = b.customer_id
    cross join lateral (select v.id as variant_id, ${itemOf()}
      from backorder_lines l join variants v on v.id = l.variant_id where l.backorder_id = b.id order by l.id limit 1) item
    order by shown.sort_key, b.id`;
}

function ofFulfillments(kind: string, of: { where: string; since: string; values(asked: Asked): unknown[] }): Kind {
  const from = `from fulfillments f where ${of.where} and ${isTheirs('f.customer_id')}`;
  return {
    name: kind,
    sortedBy: part.text,
    page: `
      select '${kind}-' || f.id as id, '${kind}' as kind, 'fulfillment' as "recordType", f.id::text as "recordId",
        null::bigint as "variantId", f.warehouse_id as "warehouseId",
        jsonb_build_object('number', f.number, 'orderId', f.order_id::text, 'orderNumber', o.number,
          'backorderId', f.backorder_id::text, 'backorderNumber', b.number, 'customerId', c.id::text, 'customerName', c.name,
          'carrier', s.carrier, 'trackingNumber', s.tracking_number, 'estimatedDeliveryOn', s.estimated_delivery_on) as facts,
        instant(${of.since}) as "openedAt", null::text as "closedAt", ''::text as "sortKey", f.id as "sortId"
      from (select f.* ${from} and ($1::text is null or f.id > $2::bigint) order by f.id limit $3) f
      join customers c on c.id = f.customer_id
      join orders o on o.id = f.order_id
      left join backorders b on b.id = f.backorder_id
      left join shipments s on s.id = f.shipment_id
      order by f.id`,
    count: counted(from),
    values: (asked) => [only(asked), ...of.values(asked)],
  };
}

/** What came back stands nowhere until somebody says where it goes. */
function goodsUndecided(): Kind {
  const from = `from returns r where exists (select from return_lines l where l.return_id = r.id and l.undecided > l.with_customer)
    and ${isTheirs('r.customer_id')}`;
  return {
    name: 'goods_undecided',
    sortedBy: part.text,
    page: `
      select 'goods_undecided-' || r.id as id, 'goods_undecided' as kind, 'return' as "recordType", r.id::text as "recordId",
        item.variant_id as "variantId", item.warehouse_id as "warehouseId",
        jsonb_build_object('number', r.number, 'orderId', r.order_id::text, 'fulfillmentNumber', f.number, 'customerId', c.id::text,
          'customerName', c.name, ${itemPairs('item')}, 'undecided', item.undecided) as facts,
        instant(r.returned_at) as "openedAt", null::text as "closedAt", ''::text as "sortKey", r.id as "sortId"
      from (select r.* ${from} and ($1::text is null or r.id > $2::bigint) order by r.id limit $3) r
      join customers c on c.id = r.customer_id
      join fulfillments f on f.id = r.fulfillment_id
      cross join lateral (select v.id as variant_id, l.warehouse_id, l.undecided - l.with_customer as undecided, ${itemOf()}
        from return_lines l join variants v on v.id = l.variant_id where l.return_id = r.id and l.undecided > l.with_customer order by l.id limit 1) item
      order by r.id`,
    count: counted(from),
    values: (asked) => [only(asked)],
  };
}

/** Units an order line still asks for with nothing allocated: after somebody picked, or where the rule is to ask. */
function shortageWithoutBackorder(): Kind {
  const from = fromShortLines();
  return {
    name: 'shortage_without_backorder',
    sortedBy: part.text,
    page: `
      select 'shortage_without_backorder-' || s.id as id, 'shortage_without_backorder' as kind, 'order' as "recordType",
        o.id::text as "recordId", s.variant_id as "variantId", s.warehouse_id as "warehouseId",
        jsonb_build_object('number', o.number, 'customerId', c.id::text, 'customerName', c.name, ${itemPairs()},
          'short', s.open - s.allocated, 'open', s.open, 'isOnHold', s.on_hold) as facts,
        instant(s.queued_at) as "openedAt", null::text as "closedAt", ''::text as "sortKey", s.id as "sortId"
      from (select q.* ${from} and ($1::text is null or q.id > $2::bigint) order by q.id limit $3) s
      join orders o on o.id = s.order_id
      join customers c on c.id = s.customer_id
      join variants v on v.id = s.variant_id
      order by s.id`,
    count: counted(from),
    values: (asked) => [only(asked)],
  };
}

function fromShortLines(): string {
  return `
  from queue_lines q
  join order_lines l on l.id = q.order_line_id
  join variants v on v.id = q.variant_id
  join customers c on c.id = q.customer_id
  where q.backorder_line_id is null and q.open > q.allocated
    and (${SHORTAGE_RULE} = 'ask'
      or exists (select from fulfillments f where f.order_id = q.order_id and f.backorder_id is null and f.voided_at is null)
      or exists (select from short_picks p where p.order_line_id = q.order_line_id)
      or (${WHOLLY_SHORT}))
    and ${isTheirs('q.customer_id')}`;
}

/** Held because a price ended, until a person keeps it or what waits is gone. */
function priceEnded(): Kind {
  const from = `from holds h join orders o on o.id = h.order_id where h.price_ended and h.released_at is null
    and exists (select from queue_lines q where q.order_id = h.order_id and q.open > 0 and (h.backorder_id is null or q.backorder_id = h.backorder_id))
    and ${isTheirs('o.customer_id')}`;
  return {
    name: 'price_ended',
    sortedBy: part.text,
    page: `
      select 'price_ended-' || h.id as id, 'price_ended' as kind, case when b.id is null then 'order' else 'backorder' end as "recordType",
        coalesce(b.id, o.id)::text as "recordId", null::bigint as "variantId", coalesce(b.warehouse_id, o.warehouse_id) as "warehouseId",
        jsonb_build_object('number', coalesce(b.number, o.number), 'orderId', o.id::text, 'orderNumber', o.number, 'backorderId', b.id::text,
          'customerId', c.id::text, 'customerName', c.name, 'reason', h.notes) as facts,
        instant(h.held_at) as "openedAt", null::text as "closedAt", ''::text as "sortKey", h.id as "sortId"
      from (select h.* ${from} and ($1::text is null or h.id > $2::bigint) order by h.id limit $3) h
      join orders o on o.id = h.order_id
      join customers c on c.id = o.customer_id
      left join backorders b on b.id = h.backorder_id
      order by h.id`,
    count: counted(from),
    values: (asked) => [only(asked)],
  };
}

/** Mail that did not reach its customer, until it is sent again; of a test nobody waits. */
function messageRefused(): Kind {
  const from = `from messages m where m.status in ('failed', 'bounced') and not m.facts ? 'isTest'
    and not exists (select from messages again where again.cause = 'resend:' || m.id) and ${isTheirs('m.customer_id')}`;
  return {
    name: 'message_refused',
    sortedBy: part.text,
    page: `
      select 'message_refused-' || m.id as id, 'message_refused' as kind, 'message' as "recordType", m.id::text as "recordId",
        null::bigint as "variantId", null::bigint as "warehouseId",
        jsonb_build_object('customerId', c.id::text, 'customerName', c.name, 'to', m.to_address, 'subject', m.subject, 'reason', m.reason,
          'status', m.status, 'orderId', o.id::text, 'orderNumber', o.number, 'backorderId', m.backorder_id::text) as facts,
        instant(m.settled_at) as "openedAt", null::text as "closedAt", ''::text as "sortKey", m.id as "sortId"
      from (select m.* ${from} and ($1::text is null or m.id > $2::bigint) order by m.id limit $3) m
      join customers c on c.id = m.customer_id left join orders o on o.id = m.order_id
      order by m.id`,
    count: counted(from),
    values: (asked) => [only(asked)],
  };
}

/** What the accounting did not take, or stands there otherwise than it was written; shown to those who can put it right. */
function invoiceRefused(): Kind {
  const from = `from invoice_dispositions d where d.status in ('failed', 'changed_there') and $5 and ${isTheirs('d.customer_id')}`;
  return {
    name: 'invoice_refused',
    sortedBy: part.text,
    page: `
      select 'invoice_refused-' || d.id as id, 'invoice_refused' as kind, case when i.id is not null then 'invoice' else 'credit_note' end as "recordType",
        coalesce(i.id, n.id)::text as "recordId", null::bigint as "variantId", null::bigint as "warehouseId",
        jsonb_build_object('number', d.number, 'status', d.status, 'customerId', c.id::text, 'customerName', c.name,
          'orderId', o.id::text, 'orderNumber', o.number, 'reason', d.problem ->> 'detail') as facts,
        instant(d.changed_at) as "openedAt", null::text as "closedAt", ''::text as "sortKey", d.id as "sortId"
      from (select d.* ${from} and ($1::text is null or d.id > $2::bigint) order by d.id limit $3) d
      join customers c on c.id = d.customer_id
      left join invoices i on i.id = d.invoice_id left join credit_notes n on n.id = d.credit_note_id
      join orders o on o.id = coalesce(i.order_id, n.order_id)
      order by d.id`,
    count: counted(from),
    values: (asked) => [only(asked), mayDo(asked.viewer, 'invoices.write')],
  };
}

function followUpOverdue(): Kind {
  const where = `w.closed_at is null and w.due_on < $5::date
    and ${isTheirs('(select x.customer_id from orders x where x.id = w.order_id)')}`;
  return {
    name: 'follow_up_overdue',
    sortedBy: part.day,
    page: `
      select 'follow_up_overdue-' || w.id as id, 'follow_up_overdue' as kind, 'follow_up' as "recordType", w.id::text as "recordId",
        null::bigint as "variantId", o.warehouse_id as "warehouseId",
        jsonb_build_object('orderId', o.id::text, 'orderNumber', o.number, 'backorderId', w.backorder_id::text,
          'backorderNumber', b.number, 'customerId', c.id::text, 'customerName', c.name, 'dueOn', w.due_on,
          'subject', w.subject, 'assignedToName', u.name) as facts,
        w.due_on + 1 as "openedOn", instant(${startOf('w.due_on + 1')}) as "openedAt", null::text as "closedAt", w.due_on::text as "sortKey", w.id as "sortId"
      from follow_ups w join orders o on o.id = w.order_id join customers c on c.id = o.customer_id
      left join users u on u.id = w.assigned_to_id left join backorders b on b.id = w.backorder_id
      where ${where}
        and ($1::date is null or (w.due_on, w.id) > ($1, $2::bigint))
      order by w.due_on, w.id limit $3`,
    count: counted(`from follow_ups w where ${where}`),
    values: (asked) => [only(asked), asked.reading.today],
  };
}

/** A customer with open work whose representative left: until somebody has them, nobody is told of it. */
function representativeLeft(): Kind {
  const from = `
    from customers c join users u on u.id = c.sales_rep_id and not u.active
    where ($4::bigint is null or c.sales_rep_id = $4)
      and (exists (select from orders o where o.customer_id = c.id and o.status not in ('complete', 'cancelled'))
        or exists (select from backorders b where b.customer_id = c.id and ${OPEN}))`;
  return {
    name: 'representative_left',
    sortedBy: part.text,
    page: `
      select 'representative_left-' || c.id as id, 'representative_left' as kind, 'customer' as "recordType", c.id::text as "recordId",
        null::bigint as "variantId", null::bigint as "warehouseId",
        jsonb_build_object('customerId', c.id::text, 'customerName', c.name, 'salesRepName', u.name, 'backorders',
          (select count(*) from backorders b where b.customer_id = c.id and ${OPEN})) as facts,
        instant(coalesce((select max(e.at) from audit_events e where e.record_type = 'user' and e.record_id = u.id
          and e.changes -> 'active' ->> 'to' = 'false'), c.created_at)) as "openedAt",
        null::text as "closedAt", ''::text as "sortKey", c.id as "sortId"
      ${from} and ($1::text is null or c.id > $2::bigint) order by c.id limit $3`,
    count: counted(from),
    values: (asked) => [only(asked)],
  };
}

/** The instant at which a day begins in the company. A day is no instant: read as one it would begin wherever the server stands. */
function startOf(day: string): string {
  return `((${day})::timestamp at time zone (select time_zone from company))`;
}

/** The same conditions without a page: their values count from $1. */
function counted(from: string): string {
  const moved = from.replace(/\$(\d+)/g, (_, number) => `$${Number(number) - 3}`);
  return `select count(*)::integer as count from (select ${moved} limit 10001) counted`;
}
