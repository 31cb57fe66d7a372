import { describeFailure, noAnswer, notOursToVoid, type SendingProblem } from '#domain/invoicing/disposition.ts';
import type { AccountingLedger, LedgerAnswer, LedgerDocument, LedgerFailure } from '#domain/invoicing/ledger-port.ts';
import { parseAmount } from '#domain/money.ts';
import type { Database } from '../platform/database.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { ConnectedLedger, OpenLedger } from './connected-ledger.ts';
import { settleFailure, settleSent } from './settle-task.ts';
import { type Task, type Turn, takeNext } from './take-next.ts';

/** So often a document is tried without an answer while the ledger answers to others. */
const TRIES_WITHOUT_ANSWER = 6;
const ASK_AGAIN_SECONDS = 30;

type Tried = LedgerAnswer<LedgerDocument> | { is: 'problem'; problem: SendingProblem };

/**
 * Sends the oldest document that waits. `idle`: none does, nothing is connected, it is somebody else's turn, or sending is
 * paused. Nothing is locked while the ledger is asked: should this end half-way, whoever comes next looks for the document
 * there before it writes one.
 */
export async function sendNext(
  database: Database,
  open: OpenLedger,
  turn: Omit<Turn, 'now'> & { now(): string },
): Promise<'went_on' | 'idle'> {
  const connected = await open();
  if (!connected) return 'idle';
  const task = await inTransaction(database, (tx) => takeNext(tx, connected, { ...turn, now: turn.now() }));
  if (task === null) return 'idle';
  if (task === 'settled') return 'went_on';
  const tried = await attempt(connected, task);
  await inTransaction(database, (tx) =>
    tried.is === 'done'
      ? settleSent(tx, task, tried.value, turn.now())
      : settleFailure(tx, task, { ...whatStandsInTheWay(tried, task, connected.name), now: turn.now() }),
  );
  return 'went_on';
}

function attempt(connected: ConnectedLedger, task: Task): Promise<Tried> {
  return task.kind === 'void' ? voidInvoice(connected, task) : write(connected.ledger, task);
}

/** A document that may be there already, or whose number is taken, perhaps by itself, is looked for by its number. */
async function write(ledger: AccountingLedger, task: Written): Promise<Tried> {
  if (task.isUnsure) {
    const found = await findOurs(ledger, task);
    if (found.is !== 'done') return notKnown(found);
    if (found.value) return { is: 'done', value: found.value };
  }
  const written = await create(ledger, task);
  if (written.is !== 'refused' || written.why !== 'duplicate_number') return written;
  const found = await findOurs(ledger, task);
  if (found.is !== 'done') return { is: 'unsure', detail: found.detail };
  return found.value ? { is: 'done', value: found.value } : written;
}

type Written = Extract<Task, { draft: unknown }>;

const create = (ledger: AccountingLedger, task: Written) =>
  task.kind === 'invoice'
    ? ledger.createInvoice(task.draft, task.requestId)
    : ledger.createCreditMemo(task.draft, task.requestId);

async function findOurs(
  ledger: AccountingLedger,
  { kind, draft }: Written,
): Promise<LedgerAnswer<LedgerDocument | null>> {
  const found = await (kind === 'invoice'
    ? ledger.findInvoiceByNumber(draft.number, draft.privateNote)
    : ledger.findCreditMemoByNumber(draft.number, draft.privateNote));
  if (found.is !== 'done') return found;
  return { is: 'done', value: found.value?.privateNote.includes(draft.privateNote) ? found.value : null };
}

/** A question that got no answer is asked again later: nothing was written since. */
function notKnown(failure: LedgerFailure): LedgerFailure {
  if (failure.is === 'unauthorized' || failure.is === 'later') return failure;
  return { is: 'later', afterSeconds: ASK_AGAIN_SECONDS, detail: failure.detail };
}

/** Voiding is looked at before it is done: an invoice that is void stays so, one that somebody changed is left to them. */
async function voidInvoice({ ledger, name }: ConnectedLedger, task: Extract<Task, { kind: 'void' }>): Promise<Tried> {
  const { voids } = task;
  const found = await ledger.readInvoice(voids.ledgerId);
  if (found.is !== 'done') return notKnown(found);
  const there = found.value;
  if (there?.isVoid) return { is: 'done', value: there };
  if (there === null || there.net !== parseAmount(voids.written.net))
    return { is: 'problem', problem: notOursToVoid({ ...task, number: voids.written.number, ledger: name }) };
  return ledger.voidInvoice({ id: there.id, version: there.version }, task.requestId);
}

/** What a failed try means for its document and for all others. */
function whatStandsInTheWay(tried: Exclude<Tried, { is: 'done' }>, task: Task, ledger: string) {
  if (tried.is === 'problem') return { problem: tried.problem, is: 'refused' as const, afterSeconds: null };
  const named = { ledger, number: task.number, issuedOn: task.issuedOn };
  if (tried.is === 'unsure' && task.unanswered + 1 >= TRIES_WITHOUT_ANSWER)
    return { problem: noAnswer(named), is: 'given_up' as const, afterSeconds: null };
  const afterSeconds = tried.is === 'later' ? tried.afterSeconds : null;
  return { problem: describeFailure(tried, named), is: tried.is, afterSeconds };
}
