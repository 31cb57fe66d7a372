import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import type { Queries } from '../platform/transaction.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

/** A consent as it is answered. */
export type Consent = Answer<'recordConsent'>;

/** What a customer agreed to, newest first, or `not_found`. */
export async function listConsents(
  viewer: Viewer,
  { params, query }: Request<'listConsents'>,
  { queries }: Reading,
): Promise<Answer<'listConsents'> | { refusal: Refusal }> {
  const cursor = listCursor('listConsents', part.id);
  const after = cursor.read(query.cursor);
  if (after && 'refusal' in after) return after;
  const known = await queries.first(
    'select from customers where id = $1 and ($2::bigint is null or sales_rep_id = $2)',
    [params.id, readsOnlyCustomersOf(viewer)],
  );
  if (!known) return refuse('not_found');
  const rows = await queries.rows<{ consent: Consent }>(OF_CUSTOMER, [params.id, after?.[0] ?? null, query.limit + 1]);
  return toPage(
    rows,
    { limit: query.limit, cursor },
    ({ consent }) => [consent.id],
    ({ consent }) => consent,
  );
}

/** One consent, which the caller knows to exist. */
export async function readConsent(queries: Queries, consentId: string): Promise<Consent> {
  return (await queries.row<{ consent: Consent }>(ONE, [consentId])).consent;
}

/**
 * The consent in force of a customer `customerId` for a variant's row and its product's, as JSON, in SQL: that of the product goes
 * before that of its family.
 */
export const consentInForce = (customerId: string, variant: string, product: string) => `(
  select json_build_object('id', k.id::text, 'rule', k.rule, 'priceLimit', k.price_limit::text) from customer_consents k
  where k.customer_id = ${customerId} and k.revoked_at is null and (k.product_id = ${variant}.product_id or k.family = ${product}.family)
  order by k.product_id nulls last, k.id desc limit 1)`;

const CONSENT = `
  select json_build_object('id', k.id::text, 'customerId', k.customer_id::text, 'productId', k.product_id::text, 'productName', p.name,
    'family', k.family, 'rule', k.rule, 'priceLimit', case when k.price_limit is not null then money(k.price_limit, (select currency from company)) end,
    'note', k.note, 'givenAt', instant(k.given_at), 'recordedBy', k.recorded_by, 'revokedAt', instant(k.revoked_at),
    'revokedBy', k.revoked_by) as consent
  from customer_consents k left join products p on p.id = k.product_id`;
const ONE = `${CONSENT} where k.id = $1`;
const OF_CUSTOMER = `${CONSENT}
  where k.customer_id = $1 and ($2::bigint is null or k.id < $2) order by k.id desc limit $3`;
