import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer } from '#contract/operations.ts';
import { IMPORT_FIELDS, type ImportKind } from '#domain/importing/fields.ts';
import type { Mapping } from '#domain/importing/map-columns.ts';
import { senderOf } from '../platform/sender.ts';
import type { Queries, Transaction } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { FileRow } from './file-row.ts';
import type { Column, JudgedRow, Plan } from './judge-rows.ts';

export type ImportRecord = Answer<'getImport'>;
/** An import as it is kept. */
export type Kept = {
  id: string;
  kind: ImportKind;
  status: ImportRecord['status'];
  columns: string[];
  mapping: Mapping;
  units: 'base' | 'cases';
  sender: Viewer;
};

const KEPT = 'select id, kind, status, columns, mapping, units, sender from imports where id = $1';

export function lockImport({ tx }: Pick<Work, 'tx'>, id: string): Promise<Kept | null> {
  return tx.first<Kept>(`${KEPT} for update`, [id]);
}

/** An import of which nothing is written, under lock. Refusals, in this order: `not_found`, `import_not_ready`. */
export async function lockUnwritten(work: Pick<Work, 'tx'>, id: string): Promise<Kept | { refusal: Refusal }> {
  const kept = await lockImport(work, id);
  if (!kept) return refuse('not_found');
  const isUnwritten = kept.status === 'ready' || kept.status === 'failed';
  return isUnwritten ? kept : refuse('import_not_ready', { facts: { importStatus: kept.status } });
}

/**
 * An import of which somebody asked something that is not done, once no other file is written or taken back; not under lock, so that its
 * progress can be told beside.
 */
export async function findAsked(tx: Transaction, id: string, status: 'committing' | 'reversing'): Promise<Kept | null> {
  await tx.rows('select pg_advisory_xact_lock(20260171)');
  return tx.first<Kept>(`${KEPT} and status = $2`, [id, status]);
}

export function planOf(kept: Kept, { company, today }: Pick<Work, 'company' | 'today'>): Plan {
  const { kind, columns, mapping, units } = kept;
  return { kind, headings: columns, mapping, units, currency: company.currency, today, sender: senderOf(kept.sender) };
}

/** So many rows are read, judged and written at once: no more of a file is held. */
const ROWS_AT_ONCE = 500;

