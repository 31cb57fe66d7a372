import { isRefused } from '#contract/errors.ts';
import { dateIn, readCompany } from '../platform/company.ts';
import type { Database } from '../platform/database.ts';
import { perform } from '../platform/perform.ts';
import { queriesOf } from '../platform/transaction.ts';
import { systemViewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { holdBackorder, holdOrder } from './hold-demand.ts';
import { releaseHold } from './release-hold.ts';

type Settled = { holdId: string; orderId: string; backorderId: string | null };
type Ended = { orderId: string; backorderId: string | null; items: string };

/**
 * Holds what waits at a price whose last day has passed, where the company guards prices, until a person decides: releasing the hold
 * lets it go at the locked price, else it is cancelled with the customer's consent and ordered anew. An order is held whole, with its
 * backorders, when a line of its own is among them. Such a hold ends by itself once nothing at an ended price waits behind it: it was
 * cancelled, changed or substituted. Each is a transaction of its own, with its audit row. Answers how many were held.
 */
export async function holdEndedPrices(database: Database, now: string): Promise<number> {
  const queries = queriesOf(database);
  const { company, settings } = await readCompany(queries);
  const today = dateIn(company.timeZone, now);
  const viewer = systemViewer('price guard');
  for (const { holdId, orderId, backorderId } of await queries.rows<Settled>(SETTLED, [today, company.timeZone])) {
    const record = backorderId === null ? { orderId } : { backorderId };
    const notes = 'Nothing waits at the ended price any more.';
    await perform(viewer, database, now, (work) =>
      releaseHold(viewer, work, { ...record, holdId, notes, keepsPrices: false }),
    );
  }
  if (settings.priceGuard === 'off') return 0;
  const ended = await queries.rows<Ended>(ENDED, [today]);
  for (const one of ended) await perform(viewer, database, now, (work) => holdOne(viewer, work, one));
  return ended.length;
}

async function holdOne(viewer: ReturnType<typeof systemViewer>, work: Work, { orderId, backorderId, items }: Ended) {
  const notes = `${items}. Release it to keep the locked price, or cancel it with the customer's consent and take a new order.`;
  const body = { reason: 'price_ended', notes };
  const held =
    backorderId === null
      ? await holdOrder(viewer, { params: { id: orderId }, query: undefined, body }, work)
      : await holdBackorder(viewer, { params: { id: backorderId }, query: undefined, body }, work);
  // Closed, or held by somebody, meanwhile.
  if (isRefused(held)) return held;
  await work.tx.rows('update holds set price_ended = true where id = $1', [held.id]);
  return held;
}

// Who holds something for another reason decides first: it is looked at again once that is released.
const ENDED = `
  with ended as (
    select q.order_id, q.backorder_id, left(string_agg(v.sku || ' held its price until ' || l.price_valid_until, ', ' order by l.position), 3000) as items
    from order_lines l
    join queue_lines q on q.order_line_id = l.id and q.open > q.picked
    join variants v on v.id = l.variant_id
    where l.price_valid_until < $1::date and l.price_released_at is null
    group by q.order_id, q.backorder_id)
  select e.order_id as "orderId", e.backorder_id as "backorderId", e.items from ended e
  where not exists (select from holds h where h.order_id = e.order_id and h.released_at is null
      and (h.backorder_id is null or h.backorder_id = e.backorder_id))
    and (e.backorder_id is null or not exists (select from ended o where o.order_id = e.order_id and o.backorder_id is null))
  order by e.order_id, e.backorder_id`;

const SETTLED = `
  select h.id as "holdId", h.order_id as "orderId", h.backorder_id as "backorderId" from holds h
  where h.price_ended and h.released_at is null and not exists (
    select from queue_lines q join order_lines l on l.id = q.order_line_id
    where q.order_id = h.order_id and (h.backorder_id is null or q.backorder_id = h.backorder_id) and q.open > q.picked
      and l.price_valid_until < greatest($1::date, (h.held_at at time zone $2)::date) and l.price_released_at is null)
  order by h.id`;
