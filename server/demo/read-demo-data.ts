import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { type CalendarDate, daysBetween } from '#domain/time/calendar.ts';

/** A shop that is a customer of the demo company. */
export type ShopRow = {
  number: string;
  name: string;
  line1: string;
  city: string;
  region: string;
  postalCode: string;
  /** Whether its orders are among the order lines. */
  orders: boolean;
};

/** Something the demo company sells. Those of one name and supplier are variants of one product. */
export type VariantRow = {
  sku: string;
  product: string;
  variant: string;
  family: string;
  supplier: string;
  upc: string | null;
  unitsPerCase: number;
  price: string;
};

/** An order as the records have it, on the day they have it. */
export type OrderRow = {
  key: string;
  on: CalendarDate;
  shop: string;
  lines: { sku: string; quantity: number }[];
};

export type DemoData = {
  shops: ShopRow[];
  variants: VariantRow[];
  orders: OrderRow[];
  /** How many times as long as usual deliveries of real suppliers took that took longer. */
  lateness: number[];
};

/** Reads the files of the demo company. `database/demo/README.md` says where they come from. */
export async function readDemoData(): Promise<DemoData> {
  const [shops, variants, lines, deliveries] = await Promise.all(
    ['shops', 'variants', 'order-lines', 'deliveries'].map(rowsOf),
  );
  return {
    shops: (shops as string[][]).map(([number, name, line1, city, region, postalCode, orders]) => ({
      ...({ number, name, line1, city, region, postalCode } as Omit<ShopRow, 'orders'>),
      orders: orders === '1',
    })),
    variants: (variants as string[][]).map(([sku, product, variant, family, supplier, upc, unitsPerCase, price]) => ({
      ...({ sku, product, variant, family, supplier, price } as Omit<VariantRow, 'upc' | 'unitsPerCase'>),
      upc: upc || null,
      unitsPerCase: Number(unitsPerCase),
    })),
    orders: toOrders(lines as string[][]),
    lateness: latenessOf((deliveries as string[][]).slice(1)),
  };
}

function toOrders(lines: readonly string[][]): OrderRow[] {
  const orders = new Map<string, OrderRow>();
  for (const [on, shop, invoice, sku, quantity] of lines as [string, string, string, string, string][]) {
    const key = `${on} ${shop} ${invoice}`;
    const order = orders.get(key) ?? { key, on, shop, lines: [] };
    order.lines.push({ sku, quantity: Number(quantity) });
    orders.set(key, order);
  }
  return [...orders.values()];
}

/** Fewer deliveries of a supplier do not say what is usual. */
const DELIVERIES_TO_KNOW = 9;

function latenessOf(deliveries: readonly string[][]): number[] {
  const days = new Map<string, number[]>();
  for (const [sent, delivered, supplier] of deliveries as [string, string, string][])
    days.set(supplier, [...(days.get(supplier) ?? []), daysBetween(sent, delivered)]);
  return [...days.values()].flatMap((taken) => {
    const usual = [...taken].sort((a, b) => a - b)[Math.floor(taken.length / 2)] as number;
    return taken.length < DELIVERIES_TO_KNOW || usual === 0
      ? []
      : taken.filter((one) => one > usual).map((one) => one / usual);
  });
}

async function rowsOf(name: string): Promise<string[][]> {
  const packed = await readFile(new URL(`../../database/demo/${name}.csv.gz`, import.meta.url));
  return parse(await promisify(gunzip)(packed));
}
