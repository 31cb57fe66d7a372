import { randomBytes } from 'node:crypto';
import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { endStreams } from '../platform/end-streams.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { forgetAttemptsOf } from './limit-attempts.ts';
import { findUser } from './queries.ts';
import type { SignIn } from './sign-in.ts';
import { endSessions, storePassword } from './store-password.ts';

/**
 * Gives a person who forgot theirs a new password, made up where none is given. Their sessions and live streams end, and
 * attempts that failed are forgotten. The password is in this answer and nowhere else. Refused with `not_found`.
 */
export async function resetPassword(
  _viewer: Viewer,
  { params, body }: Pick<Request<'resetPassword'>, 'params' | 'body'>,
  work: Work,
  signIn: Pick<SignIn, 'hashPassword'>,
): Promise<Answer<'resetPassword'> | { refusal: Refusal }> {
  await work.tx.rows('select from users where id = $1 for no key update', [params.id]);
  const user = await findUser(work.tx, params.id);
  if (!user) return refuse('not_found');
  work.compare({ type: 'user', id: user.id, version: user.version });
  const password = body?.password ?? randomBytes(12).toString('base64url');
  const { id: userId, name, email } = user;
  await storePassword(work.tx, { userId, name, email }, await signIn.hashPassword(password), work.now);
  await endSessions(work.tx, userId);
  await forgetAttemptsOf(work.tx, email);
  await endStreams(work.tx, { principal: `user:${userId}` });
  work.audit({ action: 'user.reset_password', recordType: 'user', recordId: userId });
  return { userId, email, password };
}
