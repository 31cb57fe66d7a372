import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { mayChangeCustomerOf, readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { findLink } from './queries.ts';

/**
 * Ends a link at once. One that has ended before stays as it was. Refusals, in this order: `not_found`, `not_your_customer`.
 */
export async function revokeCustomerLink(
  viewer: Viewer,
  { params }: Request<'revokeCustomerLink'>,
  work: Work,
): Promise<Answer<'revokeCustomerLink'> | { refusal: Refusal }> {
  const before = await work.tx.first<{ salesRepId: string | null; revokedAt: string | null; orderId: string | null }>(
    `select c.sales_rep_id as "salesRepId", l.revoked_at as "revokedAt", b.order_id as "orderId"
     from customer_links l join customers c on c.id = l.customer_id left join backorders b on b.id = l.backorder_id
     where l.id = $1 and ($2::bigint is null or c.sales_rep_id = $2) for update of l`,
    [params.id, readsOnlyCustomersOf(viewer)],
  );
  if (!before) return refuse('not_found');
  if (!mayChangeCustomerOf(viewer, before.salesRepId)) return refuse('not_your_customer');
  if (before.revokedAt === null) {
    await work.tx.rows('update customer_links set revoked_at = $2, revoked_by = $3 where id = $1', [
      params.id,
      work.now,
      viewer.actor,
    ]);
    work.audit({
      action: 'customer_link.revoke',
      recordType: 'customer_link',
      recordId: params.id,
      orderId: before.orderId,
    });
  }
  return (await findLink(viewer, work.tx, params.id)) as Answer<'revokeCustomerLink'>;
}
