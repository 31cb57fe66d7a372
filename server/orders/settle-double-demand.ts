import { formatAmount, parseAmount } from '#domain/money.ts';
import type { Deal } from '#domain/orders/deal.ts';
import { type DoubleDemand, settleLine } from '#domain/orders/double-demand.ts';
import { type Quantity, total } from '#domain/quantity.ts';
import { cancelLines } from '../ledger/cancel-lines.ts';
import { Changes } from '../ledger/changes.ts';
import { type LoadedLine, loadLines } from '../ledger/load-lines.ts';
import type { LockedOrder } from '../ledger/lock-order.ts';
import { recordCancellation } from '../ledger/record-cancellation.ts';
import { isOpen } from '../ledger/sql-words.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { noteReplaced } from './note-double-demand.ts';
import { chooseDeal, type LineDeal, NO_DEAL } from './price-line.ts';
import { readDealsOfOrder } from './read-deals.ts';

export type SettledDoubleDemand = {
  /** The deals of the lines as they are now. */
  deals: ({ orderLineId: string } & LineDeal)[];
  /** Lines that stand where what they replaced stood. */
  queueTimes: { orderLineId: string; queuedAt: string }[];
  /** What was decided, for the record. */
  decisions: { sku: string; decision: DoubleDemand; asked: Quantity; ordered: Quantity; outstanding: Quantity }[];
};

/**
 * Carries out what the lines of a draft decide about the customer's open backorders of the same variants in the same
 * warehouse, just before it is confirmed: merged lines order what exceeds the outstanding, replaced backorders give up
 * theirs. A line that replaces less than it orders is split: the part that replaces keeps the place, the rest is an
 * increase with its own. The caller holds the stock rows and the order.
 */
export async function settleDoubleDemand(viewer: Viewer, work: Work, order: LockedOrder): Promise<SettledDoubleDemand> {
  const drafts = await work.tx.rows<DraftLine>(DRAFT_LINES, [order.id]);
  const waiting = await lockWaiting(work, order);
  const untouched: Untouched = new Map(waiting.map((line) => [line.queueLineId, line.open]));
  const lines = drafts.map((draft) => settleDraft(draft, waiting, untouched));
  const splits = await writeLines(work, order, lines);
  await replace(viewer, work, lines);
  const offered = await readDealsOfOrder(work.tx, order.id, work.today);
  return {
    deals: lines.flatMap((line) => dealsOf(line, splits.get(line.draft.id) ?? null, offered, order, work.today)),
    queueTimes: lines.flatMap((line) => queueTimeOf(line, waiting)),
    decisions: lines.flatMap(decisionOf),
  };
}

/** What no line took yet of each waiting backorder line. */
type Untouched = Map<string, Quantity>;

/** A line of the draft as its decision leaves it; what it takes of the waiting lines is then no longer `untouched`. */
function settleDraft(draft: DraftLine, waiting: readonly LoadedLine[], untouched: Untouched): SettledLine {
  const decision = draft.double_demand ?? 'add';
  const same = waiting.filter(({ variantId }) => variantId === draft.variant_id);
  const open = same.map((line) => ({
    id: line.queueLineId,
    outstanding: untouched.get(line.queueLineId) ?? 0,
    picked: line.picked,
  }));
  const outcome = settleLine(decision, { quantity: draft.quantity, orderMultiple: draft.order_multiple }, open);
  const replaced: SettledLine['replaced'] = [];
  let merged = decision === 'merge' ? draft.quantity - outcome.quantity : 0;
  for (const { id, outstanding } of open) {
    const quantity = outcome.cancelled.find((one) => one.id === id)?.quantity ?? Math.min(merged, outstanding);
    if (decision === 'merge') merged -= quantity;
    if (decision === 'replace' && quantity > 0)
      replaced.push({ line: same.find(({ queueLineId }) => queueLineId === id) as LoadedLine, quantity });
    untouched.set(id, outstanding - quantity);
  }
  const { quantity, keepsPlace } = outcome;
  return { draft, decision, quantity, keepsPlace, outstanding: total(open, (one) => one.outstanding), replaced };
}

function decisionOf({ draft, decision, quantity, outstanding }: SettledLine): SettledDoubleDemand['decisions'] {
  if (decision === 'add' || outstanding === 0) return [];
  return [{ sku: draft.sku, decision, asked: draft.quantity, ordered: quantity, outstanding }];
}

