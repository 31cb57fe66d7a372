import type {
  LedgerAccount,
  LedgerCustomer,
  LedgerItem,
  LedgerTerms,
  NewLedgerCustomer,
  NewLedgerItem,
} from '#domain/invoicing/ledger-port.ts';
import { addressBody } from './documents.ts';

/** A customer of QuickBooks, as far as it is read here. */
export type Customer = {
  Id: string;
  SyncToken: string;
  DisplayName: string;
  CompanyName?: string;
  AcctNum?: string;
  PrimaryEmailAddr?: { Address?: string };
  Active?: boolean;
  SalesTermRef?: { value: string };
  Taxable?: boolean;
};

/** An item of QuickBooks; a category is no item that could be sold. */
export type Item = {
  Id: string;
  SyncToken: string;
  Name: string;
  Sku?: string;
  Type: string;
  Active?: boolean;
  IncomeAccountRef?: { value: string };
};

/** Terms, with days where they are counted in days. */
export type Term = { Id: string; Name: string; DueDays?: number };

/** An account of the chart. */
export type Account = { Id: string; Name: string; AccountType?: string };

export function customerOf(customer: Customer): LedgerCustomer {
  return {
    id: customer.Id,
    version: customer.SyncToken,
    name: customer.DisplayName,
    company: customer.CompanyName ?? null,
    accountNumber: customer.AcctNum ?? null,
    email: customer.PrimaryEmailAddr?.Address ?? null,
    isActive: customer.Active !== false,
    termsId: customer.SalesTermRef?.value ?? null,
    isTaxable: customer.Taxable !== false,
  };
}

export function itemOf(item: Item): LedgerItem {
  return {
    id: item.Id,
    version: item.SyncToken,
    name: item.Name,
    sku: item.Sku ?? null,
    kind: item.Type === 'Service' ? 'service' : /inventory/i.test(item.Type) ? 'goods' : 'other',
    isActive: item.Active !== false,
    accountId: item.IncomeAccountRef?.value ?? null,
  };
}

export function termsOf({ Id, Name, DueDays }: Term): LedgerTerms {
  return { id: Id, name: Name, dueDays: DueDays ?? null };
}

export function accountOf({ Id, Name, AccountType = '' }: Account): LedgerAccount {
  const kind = /income|revenue/i.test(AccountType)
    ? 'income'
    : /liability/i.test(AccountType)
      ? 'liability'
      : /expense|cost/i.test(AccountType)
        ? 'expense'
        : 'other';
  return { id: Id, name: Name, kind };
}

export function customerBody(customer: NewLedgerCustomer): object {
  const { accountNumber, email, phone, address, termsId } = customer;
  return {
    DisplayName: nameIn(customer.name, 500),
    CompanyName: nameIn(customer.name, 100),
    Taxable: customer.isTaxable,
    ...(accountNumber !== null && { AcctNum: accountNumber }),
    ...(email !== null && { PrimaryEmailAddr: { Address: email } }),
    ...(phone !== null && { PrimaryPhone: { FreeFormNumber: phone.slice(0, 30) } }),
    ...(address !== null && { BillAddr: addressBody(address.lines), ShipAddr: addressBody(address.lines) }),
    ...(termsId !== null && { SalesTermRef: { value: termsId } }),
  };
}

/** Stock is kept by us, so that items are sold there without being counted. */
export function itemBody(item: NewLedgerItem): object {
  return {
    Name: nameIn(item.name, 100),
    Type: 'NonInventory',
    Description: item.description.slice(0, 4000),
    IncomeAccountRef: { value: item.accountId },
    ...(item.sku !== null && { Sku: item.sku.slice(0, 100) }),
  };
}

/** Names take no colon, tab or line break there. */
function nameIn(name: string, length: number): string {
  return name.replace(/\s+/g, ' ').replaceAll(':', '-').trim().slice(0, length);
}
