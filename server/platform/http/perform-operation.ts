import type { FastifyRequest } from 'fastify';
import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Operation } from '#contract/operation.ts';
import type { OperationName, Route } from '#contract/routes.ts';
import type { Company, Settings } from '../company.ts';
import type { Database } from '../database.ts';
import { enterDemo } from '../demo-gate.ts';
import type { Seen } from '../stale-record.ts';
import { TABLE_TYPES, type TableFormat, tableFile } from '../tables/table-file.ts';
import { after, inTransaction, queriesOf, type Transaction, Undo } from '../transaction.ts';
import type { Viewer } from '../viewer.ts';
import { beginWork, type Reading, type Work } from '../work.ts';
import type { Handlers } from './handlers.ts';
import { claimKey, type IdempotencyKey, idempotencyKey } from './idempotency.ts';
import { readIfMatch, unlessStale } from './if-match.ts';
import { isCrowded } from './waiting-writers.ts';

/** Who asks, and when, in which company. */
export type Caller = { viewer: Viewer; company: Company; settings: Settings; now: string; today: string };
/** What was done, as it is answered: a record, or where it names one a file. */
export type Done = { status: number; body: unknown; file?: { type: string; name: string } };
type Performed = Done | { refusal: Refusal };

type Handler = (
  viewer: Viewer,
  request: { params: unknown; query: unknown; body: unknown },
  context: Reading | Work,
) => Promise<object | { refusal: Refusal }>;

type Parts = { database: Database; reading: Database; handlers: Handlers; secret: string; checksAnswers?: boolean };

/** Performs one operation: a read at once, anything else in a transaction of its own. */
export function performer(name: OperationName, route: Route, operation: Operation, parts: Parts) {
  // The table of handlers is typed by operation; here the name is any of them.
  const handler = parts.handlers[name] as unknown as Handler;
  const reads = queriesOf(parts.reading);
  const toDone = (answer: object): Done => {
    if (parts.checksAnswers && !operation.file) operation.answer.parse(JSON.parse(JSON.stringify(answer)));
    return { status: operation.status, body: answer };
  };
  return async (request: FastifyRequest, caller: Caller): Promise<Performed> => {
    const input = { params: request.params, query: request.query, body: request.body };
    if (route.method === 'GET') {
      const { viewer, ...circumstances } = caller;
      const read = (query: unknown) => handler(viewer, { ...input, query }, { queries: reads, ...circumstances });
      const format = tableFormat(input.query);
      if (format) return readTable({ route, operation, format, today: caller.today }, input.query as object, read);
      const result = await read(input.query);
      return isRefused(result) ? result : toDone(result);
    }
    const headers = readHeaders(request, name, route, parts.secret);
    if (isRefused(headers)) return headers;
    if (isCrowded(parts.database)) return refuse('too_many_requests');
    const kept = (done: Done) => ({ status: done.status, answer: withoutSecret(done.body, route) });
    const carryOut = (work: Work) => handler(caller.viewer, input, work);
    return performWork(parts.database, { ...headers, caller, requestId: request.id }, { carryOut, toDone, kept });
  };
}

function tableFormat(query: unknown): TableFormat | null {
  const format = (query as { format?: string } | undefined)?.format;
  return format === 'csv' || format === 'xlsx' ? format : null;
}

/** More than a page may have: whoever takes the whole takes it in large pieces. */
const ROWS_AT_ONCE = 1_000;

/** The whole of a list or report as a file. Its first page is read before it begins, so that it can still be refused. */
async function readTable(
  of: { route: Route; operation: Operation; format: TableFormat; today: string },
  query: object,
  read: (query: unknown) => Promise<object | { refusal: Refusal }>,
): Promise<Performed> {
  const page = (cursor?: string) => read({ ...query, ...('limit' in query ? { limit: ROWS_AT_ONCE, cursor } : {}) });
  const first = await page();
  if (isRefused(first)) return first;
  const next = async (cursor: string) => {
    const more = await page(cursor);
    if (isRefused(more)) throw new Error(`a list that began does not go on: ${more.refusal.code}`);
    return more;
  };
  const name = of.route.path.split('/').findLast((part) => part !== '' && !part.startsWith('{'));
  return {
    status: 200,
    body: tableFile(of.operation, of.format, { first, next }),
    file: { type: TABLE_TYPES[of.format], name: `${name}-${of.today}.${of.format}` },
  };
}

/** One use case in its transaction: with its key claimed, its answer kept, and nothing left of it when it is refused. */
function performWork(
  database: Database,
  { key, ifMatch, caller, requestId }: WriteHeaders & { caller: Caller; requestId: string },
  { carryOut, toDone, kept }: WriteSteps,
): Promise<Performed> {
  return inTransaction<Performed>(database, async (bare) => {
    // Travels with the first statements of the use case; none of them is believed before this is done.
    const admission = admit(bare, caller, key);
    admission.catch(() => undefined);
    const tx = after(bare, () => admission);
    const { work, writeRecords } = beginWork(tx, { ...caller, ifMatch, requestId });
    const result = await unlessStale(bare, ifMatch, carryOut(work));
    await admission;
    if (isRefused(result)) throw new Undo<Performed>(result);
    const done = toDone(result);
    writeRecords(key ? { ...key, ...kept(done) } : undefined);
    return done;
  });
}

type WriteHeaders = { key: IdempotencyKey | null; ifMatch: Seen | null };
type WriteSteps = {
  carryOut(work: Work): Promise<object | { refusal: Refusal }>;
  toDone(answer: object): Done;
  /** What is kept of it beside its key. */
  kept(done: Done): { status: number; answer: unknown };
};

function readHeaders(
  request: FastifyRequest,
  name: OperationName,
  route: Route,
  secret: string,
): WriteHeaders | { refusal: Refusal } {
  const key = readKey(request, name, route, secret);
  if (key && 'refusal' in key) return key;
  const ifMatch = readIfMatch(request, route);
  if (ifMatch && isRefused(ifMatch)) return ifMatch;
  return { key, ifMatch };
}

/** Takes the key of a request, unless it has an answer already, in a company that is still the caller's. */
async function admit(tx: Transaction, { viewer, company, now }: Caller, key: IdempotencyKey | null): Promise<void> {
  const entry = company.isDemo ? enterDemo(tx) : true;
  const claim = key ? claimKey(viewer, tx, key, now) : null;
  const [isThere, earlier] = await Promise.all([entry, claim]);
  if (earlier) throw new Undo<Performed>('replayed' in earlier ? earlier.replayed : earlier);
  if (!isThere) throw new Undo<Performed>(refuse('not_signed_in'));
}

function withoutSecret(answer: unknown, { secretField }: Route): unknown {
  return secretField ? { ...(answer as object), [secretField]: 'shown once, in the first answer' } : answer;
}

function readKey(
  request: FastifyRequest,
  name: OperationName,
  route: Route,
  secret: string,
): IdempotencyKey | { refusal: Refusal } | null {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return route.idempotencyKey === 'required' ? refuse('idempotency_key_required') : null;
  if (typeof header !== 'string' || header === '' || header.length > 255) {
    return refuse('invalid_request', {
      errors: [{ pointer: '#/headers/idempotency-key', detail: 'is 1 to 255 characters' }],
    });
  }
  return idempotencyKey(name, header, request, secret);
}