/** Rows in groups of as many as are handled at once. */
export async function* inGroups(rows: AsyncIterable<FileRow>): AsyncGenerator<FileRow[]> {
  let group: FileRow[] = [];
  for await (const row of rows) {
    group.push(row);
    if (group.length < ROWS_AT_ONCE) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** Keeps rows of a file, before they are judged. */
export async function keepRows(tx: Transaction, id: string, rows: readonly FileRow[]): Promise<void> {
  await tx.rows(KEEP, [id, JSON.stringify(rows)]);
}

const KEEP = `
  insert into import_rows (import_id, line, cells, outcome)
  select $1, r.line, array(select jsonb_array_elements_text(r.cells)), 'create'
  from jsonb_to_recordset($2::jsonb) r(line integer, cells jsonb)`;

/** The rows kept of a file, in their order, some at a time; with `due` those alone that a commit writes. */
export function keptRows(queries: Queries, id: string, which: 'all' | 'due' = 'all'): AsyncGenerator<FileRow[]> {
  return someAtATime<FileRow>(queries, which === 'all' ? ALL : DUE, id);
}

const ALL = 'select line, cells from import_rows where import_id = $1 and line > $2 order by line limit $3';
const DUE = `
  select line, cells from import_rows where import_id = $1 and line > $2 and outcome in ('create', 'update') order by line limit $3`;

/** The refused rows of a file, each with why. */
export function refusedRows(queries: Queries, id: string): AsyncGenerator<(FileRow & { reason: string })[]> {
  return someAtATime(queries, REFUSED, id);
}

const REFUSED = `
  select line, cells, concat_ws(' ', field, reason) as reason
  from import_rows where import_id = $1 and line > $2 and outcome = 'refused' order by line limit $3`;

async function* someAtATime<Row extends FileRow>(queries: Queries, sql: string, id: string): AsyncGenerator<Row[]> {
  for (let line: number | undefined = -1; line !== undefined; ) {
    const rows: Row[] = await queries.rows<Row>(sql, [id, line, ROWS_AT_ONCE]);
    if (rows.length > 0) yield rows;
    line = rows.length < ROWS_AT_ONCE ? undefined : rows.at(-1)?.line;
  }
}

/** Some rows of a file. */
export function rowsAt(queries: Queries, id: string, lines: readonly number[]): Promise<FileRow[]> {
  return queries.rows<FileRow>(
    'select line, cells from import_rows where import_id = $1 and line = any($2::integer[]) order by line',
    [id, lines],
  );
}

/** Keeps what would become of some rows. */
export async function keepVerdicts(tx: Transaction, id: string, rows: readonly JudgedRow[]): Promise<void> {
  const judged = rows.map(({ line, verdict }) => ({ line, ...verdict }));
  await tx.rows(JUDGED, [id, JSON.stringify(judged), ...linesOf(rows)]);
}

/** The first and the last line of some rows: with them a statement reads these rows, whatever is known of the table. */
export function linesOf(rows: readonly { line: number }[]): [first: number, last: number] {
  const lines = rows.map(({ line }) => line);
  return [Math.min(...lines), Math.max(...lines)];
}

const JUDGED = `
  update import_rows r set outcome = j.outcome, field = j.field, reason = j.reason
  from jsonb_to_recordset($2::jsonb) j(line integer, outcome text, field text, reason text)
  where r.import_id = $1 and r.line between $3 and $4 and r.line = j.line and (r.outcome, r.field, r.reason) is distinct from (j.outcome, j.field, j.reason)`;

/** Refuses some rows for one reason. */
export async function refuseRows(tx: Transaction, id: string, lines: readonly number[], reason: string): Promise<void> {
  if (lines.length === 0) return;
  await tx.rows(
    `update import_rows set outcome = 'refused', field = null, reason = $3 where import_id = $1 and line = any($2::integer[])`,
    [id, lines, reason],
  );
}

/** Keeps how many rows there are of each outcome, and in which forms their columns are. */
export async function keepCounts(tx: Transaction, id: string, columns: readonly Column[]): Promise<void> {
  await tx.rows(COUNT, [id, JSON.stringify(Object.fromEntries(columns.map(({ name, how }) => [name, how])))]);
}

const COUNT = `
  update imports set forms = $2, counts = (
    select jsonb_build_object('create', count(*) filter (where outcome = 'create'), 'update', count(*) filter (where outcome = 'update'),
      'same', count(*) filter (where outcome = 'same'), 'refused', count(*) filter (where outcome = 'refused'))
    from import_rows where import_id = $1)
  where id = $1`;

const SHOWN_REFUSALS = 100;
const SAMPLES = 3;

/** An import as it is answered; null for none. */
export async function findImport(queries: Queries, id: string): Promise<ImportRecord | null> {
  const row = await queries.first<
    Omit<ImportRecord, 'columns' | 'fields'> & { columns: string[]; samples: string[][] }
  >(FIND, [id, SHOWN_REFUSALS, SAMPLES]);
  if (!row) return null;
  const { samples, columns, ...rest } = row;
  return {
    ...rest,
    columns: columns.map((heading, index) => ({
      heading,
      samples: samples.map((cells) => cells[index] ?? '').filter((text) => text !== ''),
    })),
    fields: IMPORT_FIELDS[row.kind].map(({ name, isRequired = false, example }) => ({ name, isRequired, example })),
  };
}

const COLUMNS = `i.id, i.kind, i.filename, i.status, i.units, i.counts, i.done, i.problem, i.created_at as "createdAt",
  i.created_by as "createdBy", i.ended_at as "endedAt"`;
const FIND = `
  select ${COLUMNS}, i.columns, i.mapping, i.forms,
    coalesce((select json_agg(s.cells order by s.line) from (select line, cells from import_rows where import_id = i.id order by line limit $3) s), '[]') as samples,
    coalesce((select json_agg(json_build_object('row', r.line, 'column', i.mapping ->> r.field,
        'value', r.cells[array_position(i.columns, i.mapping ->> r.field)], 'reason', r.reason) order by r.line)
      from (select * from import_rows where import_id = i.id and outcome = 'refused' order by line limit $2) r), '[]') as refusals
  from imports i where i.id = $1`;

export const LIST_COLUMNS = COLUMNS;
