import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip, gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

// `npx tsx database/demo/make-data.ts FOLDER` writes the files of the demo company anew from the public records in FOLDER.
// README.md beside this file says what they are. The same records give the same files, byte for byte.

const FOLDER = process.argv[2];
if (!FOLDER) throw new Error('Name the folder with the public records.');

/** The shops that have most orders a person would read through, and those orders. */
const ORDERING_SHOPS = 40;
const ORDERS_OF_A_SHOP = { fewest: 6, most: 40 };
const LINES_OF_AN_ORDER = { fewest: 5, most: 25 };
const WINES = 60;
const VINTAGES_OF_A_WINE = { fewest: 2, most: 3 };
const WINE_PRICE = { lowest: 12, highest: 60 };

const SHORT_FORMS = new Set(
  'BDI BP CVS II III IPA LLC MLK NE NW PET PX SE SW US USA VS VSOP WDM XO XXX DM DSM RTD SA'.split(' '),
);

type Row = Record<string, string>;
const orderRows = await rowsOf('orders/iowa_des_moines_2022q2.csv.gz');
const products = new Map(
  (await rowsOf('catalog/iowa_products_2022-11.csv.gz')).map((row) => [row['Item Number'], row]),
);
const stores = new Map((await rowsOf('customers/iowa_stores_2022-11.csv.gz')).map((row) => [row.store_no, row]));

const ordering = ordersOfShops();
await write(
  'shops.csv.gz',
  [...new Set(orderRows.map(({ store_no }) => store_no as string))].sort().map((number) => {
    const { name, address, city, state, zip } = stores.get(number) as Row;
    return [number, named(name), named(address), named(city), state, zip?.slice(0, 5), ordering.has(number) ? 1 : 0];
  }),
);
await write('variants.csv.gz', [...spirits(), ...(await wines())]);
await write('order-lines.csv.gz', orderLines());
await write('deliveries.csv.gz', await deliveries());

/** How long real suppliers took: by day of delivery, suppliers, places and classes of goods by number. */
async function deliveries() {
  const rows = await rowsOf('suppliers/scms_deliveries_2006_2011.csv.gz');
  const numbers = new Map<string, number>();
  const numbered = (kind: string, name: string | undefined) => {
    const key = `${kind} ${name}`;
    const known = numbers.get(key) ?? [...numbers.keys()].filter((other) => other.startsWith(`${kind} `)).length + 1;
    numbers.set(key, known);
    return known;
  };
  const columns = ['po_sent_date', 'delivered_date', 'vendor', 'country', 'product_class'];
  const came = rows
    .filter((row) => row.po_sent_date && (row.delivered_date as string) >= row.po_sent_date)
    .sort((a, b) =>
      a.delivered_date === b.delivered_date ? 0 : (a.delivered_date as string) < (b.delivered_date as string) ? -1 : 1,
    )
    .map((row) => [
      row.po_sent_date,
      row.delivered_date,
      numbered('vendor', row.vendor),
      numbered('country', row.country),
      numbered('class', row.product_class),
    ]);
  return [columns, ...came];
}

/** The invoices of each shop whose orders are taken over. */
function ordersOfShops(): Map<string, Set<string>> {
  const lines = new Map<string, number>();
  for (const { invoice_no } of orderRows) lines.set(invoice_no as string, (lines.get(invoice_no as string) ?? 0) + 1);
  const shops = new Map<string, Set<string>>();
  for (const { store_no, invoice_no } of orderRows) {
    const length = lines.get(invoice_no as string) as number;
    if (length < LINES_OF_AN_ORDER.fewest || length > LINES_OF_AN_ORDER.most) continue;
    shops.set(store_no as string, (shops.get(store_no as string) ?? new Set()).add(invoice_no as string));
  }
  return new Map(
    [...shops]
      .filter(([, { size }]) => size >= ORDERS_OF_A_SHOP.fewest && size <= ORDERS_OF_A_SHOP.most)
      .sort(([one, a], [other, b]) => b.size - a.size || Number(one) - Number(other))
      .slice(0, ORDERING_SHOPS),
  );
}

