import type { FastifyInstance } from 'fastify';
import { passwordChangeBody } from '#contract/accounts.ts';
import type { Database } from '../platform/database.ts';
import type { Authenticate } from '../platform/http/app.ts';
import { sendProblem } from '../platform/http/problem.ts';
import { perform } from '../platform/perform.ts';
import { queriesOf } from '../platform/transaction.ts';
import { changePassword } from './change-password.ts';
import { countAttempt, forgetAttempt } from './limit-attempts.ts';
import type { SignIn } from './sign-in.ts';

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
    const attempt = { account: session.email, address: request.ip };
    const seconds = await countAttempt(queriesOf(database), attempt, now);
    if (seconds !== null) return sendProblem(reply.header('retry-after', seconds), { code: 'too_many_requests' });
    if (!(await signIn.isPassword(session.signInId, data.currentPassword))) {
      const errors = [{ pointer: '#/currentPassword', detail: 'is not the password' }];
      return sendProblem(reply, { code: 'invalid_request', errors });
    }
    await forgetAttempt(queriesOf(database), attempt);
    const passwordHash = await signIn.hashPassword(data.newPassword);
    const person = { ...viewer, userId: viewer.userId };
    const change = { email: session.email, passwordHash, sessionId: session.sessionId };
    return reply.send(await perform(viewer, database, now, (work) => changePassword(person, change, work)));
  });
}
