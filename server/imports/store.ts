import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer } from '#contract/operations.ts';
import { IMPORT_FIELDS, type ImportKind } from '#domain/importing/fields.ts';
import type { Mapping } from '#domain/importing/map-columns.ts';
import { senderOf } from '../platform/sender.ts';
import type { Queries, Transaction } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { FileRow } from './file-row.ts';
import type { Judged, Plan } from './judge-rows.ts';

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

/** An import that somebody asked to be written and is not; not under lock, so that its progress can be told beside. */
export function findCommitting(tx: Transaction, id: string): Promise<Kept | null> {
  return tx.first<Kept>(`${KEPT} and status = 'committing'`, [id]);
}

const ROWS_AT_ONCE = 1_000;

export function planOf(kept: Kept, currency: string): Plan {
  const { kind, columns, mapping, units } = kept;
  return { kind, headings: columns, mapping, units, currency, sender: senderOf(kept.sender) };
}

/** Keeps what became of each row, and how many of each. */
export async function keepVerdicts(tx: Transaction, id: string, { rows, forms }: Judged): Promise<void> {
  await tx.rows('delete from import_rows where import_id = $1', [id]);
  for (let first = 0; first < rows.length; first += ROWS_AT_ONCE) {
    const some = rows
      .slice(first, first + ROWS_AT_ONCE)
      .map(({ line, cells, verdict }) => ({ line, cells, ...verdict }));
    await tx.rows(KEEP, [id, JSON.stringify(some)]);
  }
  await tx.rows(COUNT, [id, JSON.stringify(forms)]);
}

const KEEP = `
  insert into import_rows (import_id, line, cells, outcome, field, reason)
  select $1, r.line, array(select jsonb_array_elements_text(r.cells)), r.outcome, r.field, r.reason
  from jsonb_to_recordset($2::jsonb) r(line integer, cells jsonb, outcome text, field text, reason text)`;
const COUNT = `
  update imports set forms = $2, counts = (
    select jsonb_build_object('create', count(*) filter (where outcome = 'create'), 'update', count(*) filter (where outcome = 'update'),
      'same', count(*) filter (where outcome = 'same'), 'refused', count(*) filter (where outcome = 'refused'))
    from import_rows where import_id = $1)
  where id = $1`;

/** The rows of a file as they are kept, in their order. */
export function readKeptRows(queries: Queries, id: string): Promise<FileRow[]> {
  return queries.rows<FileRow>('select line, cells from import_rows where import_id = $1 order by line', [id]);
}

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
