import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { Queries } from '../platform/transaction.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { isBackorderVisible } from '../records/is-visible.ts';
import { readById } from '../records/read-by-id.ts';

type Link = Answer<'revokeCustomerLink'>;
type Links = Answer<'listCustomerLinks'>;

/** The links that show a backorder alone, newest first. Refused with `not_found`. */
export async function listBackorderLinks(
  viewer: Viewer,
  { params, query }: Request<'listBackorderLinks'>,
  reading: Reading,
): Promise<Links | { refusal: Refusal }> {
  if (!(await isBackorderVisible(viewer, reading, params.id))) return refuse('not_found');
  return readById<Link>(reading.queries, 'listBackorderLinks', query, list('l.backorder_id'), [params.id]);
}

/** Every link of a customer, newest first, also those that show one backorder. Refused with `not_found`. */
export async function listCustomerLinks(
  viewer: Viewer,
  { params, query }: Request<'listCustomerLinks'>,
  { queries }: Reading,
): Promise<Links | { refusal: Refusal }> {
  const isThere = await queries.first(
    'select from customers where id = $1 and ($2::bigint is null or sales_rep_id = $2)',
    [params.id, readsOnlyCustomersOf(viewer)],
  );
  if (!isThere) return refuse('not_found');
  return readById<Link>(queries, 'listCustomerLinks', query, list('l.customer_id'), [params.id]);
}

/** A link as it is answered; null for none the viewer may read. */
export function findLink(viewer: Viewer, queries: Queries, linkId: string): Promise<Link | null> {
  return queries.first<Link>(ONE, [linkId, readsOnlyCustomersOf(viewer)]);
}

const COLUMNS = `
  l.id, l.customer_id as "customerId", l.backorder_id as "backorderId", b.number as "backorderNumber",
  l.message_id as "messageId", l.created_at as "createdAt", l.created_by as "createdBy", l.expires_at as "expiresAt",
  l.revoked_at as "revokedAt", l.revoked_by as "revokedBy", l.last_used_at as "lastUsedAt"`;

const list = (of: string) => `
  select ${COLUMNS} from customer_links l left join backorders b on b.id = l.backorder_id
  where ${of} = $3 and ($1::bigint is null or l.id < $1) order by l.id desc limit $2`;

const ONE = `
  select ${COLUMNS} from customer_links l join customers c on c.id = l.customer_id left join backorders b on b.id = l.backorder_id
  where l.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`;
