import { createHmac, randomBytes } from 'node:crypto';
import type { TestCompany } from './test-company.ts';

/** The name of the cookie a session is known by. */
export const SESSION_COOKIE = 'makegood.session_token';

/**
 * Opens a session for somebody who was added, as signing in does, but without their password: to hash and to compare one
 * takes longer than anything else a test does to be somebody. Answers the cookie's value.
 */
export async function openSession(
  { database, secret }: Pick<TestCompany, 'database' | 'secret'>,
  email: string,
): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  const { rowCount } = await database.query(OPEN, [email.toLowerCase(), token]);
  if (rowCount !== 1) throw new Error(`${email} is nobody who works here.`);
  return encodeURIComponent(`${token}.${createHmac('sha256', secret).update(token).digest('base64')}`);
}

const OPEN = `
  with known as (
    insert into auth."user" ("id", "name", "email", "emailVerified")
    select 'user ' || id, name, email, true from users where email = $1 and sign_in_id is null
    returning "id"
  ), person as (
    update users set sign_in_id = coalesce(sign_in_id, (select "id" from known)) where email = $1 returning sign_in_id
  )
  insert into auth."session" ("id", "token", "userId", "expiresAt", "updatedAt")
  select $2, $2, sign_in_id, now() + interval '7 days', now() from person`;
