import type { Readable } from 'node:stream';
import { isRefused } from '#contract/errors.ts';
import { type Action, mayDo, type Role } from '#contract/permissions.ts';
import { notifyReportRun } from '../notifications/notify-report-run.ts';
import { dateIn, readCompany } from '../platform/company.ts';
import type { Database } from '../platform/database.ts';
import type { TableFormat } from '../platform/tables/table-file.ts';
import { inTransaction, type Queries, queriesOf } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { askReport, type ReportName, reportFile } from './report-file.ts';
import { runQuery } from './report-runs.ts';

/** So often a file is begun, whether the job failed or its process died. */
const MOST_ATTEMPTS = 4;
const BYTES_AT_ONCE = 512 * 1_024;

type Making = {
  database: Database;
  /** What reports are read from. */
  reading: Queries;
  clock: () => string;
  /** Of how many bytes a piece is. */
  bytesAtOnce?: number;
};

type Taken = {
  id: string;
  attempts: number;
  report: ReportName;
  format: TableFormat;
  filters: Record<string, string>;
  principal: string;
  userId: string | null;
  name: string | null;
  role: Role | null;
  actions: readonly Action[] | null;
};

/**
 * Makes a file that somebody asked for, as they may read it now, and tells them. Run again after its process died it begins anew: the
 * file is whole or not there, and what an earlier attempt still writes counts for nothing. Once it has ended, it does nothing.
 */
export async function makeReportRun(making: Making, id: string): Promise<void> {
  const { database, reading, clock, bytesAtOnce = BYTES_AT_ONCE } = making;
  const queries = queriesOf(database);
  const run = await queries.first<Taken>(TAKE, [id]);
  if (!run) return;
  if (run.attempts > MOST_ATTEMPTS)
    return fail(database, run, { problem: 'It was begun too often and never ended.', now: clock() });
  const { company, settings } = await readCompany(queries);
  const viewer = viewerOf(run, settings.repsReadAll);
  if (!viewer) return fail(database, run, { problem: 'Whoever asked for it reads no reports any more.', now: clock() });
  try {
    await queries.rows(BEGIN, [id, run.attempts, viewer.readsAll]);
    const now = clock();
    const given = { queries: reading, now, today: dateIn(company.timeZone, now), company, settings };
    const written = await write(queries, run, { viewer, reading: given, bytesAtOnce });
    if (written) await end(database, run, { ...written, now: clock() });
  } catch (error) {
    if (run.attempts < MOST_ATTEMPTS) throw error;
    // Why stands in the log, once for each attempt before.
    await fail(database, run, { problem: 'The job failed, again and again. Ask for less, or later.', now: clock() });
  }
}

/** Who asked, as they may read now; null for somebody who is gone or reads no reports. */
function viewerOf({ role, name, actions, userId, principal }: Taken, repsReadAll: boolean): Viewer | null {
  if (role === null || name === null || !mayDo({ role, actions }, 'read')) return null;
  const readsAll = role === 'sales_rep' ? repsReadAll : role !== 'driver';
  return { userId, name, actor: `${principal} ${name}`, principal, role, actions, readsAll };
}

/** Writes the file piece by piece; null once another attempt has taken it over. */
async function write(
  queries: Queries,
  run: Taken,
  { viewer, reading, bytesAtOnce }: { viewer: Viewer; reading: Reading; bytesAtOnce: number },
): Promise<{ rows: number; pieces: number } | null> {
  const query = runQuery(run.report, run.filters);
  if (isRefused(query)) throw new Error(`a file of ${run.report} that cannot be asked`);
  const expected = await expectedRows(viewer, run, reading);
  await queries.rows('update report_runs set rows_expected = $3 where id = $1 and attempts = $2', [
    run.id,
    run.attempts,
    expected,
  ]);
  let rows = 0;
  let pieces = 0;
  const file = await reportFile(viewer, { ...run, query }, reading, (count) => {
    rows += count;
  });
  for await (const content of inPieces(file, bytesAtOnce)) {
    const isMine = await queries.first(KEEP, [run.id, run.attempts, pieces, content, rows]);
    if (!isMine) return null;
    pieces += 1;
  }
  return { rows, pieces };
}

