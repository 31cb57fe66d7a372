import type { LedgerAnswer } from '#domain/invoicing/ledger-port.ts';

/** What one company's calls need of the connection. */
export type Session = {
  realmId: string;
  /** An access token that is good now. */
  token(): Promise<LedgerAnswer<string>>;
  /** After a token was refused: another one, unless the connection has ended. */
  renew(refused: string): Promise<LedgerAnswer<string>>;
  /** Asked before each call: how many seconds to wait before another may be made, 0 to go ahead. */
  take(): Promise<number>;
  /** QuickBooks said that there were too many calls. */
  rest(seconds: number): Promise<void>;
};
