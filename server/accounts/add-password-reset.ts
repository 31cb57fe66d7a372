import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { password } from '#contract/passwords.ts';
import type { Database } from '../platform/database.ts';
import { sendProblem } from '../platform/http/problem.ts';
import { perform } from '../platform/perform.ts';
import { queriesOf } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import { countAttempt, countGuess } from './limit-attempts.ts';
import { findReset, requestReset, resetByLink } from './password-resets.ts';
import type { SignIn } from './sign-in.ts';

const requestBody = z.object({ email: z.string().min(1).max(200) });
const resetBody = z.object({ token: z.string().min(1).max(200), newPassword: password });

/**
 * `POST /api/auth/request-password-reset` `{ email }` mails a link that works once and for an hour; the answer is the same for an
 * address that is nobody's. `POST /api/auth/reset-password` `{ token, newPassword }` sets the password by it, and ends every session.
 * Refused with `invalid_request` (also for a link that opens nothing) and `too_many_requests`.
 */
export function addPasswordReset(
  app: FastifyInstance,
  { database, signIn }: { database: Database; signIn: SignIn },
): void {
  const queries = queriesOf(database);
  app.post('/api/auth/request-password-reset', async (request, reply) => {
    const { data, error } = requestBody.safeParse(request.body ?? {});
    if (error) return refuseInvalid(reply, error);
    const now = new Date().toISOString();
    const attempt = { account: `reset ${data.email}`, address: request.ip };
    const seconds = await countAttempt(queries, attempt, now);
    if (seconds !== null) return sendProblem(reply.header('retry-after', seconds), { code: 'too_many_requests' });
    await requestReset(queries, data.email, now);
    const server = await queries.first<{ leaves: boolean }>('select is_set_up as leaves from mail_server');
    // Of everybody alike: whether mail leaves at all.
    return reply.send({ requested: true, mailLeaves: server?.leaves ?? false });
  });
  app.post('/api/auth/reset-password', (request, reply) => takeNewPassword({ database, signIn }, request, reply));
}

async function takeNewPassword(
  { database, signIn }: { database: Database; signIn: SignIn },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { data, error } = resetBody.safeParse(request.body ?? {});
  if (error) return refuseInvalid(reply, error);
  const { token, newPassword } = data;
  const queries = queriesOf(database);
  const now = new Date().toISOString();
  const found = await findReset(queries, token, now);
  if (!found) return refuseLink(reply, await countGuess(queries, request.ip, now));
  const passwordHash = await signIn.hashPassword(newPassword);
  const viewer: Viewer & { userId: string } = {
    userId: found.userId,
    name: found.name,
    actor: `user:${found.userId} ${found.name}`,
    principal: `user:${found.userId}`,
    role: found.role,
    readsAll: false,
  };
  const { changed } = await perform(viewer, database, now, (work) =>
    resetByLink(viewer, { token, passwordHash }, work),
  );
  return changed ? reply.send({ changed }) : refuseLink(reply, null);
}

function refuseLink(reply: FastifyReply, seconds: number | null): FastifyReply {
  if (seconds !== null) return sendProblem(reply.header('retry-after', seconds), { code: 'too_many_requests' });
  return sendProblem(reply, {
    code: 'invalid_request',
    errors: [{ pointer: '#/token', detail: 'opens nothing any more: ask for a new link' }],
  });
}

function refuseInvalid(reply: FastifyReply, { issues }: z.ZodError): FastifyReply {
  const errors = issues.map(({ path, message }) => ({ pointer: `#/${path.join('/')}`, detail: message }));
  return sendProblem(reply, { code: 'invalid_request', errors });
}
