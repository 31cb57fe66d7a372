import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { formatAmount, parseAmount, roundToCent } from '#domain/money.ts';

/** Days, both included. */
export type DateRange = { from: string; to: string };

/** A line of the file as the API takes it. */
export type FileLine = {
  itemNo: string;
  quantity: number;
  /** With up to 4 decimals: quantity × price, rounded, is what the file says the line sold for. */
  unitPrice: string;
};

/** An order of the file, or a part of one that has more lines than an order may have. */
export type FileOrder = {
  /** The file's invoice number. */
  invoiceNo: string;
  /** Unique among the orders. */
  key: string;
  orderedOn: string;
  storeNo: string;
  lines: FileLine[];
};

/** A line of a credit invoice: what a shop gives back. */
export type FileCredit = {
  invoiceNo: string;
  lineNo: string;
  creditedOn: string;
  storeNo: string;
  itemNo: string;
  /** Units that come back, above zero. */
  quantity: number;
};

export type Product = {
  itemNo: string;
  category: string;
  description: string;
  vendor: string;
  bottleMillilitres: string;
  unitsPerCase: number;
  upc: string;
  price: string;
};

export type Store = { storeNo: string; name: string; address: string; city: string; state: string; zip: string };

export type OrderFile = {
  orders: FileOrder[];
  credits: FileCredit[];
  /** Lines whose value no price of 4 decimals gives to the cent; they are replayed at the price just below. */
  unpriceableLines: number;
};

/** More lines than an order of the API may have. */
const LINES_OF_ONE_ORDER = 500;

/** What the numbers of credit invoices begin with. */
const CREDIT = 'RINV-';

/** The orders and credits of a range of days, in the order of the file. */
export async function readOrders(file: string, range: DateRange): Promise<OrderFile> {
  const orders = new Map<string, FileOrder>();
  const parts = new Map<string, number>();
  const credits: FileCredit[] = [];
  let unpriceableLines = 0;
  for await (const row of rowsOf(file, ORDER_COLUMNS)) {
    const { invoice_no: invoiceNo, order_date: orderedOn, store_no: storeNo, item_no: itemNo } = row;
    if (orderedOn < range.from || orderedOn > range.to) continue;
    if (invoiceNo.startsWith(CREDIT)) {
      credits.push(readCredit(file, row));
      continue;
    }
    const quantity = Number(row.bottles);
    const value = parseAmount(row.sale_usd);
    if (!invoiceNo || !itemNo || !Number.isInteger(quantity) || quantity <= 0 || value === null)
      throw new Error(`${file}: line ${row.line_no} of ${invoiceNo} cannot be read.`);
    const whole = `${invoiceNo} ${orderedOn} ${storeNo}`;
    const part = parts.get(whole) ?? 1;
    let order = orders.get(`${whole} ${part}`);
    if (!order || order.lines.length === LINES_OF_ONE_ORDER) {
      const next = order ? part + 1 : part;
      parts.set(whole, next);
      order = { invoiceNo, key: `${whole} ${next}`, orderedOn, storeNo, lines: [] };
      orders.set(order.key, order);
    }
    const { unitPrice, isExact } = unitPriceOf(value, quantity);
    if (!isExact) unpriceableLines += 1;
    order.lines.push({ itemNo, quantity, unitPrice });
  }
  return { orders: [...orders.values()], credits, unpriceableLines };
}

function readCredit(file: string, row: Record<(typeof ORDER_COLUMNS)[number], string>): FileCredit {
  const { invoice_no: invoiceNo, line_no: lineNo, order_date: creditedOn, store_no: storeNo, item_no: itemNo } = row;
  const quantity = -Number(row.bottles);
  if (!itemNo || !Number.isInteger(quantity) || quantity <= 0 || !/^-?\d/.test(row.sale_usd))
    throw new Error(`${file}: line ${lineNo} of ${invoiceNo} cannot be read.`);
  return { invoiceNo, lineNo, creditedOn, storeNo, itemNo, quantity };
}

/** The products of some items, by item number. Throws when one is missing. */
export async function readProducts(file: string, itemNos: ReadonlySet<string>): Promise<Map<string, Product>> {
  const products = new Map<string, Product>();
  for await (const row of rowsOf(file, PRODUCT_COLUMNS)) {
    const itemNo = row['Item Number'];
    if (!itemNos.has(itemNo)) continue;
    products.set(itemNo, {
      itemNo,
      category: row['Category Name'],
      description: row['Item Description'],
      vendor: row['Vendor Name'],
      bottleMillilitres: row['Bottle Volume (ml)'],
      unitsPerCase: Math.max(1, Number(row.Pack)),
      upc: row.UPC,
      price: row['State Bottle Retail'],
    });
  }
  return complete(products, itemNos, file);
}

/** Some stores, by store number. Throws when one is missing. */
export async function readStores(file: string, storeNos: ReadonlySet<string>): Promise<Map<string, Store>> {
  const stores = new Map<string, Store>();
  for await (const row of rowsOf(file, STORE_COLUMNS)) {
    const { store_no: storeNo, name, address, city, state, zip } = row;
    if (storeNos.has(storeNo)) stores.set(storeNo, { storeNo, name, address, city, state, zip });
  }
  return complete(stores, storeNos, file);
}

/**
 * The price with up to 4 decimals that gives `value` for `quantity` units, rounded once to the cent. From about 100
 * units on there may be none; then the one just below.
 */
export function unitPriceOf(value: bigint, quantity: number): { unitPrice: string; isExact: boolean } {
  const units = BigInt(quantity);
  const below = value / units;
  const exact = [below, below + 1n].find((price) => roundToCent(price * units) === value);
  return { unitPrice: formatAmount(exact ?? below), isExact: exact !== undefined };
}

const ORDER_COLUMNS = ['invoice_no', 'line_no', 'order_date', 'store_no', 'item_no', 'bottles', 'sale_usd'] as const;
const PRODUCT_COLUMNS = [
  'Item Number',
  'Category Name',
  'Item Description',
  'Vendor Name',
  'Bottle Volume (ml)',
  'Pack',
  'UPC',
  'State Bottle Retail',
] as const;
const STORE_COLUMNS = ['store_no', 'name', 'address', 'city', 'state', 'zip'] as const;

async function* rowsOf<Column extends string>(
  file: string,
  columns: readonly Column[],
): AsyncGenerator<Record<Column, string>> {
  const rows = createReadStream(file)
    .pipe(createGunzip())
    .pipe(parse({ columns: true, bom: true }));
  for await (const row of rows) {
    const missing = columns.find((column) => row[column] === undefined);
    if (missing) throw new Error(`${file} has no column ${missing}.`);
    yield row;
  }
}

function complete<T>(found: Map<string, T>, wanted: ReadonlySet<string>, file: string): Map<string, T> {
  const missing = [...wanted].filter((number) => !found.has(number));
  if (missing.length > 0)
    throw new Error(`${file} lacks ${missing.length} of the orders' numbers, first ${missing[0]}.`);
  return found;
}
