import type { Answer, Request } from '#contract/operations.ts';
import { byMonth, suppliersOf, WAITING_CAUSES, type WaitedSpan, waitingDays } from '#domain/backorders/waiting-days.ts';
import { addDays } from '#domain/time/calendar.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { readWaited } from './waiting-days.ts';

const DAYS_WHEN_LEFT_OUT = 90;
const MOST_BACKORDERS = 2000;

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
    else
      for (const span of spans)
        for (const supplier of suppliersOf(span, counted[index]?.suppliers ?? [])) add(groups, supplier, [span]);
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
