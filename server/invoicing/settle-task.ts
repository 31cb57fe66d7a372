import { isAsWritten, toThere } from '#domain/invoicing/compare-document.ts';
import type { SendingProblem } from '#domain/invoicing/disposition.ts';
import type { LedgerDocument } from '#domain/invoicing/ledger-port.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Task } from './take-next.ts';

/** While the ledger is away it is left alone for so long: doubled each time, up to the last. */
const PAUSE_SECONDS = { first: 2, last: 300 };

/** The document is there: kept as it stands there, and with what a voided invoice has become. */
export async function settleSent(tx: Queries, task: Task, document: LedgerDocument, now: string): Promise<void> {
  const there = toThere(document);
  const voids = task.kind === 'void';
  const written = task.kind === 'void' ? task.voids.written : null;
  const isSame = isAsWritten(written ?? (await writtenBy(tx, task.id)), there, voids);
  const status = isSame ? 'sent' : 'changed_there';
  await tx.rows(SENT, [task.id, status, document.id, JSON.stringify(there), voids, now]);
  if (task.kind === 'void') await tx.rows(VOIDED, [task.voids.dispositionId, JSON.stringify(there), now]);
  await tx.rows(WELL, [now]);
}

async function writtenBy(tx: Queries, id: string) {
  const { written } = await tx.row<{ written: { net: string; customerId: string; number: string } }>(
    'select written from invoice_dispositions where id = $1',
    [id],
  );
  return written;
}

/**
 * What stood in the way is kept with the document. `refused`: it needs a person. `given_up`: too, and it may be there all the
 * same. Else it waits, and so does everything behind it.
 */
export async function settleFailure(
  tx: Queries,
  task: Task,
  failure: {
    is: 'refused' | 'given_up' | 'later' | 'unsure' | 'unauthorized';
    problem: SendingProblem;
    afterSeconds: number | null;
    now: string;
  },
): Promise<void> {
  const { is, problem, afterSeconds, now } = failure;
  const needsPerson = is === 'refused' || is === 'given_up';
  const mayBeThere = is === 'unsure' || is === 'given_up' || (task.isUnsure && !needsPerson);
  await tx.rows(FAILED, [
    task.id,
    needsPerson ? 'failed' : 'waiting',
    JSON.stringify(problem),
    mayBeThere,
    now,
    is === 'unsure',
  ]);
  if (is === 'refused') await tx.rows(WELL, [null]);
  else await tx.rows(PAUSE, [now, afterSeconds, JSON.stringify(problem), PAUSE_SECONDS.first, PAUSE_SECONDS.last]);
}

const SENT = `
  update invoice_dispositions set status = $2, ledger_id = $3, there = $4, is_void = $5, sent_at = $6, checked_at = $6, begun_at = null,
    problem = null, changed_at = $6, changed_by = 'system invoicing'
  where id = $1`;
const VOIDED = `
  update invoice_dispositions set there = $2, is_void = true, checked_at = $3, changed_at = $3, changed_by = 'system invoicing' where id = $1`;
const FAILED = `
  update invoice_dispositions set status = $2, problem = $3, begun_at = case when $4 then begun_at end,
    unanswered = unanswered + case when $6 then 1 else 0 end, changed_at = $5, changed_by = 'system invoicing'
  where id = $1 and status = 'waiting'`;

const WELL = `
  update invoice_sending set failures = 0, paused_until = null, failing_since = null, problem = null, last_sent_at = coalesce($1, last_sent_at)`;
const PAUSE = `
  update invoice_sending set failures = failures + 1, failing_since = coalesce(failing_since, $1), problem = $3,
    paused_until = $1::timestamptz + make_interval(secs => coalesce($2, least($4 * 2 ^ least(failures, 20), $5)))`;
