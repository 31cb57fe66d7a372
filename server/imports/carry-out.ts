import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import { groupBy } from '#domain/group-by.ts';
import type { Database } from '../platform/database.ts';
import { explain, perform } from '../platform/perform.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { DOCUMENT_KINDS } from './documents.ts';
import { type JudgedRow, judgeRows } from './judge-rows.ts';
import { ROW_KINDS, type Written } from './kinds.ts';
import { keyOf, type Lookup } from './lookup.ts';
import { findCommitting, type Kept, keepVerdicts, planOf, readKeptRows } from './store.ts';

const TOLD_EVERY = 200;

/**
 * Writes a file that somebody asked to be written, all of it in one transaction; its progress is told beside it. What cannot be
 * written leaves nothing behind and says why. Run again after a crash, it begins anew; once done, it does nothing.
 */
export async function carryOutImport(database: Database, importId: string, now: string): Promise<void> {
  const { rows } = await database.query<{ sender: Viewer; status: string }>(
    'select sender, status from imports where id = $1',
    [importId],
  );
  const [found] = rows;
  if (found?.status !== 'committing') return;
  const tell = progressOf(database, importId);
  try {
    await perform(found.sender, database, now, (work) => writeAll(found.sender, quietly(work), importId, tell));
  } catch (error) {
    await database.query(
      `update imports set status = 'failed', problem = $2, done = 0 where id = $1 and status = 'committing'`,
      [importId, (error as Error).message.slice(0, 1_000)],
    );
  }
}

function progressOf(database: Database, importId: string): (done: number) => void {
  let told = 0;
  return (done) => {
    if (done - told < TOLD_EVERY) return;
    told = done;
    database
      .query(`update imports set done = $2 where id = $1 and status = 'committing'`, [importId, done])
      .catch(() => undefined);
  };
}

/** Nobody is written to because of what was brought in. */
function quietly(work: Work): Work {
  return { ...work, tell: (topic, payload) => work.tell(topic, { ...payload, isImported: true }) };
}

async function writeAll(
  viewer: Viewer,
  work: Work,
  importId: string,
  tell: (done: number) => void,
): Promise<object | { refusal: Refusal }> {
  await work.tx.rows('select pg_advisory_xact_lock(20260171, $1::integer)', [importId]);
  const kept = await findCommitting(work.tx, importId);
  if (!kept) return {};
  const judged = await judgeRows(work.tx, planOf(kept, work.company.currency), await readKeptRows(work.tx, importId));
  await keepVerdicts(work.tx, importId, judged);
  const due = judged.rows.filter(({ verdict }) => verdict.outcome === 'create' || verdict.outcome === 'update');
  const written: (Partial<Written> & { line: number })[] = [];
  for (const rows of together(kept, due, judged.lookup)) {
    const done = await writeOne(viewer, work, { kept, rows, lookup: judged.lookup });
    if (done && isRefused(done)) return refusedAt(rows, done.refusal);
    for (const { line } of rows) written.push({ line, ...done });
    tell(written.length);
  }
  await work.tx.rows(WRITTEN, [importId, JSON.stringify(written)]);
  await work.tx.rows(`update imports set status = 'committed', done = $2, ended_at = $3 where id = $1`, [
    importId,
    written.length,
    work.now,
  ]);
  return {};
}

/** Rows that are written together, in the order in which they are. */
function together({ kind }: Kept, due: readonly JudgedRow[], lookup: Lookup): JudgedRow[][] {
  const documents = DOCUMENT_KINDS[kind];
  if (!documents) return due.map((row) => [row]);
  const byNumber = groupBy(due, ({ values }) => keyOf(values.number ?? ''));
  const placed = [...byNumber.values()].map((rows) => ({
    rows,
    place: documents.order(
      rows.map(({ values }) => values),
      lookup,
    ),
  }));
  return placed.sort((one, other) => (one.place < other.place ? -1 : 1)).map(({ rows }) => rows);
}

function writeOne(
  viewer: Viewer,
  work: Work,
  { kept, rows, lookup }: { kept: Kept; rows: readonly JudgedRow[]; lookup: Lookup },
): Promise<Written | null | { refusal: Refusal }> {
  const values = rows.map((row) => row.values);
  const single = ROW_KINDS[kept.kind];
  if (single) return single.write(viewer, work, values[0] ?? {}, lookup);
  return (DOCUMENT_KINDS[kept.kind] as NonNullable<(typeof DOCUMENT_KINDS)['orders']>).write(
    viewer,
    work,
    values,
    lookup,
  );
}

/** A refusal with the line it is about. */
function refusedAt([row]: readonly JudgedRow[], refusal: Refusal): { refusal: Refusal } {
  const errors = [{ pointer: `#/rows/${row?.line}`, detail: explain(refusal) }];
  return refuse(refusal.code, { errors });
}

const WRITTEN = `
  update import_rows r set record_type = w."recordType", record_id = w."recordId", before = w.before, version_after = w."versionAfter"
  from jsonb_to_recordset($2::jsonb) w(line integer, "recordType" text, "recordId" bigint, before jsonb, "versionAfter" integer)
  where r.import_id = $1 and r.line = w.line`;
