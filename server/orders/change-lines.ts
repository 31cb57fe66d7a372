import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import type { TenThousandths } from '#domain/money.ts';
import { parseAmount } from '#domain/money.ts';
import { extendable } from '#domain/orders/deal.ts';
import { changeRow, type RowRefusal } from '#domain/orders/row-change.ts';
import type { Quantity } from '#domain/quantity.ts';
import { cancelLines } from '../ledger/cancel-lines.ts';
import { Changes } from '../ledger/changes.ts';
import { type LoadedLine, loadLines } from '../ledger/load-lines.ts';
import type { LockedOrder } from '../ledger/lock-order.ts';
import type { StockLevel } from '../ledger/lock-stock.ts';
import { recordCancellation } from '../ledger/record-cancellation.ts';
import { tierRank } from '../ledger/sql-words.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { LineChange } from './change-draft-lines.ts';
import {
  chooseDeal,
  extendDeal,
  LINE_COLUMNS,
  LINE_RECORD,
  LINE_VALUES,
  type LineDeal,
  NO_DEAL,
  notWhole,
  type PricedLine,
  priceLine,
  type VariantRow,
} from './price-line.ts';
import { readDeals, termsOf } from './read-deals.ts';
import { noteDoubleDemand } from './settle-double-demand.ts';

type ChangedLine = NonNullable<Request<'updateOrder'>['body']['lines']>[number];

/** What a line was told about its shortage and its last day. */
type LineRules = { sku: string; shortageRule?: string | null; cancelIfNotShippedBy?: string | null };

export type ChangedLines = {
  changes: LineChange[];
  rules: LineRules[];
  /** The levels as they are now, freed stock included. */
  levels: StockLevel[];
  /** New lines that ask for stock on the order itself. */
  joined: Set<string>;
  movesStock: boolean;
};

/**
 * Changes the rows of a confirmed order to what is wanted in all, and adds lines. Less is cancelled, as `changeRow` says;
 * more is a new line at the same price with its own queue time, on the open backorder of its row or open on the order.
 * Deals reckoned by the unit extend, amounts do not. The caller holds the stock rows and the order, and deals freed stock.
 *
 * Refusals, in this order: `line_named_twice`, `line_not_on_record`, `price_locked`, `unknown_reference`, then for the
 * first line at fault `quantity_not_whole_multiple`, `below_picked_or_shipped` with the figures, those of `priceLine`.
 */
export async function changeLines(
  viewer: Viewer,
  work: Work,
  order: LockedOrder,
  wanted: readonly ChangedLine[],
  levels: ReadonlyMap<string, StockLevel>,
): Promise<ChangedLines | { refusal: Refusal }> {
  await work.tx.rows('select from backorders where order_id = $1 order by id for update', [order.id]);
  const newVariantIds = wanted.flatMap(({ variantId }) => (variantId === undefined ? [] : [variantId]));
  const [rows, claims, variants, deals] = await Promise.all([
    work.tx.rows<LineRow>(ROWS, [order.id]),
    loadLines(work, { orderId: order.id, withBackorders: true }),
    work.tx.rows<VariantRow>(VARIANTS, [newVariantIds]),
    newVariantIds.length > 0 ? readDeals(work.tx, order.customerId, newVariantIds, work.today) : [],
  ]);
  const mistake = findMistake(wanted, rows, variants);
  if (mistake) return { refusal: mistake };

  const cancelled: { line: LoadedLine; quantity: Quantity }[] = [];
  const added: AddedLine[] = [];
  const changes: LineChange[] = [];
  let position = Math.max(0, ...rows.map((row) => row.position));
  for (const [index, line] of wanted.entries()) {
    if (line.variantId !== undefined) {
      position += 1;
      const variant = variants.find(({ id }) => id === line.variantId) as VariantRow;
      const priced = priceLine(
        { ...line, quantity: line.quantity ?? 0, doubleDemand: null },
        { index, position },
        variant,
        work.company.currency,
      );
      if (isRefused(priced)) return priced;
      const offered =
        priced.dealName === null
          ? chooseDeal(deals, { ...priced, productId: variant.product_id }, { ...order, today: work.today })
          : null;
      added.push({ ...priced, ...offered, increaseOfId: null, backorderId: null });
      changes.push({ sku: variant.sku, from: 0, to: priced.quantity });
      continue;
    }
    const root = rows.find(({ id }) => id === line.orderLineId) as LineRow;
    const ofRow = rows.filter((row) => row.root_id === root.id);
    if (line.quantity === undefined) continue;
    const own = claims
      .filter(({ orderLineId }) => ofRow.some(({ id }) => id === orderLineId))
      .sort((a, b) => Date.parse(a.queuedAt) - Date.parse(b.queuedAt) || Number(a.queueLineId) - Number(b.queueLineId));
    const shipped = ofRow.reduce((sum, row) => sum + row.shipped, 0);
    const change = changeRow(
      {
        shipped,
        orderMultiple: root.order_multiple,
        parts: own.map(({ queueLineId, backorderId, open, picked }) => ({
          id: queueLineId,
          backorderId,
          open,
          picked,
        })),
      },
      line.quantity,
    );
    if ('code' in change) return explain(change, index, root.sku);
    if (change.change === 'none') continue;
    const now = shipped + own.reduce((sum, { open }) => sum + open, 0);
    changes.push({ sku: root.sku, from: now, to: line.quantity });
    if (change.change === 'less') {
      for (const { id, quantity } of change.cancelled)
        cancelled.push({ line: own.find(({ queueLineId }) => queueLineId === id) as LoadedLine, quantity });
    } else {
      position += 1;
      added.push({ ...increase(root, change.quantity, position), backorderId: change.backorderId });
    }
  }
  const rules = await changeRules(work, order, wanted, rows);
  if (cancelled.length + added.length === 0)
    return { changes, rules, levels: [...levels.values()], joined: new Set(), movesStock: false };
  return {
    changes,
    rules,
    movesStock: true,
    ...(await write(viewer, work, order, { cancelled, added, levels })),
  };
}

