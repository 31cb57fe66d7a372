import { formatAmount, parseAmount } from '#domain/money.ts';
import { type DoubleDemand, settleLine } from '#domain/orders/double-demand.ts';
import type { Quantity } from '#domain/quantity.ts';
import { cancelLines } from '../ledger/cancel-lines.ts';
import { Changes } from '../ledger/changes.ts';
import { type LoadedLine, loadLines } from '../ledger/load-lines.ts';
import type { LockedOrder } from '../ledger/lock-order.ts';
import { recordCancellation } from '../ledger/record-cancellation.ts';
import { isOpen } from '../ledger/sql-words.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { chooseDeal, type LineDeal } from './price-line.ts';
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
  const untouched = new Map(waiting.map((line) => [line.queueLineId, line.open]));
  const settled: SettledDoubleDemand = { deals: [], queueTimes: [], decisions: [] };
  const toCancel: { line: LoadedLine; quantity: Quantity }[] = [];
  const written: WrittenLine[] = [];

  for (const draft of drafts) {
    const decision = draft.double_demand ?? 'add';
    const same = waiting.filter(({ variantId }) => variantId === draft.variant_id);
    const open = same.map((line) => ({
      id: line.queueLineId,
      outstanding: untouched.get(line.queueLineId) ?? 0,
      picked: line.picked,
    }));
    const outstanding = open.reduce((sum, one) => sum + one.outstanding, 0);
    const outcome = settleLine(decision, { quantity: draft.quantity, orderMultiple: draft.order_multiple }, open);
    let merged = decision === 'merge' ? draft.quantity - outcome.quantity : 0;
    for (const one of open) {
      const given = outcome.cancelled.find(({ id }) => id === one.id)?.quantity ?? Math.min(merged, one.outstanding);
      if (decision === 'merge') merged -= given;
      if (decision === 'replace' && given > 0)
        toCancel.push({ line: same.find(({ queueLineId }) => queueLineId === one.id) as LoadedLine, quantity: given });
      untouched.set(one.id, one.outstanding - given);
    }
    if (decision !== 'add' && outstanding > 0)
      settled.decisions.push({
        sku: draft.sku,
        decision,
        asked: draft.quantity,
        ordered: outcome.quantity,
        outstanding,
      });
    written.push({ draft, ...outcome, replaced: outcome.cancelled.map(({ id }) => id) });
  }

  const splits = await writeLines(work, order, written);
  await replace(viewer, work, toCancel, written);
  for (const { draft, keepsPlace, replaced } of written) {
    const oldest = waiting
      .filter(({ queueLineId }) => replaced.includes(queueLineId))
      .map(({ queuedAt }) => queuedAt)
      .sort((a, b) => Date.parse(a) - Date.parse(b))[0];
    if (keepsPlace > 0 && oldest) settled.queueTimes.push({ orderLineId: draft.id, queuedAt: oldest });
  }
  const offered = await readDealsOfOrder(work.tx, order.id, work.today);
  settled.deals = written.flatMap((line) =>
    dealsOf(line, splits.get(line.draft.id) ?? null, offered, order, work.today),
  );
  return settled;
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

