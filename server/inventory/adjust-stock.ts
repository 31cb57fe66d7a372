import { type FieldError, isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { isUnusualCount } from '#domain/inventory/unusual-quantity.ts';
import { total } from '#domain/quantity.ts';
import { type AllocationResult, allocateFreedStock } from '../allocation/run-allocation.ts';
import { heldTogetherWith, lockStock, type StockLevel } from '../ledger/lock-stock.ts';
import { postAdjustment } from '../ledger/post-movements.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { takeAllocationsBack } from './take-allocations-back.ts';

/**
 * Records a count or an adjustment of one stock. More stock, and stock a count
 * found to be there, is allocated to waiting lines at once. Less than what is
 * allocated takes allocations back from the lowest-ranked soft demand that is not being picked, and says so on each
 * line. Less than what is being picked is posted down to that; the rest waits in an exception.
 *
 * What would be ten times what is on record is asked about, and recorded once it is `confirmed`.
 *
 * Refusals, in this order: `unknown_reference`, `nothing_to_adjust`, `stock_out_of_bounds`, `quantity_unconfirmed`.
 */
export async function adjustStock(
  viewer: Viewer,
  { body }: Request<'adjustStock'>,
  work: Work,
): Promise<Answer<'adjustStock'> | { refusal: Refusal }> {
  const variant = await findStock(work, body);
  if (isRefused(variant)) return variant;
  if (body.difference === 0) return refuse('nothing_to_adjust');

  const concerned = await heldTogetherWith(work, body.warehouseId, [body.variantId]);
  const levels = await lockStock(viewer, work, body.warehouseId, concerned);
  const level = levels.get(body.variantId) as StockLevel;
  const difference = body.difference ?? (body.countedQuantity as number) - level.onHand;
  if (level.onHand + difference < 0) {
    return refuse('stock_out_of_bounds', {
      errors: [{ pointer: '#/difference', detail: `takes more than the ${level.onHand} on hand` }],
    });
  }
  const doubt = askAboutCount(body, level, difference);
  if (doubt) return doubt;

  const released = await takeBackFor(viewer, work, body, { level, levels, difference });
  const posted = difference + Math.max(0, level.allocated - (level.onHand + difference));
  const id = await post(viewer, work, body, { level, difference, posted });
  const exceptionId =
    posted === difference ? null : await openException(work, { id, sku: variant.sku, difference, posted });
  const isFreed = posted > 0 || released.length > 0 || body.countedQuantity !== undefined;
  const freed = { warehouseId: body.warehouseId, levels: levels.values(), cause: { type: 'adjustment' as const, id } };
  const run = isFreed ? await allocateFreedStock(viewer, work, freed) : null;
  const { variantId, warehouseId, countedQuantity = null, reason } = body;
  work.audit({
    action: 'stock.adjust',
    recordType: 'variant',
    recordId: variantId,
    changes: { sku: variant.sku, countedQuantity, difference, posted, reason },
  });
  work.tell('stock_adjusted', { variantId, warehouseId });
  return describe({ id, body, difference, posted, level, released, exceptionId, run });
}

type Body = Request<'adjustStock'>['body'];

/** `quantity_unconfirmed` where a digit too many, or a code in the field, is likelier than so much stock. */
function askAboutCount(body: Body, { onHand }: StockLevel, difference: number): { refusal: Refusal } | null {
  const stated = onHand + difference;
  if (body.confirmed || !isUnusualCount(onHand, stated)) return null;
  const pointer = body.countedQuantity === undefined ? '#/difference' : '#/countedQuantity';
  return refuse('quantity_unconfirmed', {
    errors: [{ pointer, detail: `would make it ${stated} where ${onHand} are on record: ${difference} more` }],
    facts: { lines: [{ variantId: body.variantId, known: onHand, quantity: stated, over: difference }] },
  });
}

/** Frees what the loss takes from allocations. */
function takeBackFor(
  viewer: Viewer,
  work: Work,
  { variantId, warehouseId, countedQuantity }: Body,
  { level, levels, difference }: { level: StockLevel; levels: ReadonlyMap<string, StockLevel>; difference: number },
) {
  // A count says anew what is there; any other difference comes on top of what was missing before.
  const knownMissing = countedQuantity === undefined ? level.missing : 0;
  const lacking = level.allocated - (level.onHand + difference - knownMissing);
  return takeAllocationsBack(viewer, work, { variantId, warehouseId, lacking, reason: 'stock_missing' }, levels);
}

/** Writes the adjustment, posts what can be posted, and brings the level up to date. */
async function post(
  viewer: Viewer,
  work: Work,
  body: Body,
  { level, difference, posted }: { level: StockLevel; difference: number; posted: number },
): Promise<string> {
  const { variantId, warehouseId, countedQuantity = null, reason, notes = null } = body;
  const values = [variantId, warehouseId, countedQuantity, difference, posted, reason, notes, work.now, viewer.actor];
  const { id } = await work.tx.row<{ id: string }>(POST, values);
  if (posted !== 0) await postAdjustment(viewer, work, id);
  if (countedQuantity !== null) await work.tx.rows(COUNTED, [variantId, warehouseId, work.now]);
  level.onHand += posted;
  level.missing = (countedQuantity === null ? level.missing : 0) + posted - difference;
  level.available = level.onHand - level.allocated - level.missing;
  await work.tx.rows(MISSING, [variantId, warehouseId, level.missing]);
  return id;
}

async function findStock(work: Work, body: Body): Promise<{ sku: string } | { refusal: Refusal }> {
  const unknown: FieldError[] = [];
  const [variant, warehouse] = await Promise.all([
    work.tx.first<{ sku: string }>('select sku from variants where id = $1', [body.variantId]),
    work.tx.first('select from warehouses where id = $1', [body.warehouseId]),
  ]);
  if (!variant) unknown.push({ pointer: '#/variantId', detail: 'names no variant' });
  if (!warehouse) unknown.push({ pointer: '#/warehouseId', detail: 'names no warehouse' });
  if (!variant || unknown.length > 0) return refuse('unknown_reference', { errors: unknown });
  return variant;
}

type Adjusted = {
  id: string;
  body: Body;
  difference: number;
  posted: number;
  level: StockLevel;
  released: Answer<'adjustStock'>['released'];
  exceptionId: string | null;
  run: AllocationResult | null;
};

/** The adjustment as it is answered, with the level that allocating left. */
function describe({
  id,
  body,
  difference,
  posted,
  level,
  released,
  exceptionId,
  run,
}: Adjusted): Answer<'adjustStock'> {
  const given = (run?.decisions ?? []).filter(({ stockId }) => stockId === body.variantId);
  const allocated = level.allocated + total(given, ({ quantity }) => quantity);
  return {
    id,
    variantId: body.variantId,
    warehouseId: body.warehouseId,
    countedQuantity: body.countedQuantity ?? null,
    difference,
    posted,
    reason: body.reason,
    onHand: level.onHand,
    allocated,
    available: Math.max(0, level.onHand - allocated - level.missing),
    released,
    exceptionId,
    allocationRunId: run?.runId ?? null,
  };
}

async function openException(
  work: Work,
  adjustment: { id: string; sku: string; difference: number; posted: number },
): Promise<string> {
  const { id } = await work.tx.row<{ id: string }>(
    `insert into exceptions (kind, variant_id, warehouse_id, stock_adjustment_id, facts, opened_at)
     select 'count_below_picked', variant_id, warehouse_id, id, $2, $3 from stock_adjustments where id = $1 returning id`,
    [
      adjustment.id,
      JSON.stringify({ sku: adjustment.sku, unposted: adjustment.difference - adjustment.posted }),
      work.now,
    ],
  );
  work.tell('exception_opened', { exceptionId: id });
  return id;
}

const POST = `
  insert into stock_adjustments (variant_id, warehouse_id, counted_quantity, difference, posted, reason, notes, adjusted_at, adjusted_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`;

const COUNTED = `
  with closed as (
    update count_requests set closed_at = $3 where variant_id = $1 and warehouse_id = $2 and closed_at is null)
  update stock_levels set last_counted_at = $3 where variant_id = $1 and warehouse_id = $2`;

const MISSING = `
  update stock_levels set missing = $3 where variant_id = $1 and warehouse_id = $2 and missing <> $3`;