type LineRow = {
  id: string;
  root_id: string;
  position: number;
  sku: string;
  variant_id: string;
  order_multiple: number;
  shipped: Quantity;
  unit_price: string;
  deal_id: string | null;
  deal_name: string | null;
  deal_kind: 'percent' | 'amount' | 'price' | null;
  deal_percent: string | null;
  deal_price: string | null;
  shortage_rule: string | null;
  cancel_if_not_shipped_by: string | null;
};

type AddedLine = PricedLine & { increaseOfId: string | null; backorderId: string | null };

function findMistake(
  wanted: readonly ChangedLine[],
  rows: readonly LineRow[],
  variants: readonly VariantRow[],
): Refusal | null {
  const at = (index: number, field: string, detail: string) => ({
    errors: [{ pointer: `#/lines/${index}${field}`, detail }],
  });
  const named = wanted.map(({ orderLineId }) => orderLineId);
  const repeated = named.findIndex((id, index) => id !== undefined && named.indexOf(id) < index);
  if (repeated >= 0) return { code: 'line_named_twice', ...at(repeated, '', 'names a line a second time') };
  const isRow = (id: string) => rows.some((row) => row.id === id && row.root_id === id);
  const foreign = named.findIndex((id) => id !== undefined && !isRow(id));
  if (foreign >= 0) return { code: 'line_not_on_record', ...at(foreign, '', 'names no row of this order') };
  const priced = wanted.findIndex((line) => line.orderLineId !== undefined && (line.unitPrice || line.deal));
  if (priced >= 0) return { code: 'price_locked', ...at(priced, '', 'keeps its price and deal') };
  const unknown = wanted.findIndex(
    ({ variantId }) => variantId !== undefined && !variants.some(({ id }) => id === variantId),
  );
  return unknown >= 0 ? { code: 'unknown_reference', ...at(unknown, '/variantId', 'names no variant') } : null;
}

function explain(refused: RowRefusal, index: number, sku: string): { refusal: Refusal } {
  if (refused.code === 'quantity_not_whole_multiple') return notWhole(index, sku, refused.orderMultiple);
  const { code, ...facts } = refused;
  const parts = [
    facts.shipped > 0 ? `${facts.shipped} have shipped` : null,
    facts.picked > 0 ? `${facts.picked} are picked` : null,
  ].filter((part) => part !== null);
  return refuse(code, {
    errors: [{ pointer: `#/lines/${index}/quantity`, detail: `${sku}: ${parts.join(' and ')}` }],
    facts: { sku, ...facts },
  });
}

