import { type Refusal, refuse } from '#contract/errors.ts';
import { mayChangeCustomerOf, readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/** A record that something is said about: an order, or one backorder of it. */
export type About = { orderId: string } | { backorderId: string };

/** Whom a record is for, and who serves them. */
export type Party = {
  orderId: string;
  backorderId: string | null;
  number: string;
  customerId: string;
  salesRepId: string | null;
};

/**
 * Whom an order or a backorder is for. Nothing is locked: what is said about a record changes nothing on it. Refused as
 * `not_found` when there is none the viewer may read, and as `not_your_customer` when a sales representative would write
 * on somebody else's.
 */
export async function readParty(viewer: Viewer, work: Work, about: About): Promise<Party | { refusal: Refusal }> {
  const [sql, id] = 'orderId' in about ? [OF_ORDER, about.orderId] : [OF_BACKORDER, about.backorderId];
  const party = await work.tx.first<Party & { version: number }>(sql, [id, readsOnlyCustomersOf(viewer)]);
  if (!party) return refuse('not_found');
  if (!mayChangeCustomerOf(viewer, party.salesRepId)) return refuse('not_your_customer');
  const { version, ...rest } = party;
  const { orderId, backorderId } = rest;
  work.compare({ type: backorderId === null ? 'order' : 'backorder', id: backorderId ?? orderId, version });
  return rest;
}

const OF_ORDER = `
  select o.id as "orderId", null::bigint as "backorderId", o.number, c.id as "customerId", c.sales_rep_id as "salesRepId", o.version
  from orders o join customers c on c.id = o.customer_id
  where o.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`;

const OF_BACKORDER = `
  select b.order_id as "orderId", b.id as "backorderId", b.number, c.id as "customerId", c.sales_rep_id as "salesRepId", b.version
  from backorders b join customers c on c.id = b.customer_id
  where b.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`;
