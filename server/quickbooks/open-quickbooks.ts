import type { AccountingLedger } from '#domain/invoicing/ledger-port.ts';
import type { QuickbooksConfiguration } from '../platform/configuration.ts';
import type { Database } from '../platform/database.ts';
import type { Queries } from '../platform/transaction.ts';
import { keptSession, type SessionParts } from './kept-session.ts';
import { Oauth } from './oauth.ts';
import { openQuickbooks } from './open-ledger.ts';
import { openVault } from './vault.ts';

/** QuickBooks Online as it is set up for this installation. */
export type Quickbooks = SessionParts & {
  /** The ledger of the company that is connected. */
  ledgerOf(realmId: string): AccountingLedger;
};

/** Where people come back to from Intuit, below the address of the server. */
export const CALLBACK_PATH = '/api/v1/quickbooks/callback';

const TIMEOUT_MILLISECONDS = 20_000;

/** What the parts that speak to QuickBooks share. `secret` encrypts what it lets us in with. */
export function setUpQuickbooks(options: {
  configuration: QuickbooksConfiguration;
  secret: string;
  publicUrl: string;
  /** Not the pool of requests that write: a token is renewed while one of those waits for it. */
  database: Database;
  timeoutMilliseconds?: number;
}): Quickbooks {
  const { configuration, database, publicUrl, timeoutMilliseconds = TIMEOUT_MILLISECONDS } = options;
  const parts: SessionParts = {
    database,
    oauth: new Oauth(configuration, publicUrl + CALLBACK_PATH),
    vault: openVault(configuration.encryptionKey ?? options.secret),
    now: () => new Date().toISOString(),
  };
  const wire = { baseUrl: configuration.baseUrl, timeoutMilliseconds };
  return { ...parts, ledgerOf: (realmId) => openQuickbooks(wire, keptSession(realmId, parts)) };
}

/** The company of QuickBooks that is connected now; null while none is. */
export async function connectedRealm(queries: Queries): Promise<string | null> {
  const found = await queries.first<{ realmId: string }>(CONNECTED);
  return found?.realmId ?? null;
}

const CONNECTED = 'select realm_id as "realmId" from quickbooks_connection where ended_at is null';
