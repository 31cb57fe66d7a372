import type { ShortageRule } from '#domain/fulfillment/shortage.ts';
import { parseAmount, type TenThousandths } from '#domain/money.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { Work } from '../platform/work.ts';
import type { DemandLine } from './changes.ts';

/** An allocation that still holds stock. */
export type HeldAllocation = { id: string; live: Quantity; picked: Quantity };

/** A confirmed line as the use cases decide on it; the caller holds its stock row and its order or backorder. */
export type LoadedLine = DemandLine & {
  sku: string;
  productName: string;
  variantName: string;
  itemName: string;
  unitsPerCase: number;
  orderMultiple: number;
  prepaid: Quantity;
  isReplacement: boolean;
  allocated: Quantity;
  picked: Quantity;
  /** What of `allocated` only a person moves, without what is picked. */
  firm: Quantity;
  isOnHold: boolean;
  /** Something was bought for it by name and has not arrived. */
  isPinned: boolean;
  rules: {
    line: ShortageRule | null;
    variant: ShortageRule | null;
    customer: ShortageRule | null;
    discontinued: boolean;
  };
  unitPrice: TenThousandths;
  /** When this claim joined the queue. */
  queuedAt: string;
  /** Oldest first. */
  allocations: HeldAllocation[];
};

/**
 * Loads the lines of an order that it fills itself, or with those of its backorders, or the lines of a backorder, in the
 * order of their positions.
 */
export async function loadLines(
  work: Work,
  demand: { orderId: string; withBackorders?: true } | { backorderId: string },
): Promise<LoadedLine[]> {
  const rows =
    'orderId' in demand
      ? await work.tx.rows<Row>(demand.withBackorders ? LINES_OF_ALL : LINES_OF_ORDER, [demand.orderId])
      : await work.tx.rows<Row>(LINES_OF_BACKORDER, [demand.backorderId]);
  return rows.map(toLine);
}

function toLine(row: Row): LoadedLine {
  return {
    ...namesOf(row),
    orderId: row.order_id,
    orderLineId: row.order_line_id,
    backorderId: row.backorder_id,
    backorderLineId: row.backorder_line_id,
    queueLineId: row.id,
    variantId: row.variant_id,
    warehouseId: row.warehouse_id,
    open: row.open,
    orderedQuantity: row.quantity,
    value: parseAmount(row.value) as TenThousandths,
    unitPrice: parseAmount(row.unit_price) as TenThousandths,
    orderMultiple: row.order_multiple,
    ...standingOf(row),
    rules: rulesOf(row),
    queuedAt: row.queued_at,
    allocations: (row.allocations ?? []).map(([id, live, picked]) => ({ id: String(id), live, picked })),
  };
}

const standingOf = (row: Row) => ({
  prepaid: row.prepaid,
  isReplacement: row.is_replacement,
  allocated: row.allocated,
  picked: row.picked,
  firm: row.firm,
  isOnHold: row.on_hold,
  isPinned: row.is_pinned,
});

const namesOf = (row: Row) => ({
  sku: row.sku,
  productName: row.product_name,
  variantName: row.name,
  itemName: row.item_name,
  unitsPerCase: row.units_per_case,
});

const rulesOf = (row: Row): LoadedLine['rules'] => ({
  line: row.line_rule,
  variant: row.variant_rule,
  customer: row.customer_rule,
  discontinued: row.discontinued,
});

type Row = {
  id: string;
  order_id: string;
  order_line_id: string;
  backorder_id: string | null;
  backorder_line_id: string | null;
  variant_id: string;
  warehouse_id: string;
  open: number;
  allocated: number;
  picked: number;
  prepaid: number;
  is_replacement: boolean;
  firm: number;
  order_multiple: number;
  on_hold: boolean;
  is_pinned: boolean;
  quantity: number;
  value: string;
  unit_price: string;
  queued_at: string;
  sku: string;
  product_name: string;
  name: string;
  item_name: string;
  units_per_case: number;
  discontinued: boolean;
  line_rule: ShortageRule | null;
  variant_rule: ShortageRule | null;
  customer_rule: ShortageRule | null;
  allocations: [number, number, number][] | null;
};

const linesWhere = (condition: string) => `
  select q.id, q.order_id, q.order_line_id, q.backorder_id, q.backorder_line_id, q.variant_id, q.warehouse_id,
    q.open, q.allocated, q.picked, q.prepaid, l.return_line_id is not null as is_replacement, q.order_multiple, q.on_hold, q.queued_at,
    exists (select from pins p where p.queue_line_id = q.id and p.served < p.quantity) as is_pinned,
    (select coalesce(sum(a.live - a.picked), 0)::integer from allocations a
     where a.queue_line_id = q.id and a.live > 0 and a.firmness = 'firm') as firm,
    l.quantity, l.value, l.unit_price, l.shortage_rule as line_rule,
    v.sku, v.product_name, v.name, v.item_name, v.units_per_case, v.discontinued, v.shortage_rule as variant_rule, c.shortage_rule as customer_rule,
    (select json_agg(json_build_array(a.id, a.live, a.picked) order by a.id)
     from allocations a where a.queue_line_id = q.id and a.live > 0) as allocations
  from queue_lines q
  join order_lines l on l.id = q.order_line_id
  join variants v on v.id = q.variant_id
  join customers c on c.id = q.customer_id
  where ${condition}
  order by l.position, q.id`;

const LINES_OF_ORDER = linesWhere('q.order_id = $1 and q.backorder_id is null');
const LINES_OF_ALL = linesWhere('q.order_id = $1');
const LINES_OF_BACKORDER = linesWhere('q.backorder_id = $1');
