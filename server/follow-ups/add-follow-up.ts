import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { Party } from '../records/read-party.ts';

/** Writes a follow-up about a record, and answers its id. The caller has checked that its day is not past. */
export async function addFollowUp(viewer: Viewer, work: Work, party: Party, followUp: NewFollowUp): Promise<string> {
  const { id } = await insert(viewer, work, party, followUp);
  work.audit({
    action: 'follow_up.plan',
    recordType: 'follow_up',
    recordId: id,
    orderId: party.orderId,
    changes: { dueOn: followUp.dueOn, subject: followUp.subject, cause: followUp.cause },
  });
  work.tell('follow_up_changed', { followUpId: id });
  return id;
}

type NewFollowUp = {
  cause:
    | 'communication'
    | 'outcome'
    | 'by_hand'
    | 'tell_cancelled'
    | 'tell_created'
    | 'tell_promised'
    | 'customer_asked'
    | 'send_available';
  communicationId?: string;
  cancellationId?: string | null;
  dueOn: string;
  subject: string | null;
  assignedToId: string | null;
};

function insert(viewer: Viewer, work: Work, party: Party, followUp: NewFollowUp): Promise<{ id: string }> {
  return work.tx.row<{ id: string }>(
    `insert into follow_ups (order_id, backorder_id, assigned_to_id, cause, communication_id, subject, due_on, created_at, created_by, cancellation_id)
     values ($1, $2, coalesce((select u.id from users u where u.id = $3 and u.active), $10), $4, $5, $6, $7, $8, $9, $11) returning id`,
    [
      party.orderId,
      party.backorderId,
      followUp.assignedToId,
      followUp.cause,
      followUp.communicationId ?? null,
      followUp.subject,
      followUp.dueOn,
      work.now,
      viewer.actor,
      // Nobody who left is given anything: whoever plans it has it then.
      viewer.userId,
      followUp.cancellationId ?? null,
    ],
  );
}
