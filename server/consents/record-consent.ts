import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { mayChangeCustomerOf, readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { type Consent, readConsent } from './queries.ts';

type Body = Request<'recordConsent'>['body'];

/**
 * Records what a customer agrees to. What was agreed for the same product or family before is revoked by it.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `unknown_reference` (the product, a family nothing belongs to),
 * `invalid_request` (another currency).
 */
export async function recordConsent(
  viewer: Viewer,
  { params, body }: Request<'recordConsent'>,
  work: Work,
): Promise<Consent | { refusal: Refusal }> {
  const customer = await lockCustomer(viewer, work, params.id);
  if (isRefused(customer)) return customer;
  work.compare({ type: 'customer', ...customer });
  const mistake = await findMistake(work, body);
  if (mistake) return mistake;
  const about = [customer.id, body.productId ?? null, body.family ?? null];
  await work.tx.rows(REPLACE, [...about, work.now, viewer.actor]);
  const { rule, priceLimit, note } = body;
  const agreed = [rule, priceLimit?.amount ?? null, note?.trim() || null];
  const { id } = await work.tx.row<{ id: string }>(RECORD, [...about, ...agreed, work.now, viewer.actor]);
  const consent = await readConsent(work.tx, id);
  const { productName, family } = consent;
  const changes = { about: productName ?? family, rule, priceLimit: priceLimit?.amount ?? null, note: note ?? null };
  work.audit({ action: 'customer.consent', recordType: 'customer', recordId: customer.id, changes });
  work.tell('customer_consented', { customerId: customer.id });
  return consent;
}

/** Takes a consent back. Refusals, in this order: `not_found`, `not_your_customer`, `consent_revoked`. */
export async function revokeConsent(
  viewer: Viewer,
  { params }: Request<'revokeConsent'>,
  work: Work,
): Promise<Consent | { refusal: Refusal }> {
  const found = await work.tx.first<{ customer_id: string }>(
    'select customer_id from customer_consents where id = $1',
    [params.id],
  );
  if (!found) return refuse('not_found');
  const customer = await lockCustomer(viewer, work, found.customer_id);
  if (isRefused(customer)) return customer;
  const revoked = await work.tx.first(REVOKE, [params.id, work.now, viewer.actor]);
  const consent = await readConsent(work.tx, params.id);
  if (!revoked) return refuse('consent_revoked', { facts: { consent } });
  const changes = { about: consent.productName ?? consent.family, rule: consent.rule };
  work.audit({ action: 'customer.revoke_consent', recordType: 'customer', recordId: customer.id, changes });
  work.tell('customer_consented', { customerId: customer.id });
  return consent;
}

async function lockCustomer(
  viewer: Viewer,
  work: Work,
  customerId: string,
): Promise<{ id: string; version: number } | { refusal: Refusal }> {
  const row = await work.tx.first<{ id: string; version: number; sales_rep_id: string | null }>(LOCK, [
    customerId,
    readsOnlyCustomersOf(viewer),
  ]);
  if (!row) return refuse('not_found');
  if (!mayChangeCustomerOf(viewer, row.sales_rep_id)) return refuse('not_your_customer');
  return { id: row.id, version: row.version };
}

async function findMistake(work: Work, body: Body): Promise<{ refusal: Refusal } | null> {
  const [sql, value, field] =
    body.productId === undefined
      ? ['select from products where family = $1 limit 1', body.family, 'family']
      : ['select from products where id = $1', body.productId, 'productId'];
  if (!(await work.tx.first(sql, [value])))
    return refuse('unknown_reference', { errors: [{ pointer: `#/${field}`, detail: 'names no product' }] });
  const currency = body.priceLimit?.currency ?? work.company.currency;
  if (currency === work.company.currency) return null;
  const errors = [{ pointer: '#/priceLimit/currency', detail: `is not ${work.company.currency}` }];
  return refuse('invalid_request', { errors });
}

const LOCK = `
  select id, version, sales_rep_id from customers where id = $1 and ($2::bigint is null or sales_rep_id = $2) for update`;

const REPLACE = `
  update customer_consents set revoked_at = $4, revoked_by = $5
  where customer_id = $1 and product_id is not distinct from $2 and family is not distinct from $3 and revoked_at is null`;

const RECORD = `
  insert into customer_consents (customer_id, product_id, family, rule, price_limit, note, given_at, recorded_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`;

const REVOKE = `
  update customer_consents set revoked_at = $2, revoked_by = $3 where id = $1 and revoked_at is null returning id`;
