import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { mayDo } from '#contract/permissions.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { settleRaised } from '../allocation/settle-raised.ts';
import { rankBackorder } from '../ledger/change-rank.ts';
import { type LockedBackorder, lockBackorder } from '../ledger/lock-backorder.ts';
import { lockStockOf } from '../ledger/lock-stock.ts';
import type { MovedUnits, MoveEnd } from '../ledger/record-moves.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/**
 * Marks a backorder as high priority, or puts it ahead of or behind its queue by hand, or takes either back. The new rank
 * stands on its waiting lines in the same transaction. Raised, and where stock is allocated automatically, it gets free stock,
 * then soft unpicked stock of claims now below it, the lowest first; lowered, what it got so and has not picked goes back
 * to those who lent it. Asking for what is already so changes nothing.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `not_permitted` (a sales representative who would override
 * the rank), `nothing_outstanding`.
 */
export async function prioritizeBackorder(
  viewer: Viewer,
  { params, body }: Pick<Request<'prioritizeBackorder'>, 'params' | 'body'>,
  work: Work,
): Promise<Answer<'prioritizeBackorder'> | { refusal: Refusal }> {
  const levels = await lockStockOf(viewer, work, { backorderId: params.id });
  const backorder = await lockBackorder(viewer, work, params.id);
  if (isRefused(backorder)) return backorder;
  if (body.manualRank !== undefined && !mayDo(viewer, 'allocation.write'))
    return refuse('not_permitted', { facts: { permission: 'allocation.write' } });
  if (backorder.outstanding === 0)
    return refuse('nothing_outstanding', { facts: { backorderStatus: backorder.status } });

  const before = await work.tx.row<Priority>(PRIORITY, [backorder.id]);
  const after: Priority = {
    highPriority: body.highPriority ?? before.highPriority,
    manualRank: body.manualRank ?? before.manualRank,
  };
  const isSo = after.highPriority === before.highPriority && after.manualRank === before.manualRank;
  const moves = isSo ? [] : await record(viewer, work, { backorder, before, after, reason: body.reason, levels });
  return describe(viewer, work, backorder.id, moves);
}

type Change = { backorder: LockedBackorder; before: Priority; after: Priority; reason: string; levels: Levels };

/** Writes the new priority with its reason, and moves the stock that it moves. */
async function record(
  viewer: Viewer,
  work: Work,
  { backorder, before, after, reason, levels }: Change,
): Promise<MovedUnits[]> {
  const { id: backorderId, order } = backorder;
  await rankBackorder(work, { id: backorderId, ...after });
  const { highPriority, manualRank } = after;
  const values = [backorderId, highPriority, manualRank, reason, work.now, viewer.actor];
  const { id: causeId } = await work.tx.row<{ id: string }>(RECORD, values);
  const direction = compare(work, before, after);
  const moves = await moveStock(viewer, work, { backorder, direction, levels, causeId });
  work.audit({
    action: 'backorder.prioritize',
    recordType: 'backorder',
    recordId: backorderId,
    orderId: order.id,
    changes: { ...changesOf(before, after), reason },
  });
  work.tell('backorder_prioritized', { backorderId, orderId: order.id });
  return moves;
}

/** Gives what is free, then moves what the new rank moves, then gives what that freed. */
async function moveStock(
  viewer: Viewer,
  work: Work,
  changed: { backorder: LockedBackorder; direction: number; levels: Levels; causeId: string },
): Promise<MovedUnits[]> {
  const { backorder, direction, levels, causeId } = changed;
  const isAutomatic = work.settings.allocationMode === 'automatic';
  if (direction === 0 || (direction < 0 && !isAutomatic)) return [];
  const allocateFree = () =>
    allocateFreedStock(viewer, work, {
      warehouseId: backorder.warehouseId,
      levels: levels.values(),
      cause: { type: 'priority', id: causeId },
    });
  if (direction < 0) {
    const run = await allocateFree();
    for (const { stockId, quantity } of run?.decisions ?? []) reserve(levels, stockId, quantity);
  }
  const { id: backorderId, warehouseId, shipComplete } = backorder;
  const rank = { backorderId, warehouseId, shipComplete, levels: [...levels.values()], causeId };
  const moves = await settleRaised(viewer, work, rank);
  for (const { from, to, quantity } of moves) if (to === null) reserve(levels, from.variantId, -quantity);
  // What ships only as a whole counted on free stock beside what moved.
  if (moves.some(({ to }) => to === null) || (shipComplete && moves.length > 0)) await allocateFree();
  return moves;
}

