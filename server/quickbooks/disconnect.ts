import { type Refusal, refuse } from '#contract/errors.ts';
import { stopSending } from '../invoicing/sending.ts';
import type { Work } from '../platform/work.ts';
import { readTokens } from './kept-session.ts';
import { connectedRealm, type Quickbooks } from './open-quickbooks.ts';

/** Ends the connection here and at Intuit. What was sent stays there, and what is matched stays here. */
export async function disconnectQuickbooks(
  quickbooks: Quickbooks | null,
  { tx, now, audit }: Work,
): Promise<{ id: string } | { refusal: Refusal }> {
  const realmId = await connectedRealm(tx);
  if (realmId === null || !quickbooks) return refuse('ledger_not_connected');
  const tokens = await readTokens(tx, quickbooks, realmId, 'for update');
  if (!tokens) return refuse('ledger_not_connected');
  await tx.rows(END, [now]);
  await stopSending(tx);
  audit({ action: 'quickbooks.disconnect', recordType: 'quickbooks', recordId: null, changes: {} });
  if (tokens.refreshToken !== null) await quickbooks.oauth.revoke(tokens.refreshToken);
  return { id: realmId };
}

const END = `
  update quickbooks_connection set access_token = null, refresh_token = null, access_expires_at = null, refresh_expires_at = null,
    ended_at = $1, ended_because = 'disconnected', version = version + 1`;
