import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { invoiceInAdvance } from '../ledger/invoice-units.ts';
import { letGo } from '../ledger/let-go.ts';
import { loadLines } from '../ledger/load-lines.ts';
import { type LockedOrder, lockOrder } from '../ledger/lock-order.ts';
import { lockStock, type StockLevel } from '../ledger/lock-stock.ts';
import { StartOver } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { changeDraftLines } from './change-draft-lines.ts';
import { type ChangedHeader, changeHeader } from './change-header.ts';
import { type ChangedLines, changeLines } from './change-lines.ts';
import { changeNames } from './change-names.ts';
import { settleAdditions } from './settle-additions.ts';
import { settleShortages } from './settle-shortages.ts';

type Body = Request<'updateOrder'>['body'];

/**
 * Changes what others call it, notes, delivery address, requested date, ship policy or lines of an order that is not cancelled. Notes and
 * address move no stock. A requested date, a ship policy and the quantities of a confirmed order decide who is served, so
 * what is free is allocated again in the same transaction. What comes to an order that was invoiced in advance is invoiced, what goes
 * is credited.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `changed_meanwhile`, `order_cancelled`, `already_exists` (the
 * sender's own id), then of the lines
 * those of `changeDraftLines` or `changeLines`, `addition_undecided`.
 */
export async function updateOrder(
  viewer: Viewer,
  { params, body }: Request<'updateOrder'>,
  work: Work,
): Promise<{ id: string } | { refusal: Refusal }> {
  const mayMoveStock = body.lines !== undefined || body.requestedOn !== undefined || body.shipPolicy !== undefined;
  const levels = mayMoveStock ? await lockStockOfChange(viewer, work, params.id, body) : new Map<string, StockLevel>();
  const order = await lockOrder(viewer, work, params.id);
  if (isRefused(order)) return order;
  if (order.isCancelled) return refuse('order_cancelled');
  // Confirmed since its stock was locked: there is stock to lock now.
  if (body.lines && order.isConfirmed && levels.size === 0) throw new StartOver();

  const named = await changeNames(viewer, work, order.id, body);
  if (isRefused(named)) return named;
  const header = await changeHeader(work, order, body);
  const lines = body.lines ? await changeLinesOf(viewer, work, order, { ...body, wanted: body.lines, levels }) : null;
  if (lines && isRefused(lines)) return lines;
  noteChanges(work, order, { named, header, lines });
  if (header.movesStock || lines?.movesStock) {
    const undecided = await serveAgain(viewer, work, order, { header, lines, levels, additions: body.additions });
    if (undecided) return undecided;
  }
  if (lines?.movesStock && order.invoiceRule === 'in_advance') await invoiceInAdvance(work, order.id);
  return { id: order.id };
}

function noteChanges(
  work: Work,
  order: LockedOrder,
  { named, header, lines }: Pick<Served, 'header' | 'lines'> & { named: Record<string, unknown> },
): void {
  const orderId = order.id;
  const changes = {
    ...named,
    ...header.changes,
    ...(lines && lines.changes.length > 0 ? { lines: lines.changes } : {}),
    ...(lines?.rules && lines.rules.length > 0 ? { rules: lines.rules } : {}),
  };
  if (Object.keys(changes).length === 0) return;
  work.audit({ action: 'order.update', recordType: 'order', recordId: orderId, orderId, changes });
  work.tell('order_changed', { orderId, ...(order.isConfirmed ? requestedDay(header.changes) : {}) });
}

/** The day from which the customer wants it, when that changed: they are told. */
function requestedDay(changes: Record<string, unknown>): { requestedOn?: unknown } {
  return changes.requested_on === undefined ? {} : { requestedOn: changes.requested_on };
}

/** What is free is allocated again; lines that joined are settled. Refused with `addition_undecided`. */
async function serveAgain(
  viewer: Viewer,
  work: Work,
  order: LockedOrder,
  { header, lines, levels, additions }: Served,
): Promise<{ refusal: Refusal } | null> {
  work.tell('order_requeued', { orderId: order.id });
  const now = new Map((lines?.levels ?? [...levels.values()]).map((level) => [level.variantId, level]));
  await letGo(viewer, work, order.warehouseId, header.nowWhole, now);
  await allocateFreedStock(viewer, work, {
    warehouseId: order.warehouseId,
    levels: now.values(),
    cause: { type: 'review', id: order.id },
  });
  const joined = lines?.joined ?? new Set<string>();
  if (header.shipComplete)
    return lines?.movesStock ? settleAdditions(viewer, work, order, { joined, decision: additions }) : null;
  await settleJoined(viewer, work, { ...order, ...header }, joined, now);
  return null;
}

type Served = {
  header: ChangedHeader;
  lines: LinesOutcome | null;
  levels: ReadonlyMap<string, StockLevel>;
  additions: Body['additions'];
};

/** The stock rows that a change may touch: of the lines that are there and of those that come. */
async function lockStockOfChange(
  viewer: Viewer,
  work: Work,
  orderId: string,
  body: Body,
): Promise<Map<string, StockLevel>> {
  const known = await work.tx.rows<{ warehouse_id: string; confirmed: boolean; variant_id: string | null }>(
    `select o.warehouse_id, o.confirmed_at is not null as confirmed, l.variant_id
     from orders o left join order_lines l on l.order_id = o.id where o.id = $1`,
    [orderId],
  );
  const [first] = known;
  if (!first?.confirmed) return new Map();
  const wanted = (body.lines ?? []).flatMap(({ variantId }) => (variantId === undefined ? [] : [variantId]));
  const sold = await work.tx.rows<{ id: string }>('select id from variants where id = any($1::bigint[])', [wanted]);
  return lockStock(viewer, work, first.warehouse_id, [
    ...known.flatMap(({ variant_id }) => (variant_id === null ? [] : [variant_id])),
    ...sold.map(({ id }) => id),
  ]);
}

type LinesOutcome = Pick<ChangedLines, 'changes' | 'movesStock'> & Partial<ChangedLines>;

type Said = Pick<Body, 'additions' | 'reason' | 'reasonText' | 'confirmed' | 'settlement'>;

async function changeLinesOf(
  viewer: Viewer,
  work: Work,
  order: LockedOrder,
  {
    wanted,
    additions,
    levels,
    ...said
  }: Said & {
    wanted: NonNullable<Body['lines']>;
    levels: ReadonlyMap<string, StockLevel>;
  },
): Promise<LinesOutcome | { refusal: Refusal }> {
  if (order.isConfirmed)
    return changeLines(viewer, work, order, { wanted, shipApart: additions === 'ship_separately', ...said }, levels);
  const draft = await changeDraftLines(work, order.id, { wanted, confirmed: said.confirmed });
  return isRefused(draft) ? draft : { changes: draft.changes ?? [], movesStock: false };
}

/** Lines that joined are treated as a confirmation would treat them. */
async function settleJoined(
  viewer: Viewer,
  work: Work,
  order: LockedOrder,
  joined: ReadonlySet<string>,
  levels: ReadonlyMap<string, StockLevel>,
): Promise<void> {
  if (joined.size === 0) return;
  const lines = await loadLines(work, { orderId: order.id });
  await settleShortages(
    viewer,
    work,
    order,
    lines.filter(({ orderLineId }) => joined.has(orderLineId)),
    levels,
  );
}
