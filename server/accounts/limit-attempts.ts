import { createHash } from 'node:crypto';
import type { Queries } from '../platform/transaction.ts';

const WINDOW_MINUTES = 15;

/**
 * How many attempts may fail in a window. A person who mistypes, or is guessed at, is stopped first at the address it comes
 * from, so that nobody elsewhere can lock them out; an address only when it tries many accounts, since an office has one.
 */
const MOST = { accountAndAddress: 10, account: 50, address: 200 } as const;

/** Somebody about to give a password. */
export type Attempt = { account: string; address: string };

/**
 * Counts an attempt before its password is looked at, so that a hundred at once are a hundred. Null when it may go on, else
 * after how many seconds. What is refused for its account does not count against the address.
 */
export async function countAttempt(queries: Queries, attempt: Attempt, now: string): Promise<number | null> {
  for (const [name, subject] of Object.entries(subjectsOf(attempt)) as [keyof typeof MOST, Buffer][]) {
    const { failures, seconds } = await queries.row<{ failures: number; seconds: number }>(COUNT, [subject, now]);
    if (failures > MOST[name]) return Math.max(1, Math.ceil(seconds));
  }
  return null;
}

/** So many links that open nothing may be tried from one address in a window. */
const MOST_GUESSES = 30;

/** Counts a link that opened nothing. Null while its address has not tried many, else after how many seconds it may again. */
export async function countGuess(queries: Queries, address: string, now: string): Promise<number | null> {
  const subject = createHash('sha256').update(`guesses\n${address}`).digest();
  const { failures, seconds } = await queries.row<{ failures: number; seconds: number }>(COUNT, [subject, now]);
  return failures > MOST_GUESSES ? Math.max(1, Math.ceil(seconds)) : null;
}

/** The attempt was the right password: the account is its owner's again, and the address has failed once less. */
export async function forgetAttempt(queries: Queries, attempt: Attempt): Promise<void> {
  const { accountAndAddress, account, address } = subjectsOf(attempt);
  await queries.rows(
    `with ended as (delete from sign_in_attempts where subject = any($1) or (subject = $2 and failures = 1))
     update sign_in_attempts set failures = failures - 1 where subject = $2 and failures > 1`,
    [[accountAndAddress, account], address],
  );
}

/** A person was given another password: their account may be tried again. */
export async function forgetAttemptsOf(queries: Queries, account: string): Promise<void> {
  const begin = subjectsOf({ account, address: '' }).account;
  const end = Buffer.concat([begin, Buffer.alloc(begin.length, 0xff)]);
  await queries.rows('delete from sign_in_attempts where subject between $1 and $2', [begin, end]);
}

/** In the order they are looked at. Hashes: an address of an e-mail that is tried may be of any length, and nobody's. */
function subjectsOf({ account, address }: Attempt): Record<keyof typeof MOST, Buffer> {
  const subject = (...parts: string[]) => createHash('sha256').update(parts.join('\n')).digest();
  const name = account.trim().toLowerCase();
  const [ofAccount, ofAddress] = [subject('account', name), subject('address', address)];
  // Begins like the account's own: an account is forgotten at every address.
  return { accountAndAddress: Buffer.concat([ofAccount, ofAddress]), account: ofAccount, address: ofAddress };
}

/** What is over for longer than a window goes on the way, a few at a time. */
const COUNT = `
  with over as (
    delete from sign_in_attempts where subject in (
      select subject from sign_in_attempts where since < $2::timestamptz - interval '${WINDOW_MINUTES} minutes' and subject <> $1
      order by since limit 20 for update skip locked))
  insert into sign_in_attempts as a (subject, failures, since) values ($1, 1, $2)
  on conflict (subject) do update set
    failures = case when a.since < excluded.since - interval '${WINDOW_MINUTES} minutes' then 1 else least(a.failures, 1000000) + 1 end,
    since = case when a.since < excluded.since - interval '${WINDOW_MINUTES} minutes' then excluded.since else a.since end
  returning failures, extract(epoch from since + interval '${WINDOW_MINUTES} minutes' - $2::timestamptz)::float8 as seconds`;
