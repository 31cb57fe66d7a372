import { isRefused } from '#contract/errors.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { type About, readParty } from '../records/read-party.ts';
import { addFollowUp } from './add-follow-up.ts';

const EVENTS = { tell_cancelled: 'cancelled', tell_created: 'backorder_created', tell_promised: 'date_moved' } as const;

/** What a customer is to be told. */
export type ToTell = 'tell_cancelled' | 'tell_created' | 'tell_promised';

/**
 * Somebody asked that the customer is told. A mail does it where mail leaves and reaches them; where it would not, this leaves a
 * follow-up, due today, for their representative: that they were told is on record only once it is closed. The caller has
 * checked that the viewer may change the record.
 */
export async function askToTell(
  viewer: Viewer,
  work: Work,
  about: About,
  told: { cause: ToTell; cancellationId?: string | null },
): Promise<void> {
  const party = await readParty(viewer, work, about);
  if (isRefused(party)) return;
  if (await isToldByMail(work, party.orderId, EVENTS[told.cause])) return;
  await addFollowUp(viewer, work, party, {
    ...told,
    dueOn: work.today,
    subject: null,
    assignedToId: party.salesRepId ?? viewer.userId,
  });
}

/** Whether a mail of this event goes to the customer of an order: what it cannot tell is then an exception of its own. */
async function isToldByMail({ tx }: Work, orderId: string, event: string): Promise<boolean> {
  return (await tx.first(REACHED, [orderId, event])) !== null;
}

const REACHED = `
  select from orders o join customers c on c.id = o.customer_id join mail_server m on m.is_set_up
  where o.id = $1 and btrim(c.email) <> '' and c.receives_messages
    and not exists (select from message_rules r where $2 = any(r.events_off))
    and exists (select from order_lines l join variants v on v.id = l.variant_id join products p on p.id = v.product_id
      where l.order_id = o.id and p.is_written_about)`;