/** What replaces another stands where the oldest of it stood. */
function queueTimeOf(
  { draft, keepsPlace, replaced }: SettledLine,
  waiting: readonly LoadedLine[],
): SettledDoubleDemand['queueTimes'] {
  const ids = replaced.map(({ line }) => line.queueLineId);
  const oldest = waiting
    .filter(({ queueLineId }) => ids.includes(queueLineId))
    .map(({ queuedAt }) => queuedAt)
    .sort((a, b) => Date.parse(a) - Date.parse(b))[0];
  return keepsPlace > 0 && oldest ? [{ orderLineId: draft.id, queuedAt: oldest }] : [];
}

type DraftLine = {
  id: string;
  variant_id: string;
  product_id: string;
  sku: string;
  position: number;
  quantity: Quantity;
  order_multiple: number;
  unit_price: string;
  deal_id: string | null;
  deal_name: string | null;
  deal_amount: string;
  double_demand: DoubleDemand | null;
};

type SettledLine = {
  draft: DraftLine;
  decision: DoubleDemand;
  quantity: Quantity;
  keepsPlace: Quantity;
  /** What the customer's backorders of the variant had outstanding before it. */
  outstanding: Quantity;
  /** What is cancelled for it. */
  replaced: { line: LoadedLine; quantity: Quantity }[];
};

/** The customer's open backorder lines of the variants, locked after their orders and backorders, oldest first. */
async function lockWaiting(work: Work, order: LockedOrder): Promise<LoadedLine[]> {
  const found = await work.tx.rows<{ backorder_id: string; order_id: string; variant_id: string }>(WAITING, [
    order.id,
    order.customerId,
    order.warehouseId,
  ]);
  if (found.length === 0) return [];
  const backorderIds = [...new Set(found.map(({ backorder_id }) => backorder_id))];
  await work.tx.rows('select from orders where id = any($1::bigint[]) order by id for update', [
    found.map(({ order_id }) => order_id),
  ]);
  await work.tx.rows('select from backorders where id = any($1::bigint[]) order by id for update', [backorderIds]);
  const lines = await Promise.all(backorderIds.map((backorderId) => loadLines(work, { backorderId })));
  const variantIds = new Set(found.map(({ variant_id }) => variant_id));
  return lines.flat().filter(({ variantId, open }) => variantIds.has(variantId) && open > 0);
}

/** Writes the quantities into the draft; answers the increase of each line that was split. */
async function writeLines(
  work: Work,
  order: LockedOrder,
  lines: readonly SettledLine[],
): Promise<Map<string, { id: string; quantity: Quantity }>> {
  const changed = lines.map(({ draft, quantity, keepsPlace }) => {
    const isSplit = keepsPlace > 0 && keepsPlace < quantity;
    return { id: draft.id, quantity: isSplit ? keepsPlace : quantity, rest: isSplit ? quantity - keepsPlace : 0 };
  });
  await work.tx.rows('delete from order_lines where id = any($1::bigint[])', [
    changed.filter(({ quantity }) => quantity === 0).map(({ id }) => id),
  ]);
  // A deal may be larger than what is left of its line: it is reckoned anew once the quantities stand.
  await work.tx.rows(RESIZE, [JSON.stringify(changed.filter(({ quantity }) => quantity > 0))]);
  const rows = await work.tx.rows<{ id: string; increase_of_id: string; quantity: Quantity }>(SPLIT, [
    order.id,
    JSON.stringify(changed.filter(({ rest }) => rest > 0)),
  ]);
  await work.tx.rows(
    'update orders set ordered = (select coalesce(sum(quantity), 0) from order_lines where order_id = $1) where id = $1',
    [order.id],
  );
  return new Map(rows.map((row) => [row.increase_of_id, { id: row.id, quantity: row.quantity }]));
}

/** Cancels what the new lines replace, one record for each order it stood on. */
async function replace(viewer: Viewer, work: Work, settled: readonly SettledLine[]): Promise<void> {
  const cancelled = settled.flatMap(({ replaced }) => replaced);
  const noted = settled.flatMap(({ draft, replaced }) =>
    replaced.map(({ line }) => ({
      orderLineId: draft.id,
      backorderLineId: line.backorderLineId,
      outstanding: line.open,
    })),
  );
  if (noted.length > 0) await noteReplaced(work, noted);
  for (const orderId of new Set(cancelled.map(({ line }) => line.orderId))) {
    const own = cancelled.filter(({ line }) => line.orderId === orderId);
    const why = { reason: 'replaced_by_order', reasonText: null };
    const cancellation = await recordCancellation(viewer, work, orderId, why, own);
    const changes = new Changes({ type: 'cancellation', id: cancellation.id });
    await cancelLines(viewer, work, changes, own, cancellation, new Map());
    await changes.write(viewer, work);
    for (const backorderId of new Set(own.map(({ line }) => line.backorderId as string))) {
      const lines = own.filter(({ line }) => line.backorderId === backorderId);
      noteCancelled(work, { orderId, backorderId, lines });
    }
  }
}

