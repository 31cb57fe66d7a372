import { type Refusal, refuse } from '#contract/errors.ts';
import type { AccountingLedger, LedgerAnswer } from '#domain/invoicing/ledger-port.ts';
import { askToCompare } from '../invoicing/look-there.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Work } from '../platform/work.ts';
import { connectedRealm, type Quickbooks } from './open-quickbooks.ts';

/** A record of QuickBooks as it is kept here. */
export type KeptRecord = { kind: string; ledgerId: string; name: string; record: object };

/**
 * Asks whether QuickBooks answers, keeps whom and what it knows, so that matching waits for nobody, and has what was sent compared
 * with how it stands there. Where it does not answer what was kept stays; the page says so.
 */
export async function checkQuickbooks(
  quickbooks: Quickbooks | null,
  work: Work,
): Promise<{ id: string } | { refusal: Refusal }> {
  const realmId = await connectedRealm(work.tx);
  if (realmId === null || !quickbooks) return refuse('ledger_not_connected');
  const read = await readAll(quickbooks.ledgerOf(realmId));
  if (read.is === 'done') {
    await keepAll(work.tx, realmId, read.value, work.now);
    await askToCompare(work.tx, work.now);
  }
  return { id: realmId };
}

type Everything = { company: string; records: KeptRecord[] };

async function readAll(ledger: AccountingLedger): Promise<LedgerAnswer<Everything>> {
  const company = await ledger.readCompany();
  if (company.is !== 'done') return company;
  const records: KeptRecord[] = [];
  for (const [kind, list] of Object.entries(LISTS)) {
    const listed = await list(ledger);
    if (listed.is !== 'done') return listed;
    for (const record of listed.value) records.push(recordOf(kind, record));
  }
  return { is: 'done', value: { company: company.value.name, records } };
}

type Named = { id: string; name: string };

const LISTS: Record<string, (ledger: AccountingLedger) => Promise<LedgerAnswer<Named[]>>> = {
  customer: (ledger) => ledger.listCustomers(),
  item: (ledger) => ledger.listItems(),
  terms: (ledger) => ledger.listTerms(),
  tax_code: (ledger) => ledger.listTaxCodes(),
  account: (ledger) => ledger.listAccounts(),
};

/** A record in the form it is kept in. */
export function recordOf(kind: string, record: Named): KeptRecord {
  return { kind, ledgerId: record.id, name: record.name, record };
}

async function keepAll(
  queries: Queries,
  realmId: string,
  { company, records }: Everything,
  now: string,
): Promise<void> {
  await queries.rows('delete from quickbooks_records where realm_id = $1', [realmId]);
  await keepRecords(queries, realmId, records);
  const chosen = [usual(records, 'account', INCOME), usual(records, 'item', DEALS), usual(records, 'item', FREIGHT)];
  await queries.rows(READ, [realmId, company, now, ...chosen]);
}

/** Keeps records beside those that are kept. */
export async function keepRecords(queries: Queries, realmId: string, records: readonly KeptRecord[]): Promise<void> {
  await queries.rows(KEEP, [realmId, JSON.stringify(records)]);
}

const INCOME = /^(sales|sales of product income)$/i;
const DEALS = /^(deals?|discounts?)( given)?$/i;
const FREIGHT = /^(freight|shipping)( (income|charges?))?$/i;

/** What nearly every company calls it, so that there is one thing less to say. */
function usual(records: readonly KeptRecord[], wanted: string, called: RegExp): string | null {
  const found = records.filter(({ kind, name }) => kind === wanted && called.test(name));
  return found.length === 1 ? (found[0]?.ledgerId ?? null) : null;
}

const KEEP = `
  insert into quickbooks_records (realm_id, kind, ledger_id, name, record)
  select $1, r.kind, r."ledgerId", r.name, r.record from jsonb_to_recordset($2::jsonb) r(kind text, "ledgerId" text, name text, record jsonb)
  on conflict (realm_id, kind, ledger_id) do update set name = excluded.name, record = excluded.record`;
const READ = `
  update quickbooks_connection set company_name = $2, read_at = $3, item_account_id = coalesce(item_account_id, $4),
    deal_item_id = coalesce(deal_item_id, $5), freight_item_id = coalesce(freight_item_id, $6)
  where realm_id = $1`;
