import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { Answer } from '#contract/operations.ts';
import type { ApiClient } from './api-client.ts';
import type { EventLog } from './event-log.ts';
import type { DateRange } from './read-orders.ts';

/** What the order file says, summed without anything the replay itself read or computed. Money in whole cents. */
export type FileSums = {
  orders: number;
  units: number;
  cents: number;
  unitsByItem: Map<string, number>;
  centsByInvoice: Map<string, number>;
  centsByStore: Map<string, number>;
  /** What its credit lines take back: in all, and by credit invoice and item. */
  creditLines: number;
  creditedUnits: number;
  creditedCents: number;
  creditedUnitsByInvoiceAndItem: Map<string, number>;
};

/** What the company says through its API, summed from single orders, invoices and stock levels. */
export type CompanySums = {
  unitsByItem: Map<string, number>;
  /** By the file's invoice number, which an order carries in its notes. */
  centsByInvoice: Map<string, number>;
  centsByStore: Map<string, number>;
  shippedUnits: number;
  cancelledUnits: number;
  /** Moved to backorders, as order lines say, and as backorders say. */
  backorderedUnits: number;
  backorderQuantity: number;
  /** Still to come on backorders, and as stock levels say it. */
  outstandingUnits: number;
  backorderedByStock: number;
  openUnits: number;
  /** What the shipped part of every line is worth, rounded line by line. */
  shippedCents: number;
  /** What of it came back, as fulfillments say, and by the notes and items of returns; and what that part is worth. */
  returnedUnits: number;
  returnedUnitsByNoteAndItem: Map<string, number>;
  returnedCents: number;
  /** As invoices say, and as the credit notes of returns do. */
  creditedCents: number;
  creditNoteCents: number;
  /** As the fulfillments of the orders carry them, and as the list of invoices does. */
  invoices: number;
  invoicedCents: number;
  listedInvoices: number;
  listedInvoiceCents: number;
  onHandByItem: Map<string, number>;
  /** Lines whose own quantities do not add up. */
  unevenLines: string[];
};

/** A figure that is not what it has to be. */
export type Disagreement = { figure: string; expected: number; found: number };

/** Adds up the orders of a range of days, straight from the text of the file. */
export async function sumFile(file: string, { from, to }: DateRange): Promise<FileSums> {
  const [header, ...rows] = gunzipSync(await readFile(file))
    .toString('utf8')
    .split(/\r?\n/);
  if (header?.replace(/^\uFEFF/, '') !== 'invoice_no,line_no,order_date,store_no,item_no,bottles,sale_usd')
    throw new Error(`${file} has other columns: ${header}`);
  const sums: FileSums = {
    orders: 0,
    units: 0,
    cents: 0,
    unitsByItem: new Map(),
    centsByInvoice: new Map(),
    centsByStore: new Map(),
    creditLines: 0,
    creditedUnits: 0,
    creditedCents: 0,
    creditedUnitsByInvoiceAndItem: new Map(),
  };
  for (const row of rows) {
    const [invoice = '', , day = '', store = '', item = '', bottles = '', sale = ''] = row.split(',');
    if (row === '' || day < from || day > to) continue;
    if (bottles.startsWith('-')) {
      sums.creditLines += 1;
      sums.creditedUnits -= Number(bottles);
      sums.creditedCents += toCents(sale.slice(1));
      add(sums.creditedUnitsByInvoiceAndItem, `${invoice} ${item}`, -Number(bottles));
      continue;
    }
    const cents = toCents(sale);
    sums.units += Number(bottles);
    sums.cents += cents;
    add(sums.unitsByItem, item, Number(bottles));
    add(sums.centsByInvoice, invoice, cents);
    add(sums.centsByStore, store, cents);
  }
  sums.orders = sums.centsByInvoice.size;
  return sums;
}

/** Reads every order, every invoice and every stock level of the company, and adds them up. */
export async function sumCompany(api: ApiClient, now: string): Promise<CompanySums> {
  const sums: CompanySums = {
    unitsByItem: new Map(),
    centsByInvoice: new Map(),
    centsByStore: new Map(),
    shippedUnits: 0,
    cancelledUnits: 0,
    backorderedUnits: 0,
    backorderQuantity: 0,
    outstandingUnits: 0,
    backorderedByStock: 0,
    openUnits: 0,
    shippedCents: 0,
    returnedUnits: 0,
    returnedUnitsByNoteAndItem: new Map(),
    returnedCents: 0,
    creditedCents: 0,
    creditNoteCents: 0,
    invoices: 0,
    invoicedCents: 0,
    listedInvoices: 0,
    listedInvoiceCents: 0,
    onHandByItem: new Map(),
    unevenLines: [],
  };
  for await (const { id } of api.rows('listOrders', {}, { now })) {
    addOrder(sums, await api.call('getOrder', { params: { id } }, { now }));
  }
  for await (const { note, creditNote, lines } of api.rows('listReturns', {}, { now })) {
    sums.creditNoteCents += toCents(creditNote?.amount.amount ?? '0');
    for (const { sku, quantity } of lines) add(sums.returnedUnitsByNoteAndItem, `${note} ${sku}`, quantity);
  }
  for await (const { amount, credited } of api.rows('listInvoices', {}, { now })) {
    sums.listedInvoices += 1;
    sums.creditedCents += toCents(credited.amount);
    sums.listedInvoiceCents += toCents(amount.amount);
  }
  for await (const { sku, onHand, backordered } of api.rows('listStock', {}, { now })) {
    add(sums.onHandByItem, sku, onHand);
    sums.backorderedByStock += backordered;
  }
  return sums;
}

/**
 * Everything that does not agree. With `isDrained` all of the file has to have been shipped and invoiced; else what the
 * replay shipped, at the value of the shipped part.
 */
