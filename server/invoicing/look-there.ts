import { isAsWritten, toThere, type Written } from '#domain/invoicing/compare-document.ts';
import type { AccountingLedger, LedgerAnswer, LedgerDocument } from '#domain/invoicing/ledger-port.ts';
import type { Database } from '../platform/database.ts';
import { type Queries, queriesOf } from '../platform/transaction.ts';
import type { OpenLedger } from './connected-ledger.ts';

/** Documents that are asked for together. */
const AT_ONCE = 100;
/** Older ones are looked at when the ledger says that they changed. */
const NIGHTLY_DAYS = 100;

type Sent = { id: string; ledgerId: string; isMemo: boolean; isVoid: boolean; written: Written };

/** Looks again at documents that the ledger said were changed. Answers whether there were any, and it could look. */
export async function lookAtAsked(database: Database, open: OpenLedger, now: string): Promise<boolean> {
  const queries = queriesOf(database);
  const asked = await queries.rows<Sent>(ASKED, [now, AT_ONCE]);
  return asked.length > 0 && look(queries, open, asked, now);
}

/**
 * Compares everything that was sent in the last hundred days, and what is not paid yet, with what stands there now: edited,
 * voided or deleted ones show both figures from then on, and those put right again are as they were sent. Nothing is written
 * there. Ends early where the ledger does not answer; the next night begins anew.
 */
export async function compareAll(database: Database, open: OpenLedger, now: string): Promise<void> {
  const queries = queriesOf(database);
  for (let after: string | null = null; ; ) {
    const some: Sent[] = await queries.rows<Sent>(RECENT, [now, NIGHTLY_DAYS, after, AT_ONCE]);
    if (some.length === 0) break;
    if (!(await look(queries, open, some, now))) return;
    after = (some.at(-1) as Sent).id;
  }
  await queries.rows('update invoice_sending set compared_at = $1', [now]);
}

/** Notes that somebody wants all compared that is compared at night: the sender does it, beside what it sends. */
export async function askToCompare(queries: Queries, now: string): Promise<void> {
  await queries.rows(COMPARE, [now, NIGHTLY_DAYS]);
}

/** Notes that the ledger says something happened to documents of it. Those that are none of ours are left alone. */
export async function askToLook(queries: Queries, ledgerIds: readonly string[], now: string): Promise<void> {
  await queries.rows(ASK, [ledgerIds, now]);
}

async function look(queries: Queries, open: OpenLedger, some: readonly Sent[], now: string): Promise<boolean> {
  const connected = await open();
  if (!connected) return false;
  for (const isMemo of [false, true]) {
    const ofKind = some.filter((sent) => sent.isMemo === isMemo);
    if (ofKind.length === 0) continue;
    const there = await findAll(connected.ledger, ofKind, isMemo);
    if (there.is !== 'done') return false;
    const seen = ofKind.map((sent) => seenAs(sent, there.value.get(sent.ledgerId) ?? null));
    await queries.rows(NOTE, [JSON.stringify(seen), now]);
  }
  return true;
}

/** By their ids there: found by number first, many in one call; whose number was changed, one by one. */
async function findAll(
  ledger: AccountingLedger,
  some: readonly Sent[],
  isMemo: boolean,
): Promise<LedgerAnswer<Map<string, LedgerDocument | null>>> {
  const numbers = some.map(({ written }) => written.number);
  const found = await (isMemo ? ledger.findCreditMemos(numbers) : ledger.findInvoices(numbers));
  if (found.is !== 'done') return found;
  const byId = new Map<string, LedgerDocument | null>(found.value.map((document) => [document.id, document]));
  for (const { ledgerId } of some) {
    if (byId.has(ledgerId)) continue;
    const one = await (isMemo ? ledger.readCreditMemo(ledgerId) : ledger.readInvoice(ledgerId));
    if (one.is !== 'done') return one;
    byId.set(ledgerId, one.value);
  }
  return { is: 'done', value: byId };
}

function seenAs({ id, written, isVoid }: Sent, document: LedgerDocument | null) {
  const there = document && toThere(document);
  return { id, there, status: isAsWritten(written, there, isVoid) ? 'sent' : 'changed_there' };
}

// A voided invoice is looked at once, where it stands; the credit that voided it is not another document.
const SENT = `select d.id, d.ledger_id as "ledgerId", d.ledger_kind = 'credit_memo' as "isMemo", d.is_void as "isVoid", d.written
  from invoice_dispositions d where d.status in ('sent', 'changed_there') and d.ledger_kind <> 'void'`;
const ASKED = `${SENT} and d.check_asked_at <= $1 order by d.check_asked_at, d.id limit $2`;
const IS_RECENT = `(d.sent_at > $1::timestamptz - make_interval(days => $2) or d.there ->> 'balance' <> '0.00')`;
const RECENT = `${SENT} and ($3::bigint is null or d.id > $3) and ${IS_RECENT} order by d.id limit $4`;

const COMPARE = `
  update invoice_dispositions d set check_asked_at = $1
  where d.status in ('sent', 'changed_there') and d.ledger_kind <> 'void' and ${IS_RECENT}`;

const ASK = `
  update invoice_dispositions set check_asked_at = $2
  where ledger_id = any($1::text[]) and status in ('sent', 'changed_there') and ledger_kind <> 'void'`;

const NOTE = `
  update invoice_dispositions d set there = coalesce(seen.there, 'null'::jsonb), status = seen.status, checked_at = $2,
    check_asked_at = case when d.check_asked_at > $2 then d.check_asked_at end,
    changed_at = case when d.status = seen.status then d.changed_at else $2 end,
    changed_by = case when d.status = seen.status then d.changed_by else 'system invoicing' end
  from jsonb_to_recordset($1::jsonb) seen(id bigint, there jsonb, status text)
  where d.id = seen.id and d.status in ('sent', 'changed_there')`;
