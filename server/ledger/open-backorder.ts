import { takeBack } from '#domain/allocation/hold.ts';
import { takeOff } from '#domain/allocation/take-off.ts';
import { valueOfPart } from '#domain/invoicing/line-value.ts';
import { formatAmount, type TenThousandths } from '#domain/money.ts';
import { type Quantity, total } from '#domain/quantity.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { Changes } from './changes.ts';
import type { LoadedLine } from './load-lines.ts';

export type BackorderCause = 'partial_fulfillment' | 'confirmation' | 'manual' | 'lost_delivery';

export type OpenedBackorder = { id: string; number: string };

/** A backorder with the queue lines it stands in, by order line. */
type OpenedInQueue = OpenedBackorder & { queueLineIds: Map<string, string> };

/**
 * Moves quantities of order lines to a new backorder, which carries customer, address, terms, representative, ship
 * policy and queue time over unchanged; prices and deals stay on the order line both refer to. What is allocated beyond
 * the rest of an order line moves along, and so does what was bought for it by name. Notes everything on `changes`,
 * which the caller writes. The quantities are within what the lines have open and unpicked.
 */
export async function openBackorder(
  viewer: Viewer,
  work: Work,
  changes: Changes,
  opening: Opening,
): Promise<OpenedInQueue> {
  const lines = opening.lines.map(({ line, quantity }) => ({
    line,
    quantity,
    moved: takeOff(line, quantity).allocated,
    value: valueOfPart(quantity, line.orderedQuantity, line.value),
  }));
  const rows = await insert(viewer, work, opening, lines);
  const first = rows[0] as InsertedRow;
  const rowOf = new Map(rows.map((row) => [row.order_line_id, row]));
  for (const { line, quantity, moved } of lines)
    moveTo(changes, rowOf.get(line.orderLineId) as InsertedRow, { line, quantity, moved });
  if (lines.some(({ line }) => line.isPinned)) await work.tx.rows(MOVE_PINS, [rows.map((row) => row.order_line_id)]);
  const opened = { id: first.backorder_id, number: first.number };
  noteOpened(work, opening, opened);
  return { ...opened, queueLineIds: new Map(rows.map((row) => [row.order_line_id, row.queue_line_id])) };
}

function noteOpened(
  work: Work,
  { orderId, orderNumber, cause, reason, lines, notifyCustomer = true }: Opening,
  opened: OpenedBackorder,
): void {
  work.audit({
    action: 'backorder.create',
    recordType: 'backorder',
    recordId: opened.id,
    orderId,
    changes: {
      number: opened.number,
      orderNumber,
      cause,
      reason,
      lines: lines.map(({ line, quantity }) => ({ sku: line.sku, quantity })),
    },
  });
  work.tell('backorder_created', { backorderId: opened.id, orderId, notifyCustomer });
}

type Opening = {
  orderId: string;
  orderNumber: string;
  cause: BackorderCause;
  reason: string | null;
  notes?: string | null;
  /** Made by a person who said whether the customer is told; made by a rule, they are. */
  notifyCustomer?: boolean;
  lines: readonly { line: LoadedLine; quantity: Quantity }[];
};

function insert(
  viewer: Viewer,
  work: Work,
  { orderId, cause, reason, notes = null }: Opening,
  lines: readonly { line: LoadedLine; quantity: Quantity; value: TenThousandths }[],
): Promise<InsertedRow[]> {
  return work.tx.rows<InsertedRow>(INSERT, [
    orderId,
    cause,
    reason,
    notes,
    work.today,
    work.now,
    viewer.actor,
    total(lines, ({ quantity }) => quantity),
    formatAmount(lines.reduce((sum, { value }) => sum + value, 0n)),
    lines.map(({ line }) => line.orderLineId),
    lines.map(({ quantity }) => quantity),
  ]);
}

/** Hands a quantity, with what is allocated to it, over to its new line. */
function moveTo(
  changes: Changes,
  inserted: InsertedRow,
  { line, quantity, moved }: { line: LoadedLine; quantity: Quantity; moved: Quantity },
): void {
  const backorderLine = {
    ...line,
    backorderId: inserted.backorder_id,
    backorderLineId: inserted.backorder_line_id,
    queueLineId: inserted.queue_line_id,
  };
  for (const hold of takeBack(line.allocations, moved))
    changes.moveAllocation(line, hold.id, backorderLine, hold.quantity);
  changes.backordered(line, inserted.backorder_line_id, quantity);
  changes.handOverPrepaid(line, inserted.queue_line_id, quantity);
}

type InsertedRow = {
  backorder_id: string;
  number: string;
  backorder_line_id: string;
  order_line_id: string;
  queue_line_id: string;
};

const INSERT = `
  with header as (
    insert into backorders (order_id, customer_id, warehouse_id, sales_rep_id, ship_policy, terms, delivery_address,
      requested_on, on_hold, cause, reason, notes, created_on, created_at, created_by, quantity, value, open_lines, own_terms)
    select o.id, o.customer_id, o.warehouse_id, o.sales_rep_id, o.ship_policy, o.terms, o.delivery_address,
      o.requested_on, exists (select from holds h where h.order_id = o.id and h.backorder_id is null and h.released_at is null),
      $2, $3, coalesce($4, o.notes), $5, $6, $7, $8, $9, cardinality($10::bigint[]), case when $4::text is null then '{}'::text[] else '{notes}' end
    from orders o where o.id = $1
    returning id, number),
  lines as (
    insert into backorder_lines (backorder_id, order_id, order_line_id, variant_id, quantity)
    select header.id, l.order_id, l.id, l.variant_id, d.quantity
    from unnest($10::bigint[], $11::integer[]) d(id, quantity)
    join order_lines l on l.id = d.id cross join header
    returning id, backorder_id, order_line_id, quantity),
  queued as (
    insert into queue_lines (variant_id, warehouse_id, order_id, order_line_id, backorder_id, backorder_line_id, customer_id,
      open, order_multiple, manual_rank, priority_rank, tier_rank, queued_at, ship_complete, on_hold, requested_on)
    select q.variant_id, q.warehouse_id, q.order_id, q.order_line_id, lines.backorder_id, lines.id, q.customer_id,
      lines.quantity, q.order_multiple, q.manual_rank, q.priority_rank, q.tier_rank, q.queued_at, q.ship_complete, q.on_hold, q.requested_on
    from lines join queue_lines q on q.order_line_id = lines.order_line_id and q.backorder_line_id is null
    returning id, order_line_id, backorder_line_id)
  select header.id as backorder_id, header.number, queued.backorder_line_id, queued.order_line_id, queued.id as queue_line_id
  from header cross join queued`;

/** What was bought for an order line by name was bought for its unfilled part, which the backorder now is. */
const MOVE_PINS = `
  update pins p set queue_line_id = (
    select max(b.id) from queue_lines b where b.order_line_id = q.order_line_id and b.backorder_line_id is not null)
  from queue_lines q
  where q.id = p.queue_line_id and q.backorder_line_id is null and q.order_line_id = any($1::bigint[]) and p.served < p.quantity`;
