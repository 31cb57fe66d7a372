import { valueOfPart } from '#domain/invoicing/line-value.ts';
import { formatAmount, type TenThousandths } from '#domain/money.ts';
import type { Quantity } from '#domain/quantity.ts';
import { compose, type Part } from '../platform/compound-statement.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/** A line of demand, of an order or of a backorder, as the ledger addresses it. Ids are PostgreSQL's. */
export type DemandLine = {
  orderId: string;
  orderLineId: string;
  backorderId: string | null;
  backorderLineId: string | null;
  queueLineId: string;
  variantId: string;
  warehouseId: string;
  /** What the line asks for before these changes: open of an order line, outstanding of a backorder line. */
  open: Quantity;
  /** Quantity and value of the whole order line, from which the value of a backorder follows. */
  orderedQuantity: Quantity;
  value: TenThousandths;
};

export type DemandKind = 'ordered' | 'backordered' | 'picked' | 'shipped' | 'delivered' | 'cancelled';

/** A line that reserved stock belongs to. */
type Holder = Pick<DemandLine, 'queueLineId' | 'backorderId'>;

/** Which document a change belongs to. */
export type Cause = { type: string; id: string };

/**
 * Collects what one use case changes in demand and in reservations, and writes all of it, with every sum that follows,
 * in one statement. The only writer of demand_entries, of the sums of orders, backorders and their lines, of
 * queue_lines, of what allocations still hold, and of the movements of picks and shipments; new allocations by a run are
 * the one exception.
 */
export class Changes {
  readonly #cause: Cause;
  readonly #demand: DemandRow[] = [];
  readonly #sums = new Map<string, Sums>();
  readonly #allocations: AllocationRow[] = [];
  readonly #moved: MovedAllocation[] = [];
  readonly #movements: MovementRow[] = [];

  constructor(cause: Cause) {
    this.#cause = cause;
  }

