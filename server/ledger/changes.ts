// Long because all that one statement writes is collected in one place.
import type { Settlement } from '#domain/invoicing/invoice-rule.ts';
import { valueOfPart } from '#domain/invoicing/line-value.ts';
import type { TenThousandths } from '#domain/money.ts';
import { isTakenBack } from '#domain/orders/cancellation-reason.ts';
import { type DemandKind, demandSums, type SummedRow } from '#domain/orders/demand-sums.ts';
import type { Quantity } from '#domain/quantity.ts';
import { compose, type Part } from '../platform/compound-statement.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { TARGETS, type Target, toPart } from './changed-tables.ts';
import { creditUnits } from './credit-units.ts';
import { Sums, type Table } from './sums.ts';

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
  /** Of `open`, what an invoice charges already; 0 when left out. */
  prepaid?: Quantity;
  /** It replaces returned goods: no part of what its order asks for. */
  isReplacement?: boolean;
};

/** A line that allocated stock belongs to. */
type Holder = Pick<DemandLine, 'queueLineId' | 'backorderId'>;

/** Which document a change belongs to. */
export type Cause = { type: string; id: string };

/**
 * Collects what one use case changes in demand and in allocations, and writes all of it, with every sum that follows,
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
  readonly #paidInVain: { orderId: string; orderLineId: string; quantity: Quantity }[] = [];
  readonly #settlement: Settlement;
  #credited: TenThousandths = 0n;

  /** `settlement` says what the customer gets of what was invoiced and is no longer asked for; credit where nobody was asked. */
  constructor(cause: Cause, settlement: Settlement = 'credit') {
    this.#cause = cause;
    this.#settlement = settlement;
  }

  /** A line that joins a confirmed order. What it asks for, it asks for already. */
  ordered(line: DemandLine, quantity: Quantity): void {
    this.#count(line, { kind: 'ordered', quantity });
  }

  /** Appends to the demand ledger. Shipped, cancelled and backordered take from what the line asks for. */
  demand(
    line: DemandLine,
    kind: Exclude<DemandKind, 'ordered' | 'backordered' | 'delivered' | 'cancelled' | 'substituted' | 'lost'>,
    quantity: Quantity,
    reason: string | null = null,
  ): void {
    this.#count(line, { kind, quantity, reason });
  }

  /** Units that left arrived, at a moment that may be before now. */
  delivered(line: DemandLine, quantity: Quantity, at: string): void {
    if (quantity === 0) return;
    this.#count(line, { kind: 'delivered', quantity });
    for (const sums of this.#ofBackorder(line)) sums.arrive(at);
  }

  /** Units that were said to have arrived did not. */
  notReceived(line: DemandLine, quantity: Quantity): void {
    this.#count(line, { kind: 'delivered', quantity: -quantity, reason: 'not_received' });
  }

  /** Units that left did not arrive: the line asks for them again, at its old place. `prepaid` of them are invoiced already. */
  lost(line: DemandLine, quantity: Quantity, { prepaid, reason }: { prepaid: Quantity; reason: string }): void {
    this.#count(line, { kind: 'lost', quantity, reason });
    this.#prepay(line, prepaid);
  }

  /** Units of what the line asks for leave without being invoiced: an invoice charges them already. */
  shippedPrepaid(line: DemandLine, quantity: Quantity): void {
    this.#prepay(line, -quantity);
  }

  #prepay(line: DemandLine, quantity: Quantity): void {
    this.#of('queue_lines', line.queueLineId).add('prepaid', quantity);
    line.prepaid = (line.prepaid ?? 0) + quantity;
  }

  /** Cancels a quantity of a line, as its record of a cancellation says. */
  cancel(line: DemandLine, quantity: Quantity, cancellation: { id: string; reason: string }): void {
    this.#count(line, { kind: 'cancelled', quantity, reason: cancellation.reason, cancellationId: cancellation.id });
    this.#creditBeyond(line);
    if (!isTakenBack(cancellation.reason)) return;
    this.#of('orders', line.orderId).add('taken_back', quantity);
    this.#of('order_lines', line.orderLineId).add('taken_back', quantity);
    if (line.backorderId) this.#of('backorders', line.backorderId).add('taken_back', quantity);
    if (line.backorderLineId) this.#of('backorder_lines', line.backorderLineId).add('taken_back', quantity);
  }

  /** Closes a quantity of a backorder line that the customer takes another variant for. */
  substitute(line: DemandLine, quantity: Quantity): void {
    this.#count(line, { kind: 'substituted', quantity });
    this.#creditBeyond(line);
  }

  /** What was invoiced and is no longer asked for is credited. */
  #creditBeyond(line: DemandLine): void {
    const quantity = (line.prepaid ?? 0) - line.open;
    if (quantity <= 0) return;
    this.#prepay(line, -quantity);
    this.#paidInVain.push({ orderId: line.orderId, orderLineId: line.orderLineId, quantity });
  }

  /** Appends an entry, and changes the sums that follow from it. */
  #count(line: DemandLine, { kind, quantity, reason = null, cancellationId = null, backorderLineId }: Entry): void {
    if (quantity === 0) return;
    this.#demand.push({
      orderLineId: line.orderLineId,
      backorderLineId: backorderLineId ?? line.backorderLineId,
      kind,
      quantity,
      reason,
      cancellationId,
    });
    const sums = demandSums(kind, { isBackorder: line.backorderLineId !== null });
    for (const [row, columns] of Object.entries(sums)) {
      const summed = this.#rowOf(line, row as SummedRow);
      for (const [column, sign] of Object.entries(columns)) summed?.add(column, sign * quantity);
    }
    if (kind === 'shipped') for (const row of this.#ofBackorder(line)) row.add('sent', quantity);
    const more = (sums.queueLine?.open ?? 0) * quantity;
    // Both are touched by any entry: their versions move on.
    this.#rowOf(line, 'order');
    const backorder = this.#rowOf(line, 'backorder');
    backorder?.addValue(valueChange(line, more));
    backorder?.add('open_lines', Number(line.open + more > 0) - Number(line.open > 0));
    line.open += more;
  }

  /** None where the line has no such row, and no order's sum follows what replaces returned goods. */
  #rowOf(line: DemandLine, row: SummedRow): Sums | null {
    switch (row) {
      case 'queueLine':
        return this.#of('queue_lines', line.queueLineId);
      case 'line':
        return line.backorderLineId
          ? this.#of('backorder_lines', line.backorderLineId)
          : this.#of('order_lines', line.orderLineId);
      case 'order':
        return line.isReplacement ? null : this.#of('orders', line.orderId);
      case 'backorder':
        return line.backorderId ? this.#of('backorders', line.backorderId) : null;
    }
  }

  /** Backorder line and backorder, which also say when what was backordered left and arrived. */
  #ofBackorder({ backorderId, backorderLineId }: DemandLine): Sums[] {
    return backorderId && backorderLineId
      ? [this.#of('backorder_lines', backorderLineId), this.#of('backorders', backorderId)]
      : [];
  }

  /** Moves a quantity from an order line to the backorder line that was just opened for it. */
  backordered(line: DemandLine, backorderLineId: string, quantity: Quantity): void {
    this.#count(line, { kind: 'backordered', quantity, backorderLineId });
  }

  /** Of units that go from an order line to a backorder, those that an invoice charges already go along as such. */
  handOverPrepaid(line: DemandLine, queueLineId: string, quantity: Quantity): void {
    const prepaid = Math.min(line.prepaid ?? 0, quantity);
    if (prepaid === 0) return;
    this.#prepay(line, -prepaid);
    this.#of('queue_lines', queueLineId).add('prepaid', prepaid);
  }

  /** A backorder that has been there takes another line. */
  grown(backorderId: string, line: DemandLine, quantity: Quantity): void {
    const backorder = this.#of('backorders', backorderId);
    backorder.add('quantity', quantity);
    backorder.add('open_lines', 1);
    backorder.addValue(valueOfPart(quantity, line.orderedQuantity, line.value));
  }

  /** Changes what one allocation still holds. `live` counts what stands, `picked` its part taken from the shelf. */
  allocation(line: DemandLine, allocationId: string, change: { live?: Quantity; picked?: Quantity }): void {
    const { live = 0, picked = 0 } = change;
    this.#allocations.push({ id: allocationId, live, picked });
    this.#hold(line, live, picked);
  }

  /**
   * Hands part of an allocation over to another line of demand; the stock stays allocated. `runId` is the run that decided
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

  /** Hands picked units of an allocation to a put-back task: they stay allocated until they are on the shelf again. */
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
   * Moves stock on hand: a shipment, the phantom units of a short pick, or goods that came back. The movement is posted after the allocations
   * of the same write changed, so on hand never stands below them.
   */
  moveStock(
    stock: { variantId: string; warehouseId: string },
    movement: { quantity: Quantity } & (
      | { fulfillmentLineId: string }
      | { shortPickId: string }
      | { returnDispositionId: string; reason: string }
    ),
  ): void {
    const { variantId, warehouseId } = stock;
    const document = { fulfillmentLineId: null, shortPickId: null, returnDispositionId: null, reason: null };
    this.#movements.push({ variantId, warehouseId, ...document, ...movement });
  }

  /** Writes everything. The caller holds the stock rows, the orders and the backorders of all lines. */
  async write(viewer: Viewer, work: Work): Promise<void> {
    const parts = this.#parts(viewer, work);
    if (parts.length === 0) return;
    const { sql, values } = compose(parts);
    await work.tx.rows(sql, values);
    await this.#creditPaidInVain(viewer, work);
  }

  async #creditPaidInVain(viewer: Viewer, work: Work): Promise<void> {
    for (const orderId of new Set(this.#paidInVain.map((paid) => paid.orderId))) {
      const { amount } = await creditUnits(viewer, work, {
        kind: 'credit_note',
        orderId,
        fulfillmentId: null,
        reason: this.#cause.type === 'substitution' ? 'substituted' : 'cancelled',
        settlement: this.#settlement,
        lines: this.#paidInVain.filter((paid) => paid.orderId === orderId),
      });
      this.#credited += amount;
    }
  }

  /** Whether writing credits something, so that it cannot be the last step. */
  get credits(): boolean {
    return this.#paidInVain.length > 0;
  }

  /** What writing has credited. */
  get credited(): TenThousandths {
    return this.#credited;
  }

  /** The same as the last step of a use case that reads nothing afterwards: it travels with the commit. */
  writeLast(viewer: Viewer, work: Work): void {
    if (this.credits) throw new Error('what is credited is written before the last step');
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
  returnDispositionId: string | null;
  reason: string | null;
};
type MovedAllocation = {
  fromId: string;
  queueLineId: string | null;
  putBackTaskId: string | null;
  quantity: Quantity;
  runId: string | null;
};

/** What an entry of the ledger says; `backorderLineId` where it is not the line's own. */
type Entry = {
  kind: DemandKind;
  quantity: Quantity;
  reason?: string | null;
  cancellationId?: string | null;
  backorderLineId?: string;
};

function valueChange(line: DemandLine, more: Quantity): TenThousandths {
  return (
    valueOfPart(line.open + more, line.orderedQuantity, line.value) -
    valueOfPart(line.open, line.orderedQuantity, line.value)
  );
}