export function compare(file: FileSums, company: CompanySums, log: EventLog, isDrained: boolean): Disagreement[] {
  const shipped = isDrained ? file.units : log.unitsShipped;
  const onHand = new Map(
    [...log.items].map(([itemNo, { opening, received, shipped, phantom, returned }]) => [
      itemNo,
      opening + received + returned - shipped - phantom,
    ]),
  );
  return [
    ...differences('units ordered of item', file.unitsByItem, company.unitsByItem),
    ...differences('cents of invoice', file.centsByInvoice, company.centsByInvoice),
    ...differences('cents of store', file.centsByStore, company.centsByStore),
    ...differences('on hand of item', onHand, company.onHandByItem),
    ...unequal('units shipped', shipped, company.shippedUnits),
    ...unequal('units shipped by the log of the replay', log.unitsShipped, company.shippedUnits),
    ...unequal('units cancelled', 0, company.cancelledUnits),
    ...unequal(
      'cents of the invoices of all fulfillments, less what is credited',
      company.shippedCents - company.returnedCents,
      company.invoicedCents - company.creditedCents,
    ),
    ...unequal('cents of the credit notes of returns', company.creditedCents, company.creditNoteCents),
    ...unequal('units returned', log.unitsReturned, company.returnedUnits),
    ...differences(
      'units given back of credit invoice and item',
      file.creditedUnitsByInvoiceAndItem,
      plus(company.returnedUnitsByNoteAndItem, log.uncoveredUnits),
    ),
    ...unequal('invoices in the list', company.invoices, company.listedInvoices),
    ...unequal('cents in the list of invoices', company.invoicedCents, company.listedInvoiceCents),
    ...(isDrained
      ? unequal(
          'cents invoiced',
          file.cents - company.returnedCents,
          company.listedInvoiceCents - company.creditedCents,
        )
      : []),
    ...unequal('units moved to backorders', log.unitsBackordered, company.backorderedUnits),
    ...unequal('quantity of all backorders', company.backorderedUnits, company.backorderQuantity),
    ...unequal('units outstanding on backorders', log.openUnits, company.outstandingUnits),
    ...unequal('units backordered by the stock list', company.outstandingUnits, company.backorderedByStock),
    ...unequal('units open on orders', 0, company.openUnits),
    ...unequal(
      'units shipped, outstanding, open and cancelled',
      file.units,
      company.shippedUnits + company.outstandingUnits + company.openUnits + company.cancelledUnits,
    ),
    ...company.unevenLines.map((figure) => ({ figure, expected: 0, found: 1 })),
  ];
}

type Order = Answer<'getOrder'>;

function addOrder(sums: CompanySums, order: Order): void {
  const shippedByLine = new Map<string, number>();
  const returnedByLine = new Map<string, number>();
  for (const { status, lines, invoice } of order.fulfillments) {
    if (invoice) {
      sums.invoices += 1;
      sums.invoicedCents += toCents(invoice.amount.amount);
    }
    if (status !== 'shipped' && status !== 'delivered') continue;
    for (const { orderLineId, quantity, returned } of lines) {
      add(shippedByLine, orderLineId, quantity);
      add(returnedByLine, orderLineId, returned);
    }
  }
  let cents = 0;
  for (const line of order.lines) {
    const shipped = shippedByLine.get(line.id) ?? 0;
    const returned = returnedByLine.get(line.id) ?? 0;
    const value = toCents(line.orderedValue.amount);
    cents += value;
    add(sums.unitsByItem, line.sku, line.quantity);
    sums.shippedUnits += shipped;
    sums.cancelledUnits += line.cancelled;
    sums.backorderedUnits += line.backordered;
    sums.openUnits += line.outstanding;
    sums.shippedCents += partOf(value, shipped, line.quantity);
    sums.returnedUnits += returned;
    sums.returnedCents += partOf(value, shipped, line.quantity) - partOf(value, shipped - returned, line.quantity);
    if (line.quantity !== line.fulfilled + line.backordered + line.cancelled + line.outstanding)
      sums.unevenLines.push(`quantities of line ${line.position} of ${order.number}`);
  }
  add(sums.centsByInvoice, order.notes ?? `order ${order.number} without an invoice of the file`, cents);
  add(sums.centsByStore, order.customer.accountNumber, cents);
  if (toCents(order.orderedValue.amount) !== cents) sums.unevenLines.push(`value of ${order.number}`);
  for (const { quantity, outstanding } of order.backorders) {
    sums.backorderQuantity += quantity;
    sums.outstandingUnits += outstanding;
  }
}

/** Half away from zero, exact: sums of a year stay far below 2^53. */
function partOf(cents: number, part: number, whole: number): number {
  return Math.floor((2 * cents * part + whole) / (2 * whole));
}

function toCents(amount: string): number {
  const match = /^(\d+)(?:\.(\d{1,2}))?$/.exec(amount);
  if (!match) throw new Error(`${amount} is not an amount in cents`);
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

function add(sums: Map<string, number>, key: string, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}

function plus(sums: Map<string, number>, more: Map<string, number>): Map<string, number> {
  const both = new Map(sums);
  for (const [key, value] of more) add(both, key, value);
  return both;
}

function differences(figure: string, expected: Map<string, number>, found: Map<string, number>): Disagreement[] {
  return [...new Set([...expected.keys(), ...found.keys()])].flatMap((key) =>
    unequal(`${figure} ${key}`, expected.get(key) ?? 0, found.get(key) ?? 0),
  );
}

function unequal(figure: string, expected: number, found: number): Disagreement[] {
  return expected === found ? [] : [{ figure, expected, found }];
}
