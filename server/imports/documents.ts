import { isDeepStrictEqual } from 'node:util';
import { isRefused, type Refusal } from '#contract/errors.ts';
import { operations } from '#contract/operations.ts';
import type { ImportKind } from '#domain/importing/fields.ts';
import { total } from '#domain/quantity.ts';
import { createOrder } from '../orders/create-order.ts';
import { senderOf } from '../platform/sender.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { checkExpectedDays } from '../purchasing/check-expected-days.ts';
import { createPurchaseOrder } from '../purchasing/create-purchase-order.ts';
import { NO_WAREHOUSE, warehouseOf } from './kinds.ts';
import { keyOf, type Lookup, supplierNamed, type VariantNow } from './lookup.ts';
import { against, refused, type Values, type Verdict, type Written } from './row-kind.ts';

/** How rows that together make one document are judged, each by itself, and written together. */
export type DocumentKind = {
  mostLines: number;
  judge: (values: Values, lookup: Lookup, company: { currency: string; today: string }) => Verdict;
  /** What all rows of a document have to say alike, by the field that says it. */
  common: (values: Values, lookup: Lookup) => Record<string, string>;
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

const isQuantity = (text: string) => Number.isInteger(Number(text)) && Number(text) >= 0 && Number(text) <= MOST;
const NO_QUANTITY = 'is not a whole number';

/** What is wrong with the quantities of a row, at the first that is. */
function quantityProblem(values: Values, done: 'shipped' | 'received'): Verdict | null {
  if (values.quantity === undefined) return refused('quantity', 'is empty');
  const wrong = ['quantity', done].find((name) => !isQuantity(values[name] ?? '0'));
  return wrong ? refused(wrong, NO_QUANTITY) : null;
}

/** How much is still to come or to ship of a row. */
const openOf = (ordered = '0', done = '0') => Math.max(0, Number(ordered) - Number(done));
const openOfOrder = ({ quantity, shipped, shippedOn }: Values) =>
  openOf(quantity, shippedOn && shipped === undefined ? quantity : shipped);

/** The day an order was taken, in the afternoon: its place in the queue goes by it. */
const takenOn = (work: Work, day: string | undefined): Work =>
  day && day < work.today ? { ...work, now: `${day}T18:00:00.000Z`, today: day } : work;

/** A row of a file of orders alone: its lines come in a file of their own. */
const isHead = ({ sku }: Values) => sku === undefined;

type Heads = ReadonlyMap<string, Values>;

/** A line with what is known of its order, by an earlier file or the same. */
const withHead = (values: Values, heads: Heads): Values => ({
  ...heads.get(keyOf(values.number as string)),
  ...values,
});

/** A row without a line is the same where its file said so before. */
const headVerdict = (given: Values, heads: Heads): Verdict => ({
  outcome: isDeepStrictEqual(heads.get(keyOf(given.number as string)), given) ? 'same' : 'create',
});

const orders: DocumentKind = {
  mostLines: 2_000,
  judge(given, lookup, { currency, today }) {
    const values = withHead(given, lookup.heads);
    const toCome = ['orderedOn', 'shippedOn'].find((day) => (values[day] ?? '') > today);
    if (toCome) return refused(toCome, 'is a day to come');
    if (!values.account) return refused('account', 'is not given, and no file of orders said it');
    const customer = lookup.customers.get(keyOf(values.account));
    if (!customer) return refused('account', 'no customer has this number');
    if (isHead(given)) return headVerdict(given, lookup.heads);
    if (!lookup.variants.has(keyOf(values.sku as string))) return refused('sku', 'no item has this SKU');
    if (!warehouseOf(values, lookup)) return NO_WAREHOUSE;
    const problem = quantityProblem(values, 'shipped');
    if (problem) return problem;
    if (openOfOrder(values) === 0 || lookup.orders.has(keyOf(values.number as string))) return { outcome: 'same' };
    if (customer.saleHold === 'no_sale') return refused('account', 'is of a customer to whom nothing is sold');
    return lineProblem(values, lookup, currency) ?? { outcome: 'create' };
  },
  common: (values, lookup) => ({
    account: keyOf(withHead(values, lookup.heads).account ?? ''),
    warehouse: isHead(values) ? '' : (warehouseOf(values, lookup)?.id ?? ''),
  }),
  order: (rows, lookup) => {
    const first = withHead(rows[0] ?? {}, lookup.heads);
    return `${first.orderedOn ?? '9999'} ${(first.number ?? '').padStart(20, '0')}`;
  },
  async write(viewer, work, given, lookup) {
    const rows = given.filter((row) => !isHead(row)).map((row) => withHead(row, lookup.heads));
    const [first] = rows;
    if (!first) return keepHead(viewer, work, 'orders', given[0] as Values);
    const taken = takenOn(work, first.orderedOn);
    const body = orderBody(rows, work, lookup);
    const done = await createOrder(viewer, { params: undefined, query: undefined, body }, taken);
    return isRefused(done) ? done : { recordType: 'order', recordId: done.id };
  },
};

/** What the order would be refused for because of a row: said before anything is written. */
function lineProblem(values: Values, lookup: Lookup, currency: string): Verdict | null {
  const { orderMultiple, price } = lookup.variants.get(keyOf(values.sku as string)) as VariantNow;
  const open = openOfOrder(values);
  if (open % orderMultiple !== 0)
    return refused('quantity', `leaves ${open} to ship, which is not a whole multiple of ${orderMultiple}`);
  if (values.price === undefined && Number(price) === 0)
    return refused('price', 'has to be given: the item has no list price');
  const line = { variantId: '1', quantity: open, ...unitPriceOf(values, currency, lookup) };
  const body = { customerId: '1', externalId: values.number, lines: [line] };
  return against(operations.createOrder.body, body, { externalId: 'number', unitPrice: 'price' });
}

async function keepHead(viewer: Viewer, work: Work, kind: ImportKind, head: Values): Promise<null> {
  await work.tx.rows(
    `insert into import_order_heads (sender, kind, number, head) values ($1, $2, $3, $4)
     on conflict (sender, kind, number) do update set head = excluded.head`,
    [senderOf(viewer), kind, keyOf(head.number as string), head],
  );
  return null;
}

function orderBody(rows: readonly Values[], { company, today }: Work, lookup: Lookup) {
  const [first] = rows as [Values];
  const shipped = total(rows, (row) => Number(row.quantity) - openOfOrder(row));
  return operations.createOrder.body.parse({
    customerId: lookup.customers.get(keyOf(first.account as string))?.id,
    warehouseId: warehouseOf(first, lookup)?.id,
    externalId: first.number,
    customerReference: (first.number as string).slice(0, 60),
    requestedOn: first.requestedOn && first.requestedOn >= today ? first.requestedOn : null,
    notes: shipped > 0 ? `${shipped} units of it shipped before it was brought in.` : null,
    lines: rows.map((row) => ({
      variantId: lookup.variants.get(keyOf(row.sku as string))?.id,
      quantity: openOfOrder(row),
      ...unitPriceOf(row, company.currency, lookup),
    })),
    confirm: true,
    confirmed: true,
  });
}

/** The price a row says, or the list price where it says but a discount, less that; in four decimals as prices are. A price of 0 is meant. */
function unitPriceOf({ price, discount, sku = '' }: Values, currency: string, { variants }: Lookup) {
  if (price === undefined && discount === undefined) return {};
  const full = Number(price ?? variants.get(keyOf(sku))?.price);
  const amount = discount === undefined ? full : Number((full * (1 - Number(discount))).toFixed(4));
  return { unitPrice: { amount: String(amount), currency }, freeOfCharge: amount === 0 };
}

const purchaseOrders: DocumentKind = {
  mostLines: 10_000,
  judge(given, lookup, { today }) {
    const values = withHead(given, lookup.purchaseHeads);
    if (!values.supplier) return refused('supplier', 'is not given, and no file of purchase orders said it');
    if (!supplierNamed(values.supplier, lookup)) return refused('supplier', 'no supplier has this name or number');
    if (isHead(given)) return headVerdict(given, lookup.purchaseHeads);
    if (!lookup.variants.has(keyOf(values.sku as string))) return refused('sku', 'no item has this SKU');
    if (!warehouseOf(values, lookup)) return NO_WAREHOUSE;
    const problem = quantityProblem(values, 'received');
    if (problem) return problem;
    const quantity = openOf(values.quantity, values.received);
    if (quantity === 0 || lookup.purchaseOrders.has(keyOf(values.number as string))) return { outcome: 'same' };
    const unfit = checkExpectedDays([{ pointer: '', day: values.expectedOn }], today)?.errors?.[0];
    if (unfit) return refused('expectedOn', unfit.detail);
    const line = { variantId: '1', quantity, expectedOn: values.expectedOn ?? null };
    const body = { supplierId: '1', warehouseId: '1', externalId: values.number, lines: [line] };
    return against(operations.createPurchaseOrder.body, body, { externalId: 'number' }) ?? { outcome: 'create' };
  },
  common: (values, lookup) => ({
    supplier: keyOf(withHead(values, lookup.purchaseHeads).supplier ?? ''),
    warehouse: isHead(values) ? '' : (warehouseOf(values, lookup)?.id ?? ''),
  }),
  order: (rows) => rows[0]?.number ?? '',
  async write(viewer, work, given, lookup) {
    const rows = given.filter((row) => !isHead(row)).map((row) => withHead(row, lookup.purchaseHeads));
    const [first] = rows;
    if (!first) return keepHead(viewer, work, 'purchase_orders', given[0] as Values);
    const body = operations.createPurchaseOrder.body.parse({
      supplierId: supplierNamed(first.supplier as string, lookup)?.id,
      warehouseId: warehouseOf(first, lookup)?.id,
      externalId: first.number,
      lines: rows.map((row) => ({
        variantId: lookup.variants.get(keyOf(row.sku as string))?.id,
        quantity: openOf(row.quantity, row.received),
        expectedOn: row.expectedOn ?? null,
      })),
      confirmed: true,
    });
    const done = await createPurchaseOrder(viewer, { params: undefined, query: undefined, body }, work);
    return isRefused(done) ? done : { recordType: 'purchase_order', recordId: done.id };
  },
};

const DOCUMENT_KINDS: Partial<Record<ImportKind, DocumentKind>> = {
  orders,
  purchase_orders: purchaseOrders,
};

/** Whether several rows make one record of a kind. */
export const isOfDocuments = (kind: ImportKind): boolean => DOCUMENT_KINDS[kind] !== undefined;
/** How documents of a kind are judged and written. */
export const documentsOf = (kind: ImportKind): DocumentKind => DOCUMENT_KINDS[kind] as DocumentKind;
