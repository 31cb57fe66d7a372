import { endStreams } from '../platform/end-streams.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { endSessions, storePassword } from './store-password.ts';

/** A person's own new password: their other sessions and their live streams end, the session it was changed in stays. */
export async function changePassword(
  viewer: Viewer & { userId: string },
  change: { email: string; passwordHash: string; sessionId: string },
  work: Work,
): Promise<{ changed: true }> {
  const { userId, name } = viewer;
  await storePassword(work.tx, { userId, name, email: change.email }, change.passwordHash, work.now);
  await endSessions(work.tx, userId, change.sessionId);
  await endStreams(work.tx, { principal: viewer.principal });
  work.audit({ action: 'user.change_password', recordType: 'user', recordId: userId });
  return { changed: true };
}
