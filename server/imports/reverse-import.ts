import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { findImport, type ImportRecord, lockImport } from './store.ts';

/** Has what a file wrote taken back by a job. Refusals, in this order: `not_found`, `import_not_committed`. */
export async function reverseImport(
  viewer: Viewer,
  { params }: Request<'reverseImport'>,
  work: Work,
): Promise<ImportRecord | { refusal: Refusal }> {
  const kept = await lockImport(work, params.id);
  if (!kept) return refuse('not_found');
  if (kept.status !== 'committed') return refuse('import_not_committed', { facts: { importStatus: kept.status } });
  await work.tx.rows(ASK, [kept.id, viewer]);
  work.tell('import_asked', { importId: kept.id });
  return (await findImport(work.tx, kept.id)) as ImportRecord;
}

const ASK = `update imports set status = 'reversing', reverser = $2, done = 0, problem = null where id = $1`;