  /** A line that joins a confirmed order. What it asks for, it asks for already. */
  ordered(line: DemandLine, quantity: Quantity): void {
    this.#demand.push({
      orderLineId: line.orderLineId,
      backorderLineId: null,
      kind: 'ordered',
      quantity,
      reason: null,
      cancellationId: null,
    });
    this.#of('orders', line.orderId).add('ordered', quantity);
  }

  /** Appends to the demand ledger. Shipped, cancelled and backordered take from what the line asks for. */
  demand(
    line: DemandLine,
    kind: Exclude<DemandKind, 'ordered' | 'backordered' | 'cancelled'>,
    quantity: Quantity,
    reason: string | null = null,
  ): void {
    this.#count(line, kind, quantity, reason, null);
  }

  /** Cancels a quantity of a line, as its record of a cancellation says. */
  cancel(line: DemandLine, quantity: Quantity, cancellation: { id: string; reason: string }): void {
    this.#count(line, 'cancelled', quantity, cancellation.reason, cancellation.id);
  }

  #count(
    line: DemandLine,
    kind: DemandKind,
    quantity: Quantity,
    reason: string | null,
    cancellationId: string | null,
  ): void {
    if (quantity === 0) return;
    const { orderLineId, backorderLineId } = line;
    this.#demand.push({ orderLineId, backorderLineId, kind, quantity, reason, cancellationId });
    const order = this.#of('orders', line.orderId);
    const ownLine = line.backorderLineId
      ? this.#of('backorder_lines', line.backorderLineId)
      : this.#of('order_lines', line.orderLineId);
    const backorder = line.backorderId ? this.#of('backorders', line.backorderId) : null;
    if (kind === 'shipped' || kind === 'cancelled') {
      this.#of('queue_lines', line.queueLineId).add('open', -quantity);
      const column = kind === 'cancelled' ? 'cancelled' : line.backorderLineId ? 'fulfilled' : 'filled';
      ownLine.add(column, quantity);
      order.add(kind, quantity);
      backorder?.add(kind === 'cancelled' ? 'cancelled' : 'fulfilled', quantity);
      backorder?.addValue(valueChange(line, quantity));
      line.open -= quantity;
    } else if (kind === 'delivered') {
      ownLine.add('delivered', quantity);
      order.add('delivered', quantity);
      backorder?.add('delivered', quantity);
    }
  }

  /** Moves a quantity from an order line to the backorder line that was just opened for it. */
  backordered(line: DemandLine, backorderLineId: string, quantity: Quantity): void {
    this.#demand.push({
      orderLineId: line.orderLineId,
      backorderLineId,
      kind: 'backordered',
      quantity,
      reason: null,
      cancellationId: null,
    });
    this.#of('order_lines', line.orderLineId).add('backordered', quantity);
    this.#of('queue_lines', line.queueLineId).add('open', -quantity);
    this.#of('orders', line.orderId).add('backordered', quantity);
    line.open -= quantity;
  }

  /** A backorder that has been there takes another line. */
  grown(backorderId: string, line: DemandLine, quantity: Quantity): void {
    const backorder = this.#of('backorders', backorderId);
    backorder.add('quantity', quantity);
    backorder.addValue(valueOfPart(quantity, line.orderedQuantity, line.value));
  }

  /** Changes what one allocation still holds. `live` counts what stands, `picked` its part taken from the shelf. */
  allocation(line: DemandLine, allocationId: string, change: { live?: Quantity; picked?: Quantity }): void {
    const { live = 0, picked = 0 } = change;
    this.#allocations.push({ id: allocationId, live, picked });
    this.#hold(line, live, picked);
  }

  /**
   * Hands part of an allocation over to another line of demand; the stock stays reserved. `runId` is the run that decided
   * it; a move that follows from a split keeps the run that gave the stock.
   */
  moveAllocation(
    from: Holder,
    allocationId: string,
    to: Holder,
    quantity: Quantity,
    runId: string | null = null,
  ): void {
    this.#allocations.push({ id: allocationId, live: -quantity, picked: 0 });
    this.#moved.push({ fromId: allocationId, queueLineId: to.queueLineId, putBackTaskId: null, quantity, runId });
    this.#of('queue_lines', from.queueLineId).add('allocated', -quantity);
    this.#of('queue_lines', to.queueLineId).add('allocated', quantity);
    if (from.backorderId) this.#of('backorders', from.backorderId).add('allocated', -quantity);
    if (to.backorderId) this.#of('backorders', to.backorderId).add('allocated', quantity);
  }

  /** Frees unpicked units of an allocation. */
  freeAllocation(
    from: Holder & { variantId: string; warehouseId: string },
    allocationId: string,
    quantity: Quantity,
  ): void {
    this.#allocations.push({ id: allocationId, live: -quantity, picked: 0 });
    this.#hold(from, -quantity, 0);
  }

  /** Hands picked units of an allocation to a put-back task: they stay reserved until they are on the shelf again. */
  moveToPutBack(from: DemandLine, allocationId: string, putBackTaskId: string, quantity: Quantity): void {
    this.#allocations.push({ id: allocationId, live: -quantity, picked: -quantity });
    this.#moved.push({ fromId: allocationId, queueLineId: null, putBackTaskId, quantity, runId: null });
    const queueLine = this.#of('queue_lines', from.queueLineId);
    queueLine.add('allocated', -quantity);
    queueLine.add('picked', -quantity);
    if (from.backorderId) this.#of('backorders', from.backorderId).add('allocated', -quantity);
  }

  /** Frees what a put-back task held. */
  releasePutBack(stock: { variantId: string; warehouseId: string }, allocationId: string, quantity: Quantity): void {
    this.#allocations.push({ id: allocationId, live: -quantity, picked: 0 });
    this.#of('stock_levels', `${stock.variantId}:${stock.warehouseId}`).add('allocated', -quantity);
  }

  /**
   * Moves stock on hand: a shipment, or the phantom units of a short pick. The movement is posted after the reservations
   * of the same write changed, so on hand never stands below them.
   */
  moveStock(
    stock: { variantId: string; warehouseId: string },
    movement: { quantity: Quantity } & ({ fulfillmentLineId: string } | { shortPickId: string }),
  ): void {
    const { variantId, warehouseId } = stock;
    this.#movements.push({ variantId, warehouseId, fulfillmentLineId: null, shortPickId: null, ...movement });
  }

  /** Writes everything. The caller holds the stock rows, the orders and the backorders of all lines. */
  async write(viewer: Viewer, work: Work): Promise<void> {
    const parts = this.#parts(viewer, work);
    if (parts.length === 0) return;
    const { sql, values } = compose(parts);
    await work.tx.rows(sql, values);
  }

  /** The same as the last step of a use case that reads nothing afterwards: it travels with the commit. */
  writeLast(viewer: Viewer, work: Work): void {
    work.tx.finishWith(this.#parts(viewer, work));
  }

  /** Only what has rows. Each table stands in it once, apart from allocations, whose new rows are not those that change. */
  #parts(viewer: Viewer, work: Work): Part[] {
    const { now } = work;
    const rows: Record<Target, readonly unknown[]> = {
      demand_entries: this.#demand,
      allocations: this.#allocations,
      moved_allocations: this.#moved,
      stock_movements: this.#movements,
      order_lines: this.#rowsOf('order_lines'),
      backorder_lines: this.#rowsOf('backorder_lines'),
      queue_lines: this.#rowsOf('queue_lines'),
      orders: this.#rowsOf('orders'),
      backorders: this.#rowsOf('backorders'),
      stock_levels: this.#rowsOf('stock_levels'),
    };
    const given = { causeType: this.#cause.type, causeId: this.#cause.id, now, actor: viewer.actor };
    return TARGETS.filter((target) => rows[target].length > 0).map((target) => toPart(target, rows[target], given));
  }

  #hold(line: Holder & { variantId: string; warehouseId: string }, live: Quantity, picked: Quantity): void {
    const queueLine = this.#of('queue_lines', line.queueLineId);
    queueLine.add('allocated', live);
    queueLine.add('picked', picked);
    if (live === 0) return;
    this.#of('stock_levels', `${line.variantId}:${line.warehouseId}`).add('allocated', live);
    if (line.backorderId) this.#of('backorders', line.backorderId).add('allocated', live);
  }

  #of(table: Table, id: string): Sums {
    const key = `${table} ${id}`;
    let sums = this.#sums.get(key);
    if (!sums) {
      sums = new Sums(table, id);
      this.#sums.set(key, sums);
    }
    return sums;
  }

  #rowsOf(table: Table): Record<string, unknown>[] {
    return [...this.#sums.values()].filter((sums) => sums.table === table && sums.hasChanged).map((sums) => sums.row());
  }
}

