import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { mayDo } from '#contract/permissions.ts';
import { rankByTier } from '../ledger/change-rank.ts';
import {
  alreadyExists,
  changesOf,
  type Editable,
  isTaken,
  unknownReference,
  withChanges,
  writeRecord,
} from '../platform/edit-record.ts';
import { isExternalIdTaken } from '../platform/sender.ts';
import { mayChangeCustomerOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { handOverFollowUps } from './hand-over-follow-ups.ts';
import { type Customer, findCustomer } from './queries.ts';
import { setDefaultAddress } from './set-default-address.ts';

const CUSTOMER: Editable<Customer> = {
  recordType: 'customer',
  table: 'customers',
  columns: {
    accountNumber: 'account_number',
    name: 'name',
    email: 'email',
    phone: 'phone',
    tier: 'tier',
    terms: 'terms',
    salesRepId: 'sales_rep_id',
    shipPolicy: 'ship_policy',
    shortageRule: 'shortage_rule',
    contactPreference: 'contact_preference',
    deliveryInstructions: 'delivery_instructions',
    language: 'language',
    receivesMessages: 'receives_messages',
    saleHold: 'sale_hold',
    saleHoldReason: 'sale_hold_reason',
  },
};

/**
 * Changes a customer. A new tier moves the customer's waiting lines in the queue at once, and takes back nothing that is
 * allocated already. Refused with `not_found`, then `not_your_customer` (also for handing one's own customer to somebody
 * else), then `changed_meanwhile`, then `tier_not_yours`, then `sale_hold_not_yours`, then `unknown_reference` (also for a representative who left), then
 * `already_exists` for the account number or the sender's own id.
 */
export async function updateCustomer(
  viewer: Viewer,
  { params, body }: Request<'updateCustomer'>,
  work: Work,
): Promise<Customer | { refusal: Refusal }> {
  // Not `for update`: new orders refer to the customer all the time. A confirmation that reads the tier `for share`
  // waits for this and takes the new one.
  await work.tx.rows('select from customers where id = $1 for no key update', [params.id]);
  const before = await findCustomer(viewer, work.tx, params.id);
  if (!before) return refuse('not_found');
  if (!mayChangeCustomerOf(viewer, before.salesRepId)) return refuse('not_your_customer');
  work.saw({ type: 'customer', id: before.id, version: before.version });

  const changes = changesOf(before, body);
  if (!changes) return before;
  const after = { ...withChanges(before, changes), version: before.version + 1 };
  if (!mayChangeCustomerOf(viewer, after.salesRepId)) return refuse('not_your_customer');
  if (changes.tier && !mayDo(viewer, 'customers.rank')) return refuse('tier_not_yours');
  if ((changes.saleHold || changes.saleHoldReason) && !mayDo(viewer, 'customers.rank'))
    return refuse('sale_hold_not_yours');
  if (changes.salesRepId) {
    const salesRepName = await nameOfActive(work, after.salesRepId);
    if (salesRepName === undefined) return unknownReference('#/salesRepId');
    after.salesRepName = salesRepName;
  }

  if (await isTaken(work.tx, () => writeRecord(work.tx, CUSTOMER, after)))
    return alreadyExists('#/accountNumber', after.accountNumber);
  if (changes.externalId && (await isExternalIdTaken({ viewer, tx: work.tx }, 'customers', after)))
    return alreadyExists('#/externalId', after.externalId ?? '');
  await followChanges(work, { before, after, changes });
  work.audit({ action: 'customer.update', recordType: 'customer', recordId: after.id, changes });
  return after;
}

/** The name of a representative who works here; null for nobody, undefined for somebody who does not. */
async function nameOfActive(work: Work, userId: string | null): Promise<string | null | undefined> {
  if (userId === null) return null;
  const found = await work.tx.first<{ name: string }>('select name from users where id = $1 and active for share', [
    userId,
  ]);
  return found?.name;
}

/** What hangs on the record: its address, its lines in the queue, the follow-ups of its representative. */
async function followChanges(
  work: Work,
  { before, after, changes }: { before: Customer; after: Customer; changes: Record<string, unknown> },
): Promise<void> {
  if (changes.address) await setDefaultAddress(work.tx, after.id, after.address);
  if (changes.tier) {
    await rankByTier(work.tx, after);
    work.tell('customer_moved', { customerId: after.id });
  }
  if (changes.salesRepId) await handOverFollowUps(work, after.id, { from: before.salesRepId, to: after.salesRepId });
}
