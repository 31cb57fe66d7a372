import { addWorkingDays } from '#domain/time/calendar.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/**
 * Proposes to ask the customer whether all is well, on the next working day, when what was delivered belongs to a
 * backorder that waited long (the setting of the weekly status) or was promised later at least once. One for each
 * backorder, however many deliveries fill it. One statement, which finds nothing to write for most.
 */
export async function proposeAfterDelivery(viewer: Viewer, work: Work, backorderId: string): Promise<void> {
  const dueOn = addWorkingDays(work.today, 1, work.company.workingDays);
  const proposed = await work.tx.first<{ id: string; order_id: string }>(PROPOSE, [
    backorderId,
    work.today,
    work.settings.weeklyStatusAfterDays,
    dueOn,
    work.now,
    viewer.actor,
  ]);
  if (!proposed) return;
  work.audit({
    action: 'follow_up.plan',
    recordType: 'follow_up',
    recordId: proposed.id,
    orderId: proposed.order_id,
    changes: { dueOn, cause: 'delivery' },
  });
  work.tell('follow_up_changed', { followUpId: proposed.id });
}

const PROPOSE = `
  insert into follow_ups (order_id, backorder_id, assigned_to_id, cause, due_on, created_at, created_by)
  select b.order_id, b.id, (select u.id from users u where u.id = c.sales_rep_id and u.active), 'delivery', $4, $5, $6
  from backorders b join customers c on c.id = b.customer_id
  where b.id = $1 and ($2::date - b.created_on >= $3
    or exists (select from backorder_promises later
      where later.backorder_id = b.id and later.promised_on > (select p.promised_on from backorder_promises p
        where p.backorder_id = b.id and p.id < later.id order by p.id desc limit 1)))
  on conflict (backorder_id) where cause = 'delivery' do nothing
  returning id, order_id`;
