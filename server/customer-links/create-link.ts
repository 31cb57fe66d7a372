import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { mayChangeCustomerOf, readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { readParty } from '../records/read-party.ts';
import { addressOfPage, makeLinks, type NewLink } from './new-link.ts';
import { findLink } from './queries.ts';

type Created = Answer<'createCustomerLink'>;

/**
 * Makes a link that shows one backorder to its customer. Its address is in this answer and nowhere else. Refusals, in this
 * order: `not_found`, `not_your_customer`.
 */
export async function createBackorderLink(
  viewer: Viewer,
  { params }: Request<'createBackorderLink'>,
  work: Work,
  publicUrl: string,
): Promise<Created | { refusal: Refusal }> {
  const party = await readParty(viewer, work, { backorderId: params.id });
  if (isRefused(party)) return party;
  const { customerId, backorderId, orderId } = party;
  return create(viewer, work, { customerId, backorderId, orderId, publicUrl });
}

/** The same for all that a customer waits for. Refusals, in this order: `not_found`, `not_your_customer`. */
export async function createCustomerLink(
  viewer: Viewer,
  { params }: Request<'createCustomerLink'>,
  work: Work,
  publicUrl: string,
): Promise<Created | { refusal: Refusal }> {
  const customer = await work.tx.first<{ salesRepId: string | null; version: number }>(
    `select sales_rep_id as "salesRepId", version from customers where id = $1 and ($2::bigint is null or sales_rep_id = $2)`,
    [params.id, readsOnlyCustomersOf(viewer)],
  );
  if (!customer) return refuse('not_found');
  if (!mayChangeCustomerOf(viewer, customer.salesRepId)) return refuse('not_your_customer');
  work.compare({ type: 'customer', id: params.id, version: customer.version });
  return create(viewer, work, { customerId: params.id, backorderId: null, orderId: null, publicUrl });
}

async function create(
  viewer: Viewer,
  work: Work,
  {
    orderId,
    publicUrl,
    ...of
  }: Pick<NewLink, 'customerId' | 'backorderId'> & {
    orderId: string | null;
    publicUrl: string;
  },
): Promise<Created> {
  const [made] = await makeLinks(work.tx, [{ ...of, messageId: null, by: viewer.actor }], {
    now: work.now,
    days: work.settings.customerLinkDays,
  });
  const { id, token } = made as { id: string; token: string };
  work.audit({
    action: 'customer_link.create',
    recordType: 'customer_link',
    recordId: id,
    orderId,
    changes: { customerId: of.customerId, backorderId: of.backorderId },
  });
  const link = await findLink(viewer, work.tx, id);
  return { ...(link as NonNullable<typeof link>), url: addressOfPage(publicUrl, token) };
}