async function* inPieces(file: Readable, bytesAtOnce: number): AsyncGenerator<Buffer> {
  let gathered: Buffer[] = [];
  let size = 0;
  for await (const some of file) {
    const piece = Buffer.from(some);
    gathered.push(piece);
    size += piece.length;
    if (size < bytesAtOnce) continue;
    yield Buffer.concat(gathered);
    gathered = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(gathered);
}

/** The report whose totals count the rows of a list with the same filters. */
const COUNTED_BY: Partial<Record<ReportName, { report: ReportName; total: string }>> = {
  lines: { report: 'aging', total: 'lines' },
  'service-lines': { report: 'service', total: 'lines' },
  'kept-promises-backorders': { report: 'kept-promises', total: 'measured' },
};

/** How many rows a list will have; null where no report counts just these. */
async function expectedRows(viewer: Viewer, { report, filters }: Taken, reading: Reading): Promise<number | null> {
  const counted = COUNTED_BY[report];
  const query = counted && runQuery(counted.report, filters);
  if (!query || isRefused(query)) return null;
  const { totals } = (await askReport(viewer, { report: counted.report, query }, reading)) as {
    totals: Record<string, number>;
  };
  return totals[counted.total] ?? null;
}

function end(
  database: Database,
  { id, attempts, ...run }: Taken,
  { rows, pieces, now }: { rows: number; pieces: number; now: string },
): Promise<void> {
  return inTransaction(database, async (tx) => {
    const isMine = await tx.first(DONE, [id, attempts, rows, pieces, now]);
    if (!isMine) return;
    await tx.rows('delete from report_run_pieces where run_id = $1 and attempt <> $2', [id, attempts]);
    await notifyReportRun(tx, { ...run, id, kind: 'report_ready', rows }, now);
  });
}

function fail(
  database: Database,
  { id, attempts, ...run }: Taken,
  { problem, now }: { problem: string; now: string },
): Promise<void> {
  return inTransaction(database, async (tx) => {
    const isMine = await tx.first(FAILED, [id, attempts, problem, now]);
    if (!isMine) return;
    await tx.rows('delete from report_run_pieces where run_id = $1', [id]);
    await notifyReportRun(tx, { ...run, id, kind: 'report_failed', rows: 0 }, now);
  });
}

const TAKE = `
  update report_runs r set status = 'running', attempts = r.attempts + 1, rows_written = 0, rows_expected = null
  from report_runs asked
    left join users u on asked.principal = 'user:' || u.id and u.active
    left join api_keys k on asked.principal = 'key:' || k.id and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
  where r.id = $1 and asked.id = r.id and r.status in ('queued', 'running')
  returning r.id, r.attempts, r.report, r.format, r.filters, r.principal, r.user_id as "userId", coalesce(u.name, k.name) as name,
    coalesce(u.role, k.role) as role, k.actions`;

// Never what a later attempt wrote, however late this one goes on.
const BEGIN = `
  with mine as (update report_runs set reads_all = $3 where id = $1 and attempts = $2)
  delete from report_run_pieces where run_id = $1 and attempt < $2`;

// A piece is kept together with how far it goes, and only by the attempt that has the file.
const KEEP = `
  with mine as (
    update report_runs set rows_written = $5 where id = $1 and attempts = $2 and status = 'running' returning id)
  insert into report_run_pieces (run_id, attempt, place, content) select id, $2, $3, $4 from mine returning place`;

const DONE = `
  update report_runs set status = 'done', rows_written = $3, pieces = $4, ended_at = $5
  where id = $1 and attempts = $2 and status = 'running' returning id`;

const FAILED = `
  update report_runs set status = 'failed', problem = $3, ended_at = $4
  where id = $1 and attempts = $2 and status = 'running' returning id`;
