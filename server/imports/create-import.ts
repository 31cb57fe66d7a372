import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { IMPORT_FIELDS } from '#domain/importing/fields.ts';
import { type Mapping, mappingProblem, missingFields, proposeMapping } from '#domain/importing/map-columns.ts';
import { senderOf } from '../platform/sender.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { type FileRow, UnreadableFile } from './file-row.ts';
import { judgeRows } from './judge-rows.ts';
import { readRows } from './read-file.ts';
import { findImport, type ImportRecord, type Kept, keepVerdicts, planOf, readKeptRows } from './store.ts';

type Body = Request<'createImport'>['body'];

/** Looks at a file: keeps its rows and what would become of each. Refusal: `file_unreadable`. */
export async function createImport(
  viewer: Viewer,
  { body }: Request<'createImport'>,
  work: Work,
): Promise<ImportRecord | { refusal: Refusal }> {
  const rows = await readFile(body.file);
  if (isRefused(rows)) return rows;
  const [head, ...data] = rows;
  const columns = namedApart(head?.cells ?? []);
  if (columns.length === 0 || data.length === 0) return unreadable('it has no rows below its headings');
  const chosen = await chooseMapping(viewer, work, body, { columns, data });
  if (isRefused(chosen)) return chosen;
  const { id } = await work.tx.row<{ id: string }>(INSERT, [
    body.kind,
    body.file.name,
    columns,
    chosen.mapping,
    chosen.units,
    viewer,
    work.now,
    viewer.actor,
  ]);
  const kept: Kept = { id, kind: body.kind, status: 'ready', columns, sender: viewer, ...chosen };
  await keepVerdicts(work.tx, id, await judgeRows(work.tx, planOf(kept, work.company.currency), data));
  work.audit({
    action: 'import.create',
    recordType: 'import',
    recordId: id,
    changes: { kind: body.kind, filename: body.file.name },
  });
  return (await findImport(work.tx, id)) as ImportRecord;
}

const unreadable = (why: string) =>
  refuse('file_unreadable', { errors: [{ pointer: '#/file', detail: why }], facts: { why } });

async function readFile({ text, base64 }: Body['file']): Promise<FileRow[] | { refusal: Refusal }> {
  try {
    const rows: FileRow[] = [];
    const file = base64 === undefined ? { text: text as string } : { bytes: Buffer.from(base64, 'base64') };
    for await (const row of readRows(file)) rows.push(row);
    return rows;
  } catch (error) {
    if (error instanceof UnreadableFile) return unreadable(error.message);
    throw error;
  }
}

/** Two columns of one name are told apart, and one without a name has its number. */
function namedApart(headings: readonly string[]): string[] {
  const names = headings.map((heading, index) => heading.slice(0, 400) || `column ${index + 1}`);
  return names.map((name, index) => (names.indexOf(name) === index ? name : `${name} (${index + 1})`));
}

type Chosen = { mapping: Mapping; units: 'base' | 'cases' };

/** What is given; else what the sender chose for such columns before; else what the names say. */
async function chooseMapping(
  viewer: Viewer,
  work: Work,
  { kind, mapping, units }: Pick<Body, 'kind' | 'mapping' | 'units'>,
  { columns, data }: { columns: readonly string[]; data: readonly FileRow[] },
): Promise<Chosen | { refusal: Refusal }> {
  const problem = mapping && mappingProblem(kind, mapping, columns);
  if (problem) return refuse('invalid_request', { errors: [{ pointer: '#/mapping', detail: problem }] });
  const before = await work.tx.first<Chosen>(
    'select mapping, units from import_mappings where sender = $1 and kind = $2 and columns = $3',
    [senderOf(viewer), kind, columns],
  );
  return {
    mapping:
      mapping ??
      before?.mapping ??
      proposeMapping(
        kind,
        columns,
        data.map(({ cells }) => cells),
      ),
    units: units ?? before?.units ?? 'base',
  };
}

/** Judges the rows anew by another mapping, and remembers it. Refusals, in this order: `not_found`, `import_not_ready`, `invalid_request`. */
export async function updateImport(
  viewer: Viewer,
  { params, body }: Request<'updateImport'>,
  work: Work,
): Promise<ImportRecord | { refusal: Refusal }> {
  const kept = await lockImport(work, params.id);
  if (!kept) return refuse('not_found');
  if (kept.status !== 'ready' && kept.status !== 'failed')
    return refuse('import_not_ready', { facts: { importStatus: kept.status } });
  const problem = body.mapping && mappingProblem(kept.kind, body.mapping, kept.columns);
  if (problem) return refuse('invalid_request', { errors: [{ pointer: '#/mapping', detail: problem }] });
  const chosen = { mapping: body.mapping ?? kept.mapping, units: body.units ?? kept.units };
  await work.tx.rows(`update imports set mapping = $2, units = $3, status = 'ready', problem = null where id = $1`, [
    kept.id,
    chosen.mapping,
    chosen.units,
  ]);
  await work.tx.rows(REMEMBER, [senderOf(viewer), kept.kind, kept.columns, chosen.mapping, chosen.units]);
  const plan = planOf({ ...kept, ...chosen }, work.company.currency);
  await keepVerdicts(work.tx, kept.id, await judgeRows(work.tx, plan, await readKeptRows(work.tx, kept.id)));
  return (await findImport(work.tx, kept.id)) as ImportRecord;
}

/** Has the file written by a job. Refusals, in this order: `not_found`, `import_not_ready`, `import_not_mapped`. */
export async function commitImport(
  _viewer: Viewer,
  { params }: Request<'commitImport'>,
  work: Work,
): Promise<ImportRecord | { refusal: Refusal }> {
  const kept = await lockImport(work, params.id);
  if (!kept) return refuse('not_found');
  if (kept.status !== 'ready' && kept.status !== 'failed')
    return refuse('import_not_ready', { facts: { importStatus: kept.status } });
  const missing = missingFields(kept.kind, kept.mapping);
  if (missing.length > 0) return refuse('import_not_mapped', { facts: { missing } });
  await work.tx.rows(`update imports set status = 'committing', done = 0, problem = null where id = $1`, [kept.id]);
  work.audit({ action: 'import.commit', recordType: 'import', recordId: kept.id });
  work.tell('import_asked', { importId: kept.id });
  return (await findImport(work.tx, kept.id)) as ImportRecord;
}

export function lockImport({ tx }: Pick<Work, 'tx'>, id: string): Promise<Kept | null> {
  return tx.first<Kept>(
    'select id, kind, status, columns, mapping, units, sender from imports where id = $1 for update',
    [id],
  );
}

/** The headings of a kind with a row as a sample. */
export function templateOf(kind: Body['kind']): string {
  const fields = IMPORT_FIELDS[kind];
  const quoted = (texts: readonly string[]) => texts.map((text) => (/[",]/.test(text) ? `"${text}"` : text)).join(',');
  return `${quoted(fields.map(({ name }) => name))}\r\n${quoted(fields.map(({ example }) => example))}\r\n`;
}

const INSERT = `
  insert into imports (kind, filename, status, columns, mapping, units, counts, forms, sender, created_at, created_by)
  values ($1, $2, 'ready', $3, $4, $5, '{"create": 0, "update": 0, "same": 0, "refused": 0}', '{}', $6, $7, $8) returning id`;
const REMEMBER = `
  insert into import_mappings (sender, kind, columns, mapping, units) values ($1, $2, $3, $4, $5)
  on conflict (sender, kind, columns) do update set mapping = excluded.mapping, units = excluded.units`;
