import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { mayDo } from '#contract/permissions.ts';
import { alreadyExists, fromNothing, unknownReference } from '../platform/edit-record.ts';
import { externalOf } from '../platform/sender.ts';
import { mayChangeCustomerOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { type Customer, findCustomer } from './queries.ts';
import { setDefaultAddress } from './set-default-address.ts';

/**
 * Adds a customer. A sales representative who names nobody becomes the customer's representative. Refused with
 * `not_your_customer` when a sales representative names another, then `tier_not_yours`, then `unknown_reference` (also for a representative who left), then `already_exists` for
 * the account number or the sender's own id.
 */
export async function createCustomer(
  viewer: Viewer,
  { body }: Request<'createCustomer'>,
  work: Work,
): Promise<Customer | { refusal: Refusal }> {
  const salesRepId = body.salesRepId ?? (viewer.role === 'sales_rep' ? viewer.userId : null);
  if (!mayChangeCustomerOf(viewer, salesRepId)) return refuse('not_your_customer');
  if (body.tier !== 'standard' && !mayDo(viewer, 'customers.rank')) return refuse('tier_not_yours');
  const salesRep =
    salesRepId && (await work.tx.first('select from users where id = $1 and active for share', [salesRepId]));
  if (salesRep === null && salesRepId !== null) return unknownReference('#/salesRepId');

  const accountNumber = body.accountNumber ?? (await nextAccountNumber(work));
  const created = await insertCustomer(viewer, work, { ...body, accountNumber }, salesRepId);
  if (!created) return takenBy(work, { ...body, accountNumber });
  await setDefaultAddress(work.tx, created.id, body.address ?? null);
  work.audit({
    action: 'customer.create',
    recordType: 'customer',
    recordId: created.id,
    changes: fromNothing({ accountNumber, name: body.name, tier: body.tier, salesRepId }),
  });
  return (await findCustomer(viewer, work.tx, created.id)) as Customer;
}

type Numbered = Request<'createCustomer'>['body'] & { accountNumber: string };

const ONE_NUMBER = 4_000_198;

/** One more than the highest; the first of a company is 1001. Two customers added at once wait for each other. */
async function nextAccountNumber({ tx }: Work): Promise<string> {
  await tx.rows('select pg_advisory_xact_lock($1)', [ONE_NUMBER]);
  const { number } = await tx.row<{ number: string }>(NEXT_NUMBER);
  return number;
}

const NEXT_NUMBER = `
  select (greatest(1000, max(account_number::bigint)) + 1)::text as number from customers where account_number ~ '^\\d{1,12}$'`;

/** Which of the two it was. */
async function takenBy(work: Work, { accountNumber, externalId }: Numbered) {
  const isNumber = await work.tx.first('select from customers where account_number = $1', [accountNumber]);
  return isNumber || !externalId
    ? alreadyExists('#/accountNumber', accountNumber)
    : alreadyExists('#/externalId', externalId);
}

/** Null when the account number is another customer's, or the sender's own id another's. */
function insertCustomer(
  viewer: Viewer,
  work: Work,
  body: Numbered,
  salesRepId: string | null,
): Promise<{ id: string } | null> {
  return work.tx.first<{ id: string }>(
    `insert into customers (account_number, name, email, phone, tier, terms, sales_rep_id, ship_policy, shortage_rule,
       contact_preference, language, receives_messages, created_at, external_id, external_sender, delivery_instructions)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     on conflict do nothing returning id`,
    [
      body.accountNumber,
      body.name,
      body.email ?? null,
      body.phone ?? null,
      body.tier,
      body.terms,
      salesRepId,
      body.shipPolicy ?? null,
      body.shortageRule ?? null,
      body.contactPreference ?? null,
      body.language,
      body.receivesMessages,
      work.now,
      ...externalOf(viewer, body.externalId),
      body.deliveryInstructions ?? null,
    ],
  );
}
