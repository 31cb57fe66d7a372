import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { unknownReference } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/** Says in which bin a variant lies, or that it has none. Refused with `unknown_reference`. */
export async function setBin(
  _viewer: Viewer,
  { body }: Request<'setBin'>,
  work: Work,
): Promise<Answer<'setBin'> | { refusal: Refusal }> {
  const { variantId, warehouseId, bin } = body;
  const there = await work.tx.first<{ variant: boolean; warehouse: boolean; bin: string | null }>(
    `select exists (select from variants where id = $1) as variant,
       exists (select from warehouses where id = $2) as warehouse,
       (select bin from bins where variant_id = $1 and warehouse_id = $2) as bin`,
    [variantId, warehouseId],
  );
  const missing = !there?.variant ? 'variantId' : !there.warehouse ? 'warehouseId' : null;
  if (missing) return unknownReference(`#/${missing}`);
  const before = there?.bin ?? null;
  if (before === bin) return { variantId, warehouseId, bin };
  await work.tx.rows(STAMP, [variantId, warehouseId]);
  if (bin === null)
    await work.tx.rows('delete from bins where variant_id = $1 and warehouse_id = $2', [variantId, warehouseId]);
  else await work.tx.rows(SET, [variantId, warehouseId, bin]);
  work.audit({
    action: 'variant.set_bin',
    recordType: 'variant',
    recordId: variantId,
    changes: { bin: { from: before, to: bin }, warehouseId },
  });
  return { variantId, warehouseId, bin };
}

const SET = `
  insert into bins (variant_id, warehouse_id, bin) values ($1, $2, $3)
  on conflict (variant_id, warehouse_id) do update set bin = excluded.bin`;

/** Programs that ask what changed of the stock are told of its bin, too. */
const STAMP = 'update stock_levels set updated_at = clock_timestamp() where variant_id = $1 and warehouse_id = $2';
