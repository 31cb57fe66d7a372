import type { TenThousandths } from '#domain/money.ts';
import type { Quantity } from '#domain/quantity.ts';

/*
 * What the product asks of a company's accounting, whatever it is: QuickBooks Online today. Nothing here knows which.
 * Every identifier (`LedgerId`) is the ledger's own, days are `YYYY-MM-DD`, instants RFC 3339, money is exact.
 */

/** How the ledger names one of its records. Ids do not sort. */
export type LedgerId = string;

/** One line of a document: goods, a deposit, freight, or what a deal takes off (`domain/invoicing/ledger-lines.ts`). */
export type LedgerLine = {
  itemId: LedgerId;
  description: string;
  /** 1 for freight and for what a deal takes off. */
  quantity: Quantity;
  /** Up to 4 decimals; below zero for what a deal takes off. */
  unitPrice: TenThousandths;
  /** Quantity × unit price, rounded to the cent, half away from zero: a ledger refuses anything else. */
  amount: TenThousandths;
  /** How the line is taxed, such as `TAX` or `NON`. The tax itself is computed by the ledger. */
  taxCode: string;
};

/** Where goods went, as the lines of an address. */
export type LedgerAddress = { lines: readonly string[] };

type LedgerDraft = {
  /** Ours, at most 21 characters: the document is found again by it. */
  number: string;
  customerId: LedgerId;
  issuedOn: string;
  lines: readonly LedgerLine[];
  /** Read by the company alone. Names our record, so that a document with our number can be told from somebody else's. */
  privateNote: string;
  /** Printed for the customer. */
  customerNote: string | null;
};

/** An invoice as it is to be written into the ledger. */
export type LedgerInvoice = LedgerDraft & {
  /** Null: the ledger works it out from the terms. */
  dueOn: string | null;
  termsId: LedgerId | null;
  shipTo: LedgerAddress | null;
  shippedOn: string | null;
  carrier: string | null;
  trackingNumber: string | null;
  email: string | null;
};

/** A credit memo as it is to be written. Its lines are what is given back, above zero. */
export type LedgerCreditMemo = LedgerDraft;

/** A document as it stands in the ledger now. */
export type LedgerDocument = {
  id: LedgerId;
  /** Changes with every change; needed to change the document. */
  version: string;
  number: string;
  customerId: LedgerId;
  issuedOn: string;
  dueOn: string | null;
  /** Without tax. */
  net: TenThousandths;
  /** As the ledger computed it. */
  tax: TenThousandths;
  total: TenThousandths;
  /** What is still to be paid; of a credit memo, still to be used. */
  balance: TenThousandths;
  isVoid: boolean;
  privateNote: string;
  changedAt: string;
};

/** A customer of the ledger. */
export type LedgerCustomer = {
  id: LedgerId;
  version: string;
  /** Unique among customers, suppliers and employees. */
  name: string;
  company: string | null;
  accountNumber: string | null;
  email: string | null;
  isActive: boolean;
  termsId: LedgerId | null;
  isTaxable: boolean;
};

/** What a line sells. */
export type LedgerItem = {
  id: LedgerId;
  version: string;
  name: string;
  sku: string | null;
  kind: 'goods' | 'service' | 'other';
  isActive: boolean;
  /** The account its sales go to; a deposit is a liability there. */
  accountId: LedgerId | null;
};

/** A choice of the ledger, such as its terms and tax codes. */
export type LedgerChoice = { id: LedgerId; name: string };

/** An account that an item may sell to. */
export type LedgerAccount = LedgerChoice & { kind: 'income' | 'liability' | 'expense' | 'other' };

/** Terms of payment: due after so many days, or null where they are counted otherwise. */
export type LedgerTerms = LedgerChoice & { dueDays: number | null };

/** The company that keeps the ledger. */
export type LedgerCompany = { name: string; country: string };

/** A customer that is not in the ledger yet. */
export type NewLedgerCustomer = {
  name: string;
  accountNumber: string | null;
  email: string | null;
  phone: string | null;
  address: LedgerAddress | null;
  termsId: LedgerId | null;
  isTaxable: boolean;
};

/** An item that is not in the ledger yet. */
export type NewLedgerItem = { name: string; sku: string | null; description: string; accountId: LedgerId };

/** Why a ledger refused for good. `invalid`: anything that has no word of its own here. */
export type LedgerRefusal =
  | 'duplicate_number'
  | 'duplicate_name'
  | 'closed_period'
  | 'inactive_record'
  | 'unknown_record'
  | 'stale_version'
  | 'invalid';

/**
 * What went wrong.
 * - `unsure`: nobody knows whether it was done: look it up by its number before anything is tried again;
 * - `refused`: it was not done and will not be until a person changes something. `code` and `detail` are the ledger's own;
 * - `unauthorized`: it was not done; the connection has ended and a person has to connect again;
 * - `later`: it was not done; try again after so many seconds.
 */
export type LedgerFailure =
  | { is: 'unsure'; detail: string }
  | { is: 'refused'; why: LedgerRefusal; code: string; detail: string }
  | { is: 'unauthorized'; detail: string }
  | { is: 'later'; afterSeconds: number; detail: string };

/** What a ledger answered. */
export type LedgerAnswer<Done> = { is: 'done'; value: Done } | LedgerFailure;

type Promised<Done> = Promise<LedgerAnswer<Done>>;

/**
 * A company's ledger. `requestId` is ours, at most 50 characters, and kept before the call: a ledger that knows it answers
 * the same again instead of doing it twice. No ledger is trusted to: see `unsure`.
 */
export type AccountingLedger = {
  readCompany(): Promised<LedgerCompany>;

  createInvoice(invoice: LedgerInvoice, requestId: string): Promised<LedgerDocument>;
  /** Null when there is none. Should several have the number, the one whose private note is ours, else the oldest. */
  findInvoiceByNumber(number: string, privateNote?: string): Promised<LedgerDocument | null>;
  /** Those of the numbers that are there, 100 at most; a deleted one is not. */
  findInvoices(numbers: readonly string[]): Promised<LedgerDocument[]>;
  /** Null when it was deleted. */
  readInvoice(id: LedgerId): Promised<LedgerDocument | null>;
  /** The document stays, for nothing. */
  voidInvoice(invoice: { id: LedgerId; version: string }, requestId: string): Promised<LedgerDocument>;

  createCreditMemo(creditMemo: LedgerCreditMemo, requestId: string): Promised<LedgerDocument>;
  findCreditMemoByNumber(number: string, privateNote?: string): Promised<LedgerDocument | null>;
  findCreditMemos(numbers: readonly string[]): Promised<LedgerDocument[]>;
  readCreditMemo(id: LedgerId): Promised<LedgerDocument | null>;

  /** All of them, inactive ones included. */
  listCustomers(): Promised<LedgerCustomer[]>;
  listItems(): Promised<LedgerItem[]>;
  listTerms(): Promised<LedgerTerms[]>;
  listTaxCodes(): Promised<LedgerChoice[]>;
  listAccounts(): Promised<LedgerAccount[]>;
  createCustomer(customer: NewLedgerCustomer, requestId: string): Promised<LedgerCustomer>;
  createItem(item: NewLedgerItem, requestId: string): Promised<LedgerItem>;
};