/** Everything somebody ordered, a product for each name of a vendor. What is listed twice is listed once more to order. */
function spirits(): unknown[][] {
  const listed = new Set<string>();
  return [...new Set(orderRows.map(({ item_no }) => item_no as string))].sort().map((sku) => {
    const product = products.get(sku) as Row;
    const name = named(product['Item Description']);
    const vendor = named(product['Vendor Name']);
    const size = `${product['Bottle Volume (ml)']} ml`;
    const isAgain = listed.has(`${vendor} ${name} ${size}`);
    listed.add(`${vendor} ${name} ${size}`);
    return [
      sku,
      name,
      isAgain ? `${size}, special order` : size,
      named(product['Category Name']),
      vendor,
      withLeadingZeros(product.UPC),
      Math.max(1, Number(product.Pack)),
      product['State Bottle Retail'],
    ];
  });
}

/** The lists keep codes as numbers; a UPC has twelve digits, of which the last checks the others. */
function withLeadingZeros(code = ''): string {
  return /^\d{6,14}$/.test(code) ? code.padStart(12, '0') : '';
}

/** Wines that come in several vintages, one product each. Every importer is made up: the list names none. */
async function wines(): Promise<unknown[][]> {
  const byName = new Map<string, Map<string, Row>>();
  for (const row of await rowsOf('catalog/bc_liquor_2025-12.csv.gz')) {
    const found = /^(.+) ((?:19|20)\d\d)$/.exec((row.PRODUCT_LONG_NAME as string).trim());
    const price = Number(row.PRODUCT_PRICE);
    if (!found || row.ITEM_CATEGORY_NAME !== 'Wine' || Number(row.PRODUCT_LITRES_PER_CONTAINER) !== 0.75) continue;
    if (price < WINE_PRICE.lowest || price > WINE_PRICE.highest || !/^\d{8,13}$/.test(row.PRODUCT_BASE_UPC_NO ?? ''))
      continue;
    const [, name, vintage] = found as unknown as [string, string, string];
    byName.set(name, (byName.get(name) ?? new Map()).set(vintage, row));
  }
  return [...byName]
    .filter(([, vintages]) => vintages.size >= VINTAGES_OF_A_WINE.fewest)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, WINES)
    .flatMap(([name, vintages]) =>
      [...vintages]
        .sort(([a], [b]) => Number(b) - Number(a))
        .slice(0, VINTAGES_OF_A_WINE.most)
        .map(([vintage, row]) => [
          `W${row.PRODUCT_SKU_NO}`,
          named(name),
          `${vintage}, 750 ml`,
          row.ITEM_CLASS_NAME,
          `${(row.PRODUCT_COUNTRY_ORIGIN_NAME as string).toUpperCase() === 'USA' ? 'West Coast' : 'Old Capitol'} Wine Imports`,
          withLeadingZeros(row.PRODUCT_BASE_UPC_NO),
          12,
          Number(row.PRODUCT_PRICE).toFixed(2),
        ]),
    );
}

/** Day, shop, the file's invoice without its prefix, item and bottles, in the order of the file. */
function orderLines(): unknown[][] {
  return orderRows
    .filter(({ store_no, invoice_no }) => ordering.get(store_no as string)?.has(invoice_no as string))
    .map(({ order_date, store_no, invoice_no, item_no, bottles }) => [
      order_date,
      store_no,
      (invoice_no as string).replace('INV-', ''),
      item_no,
      bottles,
    ]);
}

/** The records shout. Words with digits and the usual short forms stay as they are. */
function named(text = ''): string {
  return text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[A-Z][A-Z']*/g, (word, at: number, whole: string) =>
      isAbbreviation(word) || (/\d/.test(whole[at - 1] ?? '') && !/^(ST|ND|RD|TH)$/.test(word))
        ? word
        : wordCase(word, whole[at - 1]),
    );
}

function wordCase(word: string, before: string | undefined): string {
  return /\d/.test(before ?? '') ? word.toLowerCase() : word.slice(0, 1) + word.slice(1).toLowerCase();
}

function isAbbreviation(word: string): boolean {
  return SHORT_FORMS.has(word) || (word.length === 1 && word !== 'A');
}

async function rowsOf(file: string): Promise<Row[]> {
  return parse(gunzipSync(await readFile(path.join(FOLDER as string, file))), { columns: true, bom: true });
}

async function write(file: string, rows: readonly unknown[][]): Promise<void> {
  const text = rows.map((row) => row.map(quoted).join(',')).join('\n');
  await pipeline([`${text}\n`], createGzip({ level: 9 }), createWriteStream(new URL(file, import.meta.url)));
  console.log(`${file}: ${rows.length} rows`);
}

function quoted(value: unknown): string {
  const text = String(value ?? '');
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
