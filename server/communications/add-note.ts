import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer } from '#contract/operations.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { type About, readParty } from '../records/read-party.ts';
import { tellOf } from './record-communication.ts';

/**
 * Leaves a note for colleagues on an order or a backorder. Refused with `not_found`, then `not_your_customer`.
 */
export async function addNote(
  viewer: Viewer,
  about: About,
  { text }: { text: string },
  work: Work,
): Promise<Answer<'addOrderNote'> | { refusal: Refusal }> {
  const party = await readParty(viewer, work, about);
  if (isRefused(party)) return party;
  const note = await work.tx.row<Answer<'addOrderNote'>>(
    `insert into notes (order_id, backorder_id, text, at, actor) values ($1, $2, $3, $4, $5)
     returning id, order_id as "orderId", backorder_id as "backorderId", text, at, actor`,
    [party.orderId, party.backorderId, text.trim(), work.now, viewer.actor],
  );
  work.audit({
    action: 'note.add',
    recordType: 'note',
    recordId: note.id,
    orderId: party.orderId,
    changes: { text: note.text },
  });
  tellOf(work, party, 'noted');
  return note;
}
