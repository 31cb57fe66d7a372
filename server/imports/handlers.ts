import type { Refusal } from '#contract/errors.ts';
import { refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { IMPORT_FIELDS } from '#domain/importing/fields.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { readList } from '../platform/read-list.ts';
import type { Column } from '../platform/tables/columns.ts';
import { csvHead, csvLine } from '../platform/tables/csv.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { commitImport } from './commit-import.ts';
import { createImport } from './create-import.ts';
import { reverseImport } from './reverse-import.ts';
import { findImport, type ImportRecord, LIST_COLUMNS, refusedRows } from './store.ts';
import { updateImport } from './update-import.ts';

const CURSOR = listCursor('listImports', part.instant, part.id);

function listImports(
  _viewer: Viewer,
  { query }: Request<'listImports'>,
  { queries }: Reading,
): Promise<Answer<'listImports'> | { refusal: Refusal }> {
  return readList<Answer<'listImports'>['data'][number]>(queries, CURSOR, query, LIST, [query.kind ?? null]);
}

const LIST = `
  select ${LIST_COLUMNS}, i.created_at::text as "sortKey" from imports i
  where ($1::timestamptz is null or (i.created_at, i.id) < ($1, $2::bigint)) and ($4::text is null or i.kind = $4)
  order by i.created_at desc, i.id desc limit $3`;

async function getImport(
  _viewer: Viewer,
  { params }: Request<'getImport'>,
  { queries }: Reading,
): Promise<ImportRecord | { refusal: Refusal }> {
  return (await findImport(queries, params.id)) ?? refuse('not_found');
}

async function getRefusedRows(_viewer: Viewer, { params }: Request<'getRefusedRows'>, { queries }: Reading) {
  const kept = await queries.first<{ columns: string[] }>('select columns from imports where id = $1', [params.id]);
  if (!kept) return refuse('not_found');
  const { columns } = kept;
  const pieces: Uint8Array[] = [Buffer.from(csvHead(named([...columns, 'line of the file', 'why it was refused'])))];
  for await (const rows of refusedRows(queries, params.id)) {
    const lines = rows.map(({ cells, line, reason }) => [
      ...columns.map((_, at) => cells[at] ?? ''),
      `${line}`,
      reason,
    ]);
    pieces.push(csvRows(lines));
  }
  return { filename: `refused-rows-${params.id}.csv`, content: Buffer.concat(pieces) };
}

const named = (headings: readonly string[]): Column[] =>
  headings.map((heading, index) => ({ heading, path: [`${index}`], kind: 'text' }));
const csvRows = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(rows.map((row) => csvLine(row, named(row))).join(''));

/** The headings of a kind with a row as a sample. */
async function getImportTemplate(_viewer: Viewer, { query }: Request<'getImportTemplate'>) {
  const fields = IMPORT_FIELDS[query.kind];
  const head = Buffer.from(csvHead(named(fields.map(({ name }) => name))));
  const content = Buffer.concat([head, csvRows([fields.map(({ example }) => example)])]);
  return { filename: `${query.kind}.csv`, content };
}

/** A company's own data from files. */
export const importHandlers: Handlers<
  | 'listImports'
  | 'createImport'
  | 'getImport'
  | 'updateImport'
  | 'commitImport'
  | 'reverseImport'
  | 'getRefusedRows'
  | 'getImportTemplate'
> = {
  listImports,
  createImport,
  getImport,
  updateImport,
  commitImport,
  reverseImport,
  getRefusedRows,
  getImportTemplate,
};
