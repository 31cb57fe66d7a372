import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Operation } from '#contract/operation.ts';

import { type Answer, operations, type Request } from '#contract/operations.ts';
import { dateIn } from '../platform/company.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { TABLE_TYPES } from '../platform/tables/table-file.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading, Work } from '../platform/work.ts';
import { REPORT_OPERATIONS, type ReportName } from './report-file.ts';

type Run = Answer<'getReportRun'>;

/** Who has so many waiting or in the making waits for one of them. */
const MOST_WAITING = 3;
/** Of one caller so many that have ended are kept. */
const MOST_KEPT = 20;
const KEPT_DAYS = 7;

/**
 * Has the file of a report made by a job. Refused with `invalid_request` where the report is not asked so, then `day_in_the_future`,
 * then `too_many_report_runs`.
 */
async function createReportRun(
  viewer: Viewer,
  { body }: Request<'createReportRun'>,
  work: Work,
): Promise<Run | { refusal: Refusal }> {
  const { report, format, filters } = body;
  const query = runQuery(report, filters);
  if (isRefused(query)) return query;
  if (filters.asOf !== undefined && filters.asOf > work.today)
    return refuse('day_in_the_future', { facts: { today: work.today } });
  // One after the other of the same caller, so that as many at once are not too many.
  await work.tx.rows('select pg_advisory_xact_lock(20260245, hashtext($1))', [viewer.principal]);
  const { waiting } = await work.tx.row<{ waiting: number }>(WAITING, [viewer.principal]);
  if (waiting >= MOST_WAITING) return refuse('too_many_report_runs', { facts: { waiting } });
  await work.tx.rows(FORGET, [viewer.principal, MOST_KEPT]);
  const { id } = await work.tx.row<{ id: string }>(INSERT, [
    viewer.principal,
    viewer.userId,
    viewer.readsAll,
    report,
    format,
    JSON.stringify(filters),
    work.now,
  ]);
  work.audit({ action: 'report_run.create', recordType: 'report_run', recordId: id });
  work.tell('report_run_asked', { reportRunId: id });
  return (await findRun(work.tx, viewer, { id, now: work.now })) as Run;
}

/** What a file asks of its report, or what of it the report does not have. */
export function runQuery(
  report: ReportName,
  filters: Readonly<Record<string, string | undefined>>,
): object | { refusal: Refusal } {
  const { query } = operations[REPORT_OPERATIONS[report]] satisfies Operation;
  const foreign = Object.keys(filters).filter((name) => !(name in query.shape));
  if (foreign.length > 0)
    return refuse('invalid_request', {
      errors: foreign.map((name) => ({ pointer: `#/filters/${name}`, detail: `is no parameter of ${report}` })),
    });
  const parsed = query.safeParse(filters);
  if (parsed.success) return parsed.data;
  return refuse('invalid_request', {
    errors: parsed.error.issues.map(({ path, message }) => ({
      pointer: ['#/filters', ...path].join('/'),
      detail: message,
    })),
  });
}

/** How far a file of the caller is. */
async function getReportRun(
  viewer: Viewer,
  { params }: Request<'getReportRun'>,
  { queries, now }: Reading,
): Promise<Run | { refusal: Refusal }> {
  return (await findRun(queries, viewer, { id: params.id, now })) ?? refuse('not_found');
}

/** The file, read piece by piece while it is sent. Refused with `not_found`, then `report_run_not_done`. */
async function getReportRunFile(
  viewer: Viewer,
  { params }: Request<'getReportRunFile'>,
  { queries, now, company }: Reading,
): Promise<Answer<'getReportRunFile'> | { refusal: Refusal }> {
  const run = await findRun(queries, viewer, { id: params.id, now });
  if (!run) return refuse('not_found');
  const { status, format } = run;
  if (status !== 'done') return refuse('report_run_not_done', { facts: { runStatus: status } });
  const whole = await queries.row<Whole>('select attempts, pieces from report_runs where id = $1', [run.id]);
  const filename = `${run.report}-${run.filters.asOf ?? dateIn(company.timeZone, run.endedAt ?? now)}.${format}`;
  return { filename, content: piecesOf(queries, run.id, whole), type: TABLE_TYPES[format] };
}

type Whole = { attempts: number; pieces: number };

async function* piecesOf(queries: Queries, id: string, { attempts, pieces }: Whole): AsyncGenerator<Uint8Array> {
  for (let place = 0; place < pieces; place += 1) {
    // One that was deleted meanwhile breaks the answer off: nobody takes half for the whole.
    const { content } = await queries.row<{ content: Buffer }>(
      'select content from report_run_pieces where run_id = $1 and attempt = $2 and place = $3',
      [id, attempts, place],
    );
    yield content;
  }
}

/** Forgets the files whose days are over. */
export async function pruneReportRuns(queries: Queries, now: string): Promise<void> {
  await queries.rows(
    `delete from report_runs where coalesce(ended_at, created_at) < $1::timestamptz - interval '${KEPT_DAYS} days'`,
    [now],
  );
}

/** A file of the caller; null where it is somebody else's, its days are over, or it holds more than the caller reads by now. */
function findRun(queries: Queries, viewer: Viewer, { id, now }: { id: string; now: string }): Promise<Run | null> {
  return queries.first<Run>(FIND, [id, viewer.principal, viewer.readsAll, now]);
}

const FIND = `
  select id, report, format, filters, status, case when status = 'done' then 100 when status <> 'running' then 0
      when rows_expected > 0 then least(99, rows_written * 100::bigint / rows_expected)::integer end as progress,
    rows_written as rows, problem, created_at as "createdAt", ended_at as "endedAt", ended_at + interval '${KEPT_DAYS} days' as "expiresAt"
  from report_runs where id = $1 and principal = $2 and ($3::boolean or not reads_all)
    and coalesce(ended_at, created_at) >= $4::timestamptz - interval '${KEPT_DAYS} days'`;

const WAITING = `
  select count(*)::integer as waiting from report_runs where principal = $1 and status in ('queued', 'running')`;

const FORGET = `
  delete from report_runs where principal = $1 and ended_at is not null and id not in (
    select id from report_runs where principal = $1 and ended_at is not null order by id desc limit $2 - 1)`;

const INSERT = `
  insert into report_runs (principal, user_id, reads_all, report, format, filters, created_at)
  values ($1, $2, $3, $4, $5, $6, $7) returning id`;

/** Files of reports that a job makes. */
export const reportRunHandlers: Handlers<'createReportRun' | 'getReportRun' | 'getReportRunFile'> = {
  createReportRun,
  getReportRun,
  getReportRunFile,
};
