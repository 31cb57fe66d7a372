import { formatAmount, type TenThousandths } from '#domain/money.ts';
import type { Quantity } from '#domain/quantity.ts';

/** The tables whose sums follow from the ledgers. */
export type Table = 'order_lines' | 'backorder_lines' | 'queue_lines' | 'orders' | 'backorders' | 'stock_levels';

/** The changes to the sums of one row. */
export class Sums {
  readonly table: Table;
  readonly #id: string;
  readonly #columns = new Map<string, number>();
  #arrivedAt: string | null = null;
  #value = 0n;

  constructor(table: Table, id: string) {
    this.table = table;
    this.#id = id;
  }

  add(column: string, quantity: Quantity): void {
    this.#columns.set(column, (this.#columns.get(column) ?? 0) + quantity);
  }

  /** The latest counts. */
  arrive(at: string): void {
    if (this.#arrivedAt === null || at > this.#arrivedAt) this.#arrivedAt = at;
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
      arrived_at: this.#arrivedAt,
      value: formatAmount(this.#value),
    };
  }
}
