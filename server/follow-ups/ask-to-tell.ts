import { isRefused } from '#contract/errors.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { type About, readParty } from '../records/read-party.ts';
import { addFollowUp } from './add-follow-up.ts';

/** What a customer is to be told. */
export type ToTell = 'tell_cancelled' | 'tell_created' | 'tell_promised';

/**
 * Leaves a follow-up, due today, for the customer's representative: somebody asked that the customer is told. That they were
 * told is on record only once it is closed. The caller has checked that the viewer may change the record.
 */
export async function askToTell(
  viewer: Viewer,
  work: Work,
  about: About,
  told: { cause: ToTell; cancellationId?: string | null },
): Promise<void> {
  const party = await readParty(viewer, work, about);
  if (isRefused(party)) return;
  await addFollowUp(viewer, work, party, {
    ...told,
    dueOn: work.today,
    subject: null,
    assignedToId: party.salesRepId ?? viewer.userId,
  });
}