type Table = 'order_lines' | 'backorder_lines' | 'queue_lines' | 'orders' | 'backorders' | 'stock_levels';

type DemandRow = {
  orderLineId: string;
  backorderLineId: string | null;
  kind: DemandKind;
  quantity: Quantity;
  reason: string | null;
  cancellationId: string | null;
};
type AllocationRow = { id: string; live: Quantity; picked: Quantity };
type MovementRow = {
  variantId: string;
  warehouseId: string;
  quantity: Quantity;
  fulfillmentLineId: string | null;
  shortPickId: string | null;
};
type MovedAllocation = {
  fromId: string;
  queueLineId: string | null;
  putBackTaskId: string | null;
  quantity: Quantity;
  runId: string | null;
};

/** The changes to the sums of one row. */
class Sums {
  readonly table: Table;
  readonly #id: string;
  readonly #columns = new Map<string, number>();
  #value = 0n;

  constructor(table: Table, id: string) {
    this.table = table;
    this.#id = id;
  }

  add(column: string, quantity: Quantity): void {
    this.#columns.set(column, (this.#columns.get(column) ?? 0) + quantity);
  }

  addValue(amount: TenThousandths): void {
    this.#value += amount;
  }

  /** A row touched without a changed sum still moves its version on. */
  get hasChanged(): boolean {
    return (
      this.table === 'orders' ||
      this.table === 'backorders' ||
      this.#value !== 0n ||
      [...this.#columns.values()].some((quantity) => quantity !== 0)
    );
  }

  row(): Record<string, unknown> {
    const [id, warehouseId] = this.#id.split(':');
    return {
      id,
      warehouse_id: warehouseId ?? null,
      ...Object.fromEntries(this.#columns),
      value: formatAmount(this.#value),
    };
  }
}

function valueChange(line: DemandLine, less: Quantity): TenThousandths {
  return (
    valueOfPart(line.open - less, line.orderedQuantity, line.value) -
    valueOfPart(line.open, line.orderedQuantity, line.value)
  );
}

/** The columns in which the rows of each target come. */
const COLUMNS = {
  demand_entries: {
    orderLineId: 'bigint',
    backorderLineId: 'bigint',
    kind: 'text',
    quantity: 'integer',
    reason: 'text',
    cancellationId: 'bigint',
  },
  allocations: { id: 'bigint', live: 'integer', picked: 'integer' },
  moved_allocations: {
    fromId: 'bigint',
    queueLineId: 'bigint',
    putBackTaskId: 'bigint',
    quantity: 'integer',
    runId: 'bigint',
  },
  stock_movements: {
    variantId: 'bigint',
    warehouseId: 'bigint',
    quantity: 'integer',
    fulfillmentLineId: 'bigint',
    shortPickId: 'bigint',
  },
  order_lines: { id: 'bigint', filled: 'integer', backordered: 'integer', cancelled: 'integer', delivered: 'integer' },
  backorder_lines: { id: 'bigint', fulfilled: 'integer', cancelled: 'integer', delivered: 'integer' },
  queue_lines: { id: 'bigint', open: 'integer', allocated: 'integer', picked: 'integer' },
  orders: {
    id: 'bigint',
    ordered: 'integer',
    shipped: 'integer',
    delivered: 'integer',
    cancelled: 'integer',
    backordered: 'integer',
  },
  backorders: {
    id: 'bigint',
    quantity: 'integer',
    fulfilled: 'integer',
    delivered: 'integer',
    cancelled: 'integer',
    allocated: 'integer',
    value: 'numeric',
  },
  stock_levels: { id: 'bigint', warehouse_id: 'bigint', allocated: 'integer' },
} as const;
type Target = keyof typeof COLUMNS;
const TARGETS = Object.keys(COLUMNS) as Target[];

/** What is written to each target from its rows, `d`. Words in braces are parameters. */
const SQL: Record<Target, string> = {
  demand_entries: `
    insert into demand_entries (order_line_id, backorder_line_id, kind, quantity, reason, cancellation_id, cause_type, cause_id, at, actor)
    select d."orderLineId", d."backorderLineId", d.kind, d.quantity, d.reason, d."cancellationId", {causeType}, {causeId}, {now}, {actor} from {rows}`,
  allocations: `
    update allocations a set live = a.live + d.live, picked = a.picked + d.picked
    from (select id, sum(live)::integer live, sum(picked)::integer picked from {rows} group by id) d
    where a.id = d.id`,
  moved_allocations: `
    insert into allocations (variant_id, warehouse_id, queue_line_id, put_back_task_id, firmness, quantity, live, run_id, moved_from_id, at)
    select a.variant_id, a.warehouse_id, d."queueLineId", d."putBackTaskId", a.firmness, d.quantity, d.quantity, coalesce(d."runId", a.run_id), a.id, {now}
    from {rows} join allocations a on a.id = d."fromId"`,
  stock_movements: `
    insert into stock_movements (variant_id, warehouse_id, kind, quantity, reason, fulfillment_line_id, short_pick_id, at, actor)
    select d."variantId", d."warehouseId", case when d."shortPickId" is null then 'shipment' else 'adjustment' end, d.quantity,
      case when d."shortPickId" is not null then 'short_pick' end, d."fulfillmentLineId", d."shortPickId", {now}, {actor} from {rows}`,
  order_lines: `
    update order_lines l set filled = l.filled + coalesce(d.filled, 0), backordered = l.backordered + coalesce(d.backordered, 0),
      cancelled = l.cancelled + coalesce(d.cancelled, 0), delivered = l.delivered + coalesce(d.delivered, 0)
    from {rows} where l.id = d.id`,
  backorder_lines: `
    update backorder_lines l set fulfilled = l.fulfilled + coalesce(d.fulfilled, 0), cancelled = l.cancelled + coalesce(d.cancelled, 0),
      delivered = l.delivered + coalesce(d.delivered, 0)
    from {rows} where l.id = d.id`,
  queue_lines: `
    update queue_lines l set open = l.open + coalesce(d.open, 0), allocated = l.allocated + coalesce(d.allocated, 0),
      picked = l.picked + coalesce(d.picked, 0)
    from {rows} where l.id = d.id`,
  orders: `
    update orders o set ordered = o.ordered + coalesce(d.ordered, 0), shipped = o.shipped + coalesce(d.shipped, 0), delivered = o.delivered + coalesce(d.delivered, 0),
      cancelled = o.cancelled + coalesce(d.cancelled, 0), backordered = o.backordered + coalesce(d.backordered, 0),
      version = o.version + 1
    from {rows} where o.id = d.id`,
  backorders: `
    update backorders b set quantity = b.quantity + coalesce(d.quantity, 0), fulfilled = b.fulfilled + coalesce(d.fulfilled, 0), delivered = b.delivered + coalesce(d.delivered, 0),
      cancelled = b.cancelled + coalesce(d.cancelled, 0), allocated = b.allocated + coalesce(d.allocated, 0),
      value = b.value + coalesce(d.value, 0), version = b.version + 1
    from {rows} where b.id = d.id`,
  stock_levels: `
    update stock_levels s set allocated = s.allocated + d.allocated
    from {rows} where s.variant_id = d.id and s.warehouse_id = d.warehouse_id`,
};

/** A single row, the usual case, comes as plain parameters: PostgreSQL need not take a record set apart. */
function toPart(target: Target, rows: readonly unknown[], given: Record<string, unknown>): Part {
  const columns = Object.entries(COLUMNS[target]);
  const isSingle = rows.length === 1;
  const values: unknown[] = isSingle
    ? columns.map(([name]) => (rows[0] as Record<string, unknown>)[name] ?? null)
    : [JSON.stringify(rows)];
  const names = columns.map(([name]) => `"${name}"`).join(', ');
  const types = columns.map(([name, type]) => `"${name}" ${type}`).join(', ');
  const source = isSingle
    ? `(values (${columns.map(([, type], index) => `$${index + 1}::${type}`).join(', ')})) d(${names})`
    : `jsonb_to_recordset($1::jsonb) d(${types})`;
  const sql = SQL[target].replace(/\{(\w+)\}/g, (_, word: string) => {
    if (word === 'rows') return source;
    values.push(given[word]);
    return `$${values.length}`;
  });
  return { name: `${target}_${isSingle ? 'row' : 'rows'}`, sql, values };
}
