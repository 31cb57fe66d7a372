import type { Queries } from '../platform/transaction.ts';

/** Records that rows of a file name, by what they name them with, in lower case. */
export type Lookup = {
  variants: Map<string, VariantNow>;
  customers: Map<string, CustomerNow>;
  /** By name, and by the number the sender has for them. */
  suppliers: Map<string, SupplierNow>;
  suppliersByNumber: Map<string, SupplierNow>;
  products: Map<string, { id: string }>;
  warehouses: Map<string, { id: string }>;
  /** The only one, where there is one. */
  warehouse: { id: string } | null;
  /** By warehouse and variant: what is on hand. */
  onHand: Map<string, number>;
  /** Ids of their own that the sender gave orders and purchase orders. */
  orders: Set<string>;
  /** What a file of orders, or of purchase orders, without lines said of them. */
  heads: Map<string, Record<string, string>>;
  purchaseHeads: Map<string, Record<string, string>>;
  purchaseOrders: Set<string>;
};

export type VariantNow = {
  id: string;
  sku: string;
  name: string;
  upc: string | null;
  price: string;
  unitsPerCase: number;
  orderMultiple: number;
  productName: string;
  family: string | null;
  supplierId: string | null;
  supplierName: string | null;
};
type CustomerNow = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  tier: string;
  terms: string;
  address: Record<string, string> | null;
  saleHold: string;
  saleHoldReason: string | null;
};
export type SupplierNow = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  externalId: string | null;
};

type Head = { kind: 'orders' | 'purchase_orders'; number: string; head: Record<string, string> };

/** The supplier a text names, by the sender's number for it or by its name. */
export function supplierNamed(text: string, { suppliers, suppliersByNumber }: Lookup): SupplierNow | null {
  const key = keyOf(text);
  return suppliersByNumber.get(key) ?? suppliers.get(key) ?? null;
}

/** What some texts name; `sender` is whose ids of their own count. */
export type Named = Partial<
  Record<'sku' | 'account' | 'supplier' | 'product' | 'warehouse' | 'number', readonly string[]>
>;

export const keyOf = (text: string) => text.trim().toLowerCase();

/** Reads whatever is named, each kind by one statement. */
export async function lookUp(queries: Queries, named: Named, sender: string): Promise<Lookup> {
  const keys = (texts: readonly string[] = []) => [[...new Set(texts.map(keyOf))]];
  // Lines of orders whose heads came before name nobody themselves.
  const heads = await queries.rows<Head>(HEADS, [...keys(named.number), sender]);
  const of = (field: 'account' | 'supplier') => [
    ...(named[field] ?? []),
    ...heads.flatMap(({ head }) => head[field] ?? []),
  ];
  const [variants, customers, suppliers, products, warehouses, onHand, orders, purchaseOrders] = await Promise.all([
    queries.rows<VariantNow>(VARIANTS, keys(named.sku)),
    queries.rows<CustomerNow & { accountNumber: string }>(CUSTOMERS, keys(of('account'))),
    queries.rows<SupplierNow>(SUPPLIERS, [...keys(of('supplier')), sender]),
    queries.rows<{ id: string; name: string }>(PRODUCTS, keys(named.product)),
    queries.rows<{ id: string; code: string }>('select id, code from warehouses order by id'),
    queries.rows<{ key: string; quantity: number }>(ON_HAND, keys(named.sku)),
    queries.rows<{ number: string }>(OF_SENDER('orders'), [...keys(named.number), sender]),
    queries.rows<{ number: string }>(OF_SENDER('purchase_orders'), [...keys(named.number), sender]),
  ]);
  const headsOf = (kind: Head['kind']) =>
    new Map(heads.flatMap((one) => (one.kind === kind ? [[one.number, one.head]] : [])));
  return {
    variants: new Map(variants.map((one) => [keyOf(one.sku), one])),
    customers: new Map(customers.map((one) => [keyOf(one.accountNumber), one])),
    suppliers: new Map(suppliers.map((one) => [keyOf(one.name), one])),
    suppliersByNumber: new Map(
      suppliers.flatMap((one) => (one.externalId === null ? [] : [[keyOf(one.externalId), one]])),
    ),
    products: new Map(products.map((one) => [keyOf(one.name), one])),
    warehouses: new Map(warehouses.map((one) => [keyOf(one.code), one])),
    warehouse: warehouses.length === 1 ? (warehouses[0] as { id: string }) : null,
    onHand: new Map(onHand.map(({ key, quantity }) => [key, quantity])),
    orders: new Set(orders.map(({ number }) => keyOf(number))),
    heads: headsOf('orders'),
    purchaseHeads: headsOf('purchase_orders'),
    purchaseOrders: new Set(purchaseOrders.map(({ number }) => keyOf(number))),
  };
}

const VARIANTS = `
  select v.id, v.sku, v.name, v.upc, v.price::text, v.units_per_case as "unitsPerCase", v.order_multiple as "orderMultiple", p.name as "productName", p.family,
    v.supplier_id as "supplierId", s.name as "supplierName"
  from variants v join products p on p.id = v.product_id left join suppliers s on s.id = v.supplier_id
  where lower(v.sku) = any($1::text[])`;
const CUSTOMERS = `
  select c.id, c.account_number as "accountNumber", c.name, c.email, c.phone, c.tier, c.terms, c.sale_hold as "saleHold",
    c.sale_hold_reason as "saleHoldReason",
    (select a.address from customer_addresses a where a.customer_id = c.id and a.is_default limit 1) as address
  from customers c where lower(c.account_number) = any($1::text[])`;
const SUPPLIERS = `
  select s.id, s.name, s.email, s.phone, case when s.external_sender = $2 then s.external_id end as "externalId" from suppliers s
  where lower(s.name) = any($1::text[]) or (lower(s.external_id) = any($1::text[]) and s.external_sender = $2) order by s.id desc`;
const PRODUCTS = 'select id, name from products where lower(name) = any($1::text[]) order by id desc';
const ON_HAND = `
  select s.warehouse_id || ':' || s.variant_id as key, s.on_hand as quantity
  from stock_levels s join variants v on v.id = s.variant_id where lower(v.sku) = any($1::text[])`;
const HEADS = 'select kind, number, head from import_order_heads where number = any($1::text[]) and sender = $2';
const OF_SENDER = (table: 'orders' | 'purchase_orders') => `
  select external_id as number from ${table} where lower(external_id) = any($1::text[]) and external_sender = $2`;
