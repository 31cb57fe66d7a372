import { createHash, randomBytes } from 'node:crypto';
import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { goOnSending, startSending } from '../invoicing/sending.ts';
import type { Database } from '../platform/database.ts';
import { perform } from '../platform/perform.ts';
import { queriesOf } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { CALLS_AT_ONCE, sealTokens } from './kept-session.ts';
import type { Tokens } from './oauth.ts';
import type { Quickbooks } from './open-quickbooks.ts';

const GOOD_FOR_MINUTES = 15;
const VERIFIER = 'quickbooks verifier';

/** Begins a connection: what the person brings back must be what was begun here, by them, a moment ago. */
export async function beginConnection(
  quickbooks: Quickbooks | null,
  viewer: Viewer,
  { body }: Request<'connectQuickbooks'>,
  { tx, now }: Work,
): Promise<Answer<'connectQuickbooks'> | { refusal: Refusal }> {
  if (!quickbooks) return refuse('quickbooks_not_set_up');
  const state = randomBytes(32).toString('base64url');
  const verifier = randomBytes(32).toString('base64url');
  const sealed = quickbooks.vault.seal(verifier, VERIFIER);
  await tx.rows(FORGET, [now, GOOD_FOR_MINUTES]);
  await tx.rows(BEGIN, [hashOf(state), sealed, viewer.principal, body.startsOn ?? null, now]);
  return { authorizeUrl: await quickbooks.oauth.authorizeUrl(state, verifier) };
}

/** What came of a consent. */
export type Connected = 'made' | 'refused' | 'expired' | 'failed';

/** Ends a connection that was begun: `query` is what the person came back with. */
export async function endConnection(
  quickbooks: Quickbooks,
  database: Database,
  viewer: Viewer,
  query: URLSearchParams,
): Promise<Connected> {
  const now = quickbooks.now();
  const state = query.get('state') ?? '';
  const taken = [hashOf(state), viewer.principal, now, GOOD_FOR_MINUTES];
  const begun = await queriesOf(database).first<{ verifier: string; startsOn: string | null }>(TAKE, taken);
  const verifier = begun && quickbooks.vault.open(begun.verifier, VERIFIER);
  if (!begun || !verifier) return 'expired';
  const realmId = query.get('realmId') ?? '';
  if (query.has('error') || !/^\d{1,20}$/.test(realmId)) return 'refused';
  const answered = new URLSearchParams({ code: query.get('code') ?? '', state });
  const granted = await quickbooks.oauth.exchange(answered, state, verifier);
  if (granted.is !== 'granted') return granted.is === 'refused' ? 'refused' : 'failed';
  const { tokens } = granted;
  await perform(viewer, database, now, (work) =>
    keepConnection(quickbooks, viewer, { realmId, tokens, ...begun }, work),
  );
  return 'made';
}

/** Another company of QuickBooks begins anew; the same one goes on with its matches. */
async function keepConnection(
  { vault }: Quickbooks,
  viewer: Viewer,
  made: { realmId: string; tokens: Tokens; startsOn: string | null },
  work: Work,
): Promise<{ realmId: string }> {
  const { sealed, expiry } = sealTokens(vault, made.tokens, work.now);
  await work.tx.rows(KEEP, [made.realmId, ...sealed, ...expiry, work.now, viewer.actor]);
  await work.tx.rows(COUNT, [work.now, CALLS_AT_ONCE]);
  // The day that was said now, else the one that was said before, else today.
  if ((await startSending(work.tx, made.startsOn)) === null) await startSending(work.tx, work.today);
  await goOnSending(work.tx);
  work.audit({
    action: 'quickbooks.connect',
    recordType: 'quickbooks',
    recordId: null,
    changes: { realmId: { from: null, to: made.realmId } },
  });
  return { realmId: made.realmId };
}

function hashOf(state: string): Buffer {
  return createHash('sha256').update(state).digest();
}

const FORGET = 'delete from quickbooks_states where created_at < $1::timestamptz - make_interval(mins => $2::integer)';
const BEGIN = `
  insert into quickbooks_states (state_hash, verifier, principal, starts_on, created_at) values ($1, $2, $3, $4, $5)`;
const TAKE = `
  delete from quickbooks_states
  where state_hash = $1 and principal = $2 and created_at >= $3::timestamptz - make_interval(mins => $4::integer)
  returning verifier, starts_on as "startsOn"`;
const KEEP = `
  insert into quickbooks_connection as kept (realm_id, access_token, refresh_token, access_expires_at, refresh_expires_at, connected_at, connected_by)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (id) do update set
    realm_id = excluded.realm_id, access_token = excluded.access_token, refresh_token = excluded.refresh_token,
    access_expires_at = excluded.access_expires_at, refresh_expires_at = excluded.refresh_expires_at,
    connected_at = excluded.connected_at, connected_by = excluded.connected_by, ended_at = null, ended_because = null,
    read_at = case when kept.realm_id = excluded.realm_id then kept.read_at end,
    company_name = case when kept.realm_id = excluded.realm_id then kept.company_name end,
    deal_item_id = case when kept.realm_id = excluded.realm_id then kept.deal_item_id end,
    item_account_id = case when kept.realm_id = excluded.realm_id then kept.item_account_id end,
    version = kept.version + 1`;
const COUNT = `
  insert into quickbooks_calls (calls_left, counted_at) values ($2, $1)
  on conflict (id) do update set calls_left = excluded.calls_left, rest_until = null, problem = null, problem_at = null`;