function increase(root: LineRow, quantity: Quantity, position: number): Omit<AddedLine, 'backorderId'> {
  return {
    variantId: root.variant_id,
    sku: root.sku,
    position,
    quantity,
    unitPrice: root.unit_price,
    ...dealOfIncrease(root, quantity),
    shortageRule: root.shortage_rule,
    cancelIfNotShippedBy: root.cancel_if_not_shipped_by,
    doubleDemand: null,
    increaseOfId: root.id,
  };
}

function dealOfIncrease(root: LineRow, quantity: Quantity): LineDeal {
  if (root.deal_name === null) return NO_DEAL;
  const terms = extendable(termsOf({ percent: root.deal_percent, price: root.deal_price, amount: null }));
  if (terms === null) return NO_DEAL;
  return extendDeal({ id: root.deal_id, name: root.deal_name }, terms, {
    quantity,
    unitPrice: parseAmount(root.unit_price) as TenThousandths,
  });
}

/** The rule of a shortage and the day to ship by may change at any time: they move no stock. */
async function changeRules(
  work: Work,
  order: LockedOrder,
  wanted: readonly ChangedLine[],
  rows: readonly LineRow[],
): Promise<LineRules[]> {
  const ruled = wanted.filter(
    (line) =>
      line.orderLineId !== undefined && (line.shortageRule !== undefined || line.cancelIfNotShippedBy !== undefined),
  );
  if (ruled.length === 0) return [];
  await work.tx.rows(RULES, [
    JSON.stringify(
      ruled.map(({ orderLineId, shortageRule, cancelIfNotShippedBy }) => ({
        id: orderLineId,
        shortageRule,
        setsRule: shortageRule !== undefined,
        shipBy: cancelIfNotShippedBy,
        setsShipBy: cancelIfNotShippedBy !== undefined,
      })),
    ),
    order.id,
  ]);
  return ruled.map(({ orderLineId, shortageRule, cancelIfNotShippedBy }) => ({
    sku: rows.find(({ id }) => id === orderLineId)?.sku ?? '',
    ...(shortageRule === undefined ? {} : { shortageRule }),
    ...(cancelIfNotShippedBy === undefined ? {} : { cancelIfNotShippedBy }),
  }));
}

async function write(
  viewer: Viewer,
  work: Work,
  order: LockedOrder,
  {
    cancelled,
    added,
    levels,
  }: {
    cancelled: readonly { line: LoadedLine; quantity: Quantity }[];
    added: readonly AddedLine[];
    levels: ReadonlyMap<string, StockLevel>;
  },
): Promise<{ levels: StockLevel[]; joined: Set<string> }> {
  const changes = new Changes({ type: 'order_change', id: order.id });
  let after = [...levels.values()];
  if (cancelled.length > 0) {
    const why = { reason: 'order_changed', reasonText: null };
    const cancellation = await recordCancellation(viewer, work, order.id, why, cancelled);
    after = await cancelLines(viewer, work, changes, cancelled, cancellation, levels);
  }
  const joined = new Set<string>();
  if (added.length > 0) {
    const inserted = await work.tx.rows<InsertedRow>(ADD, [order.id, work.now, JSON.stringify(added)]);
    for (const row of inserted) {
      const line = {
        orderId: order.id,
        orderLineId: row.id,
        backorderId: null,
        backorderLineId: null,
        queueLineId: row.queue_line_id,
        variantId: row.variant_id,
        warehouseId: order.warehouseId,
        open: row.quantity,
        orderedQuantity: row.quantity,
        value: parseAmount(row.value) as TenThousandths,
      };
      changes.ordered(line, row.quantity);
      if (row.backorder_id !== null && row.backorder_line_id !== null) {
        changes.backordered(line, row.backorder_line_id, row.quantity);
        changes.grown(row.backorder_id, line, row.quantity);
      } else joined.add(row.id);
    }
  }
  await changes.write(viewer, work);
  if (added.length > 0) await noteDoubleDemand(work, order.id, [...joined]);
  return { levels: after, joined };
}

type InsertedRow = {
  id: string;
  queue_line_id: string;
  variant_id: string;
  quantity: Quantity;
  value: string;
  backorder_id: string | null;
  backorder_line_id: string | null;
};

const VARIANTS = 'select id, product_id, sku, price, order_multiple from variants where id = any($1::bigint[])';

