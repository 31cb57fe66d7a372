import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import { password } from '#contract/passwords.ts';
import { name } from '#contract/primitives.ts';
import { companyChanges } from '#contract/settings.ts';
import { createUser } from '../accounts/create-user.ts';
import { countGuess } from '../accounts/limit-attempts.ts';
import type { SignIn } from '../accounts/sign-in.ts';
import { updateCompany } from '../accounts/update-company.ts';
import { createWarehouse } from '../catalog/create-warehouse.ts';
import type { Database } from '../platform/database.ts';
import { sendProblem } from '../platform/http/problem.ts';
import { perform } from '../platform/perform.ts';
import { type Queries, queriesOf } from '../platform/transaction.ts';
import { systemViewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

const body = z.object({
  code: z.string().min(1).max(200),
  companyName: name(200),
  /** Of the browser; the company's until it is described otherwise. */
  timeZone: companyChanges.shape.timeZone,
  name: name(100),
  email: z.email().max(200),
  password,
});
type Founding = z.output<typeof body>;

const viewer = systemViewer('first day');
const MAIN_WAREHOUSE = { code: 'MAIN', name: 'Main warehouse' };

/** Whether nobody can sign in yet. */
export async function hasNobody(queries: Queries): Promise<boolean> {
  return (await queries.first('select from users limit 1')) === null;
}

/**
 * What stands behind the # of the link that a server without anybody prints: whoever reads its terminal may be the first
 * administrator. The same in every process of one secret, and kept nowhere.
 */
export function firstCode(secret: string): string {
  return createHmac('sha256', secret).update('first administrator').digest('base64url');
}

type Asked = { database: Database; signIn: SignIn; secret: string };

/**
 * `GET /api/auth/first-administrator` says whether there is nobody yet. `POST` `{ code, companyName, timeZone, name, email, password }`
 * makes the first administrator, once, names the company and gives it a main warehouse where it has none. Refused with
 * `invalid_request` (also for another code, and once there is somebody) and `too_many_requests`.
 */
export function addFirstAdministrator(app: FastifyInstance, asked: Asked): void {
  app.get('/api/auth/first-administrator', async () => ({ isOpen: await hasNobody(queriesOf(asked.database)) }));
  app.post('/api/auth/first-administrator', (request, reply) => found(asked, request, reply));
}

async function found({ database, signIn, secret }: Asked, request: FastifyRequest, reply: FastifyReply) {
  const { data, error } = body.safeParse(request.body ?? {});
  if (error) {
    const errors = error.issues.map(({ path, message }) => ({ pointer: `#/${path.join('/')}`, detail: message }));
    return sendProblem(reply, { code: 'invalid_request', errors });
  }
  const now = new Date().toISOString();
  if (!isCode(data.code, secret)) {
    const seconds = await countGuess(queriesOf(database), request.ip, now);
    if (seconds !== null) return sendProblem(reply.header('retry-after', seconds), { code: 'too_many_requests' });
    return sendProblem(reply, noCode.refusal);
  }
  const made = await perform(viewer, database, now, (work) => makeFirst(data, work, signIn));
  return made.not ? sendProblem(reply, made.not) : reply.code(201).send({ email: made.email });
}

const noCode = refuse('invalid_request', {
  errors: [{ pointer: '#/code', detail: 'is not what the terminal shows, or there is an administrator already' }],
});

function isCode(given: string, secret: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(firstCode(secret))];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Whoever asks second waits for the company's row, and finds somebody. What is not to be was found before anything was written. */
async function makeFirst(
  { name, email, password, companyName, timeZone }: Founding,
  work: Work,
  signIn: SignIn,
): Promise<{ email: string; not?: Refusal }> {
  await work.tx.rows('select from company for update');
  if (!(await hasNobody(work.tx))) return { email, not: noCode.refusal };
  const described = await updateCompany(viewer, { ...bare, body: { name: companyName, timeZone } }, work);
  if (isRefused(described)) return { email, not: described.refusal };
  if (!(await work.tx.first('select from warehouses limit 1'))) {
    await createWarehouse(viewer, { ...bare, body: MAIN_WAREHOUSE }, work);
  }
  await createUser(viewer, { body: { name, email, password, role: 'administrator' } }, work, signIn);
  return { email };
}

const bare = { params: undefined, query: undefined };
