import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { mappingProblem } from '#domain/importing/map-columns.ts';
import { senderOf } from '../platform/sender.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { judgeFile } from './judge-file.ts';
import { findImport, type ImportRecord, keepCounts, lockUnwritten, planOf } from './store.ts';

/** Judges the rows anew by another mapping, and remembers it. Refusals, in this order: `not_found`, `import_not_ready`, `invalid_request`. */
export async function updateImport(
  viewer: Viewer,
  { params, body }: Request<'updateImport'>,
  work: Work,
): Promise<ImportRecord | { refusal: Refusal }> {
  const kept = await lockUnwritten(work, params.id);
  if (isRefused(kept)) return kept;
  const problem = body.mapping && mappingProblem(kept.kind, body.mapping, kept.columns);
  if (problem) return refuse('invalid_request', { errors: [{ pointer: '#/mapping', detail: problem }] });
  const chosen = { mapping: body.mapping ?? kept.mapping, units: body.units ?? kept.units };
  await work.tx.rows(`update imports set mapping = $2, units = $3, status = 'ready', problem = null where id = $1`, [
    kept.id,
    chosen.mapping,
    chosen.units,
  ]);
  await work.tx.rows(REMEMBER, [senderOf(viewer), kept.kind, kept.columns, chosen.mapping, chosen.units]);
  const plan = planOf({ ...kept, ...chosen }, work);
  const { columns } = await judgeFile(work.tx, kept.id, plan);
  await keepCounts(work.tx, kept.id, columns);
  return (await findImport(work.tx, kept.id)) as ImportRecord;
}

const REMEMBER = `
  insert into import_mappings (sender, kind, columns, mapping, units) values ($1, $2, $3, $4, $5)
  on conflict (sender, kind, columns) do update set mapping = excluded.mapping, units = excluded.units`;
