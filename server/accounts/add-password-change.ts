import type { FastifyInstance } from 'fastify';
import { passwordChangeBody } from '#contract/accounts.ts';
import type { Refusal } from '#contract/errors.ts';
import type { Database } from '../platform/database.ts';
import type { Authenticate } from '../platform/http/app.ts';
import { sendProblem } from '../platform/http/problem.ts';
import { perform } from '../platform/perform.ts';
import { type Queries, queriesOf } from '../platform/transaction.ts';
import { changePassword } from './change-password.ts';
import { type Attempt, countAttempt, forgetAttempt } from './limit-attempts.ts';
import type { Session, SignIn } from './sign-in.ts';

/**
 * `POST /api/auth/change-password` `{ currentPassword, newPassword }`: the other sessions end, this one stays. Refused with
 * `not_signed_in`, `invalid_request` (also for a wrong current password), and `too_many_requests` for guessing it.
 */
export function addPasswordChange(
  app: FastifyInstance,
  { database, authenticate, signIn }: { database: Database; authenticate: Authenticate; signIn: SignIn },
): void {
  app.post('/api/auth/change-password', async (request, reply) => {
    const [found, session] = await Promise.all([authenticate(request), signIn.findSession(request.headers)]);
    const viewer = found?.viewer;
    if (!viewer || viewer.userId === null || !session) return sendProblem(reply, { code: 'not_signed_in' });
    const { data, error } = passwordChangeBody.safeParse(request.body ?? {});
    if (error) {
      const errors = error.issues.map(({ path, message }) => ({ pointer: `#/${path.join('/')}`, detail: message }));
      return sendProblem(reply, { code: 'invalid_request', errors });
    }
    const now = new Date().toISOString();
    const guess = { attempt: { account: session.email, address: request.ip }, password: data.currentPassword, now };
    const wrong = await refuseWrong(queriesOf(database), signIn, session, guess);
    if (wrong) return sendProblem(wrong.seconds ? reply.header('retry-after', wrong.seconds) : reply, wrong.refusal);
    const passwordHash = await signIn.hashPassword(data.newPassword);
    const person = { ...viewer, userId: viewer.userId };
    const change = { email: session.email, passwordHash, sessionId: session.sessionId };
    return reply.send(await perform(viewer, database, now, (work) => changePassword(person, change, work)));
  });
}

/** Refused for the wrong password, or for one try too many; the right one makes earlier tries forgotten. */
async function refuseWrong(
  queries: Queries,
  signIn: SignIn,
  { signInId }: Session,
  { attempt, password, now }: { attempt: Attempt; password: string; now: string },
): Promise<{ refusal: Refusal; seconds?: number } | null> {
  const seconds = await countAttempt(queries, attempt, now);
  if (seconds !== null) return { refusal: { code: 'too_many_requests' }, seconds };
  if (!(await signIn.isPassword(signInId, password))) {
    const errors = [{ pointer: '#/currentPassword', detail: 'is not the password' }];
    return { refusal: { code: 'invalid_request', errors } };
  }
  await forgetAttempt(queries, attempt);
  return null;
}
