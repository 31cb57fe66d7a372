import type { Answer, Request } from '#contract/operations.ts';
import { byMonth, WAITING_CAUSES, type WaitedSpan, waitingDays } from '#domain/backorders/waiting-days.ts';
import { addDays } from '#domain/time/calendar.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { readWaited } from './waiting-days.ts';

const DAYS_WHEN_LEFT_OUT = 90;
const MOST_BACKORDERS = 2000;

/** How promises of the backorders of a span were kept against one date, by whom they belong to. */
export async function readPromiseRecords(
  viewer: Viewer,
  { query }: Request<'getPromiseRecords'>,
  reading: Reading,
): Promise<Answer<'getPromiseRecords'>> {
  const { from, to } = spanOf(query, reading.today);
  const data = await reading.queries.rows<Answer<'getPromiseRecords'>['data'][number]>(RECORDS[query.by], [
    from,
    to,
    query.basis,
    reading.today,
    reading.company.timeZone,
    readsOnlyCustomersOf(viewer),
  ]);
  return { basis: query.basis, from, to, data };
}

/** The days the backorders of a span waited by cause, by month or supplier. */
export async function readWaitedDays(
  viewer: Viewer,
  { query }: Request<'getWaitedDays'>,
  reading: Reading,
): Promise<Answer<'getWaitedDays'>> {
  const { from, to } = spanOf(query, reading.today);
  const rows = await reading.queries.rows<{ id: string; suppliers: { id: string | null; name: string | null }[] }>(
    OF_SPAN,
    [from, to, readsOnlyCustomersOf(viewer), MOST_BACKORDERS + 1],
  );
  const counted = rows.slice(0, MOST_BACKORDERS);
  const waited = await readWaited(
    reading,
    counted.map(({ id }) => id),
  );
  const groups = new Map<string, Group>();
  for (const [index, one] of waited.entries()) {
    const spans = waitingDays(one);
    if (query.by === 'month') for (const [month, part] of byMonth(spans)) add(groups, { id: month, name: month }, part);
    else for (const supplier of counted[index]?.suppliers ?? []) add(groups, supplier, spans);
  }
  const data = [...groups.values()].map(describe).filter(({ days }) => days > 0);
  const order = (a: Described, b: Described) =>
    query.by === 'month'
      ? (a.key ?? '') < (b.key ?? '')
        ? -1
        : 1
      : b.days - a.days || ((a.key ?? '') < (b.key ?? '') ? -1 : 1);
  return { from, to, isWhole: rows.length <= MOST_BACKORDERS, data: data.sort(order) };
}

function spanOf({ from, to }: { from?: string | undefined; to?: string | undefined }, today: string) {
  const last = to ?? today;
  return { from: from ?? addDays(last, 1 - DAYS_WHEN_LEFT_OUT), to: last };
}

type Named = { id: string | null; name: string | null };
type Group = Named & { spans: WaitedSpan[] };
type Described = Answer<'getWaitedDays'>['data'][number];

function add(groups: Map<string, Group>, named: Named, spans: readonly WaitedSpan[]): void {
  const group = groups.get(named.id ?? '') ?? { ...named, spans: [] };
  group.spans.push(...spans);
  groups.set(named.id ?? '', group);
}

function describe({ id, name, spans }: Group): Described {
  const daysOf = (some: readonly WaitedSpan[]) => some.reduce((sum, { days }) => sum + days, 0);
  const causes = WAITING_CAUSES.map((cause) => ({ cause, days: daysOf(spans.filter((span) => span.cause === cause)) }));
  return { key: id, name, days: daysOf(spans), causes: causes.filter(({ days }) => days > 0) };
}

const OF_SPAN = `
  select b.id, (select json_agg(distinct jsonb_build_object('id', s.id::text, 'name', s.name))
    from backorder_lines l join variants v on v.id = l.variant_id left join suppliers s on s.id = v.supplier_id where l.backorder_id = b.id) as suppliers
  from backorders b join customers c on c.id = b.customer_id
  where b.created_on between $1 and $2 and ($3::bigint is null or c.sales_rep_id = $3)
  order by b.id desc limit $4`;

/**
 * Each backorder of a span with the date it is measured against, the day the last of it was delivered, or left where no delivery is
 * known, and how often its promise slipped: the same as `promiseRecord` says of one.
 */
const MEASURED = `
  select b.id, b.customer_id, c.sales_rep_id, case when b.outstanding = 0 then (
      select max((coalesce(f.delivered_at, f.shipped_at) at time zone $5)::date) from fulfillments f
      where f.backorder_id = b.id and f.voided_at is null) end as done_on,
    case $3 when 'requested' then b.requested_on when 'first_promise' then first.promised_on else last.promised_on end as due_on,
    coalesce((select max(p.slips) from backorder_promises p where p.backorder_id = b.id), 0) as slips
  from backorders b join customers c on c.id = b.customer_id
  left join lateral (select p.promised_on from backorder_promises p
    where p.backorder_id = b.id and p.promised_on is not null order by p.id limit 1) first on true
  left join lateral (select p.promised_on from backorder_promises p
    where p.backorder_id = b.id and p.promised_on is not null order by p.id desc limit 1) last on true
  where b.created_on between $1 and $2 and b.status <> 'cancelled' and ($6::bigint is null or c.sales_rep_id = $6)`;

const records = (join: string) => `
  with measured as (${MEASURED}),
  judged as (
    select m.*, case when m.done_on <= m.due_on then 'kept' when m.done_on > m.due_on or $4::date > m.due_on then 'late' else 'pending' end as outcome
    from measured m where m.due_on is not null)
  select k.id::text as id, k.name, count(*)::integer as measured, count(*) filter (where j.outcome = 'kept')::integer as kept,
    count(*) filter (where j.outcome = 'late')::integer as late, count(*) filter (where j.outcome = 'pending')::integer as pending,
    count(*) filter (where j.slips = 1)::integer as "slippedOnce", count(*) filter (where j.slips > 1)::integer as "slippedTwice"
  from judged j ${join} group by k.id, k.name order by count(*) desc, k.id limit 200`;

const RECORDS = {
  rep: records('left join users k on k.id = j.sales_rep_id'),
  customer: records('join customers k on k.id = j.customer_id'),
  supplier: records(`cross join lateral (
    select distinct s.id, s.name from backorder_lines l join variants v on v.id = l.variant_id left join suppliers s on s.id = v.supplier_id
    where l.backorder_id = j.id) k`),
} as const;
