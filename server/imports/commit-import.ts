import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { missingFields } from '#domain/importing/map-columns.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { findImport, type ImportRecord, lockUnwritten } from './store.ts';

/** Has the file written by a job. Refusals, in this order: `not_found`, `import_not_ready`, `import_not_mapped`. */
export async function commitImport(
  _viewer: Viewer,
  { params }: Request<'commitImport'>,
  work: Work,
): Promise<ImportRecord | { refusal: Refusal }> {
  const kept = await lockUnwritten(work, params.id);
  if (isRefused(kept)) return kept;
  const missing = missingFields(kept.kind, kept.mapping);
  if (missing.length > 0) return refuse('import_not_mapped', { facts: { missing } });
  await work.tx.rows(`update imports set status = 'committing', done = 0, problem = null where id = $1`, [kept.id]);
  work.audit({ action: 'import.commit', recordType: 'import', recordId: kept.id });
  work.tell('import_asked', { importId: kept.id });
  return (await findImport(work.tx, kept.id)) as ImportRecord;
}
