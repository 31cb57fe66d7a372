import type { Work } from '../platform/work.ts';

/**
 * A customer has another representative: the open follow-ups that the former one had are the new one's, or nobody's where there
 * is none. What somebody else was asked to do stays with them.
 */
export async function handOverFollowUps(
  work: Work,
  customerId: string,
  { from, to }: { from: string | null; to: string | null },
): Promise<void> {
  const moved = await work.tx.rows<{ id: string }>(
    `update follow_ups f set assigned_to_id = $3, version = f.version + 1
     from orders o where o.id = f.order_id and o.customer_id = $1 and f.closed_at is null
       and f.assigned_to_id is not distinct from $2::bigint
     returning f.id`,
    [customerId, from, to],
  );
  for (const { id } of moved) work.tell('follow_up_changed', { followUpId: id });
}
