import type { Refusal } from '#contract/errors.ts';
import { refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { readList } from '../platform/read-list.ts';
import type { Column } from '../platform/tables/columns.ts';
import { csvHead, csvLine } from '../platform/tables/csv.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { commitImport, createImport, templateOf, updateImport } from './create-import.ts';
import { reverseImport } from './reverse-import.ts';
import { findImport, type ImportRecord, LIST_COLUMNS } from './store.ts';

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
  const rows = await queries.rows<{ cells: string[]; line: number; reason: string }>(
    `select cells, line, concat_ws(' ', field, reason) as reason from import_rows where import_id = $1 and outcome = 'refused' order by line`,
    [params.id],
  );
  const columns = [...kept.columns, 'line of the file', 'why it was refused'].map(
    (heading, index): Column => ({ heading, path: [String(index)], kind: 'text' }),
  );
  const lines = rows.map(({ cells, line, reason }) =>
    csvLine([...kept.columns.map((_, index) => cells[index] ?? ''), String(line), reason], columns),
  );
  return { filename: `refused-rows-${params.id}.csv`, content: Buffer.from(csvHead(columns) + lines.join('')) };
}

async function getImportTemplate(_viewer: Viewer, { query }: Request<'getImportTemplate'>) {
  return { filename: `${query.kind}.csv`, content: Buffer.from(templateOf(query.kind)) };
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
