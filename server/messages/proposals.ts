import type { Answer, Request } from '#contract/operations.ts';
import { NEWS_REASONS, type News, type NewsFacts, type NewsReason, newsOf } from '#domain/messages/proposals.ts';
import { addDays } from '#domain/time/calendar.ts';
import { isOpen } from '../ledger/sql-words.ts';
import type { Queries } from '../platform/transaction.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { readMessageRules } from './message-rules.ts';

type Listed = Answer<'listMessageProposals'>;
export type Proposal = Listed['data'][number];

const TOP_CUSTOMERS = 10;

/** Whom to tell today, the most pressing first. Who has a message on its way about a backorder is not proposed for it. */
export async function listMessageProposals(
  viewer: Viewer,
  { query }: Request<'listMessageProposals'>,
  reading: Reading,
): Promise<Listed> {
  const proposals = await readProposals(reading, {
    readsOnly: readsOnlyCustomersOf(viewer),
    salesRepId: query.whose === 'mine' ? (viewer.userId ?? '0') : null,
    ...(query.backorderIds ? { backorderIds: query.backorderIds } : {}),
  });
  const of = (reason: NewsReason) => proposals.filter(({ reasons }) => reasons[0] === reason);
  const chosen = query.reason ? of(query.reason) : proposals;
  return {
    data: chosen.slice(0, query.limit),
    counts: NEWS_REASONS.map((reason) => ({ reason, count: of(reason).length })).filter(({ count }) => count > 0),
  };
}

type Whose = { readsOnly: string | null; salesRepId?: string | null; backorderIds?: readonly string[] };

/** The proposals of these backorders, or of all, as the records are now. */
export async function readProposals(
  { queries, today, company, settings }: Omit<Reading, 'now'> & { queries: Queries },
  { readsOnly, salesRepId = null, backorderIds }: Whose,
): Promise<Proposal[]> {
  const [rows, rules] = await Promise.all([
    queries.rows<Row>(CANDIDATES, [
      readsOnly,
      salesRepId,
      backorderIds ?? null,
      addDays(today, -7),
      company.timeZone,
      TOP_CUSTOMERS,
      company.currency,
    ]),
    readMessageRules(queries),
  ]);
  const proposals = rows.flatMap((row): Ranked[] => {
    const facts = { ...row, today, weeklyStatusAfterDays: settings.weeklyStatusAfterDays };
    const news = newsOf(facts).filter(({ key }) => !row.setAside.includes(key));
    return news.length === 0 ? [] : [toProposal(row, news, { today, eventsOff: rules.eventsOff })];
  });
  return proposals.sort(byRank).map(({ isTopCustomer: _, ...proposal }) => proposal);
}

type Ranked = Proposal & { isTopCustomer: boolean };

function toProposal(
  { setAside: _, slippedOn: __, dateMoved: ___, createdOn: ____, email, receivesMessages, ...row }: Row,
  news: readonly News[],
  { today, eventsOff }: { today: string; eventsOff: readonly string[] },
): Ranked {
  const first = news[0] as News;
  const isPromised = first.reason === 'date_moved' && row.projectedOn !== null && row.projectedOn >= today;
  const event = isPromised ? 'date_moved' : 'weekly_status';
  return {
    ...row,
    reasons: news.map(({ reason }) => reason),
    news: first.key,
    event,
    whyNot: !receivesMessages
      ? 'customer_opted_out'
      : email === null
        ? 'no_address'
        : eventsOff.includes(event)
          ? 'event_off'
          : null,
  };
}

function byRank(one: Ranked, other: Ranked): number {
  const place = ({ reasons }: Ranked) => NEWS_REASONS.indexOf(reasons[0] as NewsReason);
  return (
    place(one) - place(other) ||
    Number(other.isTopCustomer) - Number(one.isTopCustomer) ||
    Number(other.outstandingValue.amount) - Number(one.outstandingValue.amount) ||
    Number(one.backorderId) - Number(other.backorderId)
  );
}

type Row = Omit<Proposal, 'reasons' | 'news' | 'event' | 'whyNot'> &
  Omit<NewsFacts, 'today' | 'weeklyStatusAfterDays'> & {
    setAside: string[];
    email: string | null;
    receivesMessages: boolean;
  };

/**
 * Open backorders that may have news: of a moved date, or no younger than a week. Outlooks follow a second behind: whoever was
 * told since counts as told. A contact about the order counts for each
 * of its backorders; a message counts from when it was caused, unless it was held back or refused. News that a message told is
 * as if set aside until another date is told: without a mail server a message tells no date, and its news would come again.
 */
const CANDIDATES = `
  with top as (
    select customer_id from backorders b where ${isOpen()} group by customer_id order by sum(value) desc, customer_id limit $6)
  select b.id as "backorderId", b.number as "backorderNumber", o.id as "orderId", o.number as "orderNumber",
    c.id as "customerId", c.name as "customerName", c.phone as "customerPhone", u.name as "salesRepName",
    nullif(btrim(c.email), '') as email, c.receives_messages as "receivesMessages",
    lines.item_name as "itemName", lines.count - 1 as "otherItems", ($4::date + 7) - b.created_on as "waitedDays",
    b.created_on as "createdOn", b.promised_on as "promisedOn", told.told_on as "toldOn", x.projected_on as "projectedOn",
    coalesce(x.date_moved and told.told_at is not distinct from x.told_at, false) as "dateMoved", coalesce(slip.slips, 0) as slips,
    case when slip.slips > 0 then (slip.promised_at at time zone $5)::date end as "slippedOn",
    (greatest(told.told_at, spoken.at, written.at) at time zone $5)::date as "heardOn",
    c.tier = 'vip' or b.customer_id in (select customer_id from top) as "isTopCustomer",
    json_build_object('amount', b.value::text, 'currency', $7::text) as "outstandingValue",
    array(select n.news from news_set_aside n where n.backorder_id = b.id) || coalesce(written.news, '{}') as "setAside"
  from backorders b
  join orders o on o.id = b.order_id
  join customers c on c.id = b.customer_id
  left join users u on u.id = c.sales_rep_id and u.active
  left join backorder_outlooks x on x.backorder_id = b.id
  cross join lateral (
    select min(v.item_name) as item_name, count(*)::integer as count from backorder_lines l join variants v on v.id = l.variant_id
    where l.backorder_id = b.id and l.outstanding > 0) lines
  left join lateral (
    select d.told_on, d.told_at from told_dates d where d.backorder_id = b.id order by d.id desc limit 1) told on true
  left join lateral (
    select p.slips, p.promised_at from backorder_promises p where p.backorder_id = b.id order by p.id desc limit 1) slip on true
  left join lateral (
    select max(m.at) as at from communications m where m.order_id = b.order_id and coalesce(m.backorder_id, b.id) = b.id) spoken on true
  left join lateral (
    select max(m.queued_at) as at, bool_or(m.status = 'queued') as "isQueued",
      array_agg(m.facts ->> 'news') filter (where m.facts ? 'news' and (told.told_at is null or m.queued_at >= told.told_at)) as news
    from message_backorders mb join messages m on m.id = mb.message_id left join messages carrier on carrier.id = m.carried_by_id
    where mb.backorder_id = b.id and coalesce(carrier.status, m.status) in ('queued', 'sent', 'recorded')) written on true
  where ${isOpen()} and ($1::bigint is null or c.sales_rep_id = $1) and ($2::bigint is null or c.sales_rep_id = $2)
    and ($3::bigint[] is null or b.id = any($3)) and (x.date_moved or b.created_on <= $4::date)
    and written."isQueued" is not true`;