function noteCancelled(
  work: Work,
  { orderId, backorderId, lines }: { orderId: string; backorderId: string; lines: SettledLine['replaced'] },
): void {
  work.audit({
    action: 'backorder.cancel',
    recordType: 'backorder',
    recordId: backorderId,
    orderId,
    changes: {
      reason: 'replaced_by_order',
      quantity: total(lines, ({ quantity }) => quantity),
      lines: lines.map(({ line, quantity }) => ({ sku: line.sku, quantity })),
    },
  });
  work.tell('backorder_cancelled', { backorderId, notifyCustomer: false });
}

/** The deals of a settled line: its own shared out over its parts, or the best that applies to all it orders. */
function dealsOf(
  line: SettledLine,
  rest: { id: string; quantity: Quantity } | null,
  offered: readonly Deal[],
  order: LockedOrder,
  today: string,
): ({ orderLineId: string } & LineDeal)[] {
  const { draft, quantity, keepsPlace } = line;
  const deal = quantity === 0 ? null : dealOf(line, offered, { customerId: order.customerId, today });
  if (!deal) return [];
  const unitPrice = parseAmount(draft.unit_price) as bigint;
  const worth = (units: Quantity) => ((BigInt(units) * unitPrice) / 100n) * 100n;
  const most = (amount: bigint, units: Quantity) => (amount > worth(units) ? worth(units) : amount);
  const amount = most(parseAmount(deal.dealAmount) as bigint, quantity);
  if (!rest) return [{ orderLineId: draft.id, ...deal, dealAmount: formatAmount(amount) }];
  const first = ((amount * BigInt(keepsPlace)) / BigInt(quantity) / 100n) * 100n;
  return [
    { orderLineId: draft.id, ...deal, dealAmount: formatAmount(first) },
    { orderLineId: rest.id, ...deal, dealAmount: formatAmount(most(amount - first, rest.quantity)) },
  ];
}

/** A deal that was given by hand stays; any other is chosen anew for the quantity. */
function dealOf(
  { draft, quantity }: SettledLine,
  offered: readonly Deal[],
  when: { customerId: string; today: string },
): LineDeal | null {
  if (draft.deal_name !== null && draft.deal_id === null)
    return { ...NO_DEAL, dealName: draft.deal_name, dealKind: 'amount', dealAmount: draft.deal_amount };
  const { variant_id: variantId, product_id: productId, unit_price: unitPrice } = draft;
  return chooseDeal(offered, { variantId, productId, quantity, unitPrice }, when);
}

const DRAFT_LINES = `
  select l.id, l.variant_id, v.product_id, v.sku, l.position, l.quantity, v.order_multiple, l.unit_price, l.deal_id, l.deal_name,
    l.deal_amount, l.double_demand
  from order_lines l join variants v on v.id = l.variant_id where l.order_id = $1 order by l.position`;

const WAITING = `
  select distinct h.id as backorder_id, h.order_id, b.variant_id
  from order_lines l
  join backorders h on h.customer_id = $2 and h.warehouse_id = $3 and h.order_id <> l.order_id
    and ${isOpen('h')}
  join backorder_lines b on b.backorder_id = h.id and b.variant_id = l.variant_id and b.outstanding > 0
  where l.order_id = $1 and l.double_demand in ('merge', 'replace')
  order by h.id`;

const RESIZE = `
  update order_lines l set quantity = d.quantity,
    deal_id = null, deal_name = null, deal_kind = null, deal_percent = null, deal_price = null, deal_amount = 0
  from jsonb_to_recordset($1::jsonb) d(id bigint, quantity integer) where l.id = d.id`;

const SPLIT = `
  insert into order_lines (order_id, variant_id, position, quantity, unit_price, price_reason, price_valid_until, shortage_rule, cancel_if_not_shipped_by, double_demand, increase_of_id)
  select $1, l.variant_id, (select max(position) from order_lines where order_id = $1) + (row_number() over (order by l.position))::integer,
    d.rest, l.unit_price, l.price_reason, l.price_valid_until, l.shortage_rule, l.cancel_if_not_shipped_by, l.double_demand, l.id
  from jsonb_to_recordset($2::jsonb) d(id bigint, rest integer) join order_lines l on l.id = d.id
  returning id, increase_of_id, quantity`;
