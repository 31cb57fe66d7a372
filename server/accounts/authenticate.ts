import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Action, Role } from '#contract/permissions.ts';
import { COMPANY_COLUMNS, type Company, type Settings } from '../platform/company.ts';
import type { Database } from '../platform/database.ts';
import type { Authenticate } from '../platform/http/app.ts';
import { type Queries, queriesOf } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import { readBearer } from './is-foreign.ts';
import type { SignIn } from './sign-in.ts';

/**
 * Who sent a request: the program whose API key it bears, else the person whose session cookie it carries, with the
 * company as it is now. Null for a key that is unknown, revoked or expired, even beside a good cookie, and for a person
 * who is no longer active.
 */
export function createAuthenticate(database: Database, signIn: SignIn): Authenticate {
  const queries = queriesOf(database);
  return async ({ headers }: FastifyRequest) => {
    const key = readBearer(headers);
    if (key !== null) return findProgram(queries, key);
    const session = await signIn.findSession(headers);
    return session && findPerson(queries, session.signInId);
  };
}

/** What is kept of an API key. A key is 256 random bits, so a plain hash cannot be searched. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

type Found = {
  id: string;
  name: string;
  role: Role;
  actions?: readonly Action[] | null;
  company: Company;
  settings: Settings;
};

async function findProgram(queries: Queries, key: string) {
  // The real clock: a simulated one must not revive a key.
  const found = await queries.first<Found>(
    `select k.id, k.name, k.role, k.actions, ${COMPANY_COLUMNS}
     from api_keys k cross join company c cross join settings s
     where k.key_hash = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > $2)`,
    [hashApiKey(key), new Date().toISOString()],
  );
  return found && withViewer(found, { userId: null, kind: 'key' });
}

async function findPerson(queries: Queries, signInId: string) {
  const found = await queries.first<Found>(
    `select u.id, u.name, u.role, ${COMPANY_COLUMNS}
     from users u cross join company c cross join settings s
     where u.sign_in_id = $1 and u.active`,
    [signInId],
  );
  return found && withViewer(found, { userId: found.id, kind: 'user' });
}

function withViewer(
  { id, name, role, actions = null, company, settings }: Found,
  { userId, kind }: { userId: string | null; kind: string },
) {
  const viewer: Viewer = {
    userId,
    name,
    actor: `${kind}:${id} ${name}`,
    principal: `${kind}:${id}`,
    role,
    actions,
    readsAll: role === 'sales_rep' ? settings.repsReadAll : role !== 'driver',
  };
  return { viewer, company, settings };
}
