import type { z } from 'zod';
import { isRefused, type Refusal } from '#contract/errors.ts';
import { operations } from '#contract/operations.ts';
import type { ImportKind } from '#domain/importing/fields.ts';
import { createProduct } from '../catalog/create-product.ts';
import { createSupplier } from '../catalog/create-supplier.ts';
import { createVariant } from '../catalog/create-variant.ts';
import { updateSupplier } from '../catalog/update-supplier.ts';
import { updateVariant } from '../catalog/update-variant.ts';
import { createCustomer } from '../customers/create-customer.ts';
import { updateCustomer } from '../customers/update-customer.ts';
import { adjustStock } from '../inventory/adjust-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { keyOf, type Lookup } from './lookup.ts';

/** What a row says, by field: numbers and days in one form, what is empty left out. */
export type Values = Readonly<Record<string, string>>;
/** What a row would do, or why it cannot. */
export type Verdict =
  | { outcome: 'create' | 'update' | 'same' }
  | { outcome: 'refused'; field: string | null; reason: string };
/** What a row did: its record; where it was changed, what it was before and its version since. */
export type Written = { recordType: string; recordId: string; before?: object; versionAfter?: number };

const changed = (recordType: string, before: { id: string }, { version }: { version: number }): Written => ({
  recordType,
  recordId: before.id,
  before,
  versionAfter: version,
});

/** How rows of a kind are judged and written, each by itself. */
export type RowKind = {
  /** By which value two rows are about the same. */
  key: (values: Values) => string;
  judge: (values: Values, lookup: Lookup, company: { currency: string }) => Verdict;
  write: (viewer: Viewer, work: Work, values: Values, lookup: Lookup) => Promise<Written | { refusal: Refusal }>;
};

export const refused = (field: string | null, reason: string): Verdict => ({ outcome: 'refused', field, reason });

/** What the contract says against a body, at the field that is to blame. */
function against(schema: z.ZodType, body: unknown, fieldOf: Record<string, string> = {}): Verdict | null {
  const { error } = schema.safeParse(body);
  const issue = error?.issues[0];
  if (!issue) return null;
  const name = String(issue.path.findLast((part) => typeof part === 'string' && part !== 'amount') ?? '');
  return refused(fieldOf[name] ?? (name || null), issue.message);
}

/** Whether all that a row gives is so already. */
function isSame(values: Values, now: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(values).every(([name, value]) => !(name in now) || String(now[name] ?? '') === value);
}

const money = (amount: string, currency: string) => ({ amount, currency });
const decimal = (amount: string) => String(Number(amount));

const suppliers: RowKind = {
  key: ({ name = '' }) => keyOf(name),
  judge(values, { suppliers: known }) {
    const problem = against(operations.createSupplier.body, values);
    if (problem) return problem;
    const now = known.get(keyOf(values.name as string));
    return { outcome: !now ? 'create' : isSame({ ...values, name: now.name }, now) ? 'same' : 'update' };
  },
  async write(viewer, work, values, { suppliers: known }) {
    const now = known.get(keyOf(values.name as string));
    const { name, ...changes } = values;
    if (now) {
      const request = { params: { id: now.id }, query: undefined, body: changes };
      const done = await updateSupplier(viewer, request, work);
      return isRefused(done) ? done : changed('supplier', now, done);
    }
    const body = { ...changes, name: name as string };
    const done = await createSupplier(viewer, { params: undefined, query: undefined, body }, work);
    return isRefused(done) ? done : { recordType: 'supplier', recordId: done.id };
  },
};

const ADDRESS = ['line1', 'line2', 'city', 'region', 'postalCode', 'country'] as const;

function customerBody(values: Values, before: Record<string, string> | null): Record<string, unknown> {
  const rest = Object.fromEntries(
    Object.entries(values).filter(([name]) => !(ADDRESS as readonly string[]).includes(name)),
  );
  const given = Object.fromEntries(ADDRESS.flatMap((name) => (values[name] ? [[name, values[name]]] : [])));
  return Object.keys(given).length > 0 ? { ...rest, address: { ...before, ...given } } : rest;
}

/** A row is known again by its number. */
const NUMBERED_CUSTOMER = operations.createCustomer.body.required({ accountNumber: true });

