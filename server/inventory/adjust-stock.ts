import { type FieldError, isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { takeBack } from '#domain/allocation/hold.ts';
import { type ReleasableLine, releaseLowestRanked } from '#domain/allocation/release.ts';
import { type Quantity, total } from '#domain/quantity.ts';
import { CANDIDATE_COLUMNS, type CandidateRow, toCandidate } from '../allocation/read-candidates.ts';
import { type AllocationResult, allocateFreedStock } from '../allocation/run-allocation.ts';
import { Changes } from '../ledger/changes.ts';
import { letGo, type Released } from '../ledger/let-go.ts';
import { type LoadedLine, loadLines } from '../ledger/load-lines.ts';
import { heldTogetherWith, lockStock, type StockLevel } from '../ledger/lock-stock.ts';
import { postAdjustment } from '../ledger/post-movements.ts';
import { recordRelease } from '../ledger/record-release.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/**
 * Records a count or an adjustment of one stock. More stock, and stock a count
 * found to be there, is allocated to waiting lines at once. Less than what is
 * allocated takes allocations back from the lowest-ranked soft demand that is not being picked, and says so on each
 * line. Less than what is being picked is posted down to that; the rest waits in an exception.
 *
 * Refusals, in this order: `unknown_reference`, `nothing_to_adjust`, `stock_out_of_bounds`.
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

  const { released, posted } = await takeAllocationsBack(viewer, work, body, { level, levels, difference });
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

/** Frees what the loss takes from allocations, and answers how much of the difference can be posted. */
async function takeAllocationsBack(
  viewer: Viewer,
  work: Work,
  stock: { variantId: string; warehouseId: string; countedQuantity?: number | undefined },
  { level, levels, difference }: { level: StockLevel; levels: ReadonlyMap<string, StockLevel>; difference: number },
): Promise<{ posted: number; released: Released[] }> {
  // A count says anew what is there; any other difference comes on top of what was missing before.
  const knownMissing = stock.countedQuantity === undefined ? level.missing : 0;
  const missing = level.allocated - (level.onHand + difference - knownMissing);
  if (missing <= 0) return { posted: difference, released: [] };

  const taken = await chooseHolders(work, stock, missing);
  const lines = await freeHeld(viewer, work, stock.variantId, taken);
  await recordRelease(viewer, work, stock.warehouseId, { reason: 'stock_missing', lines });
  const freed = total(taken, ({ quantity }) => quantity);
  level.allocated -= freed;
  const posted = difference + Math.max(0, level.allocated - (level.onHand + difference));
  const released = lines.map(({ line: { orderId, backorderId }, quantity }) => ({ orderId, backorderId, quantity }));
  const whole = taken.flatMap(({ line }) => (line.row.ship_complete ? wholeRecordOf(line.row) : []));
  return { posted, released: [...released, ...(await letGo(viewer, work, stock.warehouseId, whole, levels))] };
}

type TakenFrom = { line: ReleasableLine & { row: HolderRow }; quantity: Quantity };

/** Who gives up how much of what is missing. */
async function chooseHolders(
  work: Work,
  { variantId, warehouseId }: { variantId: string; warehouseId: string },
  missing: Quantity,
): Promise<TakenFrom[]> {
  const rows = await work.tx.rows<HolderRow>(HOLDERS, [variantId, warehouseId]);
  const holders = rows.map((row) => ({ ...toCandidate(row), releasable: row.releasable, row }));
  // Cases that are never split are given up whole: a part of one could neither be picked nor filled up again.
  return releaseLowestRanked(work.settings.allocationPolicy, holders, missing).map(({ line, quantity }) => ({
    line,
    quantity: Math.min(line.releasable, Math.ceil(quantity / line.row.order_multiple) * line.row.order_multiple),
  }));
}

async function freeHeld(
  viewer: Viewer,
  work: Work,
  variantId: string,
  taken: readonly TakenFrom[],
): Promise<{ line: LoadedLine; quantity: Quantity }[]> {
  await work.tx.rows('select from backorders where id = any($1::bigint[]) order by id for update', [
    taken.flatMap(({ line }) => line.row.backorder_id ?? []),
  ]);
  const changes = new Changes({ type: 'adjustment', id: variantId });
  const lines: { line: LoadedLine; quantity: Quantity }[] = [];
  for (const { line: holder, quantity } of taken) {
    const { id, backorder_id: backorderId, order_id: orderId, soft } = holder.row;
    const loaded = await loadLines(work, backorderId ? { backorderId } : { orderId });
    const line = loaded.find(({ queueLineId }) => queueLineId === id) as LoadedLine;
    const held = line.allocations.filter((one) => soft.includes(Number(one.id)));
    for (const hold of takeBack(held, quantity)) changes.allocation(line, hold.id, { live: -hold.quantity });
    lines.push({ line, quantity });
  }
  await changes.write(viewer, work);
  return lines;
}

const wholeRecordOf = (row: HolderRow) => ({ orderId: row.order_id, backorderId: row.backorder_id });

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

type HolderRow = CandidateRow & { releasable: number; soft: number[] };

const HOLDERS = `
  select ${CANDIDATE_COLUMNS}, null as pins, a.releasable, a.soft
  from queue_lines q
  join lateral (
    select sum(live - picked)::integer as releasable, json_agg(id) as soft
    from allocations where queue_line_id = q.id and live > picked and firmness = 'soft') a on a.releasable > 0
  where q.variant_id = $1 and q.warehouse_id = $2 and q.allocated > 0`;

const POST = `
  insert into stock_adjustments (variant_id, warehouse_id, counted_quantity, difference, posted, reason, notes, adjusted_at, adjusted_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`;

const COUNTED = `
  with closed as (
    update count_requests set closed_at = $3 where variant_id = $1 and warehouse_id = $2 and closed_at is null)
  update stock_levels set last_counted_at = $3 where variant_id = $1 and warehouse_id = $2`;

const MISSING = `
  update stock_levels set missing = $3 where variant_id = $1 and warehouse_id = $2 and missing <> $3`;