type Levels = Awaited<ReturnType<typeof lockStockOf>>;
type Priority = { highPriority: boolean; manualRank: number };

/** Below 0 when the second ranks ahead of the first, by the policy in force. */
function compare({ settings }: Work, before: Priority, after: Priority): number {
  const marked =
    settings.allocationPolicy === 'priority' ? Number(before.highPriority) - Number(after.highPriority) : 0;
  return after.manualRank - before.manualRank || marked;
}

function reserve(levels: Levels, variantId: string, quantity: number): void {
  const level = levels.get(variantId);
  if (!level) return;
  level.allocated += quantity;
  level.available -= quantity;
}

function changesOf(before: Priority, after: Priority): Record<string, { from: unknown; to: unknown }> {
  return Object.fromEntries(
    (['highPriority', 'manualRank'] as const)
      .filter((field) => before[field] !== after[field])
      .map((field) => [field, { from: before[field], to: after[field] }]),
  );
}

/** The priority in force and what it moved. Of others only who the viewer may read is named. */
async function describe(
  viewer: Viewer,
  work: Work,
  backorderId: string,
  moves: readonly MovedUnits[],
): Promise<Answer<'prioritizeBackorder'>> {
  const { priority } = await work.tx.row<{ priority: Omit<Answer<'prioritizeBackorder'>, 'moved'> }>(IN_FORCE, [
    backorderId,
  ]);
  const others = moves.map(({ from, to }) => (from.backorderId === backorderId ? to : from));
  const names = await readNames(viewer, work, others);
  return {
    ...priority,
    moved: moves.map(({ from, to, quantity }, index) => {
      const name = names.get(others[index]?.queueLineId ?? '');
      return {
        direction: from.backorderId !== backorderId ? 'gained' : to === null ? 'freed' : 'returned',
        variantId: from.variantId,
        quantity,
        orderNumber: name?.order_number ?? null,
        customerName: name?.customer_name ?? null,
      };
    }),
  };
}

type NameRow = { id: string; order_number: string; customer_name: string };

async function readNames(viewer: Viewer, work: Work, ends: readonly (MoveEnd | null)[]): Promise<Map<string, NameRow>> {
  if (ends.length === 0) return new Map();
  const queueLineIds = ends.flatMap((end) => end?.queueLineId ?? []);
  const rows = await work.tx.rows<NameRow>(NAMES, [queueLineIds, readsOnlyCustomersOf(viewer)]);
  return new Map(rows.map((row) => [row.id, row]));
}

const PRIORITY = 'select high_priority as "highPriority", manual_rank as "manualRank" from backorders where id = $1';

const RECORD = `
  insert into backorder_priorities (backorder_id, high_priority, manual_rank, reason, set_at, set_by)
  values ($1, $2, $3, $4, $5, $6) returning id`;

const IN_FORCE = `
  select json_build_object('id', p.id::text, 'backorderId', b.id::text, 'highPriority', b.high_priority,
    'manualRank', b.manual_rank, 'reason', p.reason, 'setAt', instant(p.set_at), 'setBy', p.set_by) as priority
  from backorders b
  left join lateral (select * from backorder_priorities where backorder_id = b.id order by id desc limit 1) p on true
  where b.id = $1`;

const NAMES = `
  select q.id, o.number as order_number, c.name as customer_name
  from queue_lines q join orders o on o.id = q.order_id join customers c on c.id = q.customer_id
  where q.id = any($1::bigint[]) and ($2::bigint is null or c.sales_rep_id = $2)`;
