import type { Matches } from '#domain/invoicing/compose-document.ts';
import type { AccountingLedger } from '#domain/invoicing/ledger-port.ts';
import type { Queries } from '../platform/transaction.ts';

/** The company's accounting while it is connected. */
export type ConnectedLedger = {
  /** As sentences name it, such as "QuickBooks". */
  name: string;
  ledger: AccountingLedger;
  /** Whom and what of ours it knows. Read within the transaction that writes what is to be sent. */
  match(queries: Queries, asked: { customerId: string; variantIds: readonly string[] }): Promise<Matches>;
};

/** Opens the company's accounting; null while none is connected. Asked before each call: who connects meanwhile is seen. */
export type OpenLedger = () => Promise<ConnectedLedger | null>;