const customers: RowKind = {
  key: ({ accountNumber = '' }) => keyOf(accountNumber),
  judge(values, { customers: known }) {
    const problem = against(NUMBERED_CUSTOMER, customerBody(values, null));
    if (problem) return problem;
    const now = known.get(keyOf(values.accountNumber as string));
    if (!now) return { outcome: 'create' };
    const { accountNumber: _, ...rest } = values;
    return { outcome: isSame(rest, { ...blank(ADDRESS), ...now, ...now.address }) ? 'same' : 'update' };
  },
  async write(viewer, work, values, { customers: known }) {
    const now = known.get(keyOf(values.accountNumber as string));
    const body = customerBody(values, now?.address ?? null);
    if (now) {
      const { accountNumber: _, ...changes } = body;
      const done = await updateCustomer(viewer, { params: { id: now.id }, query: undefined, body: changes }, work);
      return isRefused(done) ? done : changed('customer', now, done);
    }
    const whole = operations.createCustomer.body.parse(body);
    const done = await createCustomer(viewer, { params: undefined, query: undefined, body: whole }, work);
    return isRefused(done) ? done : { recordType: 'customer', recordId: done.id };
  },
};

const blank = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '']));

function variantBody(values: Values, currency: string, productId: string, supplierId: string | null) {
  const { sku, product = '', variant = product, upc, price = '0', unitsPerCase = '1' } = values;
  return {
    productId,
    sku,
    name: variant,
    price: money(decimal(price), currency),
    unitsPerCase: Number(unitsPerCase),
    ...(upc ? { upc } : {}),
    ...(supplierId ? { supplierId } : {}),
  };
}
const OF_VARIANT = { name: 'variant', productId: 'product' };

const products: RowKind = {
  key: ({ sku = '' }) => keyOf(sku),
  judge(values, { variants }, { currency }) {
    const problem =
      against(operations.createVariant.body, variantBody(values, currency, '1', null), OF_VARIANT) ??
      against(operations.createProduct.body, { name: values.product, family: values.family }, { name: 'product' });
    if (problem) return problem;
    const now = variants.get(keyOf(values.sku as string));
    if (!now) return { outcome: 'create' };
    // The product of an item there is stays as it is, with its name and family.
    const { product: _, family: __, ...own } = variantValues(values);
    return { outcome: isSame(own, variantNow(now)) ? 'same' : 'update' };
  },
  async write(viewer, work, values, lookup) {
    const now = lookup.variants.get(keyOf(values.sku as string));
    const supplier = await supplierOf(viewer, work, values, lookup);
    if (supplier !== null && isRefused(supplier)) return supplier;
    const { currency } = work.company;
    if (now) {
      const {
        productId: _,
        sku: __,
        ...body
      } = variantBody({ ...variantNow(now), ...values }, currency, '1', supplier?.id ?? null);
      const request = { params: { id: now.id }, query: undefined, body: { ...body, confirmed: true } };
      const done = await updateVariant(viewer, request, work);
      return isRefused(done) ? done : changed('variant', now, done);
    }
    const product = await productOf(viewer, work, values, lookup);
    if (isRefused(product)) return product;
    const body = operations.createVariant.body.parse(variantBody(values, currency, product.id, supplier?.id ?? null));
    const done = await createVariant(viewer, { params: undefined, query: undefined, body }, work);
    return isRefused(done) ? done : { recordType: 'variant', recordId: done.id };
  },
};

function variantValues({ price, ...values }: Values): Values {
  return price === undefined ? values : { ...values, price: decimal(price) };
}

type VariantNow = NonNullable<ReturnType<Lookup['variants']['get']>>;
function variantNow(now: VariantNow): Record<string, string> {
  return {
    product: now.productName,
    variant: now.name,
    family: now.family ?? '',
    upc: now.upc ?? '',
    price: decimal(now.price),
    unitsPerCase: String(now.unitsPerCase),
    supplier: now.supplierName ?? '',
  };
}

/** The supplier a row names; the first row that names a new one makes it. */
async function supplierOf(viewer: Viewer, work: Work, { supplier = '' }: Values, { suppliers: known }: Lookup) {
  const there = known.get(keyOf(supplier));
  if (supplier === '' || there) return there ?? null;
  const made = await createSupplier(viewer, { params: undefined, query: undefined, body: { name: supplier } }, work);
  if (!isRefused(made)) known.set(keyOf(supplier), made);
  return made;
}

