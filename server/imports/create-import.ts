import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { type Mapping, mappingProblem, proposeMapping } from '#domain/importing/map-columns.ts';
import { senderOf } from '../platform/sender.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { type FileRow, UnreadableFile } from './file-row.ts';
import { judgeFile } from './judge-file.ts';
import { readRows } from './read-file.ts';
import { findImport, type ImportRecord, inGroups, type Kept, keepCounts, keepRows, planOf } from './store.ts';

type Body = Request<'createImport'>['body'];

/** Looks at a file: keeps its rows and what would become of each. Refusal: `file_unreadable`. */
export async function createImport(
  viewer: Viewer,
  { body }: Request<'createImport'>,
  work: Work,
): Promise<ImportRecord | { refusal: Refusal }> {
  const kept = await keepFile(viewer, body, work).catch((error) => {
    if (error instanceof UnreadableFile) return unreadable(error.message);
    throw error;
  });
  if (isRefused(kept)) return kept;
  const { columns } = await judgeFile(work.tx, kept.id, planOf(kept, work));
  await keepCounts(work.tx, kept.id, columns);
  work.audit({
    action: 'import.create',
    recordType: 'import',
    recordId: kept.id,
    changes: { kind: body.kind, filename: body.file.name },
  });
  return (await findImport(work.tx, kept.id)) as ImportRecord;
}

/** Keeps the rows of a file as they are read. What it turns out to be unreadable for is thrown. */
async function keepFile(viewer: Viewer, body: Body, work: Work): Promise<Kept | { refusal: Refusal }> {
  const { text, base64 = '' } = body.file;
  const rows = readRows(text === undefined ? Buffer.from(base64, 'base64') : Buffer.from(text));
  const { value: head } = await rows.next();
  const groups = inGroups(rows);
  const { value: first } = await groups.next();
  const columns = namedApart(head?.cells ?? []);
  if (columns.length === 0 || !first) return unreadable('it has no rows below its headings');
  const chosen = await chooseMapping(viewer, work, body, { columns, data: first });
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
  await keepRows(work.tx, id, first);
  for await (const group of groups) await keepRows(work.tx, id, group);
  return { id, kind: body.kind, status: 'ready', columns, sender: viewer, ...chosen };
}

const unreadable = (why: string) =>
  refuse('file_unreadable', { errors: [{ pointer: '#/file', detail: why }], facts: { why } });

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

const INSERT = `
  insert into imports (kind, filename, status, columns, mapping, units, counts, forms, sender, created_at, created_by)
  values ($1, $2, 'ready', $3, $4, $5, '{"create": 0, "update": 0, "same": 0, "refused": 0}', '{}', $6, $7, $8) returning id`;
