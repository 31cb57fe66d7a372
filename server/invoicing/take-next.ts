import { randomUUID } from 'node:crypto';
import { composeCreditMemo, composeInvoice } from '#domain/invoicing/compose-document.ts';
import type { SendingProblem } from '#domain/invoicing/disposition.ts';
import type { LedgerCreditMemo, LedgerInvoice } from '#domain/invoicing/ledger-port.ts';
import { formatAmount } from '#domain/money.ts';
import type { Queries } from '../platform/transaction.ts';
import type { ConnectedLedger } from './connected-ledger.ts';
import { type Document, readDocument, type Voided } from './read-document.ts';
import { adoptStrays } from './sending.ts';

/** Who sends, when, and how long a turn is theirs: longer than any call takes. */
export type Turn = { worker: string; now: string; leaseSeconds: number };

/** What one call has to do. `isUnsure`: a try of it began before, so it is looked for first. */
export type Task = {
  id: string;
  number: string;
  issuedOn: string;
  requestId: string;
  isUnsure: boolean;
  unanswered: number;
} & (
  | { kind: 'invoice'; draft: LedgerInvoice }
  | { kind: 'credit_memo'; draft: LedgerCreditMemo }
  | { kind: 'void'; voids: Voided }
);

/** Whether it is this worker's turn; then it is theirs until the lease is over. One sends at a time, or order is lost. */
async function takeTurn(tx: Queries, { worker, now, leaseSeconds }: Turn): Promise<boolean> {
  return (await tx.first(TAKE_TURN, [worker, now, leaseSeconds])) !== null;
}

/** Gives the turn back. */
export async function leaveTurn(queries: Queries, worker: string): Promise<void> {
  await queries.rows('update invoice_sending set leased_by = null, leased_until = null where leased_by = $1', [worker]);
}

/**
 * The oldest document that waits, noted as begun with its request id before any call is made; null where none does, or it is
 * somebody else's turn. What cannot be written is set aside with what stands in the way: `settled`.
 */
export async function takeNext(tx: Queries, connected: ConnectedLedger, turn: Turn): Promise<Task | 'settled' | null> {
  if (!(await takeTurn(tx, turn))) return null;
  await adoptStrays(tx);
  const head = await tx.first<Head>(HEAD);
  if (!head) {
    await leaveTurn(tx, turn.worker);
    return null;
  }
  if (head.requestId === null) await tx.rows(TAKE_AMENDMENTS, [head.id, turn.now]);
  const document = await readDocument(tx, head.id);
  if (comesToNothing(document)) return settle(tx, EXCLUDE, [head.id, turn.now]);
  const task = await compose(tx, connected, { ...head, requestId: head.requestId ?? randomUUID() }, document);
  if ('problem' in task) return settle(tx, FAIL, [head.id, task.problem, turn.now]);
  await tx.rows(BEGIN, [head.id, task.requestId, turn.now, JSON.stringify(writtenOf(task, document)), task.kind]);
  return task;
}

type Head = {
  id: string;
  number: string;
  issuedOn: string;
  requestId: string | null;
  isUnsure: boolean;
  unanswered: number;
};

/** An invoice for nothing is one of a fulfillment all the same; without a line, or as a credit note, it is none. */
const comesToNothing = ({ kind, facts, net }: Document) =>
  (facts.lines.length === 0 && facts.freight === 0n) || (kind === 'credit_memo' && net === 0n);

async function settle(tx: Queries, sql: string, values: unknown[]): Promise<'settled'> {
  await tx.rows(sql, values);
  return 'settled';
}

async function compose(
  tx: Queries,
  connected: ConnectedLedger,
  head: Head & { requestId: string },
  { kind, customerId, facts, voids }: Document,
): Promise<Task | { problem: SendingProblem }> {
  if (kind === 'void') return { ...head, kind, voids: voids as Voided };
  const variantIds = [...new Set(facts.lines.map(({ variantId }) => variantId))];
  const matches = await connected.match(tx, { customerId, variantIds });
  if (kind === 'invoice') {
    const draft = composeInvoice(facts, matches, connected.name);
    return 'problem' in draft ? draft : { ...head, kind, draft };
  }
  const draft = composeCreditMemo(facts, matches, connected.name);
  return 'problem' in draft ? draft : { ...head, kind, draft };
}

function writtenOf(task: Task, { net }: Document) {
  if (task.kind === 'void') return task.voids.written;
  return { net: formatAmount(net), customerId: task.draft.customerId, number: task.draft.number };
}

const TAKE_TURN = `
  update invoice_sending set leased_by = $1, leased_until = $2::timestamptz + make_interval(secs => $3)
  where is_on and (paused_until is null or paused_until <= $2)
    and (leased_by is null or leased_by = $1 or leased_until <= $2)
    and (exists (select from invoice_dispositions where status = 'waiting')
      or exists (select from invoice_dispositions where reason = 'not_connected'))
  returning id`;

// A credit note waits for the invoices it credits, also for one that was refused.
const HEAD = `
  select d.id, d.number, d.issued_on as "issuedOn", d.request_id as "requestId", d.begun_at is not null as "isUnsure", d.unanswered
  from invoice_dispositions d
  where d.status = 'waiting' and (d.credit_note_id is null or not exists (
    select from invoice_dispositions i where i.status in ('waiting', 'failed') and i.invoice_id in (
      select il.invoice_id from credit_note_lines cl join invoice_lines il on il.id = cl.invoice_line_id where cl.credit_note_id = d.credit_note_id
      union all
      select own.id from credit_notes n join invoices own on own.fulfillment_id = n.fulfillment_id where n.id = d.credit_note_id and n.freight > 0)))
  order by d.occurred_at, d.id limit 1 for update of d`;

// What its driver brought back before it was sent: the invoice is written with it.
const TAKE_AMENDMENTS = `
  update invoice_dispositions a set status = 'excluded', reason = 'with_invoice', problem = null, changed_at = $2, changed_by = 'system invoicing'
  from invoice_dispositions d, credit_notes n
  where d.id = $1 and n.id = a.credit_note_id and n.kind = 'amendment' and a.status = 'waiting' and a.begun_at is null
    and exists (select from credit_note_lines cl join invoice_lines il on il.id = cl.invoice_line_id
      where cl.credit_note_id = n.id and il.invoice_id = d.invoice_id)`;

const EXCLUDE = `
  update invoice_dispositions set status = 'excluded', reason = 'nothing_to_charge', problem = null, changed_at = $2, changed_by = 'system invoicing'
  where id = $1`;
const FAIL = `
  update invoice_dispositions set status = 'failed', problem = $2, changed_at = $3, changed_by = 'system invoicing' where id = $1`;
const BEGIN = `
  update invoice_dispositions set request_id = $2, begun_at = $3, written = $4, ledger_kind = $5 where id = $1`;