/** The product a row names; the first row that names a new one makes it. */
async function productOf(viewer: Viewer, work: Work, { product = '', family }: Values, { products: known }: Lookup) {
  const there = known.get(keyOf(product));
  if (there) return there;
  const body = operations.createProduct.body.parse({ name: product, family: family ?? null });
  const made = await createProduct(viewer, { params: undefined, query: undefined, body }, work);
  if (!isRefused(made)) known.set(keyOf(product), { id: made.id });
  return made;
}

const prices: RowKind = {
  key: ({ sku = '' }) => keyOf(sku),
  judge({ sku = '', price = '' }, { variants }, { currency }) {
    const now = variants.get(keyOf(sku));
    if (!now) return refused('sku', 'no item has this SKU');
    const problem = against(operations.updateVariant.body, { price: money(decimal(price), currency) });
    return problem ?? { outcome: decimal(price) === decimal(now.price) ? 'same' : 'update' };
  },
  async write(viewer, work, { sku = '', price = '' }, { variants }) {
    const now = variants.get(keyOf(sku)) as VariantNow;
    const body = { price: money(decimal(price), work.company.currency) };
    const done = await updateVariant(viewer, { params: { id: now.id }, query: undefined, body }, work);
    return isRefused(done) ? done : changed('variant', now, done);
  },
};

const holds: RowKind = {
  key: ({ account = '' }) => keyOf(account),
  judge({ account = '', hold, reason = '' }, { customers: known }) {
    const now = known.get(keyOf(account));
    if (!now) return refused('account', 'no customer has this number');
    return { outcome: now.saleHold === hold && (now.saleHoldReason ?? '') === reason ? 'same' : 'update' };
  },
  async write(viewer, work, { account = '', hold, reason }, { customers: known }) {
    const now = known.get(keyOf(account)) as CustomerNow;
    const body = { saleHold: hold as 'none', saleHoldReason: reason ?? null };
    const done = await updateCustomer(viewer, { params: { id: now.id }, query: undefined, body }, work);
    return isRefused(done) ? done : changed('customer', now, done);
  },
};
type CustomerNow = NonNullable<ReturnType<Lookup['customers']['get']>>;

/** The warehouse a row names, or the only one. */
export function warehouseOf({ warehouse }: Values, lookup: Lookup): { id: string } | null {
  return warehouse ? (lookup.warehouses.get(keyOf(warehouse)) ?? null) : lookup.warehouse;
}
export const NO_WAREHOUSE = refused('warehouse', 'names no warehouse, and there is not exactly one');

const stock: RowKind = {
  key: ({ sku = '', warehouse = '' }) => `${keyOf(sku)} ${keyOf(warehouse)}`,
  judge(values, lookup) {
    const variant = lookup.variants.get(keyOf(values.sku as string));
    if (!variant) return refused('sku', 'no item has this SKU');
    const warehouse = warehouseOf(values, lookup);
    if (!warehouse) return NO_WAREHOUSE;
    const quantity = Number(values.quantity);
    if (!Number.isInteger(quantity) || quantity < 0 || quantity > 10_000_000)
      return refused('quantity', 'is not a whole number from 0 to 10,000,000');
    const now = lookup.onHand.get(`${warehouse.id}:${variant.id}`);
    if (now === undefined) return { outcome: 'create' };
    return { outcome: now === quantity ? 'same' : 'update' };
  },
  async write(viewer, work, values, lookup) {
    const variant = lookup.variants.get(keyOf(values.sku as string)) as VariantNow;
    const { id: warehouseId } = warehouseOf(values, lookup) as { id: string };
    const body = {
      variantId: variant.id,
      warehouseId,
      countedQuantity: Number(values.quantity),
      reason: 'count',
      confirmed: true,
    };
    const done = await adjustStock(viewer, { params: undefined, query: undefined, body }, work);
    return isRefused(done) ? done : { recordType: 'stock_adjustment', recordId: done.id };
  },
};

/** The kinds whose rows stand for themselves. */
export const ROW_KINDS: Partial<Record<ImportKind, RowKind>> = { suppliers, products, customers, holds, stock, prices };
