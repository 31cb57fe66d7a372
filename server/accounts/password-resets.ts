import { createHash, randomBytes } from 'node:crypto';
import { endStreams } from '../platform/end-streams.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import { wakeSender } from '../platform/wake-sender.ts';
import type { Work } from '../platform/work.ts';
import { forgetAttemptsOf } from './limit-attempts.ts';
import { endSessions, storePassword } from './store-password.ts';

const WORKS_MILLISECONDS = 3_600_000;
const TRIED_AGAIN_MILLISECONDS = 30_000;

/** A link to be mailed to a person: its token is known here and kept nowhere. */
export type DueReset = { id: string; name: string; email: string; token: string };

/** Somebody who forgot their password asks for a link. Who is nobody's address leaves nothing, and is not told so. */
export async function requestReset(queries: Queries, email: string, now: string): Promise<void> {
  await queries.rows(REQUEST, [email.trim().toLowerCase(), now, later(now, WORKS_MILLISECONDS)]);
  await wakeSender(queries);
}

/** Makes the links that are due, at most a few; one whose mail did not leave is made anew later. */
export async function takeDueResets(queries: Queries, now: string): Promise<DueReset[]> {
  const rows = await queries.rows<Omit<DueReset, 'token'>>(DUE, [now]);
  const due = rows.map((row) => ({ ...row, token: randomBytes(32).toString('base64url') }));
  for (const { id, token } of due)
    await queries.rows('update password_resets set token_hash = $2, next_try_at = $3 where id = $1', [
      id,
      hashOf(token),
      later(now, TRIED_AGAIN_MILLISECONDS),
    ]);
  return due;
}

/** The mail server took it. */
export async function noteResetSent(queries: Queries, id: string, now: string): Promise<void> {
  await queries.rows('update password_resets set sent_at = $2 where id = $1', [id, now]);
}

/** Whose link this is; null for one that opens nothing: unknown, used, or too old. */
export function findReset(
  queries: Queries,
  token: string,
  now: string,
): Promise<{ userId: string; name: string; email: string; role: Viewer['role'] } | null> {
  return queries.first(FIND, [hashOf(token), now]);
}

/**
 * Gives the person a new password by their link, once: it and every other link of theirs, their sessions and live streams end.
 * Null where the link opens nothing any more.
 */
export async function resetByLink(
  viewer: Viewer & { userId: string },
  { token, passwordHash }: { token: string; passwordHash: string },
  work: Work,
): Promise<{ changed: boolean }> {
  await work.tx.rows('select from users where id = $1 for no key update', [viewer.userId]);
  const found = await findReset(work.tx, token, work.now);
  if (!found) return { changed: false };
  const { userId, name, email } = found;
  await work.tx.rows('update password_resets set used_at = $2 where user_id = $1 and used_at is null', [
    userId,
    work.now,
  ]);
  await storePassword(work.tx, { userId, name, email }, passwordHash, work.now);
  await endSessions(work.tx, userId);
  await forgetAttemptsOf(work.tx, email);
  await endStreams(work.tx, { principal: viewer.principal });
  work.audit({ action: 'user.reset_password_by_mail', recordType: 'user', recordId: userId });
  return { changed: true };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function later(now: string, milliseconds: number): string {
  return new Date(Date.parse(now) + milliseconds).toISOString();
}

// Asked again within a minute it is one mail.
const REQUEST = `
  insert into password_resets (user_id, requested_at, next_try_at, expires_at)
  select u.id, $2, $2, $3 from users u where lower(u.email) = $1 and u.active
    and not exists (select from password_resets r where r.user_id = u.id and r.requested_at > $2::timestamptz - interval '1 minute')`;

const DUE = `
  select r.id, u.name, u.email from password_resets r join users u on u.id = r.user_id and u.active
  where r.sent_at is null and r.used_at is null and r.next_try_at <= $1 and r.expires_at > $1 order by r.next_try_at, r.id limit 5`;

const FIND = `
  select u.id as "userId", u.name, u.email, u.role from password_resets r join users u on u.id = r.user_id and u.active
  where r.token_hash = $1 and r.used_at is null and r.expires_at > $2`;
