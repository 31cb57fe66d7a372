import { isRefused } from '#contract/errors.ts';
import { operations } from '#contract/operations.ts';
import type { ImportKind } from '#domain/importing/fields.ts';
import { createProduct } from '../catalog/create-product.ts';
import { createSupplier } from '../catalog/create-supplier.ts';
import { createVariant } from '../catalog/create-variant.ts';
import { updateVariant } from '../catalog/update-variant.ts';
import { createCustomer } from '../customers/create-customer.ts';
import { updateCustomer } from '../customers/update-customer.ts';
import { adjustStock } from '../inventory/adjust-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { keyOf, type Lookup, supplierNamed } from './lookup.ts';
import { against, changed, isSame, type RowKind, refused, type Values, type Verdict } from './row-kind.ts';
import { suppliers } from './supplier-rows.ts';

const money = (amount: string, currency: string) => ({ amount, currency });
const decimal = (amount: string) => String(Number(amount));

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
  keys: ({ accountNumber = '' }) => [keyOf(accountNumber)],
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
  keys: ({ sku = '' }) => [keyOf(sku)],
  judge(values, lookup, { currency }) {
    const problem =
      noSupplier(values, lookup) ??
      against(operations.createVariant.body, variantBody(values, currency, '1', null), OF_VARIANT) ??
      against(operations.createProduct.body, { name: values.product, family: values.family }, { name: 'product' });
    if (problem) return problem;
    const now = lookup.variants.get(keyOf(values.sku as string));
    if (!now) return { outcome: 'create' };
    // The product of an item there is stays as it is, with its name and family.
    const { product: _, family: __, ...own } = variantValues(values);
    const supplier = own.supplier && supplierNamed(own.supplier, lookup)?.name;
    return { outcome: isSame({ ...own, ...(supplier ? { supplier } : {}) }, variantNow(now)) ? 'same' : 'update' };
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

/** A supplier that is not there is made where a row has its name; a number alone names nobody. */
const noSupplier = ({ supplier = '' }: Values, lookup: Lookup): Verdict | null =>
  /^\d+$/.test(supplier) && !supplierNamed(supplier, lookup)
    ? refused('supplier', 'no supplier has this number: bring in the suppliers first')
    : null;

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
async function supplierOf(viewer: Viewer, work: Work, { supplier = '' }: Values, lookup: Lookup) {
  const there = supplier === '' ? null : supplierNamed(supplier, lookup);
  if (supplier === '' || there) return there;
  const made = await createSupplier(viewer, { params: undefined, query: undefined, body: { name: supplier } }, work);
  if (!isRefused(made)) lookup.suppliers.set(keyOf(supplier), made);
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
  keys: ({ sku = '' }) => [keyOf(sku)],
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
  keys: ({ account = '' }) => [keyOf(account)],
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
  keys: ({ sku = '', warehouse = '' }) => [`${keyOf(sku)} ${keyOf(warehouse)}`],
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
