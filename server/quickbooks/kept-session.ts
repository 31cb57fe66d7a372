import type { LedgerAnswer } from '#domain/invoicing/ledger-port.ts';
import type { Database } from '../platform/database.ts';
import { inTransaction, type Queries, queriesOf, type Transaction } from '../platform/transaction.ts';
import type { Oauth, Tokens } from './oauth.ts';
import type { Session } from './session.ts';
import type { Vault } from './vault.ts';

/** What a session is made from. */
export type SessionParts = { database: Database; oauth: Oauth; vault: Vault; now: () => string };

/** QuickBooks takes 500 calls a minute of a company, and not all at once. */
export const CALLS_AT_ONCE = 40;
const CALLS_PER_SECOND = 8;
/** A token that ends so soon is not begun with. */
const TO_SPARE_MILLISECONDS = 60_000;

/** The session of the company that is connected, over what the database keeps of it. Any number of processes share it. */
export function keptSession(realmId: string, parts: SessionParts): Session {
  const queries = queriesOf(parts.database);
  return {
    realmId,
    token: async () => {
      const kept = await readTokens(queries, parts, realmId);
      if (kept === null) return ENDED;
      const isFresh = Date.parse(kept.accessExpiresAt) > Date.parse(parts.now()) + TO_SPARE_MILLISECONDS;
      return isFresh && kept.accessToken !== null
        ? { is: 'done', value: kept.accessToken }
        : renew(parts, realmId, kept.accessToken);
    },
    renew: (refused) => renew(parts, realmId, refused),
    take: async () => {
      const taken = await queries.first<{ wait: number }>(TAKE, [parts.now(), CALLS_AT_ONCE, CALLS_PER_SECOND]);
      return taken?.wait ?? 0;
    },
    note: async (answer) => {
      const isSuccess = answer.is === 'done' || answer.is === 'refused';
      await queries.rows(NOTE, [parts.now(), isSuccess ? null : answer.detail, answer.rest ?? null]);
    },
  };
}

const ENDED = { is: 'unauthorized', detail: 'QuickBooks no longer lets us in. Connect again.' } as const;

/**
 * Another pair of tokens in place of one whose access token was refused. The row stays locked from reading the refresh token
 * until its follower is written: a token is good once, and whoever waited here finds what the other got.
 */
function renew(parts: SessionParts, realmId: string, refused: string | null): Promise<LedgerAnswer<string>> {
  return inTransaction<LedgerAnswer<string>>(parts.database, async (tx) => {
    const kept = await readTokens(tx, parts, realmId, 'for update');
    if (kept === null) return ENDED;
    if (kept.accessToken !== null && kept.accessToken !== refused) return { is: 'done', value: kept.accessToken };
    if (kept.refreshToken === null) return end(tx, parts.now(), 'key_changed');
    const granted = await parts.oauth.refresh(kept.refreshToken);
    if (granted.is !== 'granted')
      return granted.is === 'refused' ? end(tx, parts.now(), 'refused') : { ...granted, is: 'later', afterSeconds: 30 };
    await keepTokens(tx, parts, granted.tokens, kept.sealedRefreshToken);
    return { is: 'done', value: granted.tokens.accessToken };
  });
}

async function end(tx: Transaction, now: string, because: 'refused' | 'key_changed'): Promise<LedgerAnswer<never>> {
  await tx.rows(END, [now, because]);
  return ENDED;
}

/** Writes a pair of tokens over the refresh token that was read, and over no other. */
async function keepTokens(tx: Transaction, { vault, now }: SessionParts, tokens: Tokens, over: string): Promise<void> {
  const { sealed, expiry } = sealTokens(vault, tokens, now());
  await tx.row(KEEP, [...sealed, ...expiry, over]);
}

/** A pair of tokens as it is kept, and until when each is good. */
export function sealTokens(vault: Vault, tokens: Tokens, now: string) {
  const until = (seconds: number) => new Date(Date.parse(now) + seconds * 1000).toISOString();
  return {
    sealed: [vault.seal(tokens.accessToken, ACCESS), vault.seal(tokens.refreshToken, REFRESH)] as const,
    expiry: [until(tokens.accessSeconds), until(tokens.refreshSeconds)] as const,
  };
}

/** What the connection is let in with; null where there is none. A token that cannot be opened is null. */
export async function readTokens(
  queries: Queries,
  { vault }: Pick<SessionParts, 'vault'>,
  realmId: string,
  lock: '' | 'for update' = '',
) {
  const kept = await queries.first<{ access: string; refresh: string; accessExpiresAt: string }>(TOKENS + lock, [
    realmId,
  ]);
  if (!kept) return null;
  return {
    accessToken: vault.open(kept.access, ACCESS),
    refreshToken: vault.open(kept.refresh, REFRESH),
    sealedRefreshToken: kept.refresh,
    accessExpiresAt: kept.accessExpiresAt,
  };
}

const ACCESS = 'quickbooks access token';
const REFRESH = 'quickbooks refresh token';

const TOKENS = `
  select access_token as access, refresh_token as refresh, access_expires_at as "accessExpiresAt"
  from quickbooks_connection where ended_at is null and realm_id = $1 `;
const KEEP = `
  update quickbooks_connection set access_token = $1, refresh_token = $2, access_expires_at = $3, refresh_expires_at = $4
  where refresh_token = $5 returning id`;
const END = `
  update quickbooks_connection set access_token = null, refresh_token = null, access_expires_at = null,
    refresh_expires_at = null, ended_at = $1, ended_because = $2, version = version + 1
  where ended_at is null`;
const TAKE = `
  with level as (
    select id, rest_until, least($2::numeric, calls_left + greatest(0, extract(epoch from $1::timestamptz - counted_at)) * $3::numeric) as now_left
    from quickbooks_calls for update
  ), taken as (
    update quickbooks_calls c set calls_left = l.now_left - 1, counted_at = greatest(c.counted_at, $1)
    from level l where l.now_left >= 1 and (l.rest_until is null or l.rest_until <= $1) returning c.id
  )
  select case when exists (select from taken) then 0
    else ceil(greatest(0.5, extract(epoch from rest_until - $1::timestamptz), (1 - now_left) / $3::numeric))::integer end as wait from level`;
const NOTE = `
  update quickbooks_calls set
    last_success_at = case when $2::text is null then $1 else last_success_at end,
    problem = $2::text, problem_at = case when $2::text is not null then coalesce(problem_at, $1) end,
    rest_until = case when $3::integer is null then rest_until else $1::timestamptz + make_interval(secs => $3::integer) end`;
