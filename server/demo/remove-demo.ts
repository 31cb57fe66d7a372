import { randomBytes } from 'node:crypto';
import { type FieldError, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { findUser, type User } from '../accounts/queries.ts';
import type { SignIn } from '../accounts/sign-in.ts';
import { closeDemo } from '../platform/demo-gate.ts';
import { fromNothing } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { readDemoContents } from './queries.ts';

/**
 * Empties a demo company for good: every record, person, sign-in, session and API key goes, the rules become those of a
 * new company, and what is left is no demo and has one administrator. The database itself refuses this anywhere else, and
 * never lets a company become a demo again. One transaction: interrupted, nothing has happened. Writes under way end
 * before it; whoever comes later, with another removal too, is no longer signed in.
 *
 * Refusals, in this order: `not_a_demo_company`, `invalid_request` (a time zone or currency there is none of).
 */
export async function removeDemo(
  viewer: Viewer,
  { body }: Request<'removeDemo'>,
  work: Work,
  signIn: SignIn,
): Promise<Answer<'removeDemo'> | { refusal: Refusal }> {
  const { tx } = work;
  // Slow on purpose, and so done before anything is held.
  const passwordHash = await signIn.hashPassword(body.administrator.password);
  await closeDemo(tx);
  const demo = await tx.first<{ time_zone: string; currency: string }>(
    'select time_zone, currency from company where demo',
  );
  if (!demo) return refuse('not_a_demo_company');
  const { companyName: name, timeZone = demo.time_zone, currency = demo.currency } = body;
  const company = { name, timeZone, currency, isDemo: false };
  const unknown = await findUnknown(work, company);
  if (unknown) return refuse('invalid_request', { errors: [unknown] });

  const removed = await readDemoContents(tx);
  await empty(work, company, viewer.actor);
  const administrator = await addAdministrator(work, body.administrator, passwordHash);
  work.audit({
    action: 'demo.remove',
    recordType: 'company',
    recordId: null,
    changes: { companyName: { from: removed.companyName, to: company.name }, orders: removed.orders },
  });
  work.tell('company_emptied', {});
  return { company, administrator, removed };
}

async function empty(
  work: Work,
  company: { name: string; timeZone: string; currency: string },
  actor: string,
): Promise<void> {
  const { tx, now } = work;
  await tx.rows('select empty_demo_company()');
  await tx.rows('delete from api_keys');
  await removeJobs(work);
  await tx.rows(
    `update company set name = $1, time_zone = $2, currency = $3, demo = false, working_days = default, version = version + 1`,
    [company.name, company.timeZone, company.currency],
  );
  await tx.rows('update settings set updated_at = $1, updated_by = $2', [now, actor]);
}

async function findUnknown(
  work: Work,
  { timeZone, currency }: { timeZone: string; currency: string },
): Promise<FieldError | null> {
  const zone = await work.tx.first(
    `select from pg_timezone_names where name = $1 and (name = 'UTC' or name ~ '^[A-Z][A-Za-z]+(/[A-Za-z0-9_+-]+)+$')`,
    [timeZone],
  );
  if (!zone) return { pointer: '#/timeZone', detail: 'names no time zone' };
  if (!Intl.supportedValuesOf('currency').includes(currency))
    return { pointer: '#/currency', detail: 'names no currency' };
  return null;
}

/** Jobs about records that are gone. One that runs at this moment finds none of them. */
async function removeJobs({ tx }: Work): Promise<void> {
  const jobs = await tx.first(`select where to_regclass('graphile_worker.jobs') is not null`);
  if (jobs) await tx.rows('select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))');
}

/**
 * With their sign-in in the same transaction: added by the sign-in library on a connection of its own it would wait for the
 * tables that are being emptied here.
 */
async function addAdministrator(
  { tx, now, audit }: Work,
  { name, email: given }: { name: string; email: string },
  passwordHash: string,
): Promise<User> {
  const email = given.toLowerCase();
  const signInId = randomBytes(24).toString('base64url');
  await tx.rows(
    `insert into auth."user" ("id", "name", "email", "emailVerified", "createdAt", "updatedAt") values ($1, $2, $3, true, $4, $4)`,
    [signInId, name, email, now],
  );
  await tx.rows(
    `insert into auth."account" ("id", "accountId", "providerId", "userId", "password", "createdAt", "updatedAt")
     values ($1, $2, 'credential', $2, $3, $4, $4)`,
    [randomBytes(24).toString('base64url'), signInId, passwordHash, now],
  );
  const { id } = await tx.row<{ id: string }>(
    `insert into users (name, email, role, sign_in_id, created_at) values ($1, $2, 'administrator', $3, $4) returning id`,
    [name, email, signInId, now],
  );
  audit({
    action: 'user.create',
    recordType: 'user',
    recordId: id,
    changes: fromNothing({ name, email, role: 'administrator' }),
  });
  return (await findUser(tx, id)) as User;
}
