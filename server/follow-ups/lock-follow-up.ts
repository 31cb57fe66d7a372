import { type Refusal, refuse } from '#contract/errors.ts';
import { mayChangeCustomerOf, readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { Party } from '../records/read-party.ts';

export type LockedFollowUp = { id: string; dueOn: string; assignedToId: string | null; party: Party };

/**
 * Locks a follow-up that is still open. Refusals, in this order: `not_found`, `not_your_customer`, `not_your_follow_up`
 * (a sales representative answers for their own, and for those nobody has, or somebody who left), `follow_up_closed`.
 */
export async function lockFollowUp(
  viewer: Viewer,
  work: Work,
  id: string,
): Promise<LockedFollowUp | { refusal: Refusal }> {
  const row = await work.tx.first<Row>(LOCK, [id, readsOnlyCustomersOf(viewer)]);
  if (!row) return refuse('not_found');
  if (!mayChangeCustomerOf(viewer, row.sales_rep_id)) return refuse('not_your_customer');
  if (viewer.role === 'sales_rep' && row.assigned_to_id !== null && row.assigned_to_id !== viewer.userId)
    return refuse('not_your_follow_up', { facts: { assignedToId: row.assigned_to_id } });
  work.saw({ type: 'follow_up', id: row.id, version: row.version });
  if (row.closed_at !== null)
    return refuse('follow_up_closed', {
      facts: { outcome: row.outcome, closedAt: row.closed_at, closedBy: row.closed_by },
    });
  return {
    id: row.id,
    dueOn: row.due_on,
    assignedToId: row.assigned_to_id,
    party: {
      orderId: row.order_id,
      backorderId: row.backorder_id,
      number: row.number,
      customerId: row.customer_id,
      salesRepId: row.sales_rep_id,
    },
  };
}

type Row = {
  id: string;
  due_on: string;
  assigned_to_id: string | null;
  order_id: string;
  backorder_id: string | null;
  number: string;
  customer_id: string;
  sales_rep_id: string | null;
  outcome: string | null;
  closed_at: string | null;
  closed_by: string | null;
  version: number;
};

const LOCK = `
  select f.id, f.due_on, (select u.id from users u where u.id = f.assigned_to_id and u.active) as assigned_to_id, f.order_id, f.backorder_id, o.number, c.id as customer_id, c.sales_rep_id,
    f.outcome, f.closed_at, f.closed_by, f.version
  from follow_ups f join orders o on o.id = f.order_id join customers c on c.id = o.customer_id
  where f.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)
  for update of f`;