type WrittenLine = {
  draft: DraftLine;
  quantity: Quantity;
  keepsPlace: Quantity;
  replaced: string[];
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
  lines: readonly WrittenLine[],
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
async function replace(
  viewer: Viewer,
  work: Work,
  cancelled: readonly { line: LoadedLine; quantity: Quantity }[],
  written: readonly WrittenLine[],
): Promise<void> {
  const replaced = cancelled.map(({ line }) => ({
    orderLineId: written.find(({ replaced }) => replaced.includes(line.queueLineId))?.draft.id,
    backorderLineId: line.backorderLineId,
    outstanding: line.open,
  }));
  if (replaced.length > 0) await work.tx.rows(NOTE_REPLACED, [JSON.stringify(replaced), work.now]);
  for (const orderId of new Set(cancelled.map(({ line }) => line.orderId))) {
    const own = cancelled.filter(({ line }) => line.orderId === orderId);
    const cancellation = await recordCancellation(
      viewer,
      work,
      orderId,
      { reason: 'replaced_by_order', reasonText: null },
      own,
    );
    const changes = new Changes({ type: 'cancellation', id: cancellation.id });
    await cancelLines(viewer, work, changes, own, cancellation, new Map());
    await changes.write(viewer, work);
    for (const backorderId of new Set(own.map(({ line }) => line.backorderId as string))) {
      const lines = own.filter(({ line }) => line.backorderId === backorderId);
      work.audit({
        action: 'backorder.cancel',
        recordType: 'backorder',
        recordId: backorderId,
        orderId,
        changes: {
          reason: 'replaced_by_order',
          quantity: lines.reduce((sum, { quantity }) => sum + quantity, 0),
          lines: lines.map(({ line, quantity }) => ({ sku: line.sku, quantity })),
        },
      });
      work.tell('backorder_cancelled', { backorderId, notifyCustomer: false });
    }
  }
}

/** The deals of a settled line: its own shared out over its parts, or the best that applies to all it orders. */
function dealsOf(
  { draft, quantity, keepsPlace }: WrittenLine,
  rest: { id: string; quantity: Quantity } | null,
  offered: Parameters<typeof chooseDeal>[0],
  order: LockedOrder,
  today: string,
): ({ orderLineId: string } & LineDeal)[] {
  if (quantity === 0) return [];
  const own: LineDeal | null =
    draft.deal_name !== null && draft.deal_id === null
      ? {
          dealId: null,
          dealName: draft.deal_name,
          dealKind: 'amount',
          dealPercent: null,
          dealPrice: null,
          dealAmount: draft.deal_amount,
        }
      : chooseDeal(
          offered,
          { variantId: draft.variant_id, productId: draft.product_id, quantity, unitPrice: draft.unit_price },
          { customerId: order.customerId, today },
        );
  if (!own) return [];
  const unitPrice = parseAmount(draft.unit_price) as bigint;
  const worth = (units: Quantity) => ((BigInt(units) * unitPrice) / 100n) * 100n;
  const most = (amount: bigint, units: Quantity) => (amount > worth(units) ? worth(units) : amount);
  const amount = most(parseAmount(own.dealAmount) as bigint, quantity);
  if (!rest) return [{ orderLineId: draft.id, ...own, dealAmount: formatAmount(amount) }];
  const first = ((amount * BigInt(keepsPlace)) / BigInt(quantity) / 100n) * 100n;
  return [
    { orderLineId: draft.id, ...own, dealAmount: formatAmount(first) },
    { orderLineId: rest.id, ...own, dealAmount: formatAmount(most(amount - first, rest.quantity)) },
  ];
}

/**
 * Keeps that backorders of the same customer wait for the same variant as lines being confirmed, so that nothing ships twice
 * unnoticed: one row for each line, of all lines of the order or of some.
 */
export function noteDoubleDemand(work: Work, orderId: string, orderLineIds: readonly string[] | null = null) {
  return work.tx.rows(NOTE, [orderId, work.now, orderLineIds]);
}

const NOTED = `insert into double_demands
    (order_line_id, customer_id, variant_id, decision, was_asked, outstanding, backorders, oldest_backorder_line_id, at)`;

const NOTE = `
  ${NOTED}
  select l.id, o.customer_id, l.variant_id, coalesce(l.double_demand, 'add'), l.double_demand is not null, waiting.*, $2
  from orders o
  join order_lines l on l.order_id = o.id
  cross join lateral (
    select sum(b.outstanding), count(distinct h.id)::integer as backorders, (array_agg(b.id order by h.created_at, b.id))[1]
    from backorders h
    -- From the customer's few to their lines: of a variant that many wait for, the other way reads all that wait.
    cross join lateral (
      select id, outstanding from backorder_lines
      where backorder_id = h.id and variant_id = l.variant_id and outstanding > 0 offset 0) b
    where h.customer_id = o.customer_id and h.order_id <> o.id and ${isOpen('h')}) waiting
  where o.id = $1 and ($3::bigint[] is null or l.id = any($3)) and waiting.backorders > 0
  on conflict do nothing`;

const NOTE_REPLACED = `
  ${NOTED}
  select l.id, o.customer_id, l.variant_id, 'replace', true, sum(d.outstanding), count(distinct b.backorder_id),
    (array_agg(b.id order by h.created_at, b.id))[1], $2
  from jsonb_to_recordset($1::jsonb) d("orderLineId" bigint, "backorderLineId" bigint, outstanding integer)
  join order_lines l on l.id = d."orderLineId"
  join orders o on o.id = l.order_id
  join backorder_lines b on b.id = d."backorderLineId"
  join backorders h on h.id = b.backorder_id
  group by l.id, o.customer_id, l.variant_id
  on conflict do nothing`;

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
  insert into order_lines (order_id, variant_id, position, quantity, unit_price, shortage_rule, cancel_if_not_shipped_by, double_demand, increase_of_id)
  select $1, l.variant_id, (select max(position) from order_lines where order_id = $1) + (row_number() over (order by l.position))::integer,
    d.rest, l.unit_price, l.shortage_rule, l.cancel_if_not_shipped_by, l.double_demand, l.id
  from jsonb_to_recordset($2::jsonb) d(id bigint, rest integer) join order_lines l on l.id = d.id
  returning id, increase_of_id, quantity`;
