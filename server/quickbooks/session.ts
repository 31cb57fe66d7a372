import type { LedgerAnswer } from '#domain/invoicing/ledger-port.ts';

/** An answer, and for how many seconds QuickBooks asked to be left alone. */
export type Asked = LedgerAnswer<unknown> & { rest?: number };

/** What one company's calls need of the connection. */
export type Session = {
  realmId: string;
  /** An access token that is good now. */
  token(): Promise<LedgerAnswer<string>>;
  /** After a token was refused: another one, unless the connection has ended. */
  renew(refused: string): Promise<LedgerAnswer<string>>;
  /** Asked before each call: how many seconds to wait before another may be made, 0 to go ahead. */
  take(): Promise<number>;
  /** What came of a call: QuickBooks is left alone for as long as it asked, and people see how it goes. */
  note(answer: Asked): Promise<void>;
};