const ROWS = `
  select l.id, coalesce(l.increase_of_id, l.id) as root_id, l.position, v.sku, l.variant_id,
    coalesce(q.order_multiple, v.order_multiple) as order_multiple,
    l.filled + coalesce((select sum(b.fulfilled) from backorder_lines b where b.order_line_id = l.id), 0)::integer as shipped,
    l.unit_price, l.deal_id, l.deal_name, l.deal_kind, l.deal_percent, l.deal_price, l.shortage_rule, l.cancel_if_not_shipped_by
  from order_lines l
  join variants v on v.id = l.variant_id
  left join queue_lines q on q.order_line_id = l.id and q.backorder_line_id is null
  where l.order_id = $1 order by l.position`;

const RULES = `
  with touched as (update orders set version = version + 1 where id = $2)
  update order_lines l set
    shortage_rule = case when d."setsRule" then d."shortageRule" else l.shortage_rule end,
    cancel_if_not_shipped_by = case when d."setsShipBy" then d."shipBy" else l.cancel_if_not_shipped_by end
  from jsonb_to_recordset($1::jsonb) d(id bigint, "shortageRule" text, "setsRule" boolean, "shipBy" date, "setsShipBy" boolean)
  where coalesce(l.increase_of_id, l.id) = d.id`;

/**
 * New lines of a confirmed order join the queue now; they carry the mark and the hold of their order, and on a backorder
 * those of the backorder.
 */
const ADD = `
  with given as (
    select * from jsonb_to_recordset($3::jsonb) l(${LINE_RECORD}, "increaseOfId" bigint, "backorderId" bigint)),
  lines as (
    insert into order_lines (order_id, increase_of_id, ${LINE_COLUMNS})
    select $1, "increaseOfId", ${LINE_VALUES} from given order by position
    returning id, variant_id, position, quantity, value, increase_of_id),
  held as (
    select bool_or(on_hold) as on_hold, min(priority_rank) as priority_rank from queue_lines where order_id = $1 and backorder_id is null),
  queued as (
    insert into queue_lines (variant_id, warehouse_id, order_id, order_line_id, customer_id, open, order_multiple,
      priority_rank, tier_rank, queued_at, ship_complete, on_hold, requested_on)
    select l.variant_id, o.warehouse_id, o.id, l.id, o.customer_id, l.quantity, coalesce(root.order_multiple, v.order_multiple),
      coalesce(held.priority_rank, 1), ${tierRank('c.tier')}, $2,
      o.ship_policy = 'complete', coalesce(held.on_hold, false), o.requested_on
    from lines l
    cross join held
    join orders o on o.id = $1
    join customers c on c.id = o.customer_id
    join variants v on v.id = l.variant_id
    left join queue_lines root on root.order_line_id = l.increase_of_id and root.backorder_line_id is null
    order by l.position
    returning id, order_line_id),
  moved as (
    insert into backorder_lines (backorder_id, order_id, order_line_id, variant_id, quantity)
    select given."backorderId", $1, l.id, l.variant_id, l.quantity
    from lines l join given on given.position = l.position where given."backorderId" is not null order by l.position
    returning id, backorder_id, order_line_id, variant_id, quantity),
  moved_queued as (
    insert into queue_lines (variant_id, warehouse_id, order_id, order_line_id, backorder_id, backorder_line_id, customer_id,
      open, order_multiple, priority_rank, tier_rank, queued_at, ship_complete, on_hold, requested_on)
    select m.variant_id, b.warehouse_id, $1, m.order_line_id, b.id, m.id, b.customer_id, m.quantity, sibling.order_multiple,
      sibling.priority_rank, sibling.tier_rank, $2, sibling.ship_complete, sibling.on_hold, sibling.requested_on
    from moved m
    join backorders b on b.id = m.backorder_id
    join lines l on l.id = m.order_line_id
    join backorder_lines raised on raised.backorder_id = b.id
    join queue_lines sibling on sibling.backorder_line_id = raised.id
    where raised.id = (
      select max(r.id) from backorder_lines r join order_lines o on o.id = r.order_line_id
      where r.backorder_id = b.id and coalesce(o.increase_of_id, o.id) = l.increase_of_id)
    returning id)
  select l.id, queued.id as queue_line_id, l.variant_id, l.quantity, l.value, m.backorder_id, m.id as backorder_line_id
  from lines l join queued on queued.order_line_id = l.id left join moved m on m.order_line_id = l.id
  order by l.position`;
