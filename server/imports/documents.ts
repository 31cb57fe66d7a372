import { isDeepStrictEqual } from 'node:util';
import { isRefused, type Refusal } from '#contract/errors.ts';
import { operations } from '#contract/operations.ts';
import type { ImportKind } from '#domain/importing/fields.ts';
import { total } from '#domain/quantity.ts';
import { createOrder } from '../orders/create-order.ts';
import { senderOf } from '../platform/sender.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { createPurchaseOrder } from '../purchasing/create-purchase-order.ts';
import { NO_WAREHOUSE, refused, type Values, type Verdict, type Written, warehouseOf } from './kinds.ts';
import { keyOf, type Lookup } from './lookup.ts';

/** How rows that together make one document are judged, each by itself, and written together. */
export type DocumentKind = {
  judge: (values: Values, lookup: Lookup, company: { currency: string }) => Verdict;
  /** Which documents come first. Null from `write`: nothing but a note for another file. */
  order: (rows: readonly Values[], lookup: Lookup) => string;
  write: (
    viewer: Viewer,
    work: Work,
    rows: readonly Values[],
    lookup: Lookup,
  ) => Promise<Written | null | { refusal: Refusal }>;
};

const MOST = 10_000_000;

/** How much is still to come or to ship of a row, and what is wrong with its quantities. */
function openOf({ quantity = '', done = '0' }: { quantity?: string | undefined; done?: string | undefined }) {
  const [ordered, before] = [Number(quantity), Number(done)];
  const isWhole = Number.isInteger(ordered) && Number.isInteger(before) && ordered >= 0 && ordered <= MOST;
  return { open: Math.max(0, ordered - before), problem: isWhole && before >= 0 ? null : 'is not a whole number' };
}

const openOfOrder = ({ quantity, shipped, shippedOn }: Values) =>
  openOf({ quantity, done: shippedOn && shipped === undefined ? quantity : shipped });

/** The day an order was taken, in the afternoon: its place in the queue goes by it. */
const takenOn = (work: Work, day: string | undefined): Work =>
  day && day < work.today ? { ...work, now: `${day}T18:00:00.000Z`, today: day } : work;

/** A row of a file of orders alone: its lines come in a file of their own. */
const isHead = ({ sku }: Values) => sku === undefined;

/** A line with what is known of its order, by an earlier file or the same. */
function withHead(values: Values, { heads }: Lookup): Values {
  return { ...heads.get(keyOf(values.number as string)), ...values };
}

const orders: DocumentKind = {
  judge(given, lookup) {
    const values = withHead(given, lookup);
    if (!values.account) return refused('account', 'is not given, and no file of orders said it');
    if (!lookup.customers.has(keyOf(values.account))) return refused('account', 'no customer has this number');
    if (isHead(given))
      return {
        outcome:
          isDeepStrictEqual(values, given) && lookup.heads.has(keyOf(given.number as string)) ? 'same' : 'create',
      };
    if (!lookup.variants.has(keyOf(values.sku as string))) return refused('sku', 'no item has this SKU');
    if (!warehouseOf(values, lookup)) return NO_WAREHOUSE;
    const { open, problem } = openOfOrder(values);
    if (problem || values.quantity === undefined) return refused('quantity', problem ?? 'is empty');
    return { outcome: open === 0 || lookup.orders.has(keyOf(values.number as string)) ? 'same' : 'create' };
  },
  order: (rows, lookup) => {
    const first = withHead(rows[0] ?? {}, lookup);
    return `${first.orderedOn ?? '9999'} ${(first.number ?? '').padStart(20, '0')}`;
  },
  async write(viewer, work, given, lookup) {
    const rows = given.filter((row) => !isHead(row)).map((row) => withHead(row, lookup));
    const [first] = rows;
    if (!first) return keepHead(viewer, work, given[0] as Values);
    const taken = takenOn(work, first.orderedOn);
    const body = orderBody(rows, work, lookup);
    const done = await createOrder(viewer, { params: undefined, query: undefined, body }, taken);
    return isRefused(done) ? done : { recordType: 'order', recordId: done.id };
  },
};

async function keepHead(viewer: Viewer, work: Work, head: Values): Promise<null> {
  await work.tx.rows(
    `insert into import_order_heads (sender, number, head) values ($1, $2, $3)
     on conflict (sender, number) do update set head = excluded.head`,
    [senderOf(viewer), keyOf(head.number as string), head],
  );
  return null;
}

function orderBody(rows: readonly Values[], { company, today }: Work, lookup: Lookup) {
  const [first] = rows as [Values];
  const shipped = total(rows, (row) => Number(row.quantity) - openOfOrder(row).open);
  return operations.createOrder.body.parse({
    customerId: lookup.customers.get(keyOf(first.account as string))?.id,
    warehouseId: warehouseOf(first, lookup)?.id,
    externalId: first.number,
    customerReference: (first.number as string).slice(0, 60),
    requestedOn: first.requestedOn && first.requestedOn >= today ? first.requestedOn : null,
    notes: shipped > 0 ? `${shipped} units of it shipped before it was brought in.` : null,
    lines: rows.map((row) => ({
      variantId: lookup.variants.get(keyOf(row.sku as string))?.id,
      quantity: openOfOrder(row).open,
      ...(row.price ? { unitPrice: { amount: String(Number(row.price)), currency: company.currency } } : {}),
    })),
    confirm: true,
    confirmed: true,
  });
}

const purchaseOrders: DocumentKind = {
  judge(values, lookup) {
    if (!lookup.suppliers.has(keyOf(values.supplier as string)))
      return refused('supplier', 'no supplier has this name');
    if (!lookup.variants.has(keyOf(values.sku as string))) return refused('sku', 'no item has this SKU');
    if (!warehouseOf(values, lookup)) return NO_WAREHOUSE;
    const { open, problem } = openOf({ quantity: values.quantity, done: values.received });
    if (problem) return refused('quantity', problem);
    return { outcome: open === 0 || lookup.purchaseOrders.has(keyOf(values.number as string)) ? 'same' : 'create' };
  },
  order: (rows) => rows[0]?.number ?? '',
  async write(viewer, work, rows, lookup) {
    const [first] = rows as [Values];
    const body = operations.createPurchaseOrder.body.parse({
      supplierId: lookup.suppliers.get(keyOf(first.supplier as string))?.id,
      warehouseId: warehouseOf(first, lookup)?.id,
      externalId: first.number,
      lines: rows.map((row) => ({
        variantId: lookup.variants.get(keyOf(row.sku as string))?.id,
        quantity: openOf({ quantity: row.quantity, done: row.received }).open,
        expectedOn: row.expectedOn ?? null,
      })),
      confirmed: true,
    });
    const done = await createPurchaseOrder(viewer, { params: undefined, query: undefined, body }, work);
    return isRefused(done) ? done : { recordType: 'purchase_order', recordId: done.id };
  },
};

/** The kinds of which several rows make one record. */
export const DOCUMENT_KINDS: Partial<Record<ImportKind, DocumentKind>> = {
  orders,
  purchase_orders: purchaseOrders,
};
