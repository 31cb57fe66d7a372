import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Database } from '../platform/database.ts';
import { explain, perform } from '../platform/perform.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { documentsOf, isOfDocuments } from './documents.ts';
import { judgeFile } from './judge-file.ts';
import { type Column, type Plan, understand } from './judge-rows.ts';
import { ROW_KINDS } from './kinds.ts';
import type { RowKind, Values, Written } from './row-kind.ts';
import { findAsked, type Kept, keepCounts, keptRows, linesOf, planOf, rowsAt } from './store.ts';
import { type Carrying, takeBackAll } from './take-back.ts';

const TOLD_EVERY = 200;

type Asked = { status: string; sender: Viewer; reverser: Viewer };

/**
 * Writes a file that somebody asked to be written, or takes back what one wrote: all of it in one transaction, and one file at a time;
 * its progress is told beside it. What cannot be done leaves nothing behind and says why. Run again after a crash, it begins anew;
 * once done, it does nothing.
 */
export async function carryOutImport(database: Database, importId: string, now: string): Promise<void> {
  const { rows } = await database.query<Asked>('select status, sender, reverser from imports where id = $1', [
    importId,
  ]);
  const [asked] = rows;
  if (asked?.status !== 'committing' && asked?.status !== 'reversing') return;
  const isWriting = asked.status === 'committing';
  const viewer = isWriting ? asked.sender : asked.reverser;
  const tell = progressOf(database, importId, asked.status);
  try {
    await perform(viewer, database, now, (work, writeSoFar) => {
      const carrying = { viewer, work: quietly(work), writeSoFar, tell };
      return isWriting ? writeAll(carrying, importId) : takeAllBack(carrying, importId);
    });
  } catch (error) {
    await database.query(isWriting ? NOT_WRITTEN : NOT_TAKEN_BACK, [
      importId,
      (error as Error).message.slice(0, 1_000),
    ]);
  }
}

const NOT_WRITTEN = `update imports set status = 'failed', problem = $2, done = 0 where id = $1 and status = 'committing'`;
const NOT_TAKEN_BACK = `
  update imports set status = 'committed', problem = $2, reverser = null, done = (counts ->> 'create')::integer + (counts ->> 'update')::integer
  where id = $1 and status = 'reversing'`;

function progressOf(database: Database, importId: string, status: string): (done: number) => void {
  let told = 0;
  let isTelling = false;
  return (done) => {
    if (isTelling || done - told < TOLD_EVERY) return;
    told = done;
    isTelling = true;
    database
      .query('update imports set done = $2 where id = $1 and status = $3', [importId, done, status])
      .catch(() => undefined)
      .finally(() => {
        isTelling = false;
      });
  };
}

/** Nobody is written to because of what was brought in. */
function quietly(work: Work): Work {
  return { ...work, tell: (topic, payload) => work.tell(topic, { ...payload, isImported: true }) };
}

/** How a file is written, and what of it. */
type Writing = Carrying & { kept: Kept; plan: Plan; columns: readonly Column[] };

async function writeAll(writing: Carrying, importId: string): Promise<object | { refusal: Refusal }> {
  const { work } = writing;
  const { tx, now } = work;
  const kept = await findAsked(tx, importId, 'committing');
  if (!kept) return {};
  const plan = planOf(kept, work);
  const { columns, documents } = await judgeFile(tx, importId, plan);
  const given = { ...writing, kept, plan, columns };
  const done = isOfDocuments(kept.kind) ? await writeDocuments(given, documents) : await writeRows(given);
  if (typeof done !== 'number') return done;
  // Last of all: from here on its progress waits for the commit.
  await keepCounts(tx, importId, columns);
  await tx.rows(`update imports set status = 'committed', done = $2, ended_at = $3 where id = $1`, [
    importId,
    done,
    now,
  ]);
  return {};
}

async function takeAllBack(carrying: Carrying, importId: string): Promise<object> {
  const { tx, now, audit } = carrying.work;
  if (!(await findAsked(tx, importId, 'reversing'))) return {};
  const taken = await takeBackAll(carrying, importId);
  if ('inUse' in taken)
    throw new Error(
      `Something depends on row ${taken.inUse}, or somebody changed it since. Change that record itself.`,
    );
  await tx.rows(`update imports set status = 'reversed', done = $2, ended_at = $3 where id = $1`, [
    importId,
    taken.lines,
    now,
  ]);
  audit({ action: 'import.reverse', recordType: 'import', recordId: importId, changes: { rows: taken.lines } });
  return {};
}

/** Writes rows that stand for themselves; answers how many. */
async function writeRows(writing: Writing): Promise<number | { refusal: Refusal }> {
  const { viewer, work, kept, plan, columns } = writing;
  let count = 0;
  for await (const some of keptRows(work.tx, kept.id, 'due')) {
    const { rows, lookup } = await understand(work.tx, plan, columns, some);
    const written: WrittenRow[] = [];
    for (const { line, values } of rows) {
      const done = await (ROW_KINDS[kept.kind] as RowKind).write(viewer, work, values, lookup);
      if (isRefused(done)) return refusedAt(line, done.refusal);
      written.push({ line, ...done });
      writing.tell(count + written.length);
    }
    await keepWritten(writing, written);
    count += written.length;
  }
  return count;
}

/** Writes what several rows make, in the order in which it is; answers how many rows that were. */
async function writeDocuments(writing: Writing, documents: number[][]): Promise<number | { refusal: Refusal }> {
  const { viewer, work, kept, plan, columns } = writing;
  let count = 0;
  for (const some of atOnce(documents)) {
    const { rows, lookup } = await understand(work.tx, plan, columns, await rowsAt(work.tx, kept.id, some.flat()));
    const byLine = new Map(rows.map(({ line, values }) => [line, values]));
    const written: WrittenRow[] = [];
    for (const lines of some) {
      const values = lines.map((line) => byLine.get(line) as Values);
      const done = await documentsOf(kept.kind).write(viewer, work, values, lookup);
      if (done && isRefused(done)) return refusedAt(lines[0], done.refusal);
      written.push(...lines.map((line) => ({ line, ...done })));
      writing.tell(count + written.length);
    }
    await keepWritten(writing, written);
    count += written.length;
  }
  return count;
}

const DOCUMENTS_AT_ONCE = 100;

function* atOnce(documents: readonly number[][]): Generator<readonly number[][]> {
  for (let from = 0; from < documents.length; from += DOCUMENTS_AT_ONCE)
    yield documents.slice(from, from + DOCUMENTS_AT_ONCE);
}

type WrittenRow = Partial<Written> & { line: number };

/** Keeps what some rows did, with the records of it. */
async function keepWritten({ work, writeSoFar, kept }: Writing, written: readonly WrittenRow[]): Promise<void> {
  await work.tx.rows(WRITTEN, [kept.id, JSON.stringify(written), ...linesOf(written)]);
  await writeSoFar();
}

/** A refusal with the line it is about. */
function refusedAt(line: number | undefined, refusal: Refusal): { refusal: Refusal } {
  const errors = [{ pointer: `#/rows/${line}`, detail: explain(refusal) }];
  return refuse(refusal.code, { errors });
}

const WRITTEN = `
  update import_rows r set record_type = w."recordType", record_id = w."recordId", before = w.before, version_after = w."versionAfter"
  from jsonb_to_recordset($2::jsonb) w(line integer, "recordType" text, "recordId" bigint, before jsonb, "versionAfter" integer)
  where r.import_id = $1 and r.line between $3 and $4 and r.line = w.line`;
