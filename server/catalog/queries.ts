import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { OperationName } from '#contract/routes.ts';
import { openPurchaseOrders } from '../ledger/sql-words.ts';
import { orAlike } from '../platform/find-alike.ts';
import { readChangingList } from '../platform/read-changes.ts';
import { finds, phonePattern, soughtIn } from '../platform/read-list.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { itemColumns } from './item-words.ts';

type Found<Name extends OperationName> = Promise<Answer<Name> | { refusal: Refusal }>;

export type Product = Answer<'getProduct'>;
export type Variant = Answer<'getVariant'>;
export type Supplier = Answer<'getSupplier'>;
export type Warehouse = Answer<'getWarehouse'>;

const PRODUCT = `p.id, p.name, p.family, p.description, p.is_written_about as "isWrittenAbout", p.created_at as "createdAt", p.version`;

type ProductRow = Answer<'listProducts'>['data'][number];
type VariantRow = Answer<'listVariants'>['data'][number];

const VARIANT_MATCHES = finds('v.search_text', '$4');

/** Products by name; `q` is looked for in name and family, and in SKU, UPC and name of their variants. */
export function listProducts(
  viewer: Viewer,
  { query }: Request<'listProducts'>,
  { queries }: Reading,
): Found<'listProducts'> {
  return orAlike({ viewer, queries, q: query.q, kinds: ['product', 'variant'] }, (patterns) =>
    readChangingList<ProductRow>(
      queries,
      { name: 'listProducts', row: 'p', key: 'lower(p.name)', type: 'text' },
      query,
      (order) => `select ${PRODUCT}, ${order.sortKey},
       (select count(*)::integer from variants v where v.product_id = p.id) as "variantCount",
       coalesce((select jsonb_agg(jsonb_build_object('id', f.id::text, 'sku', f.sku, 'name', f.name, 'itemName', f.item_name))
         from (select v.id, v.sku, v.name, v.item_name from variants v where v.product_id = p.id
               order by ($4::text[] is not null and ${VARIANT_MATCHES}) desc, v.sku limit 3) f), '[]') as variants
     from products p
     where ${order.isNext}
       and ($4::text[] is null or ${finds('p.search_text', '$4')}
         or p.id = any(array(select v.product_id from variants v where ${VARIANT_MATCHES})))
     order by ${order.orderBy} limit $3`,
      [patterns],
    ),
  );
}

/** One product, or `not_found`. */
export async function getProduct(
  _viewer: Viewer,
  { params }: Request<'getProduct'>,
  { queries }: Reading,
): Found<'getProduct'> {
  return (await findProduct(queries, params.id)) ?? refuse('not_found');
}

/** A product as it is answered; `lock` keeps others from changing it until the transaction ends. */
export function findProduct(queries: Queries, id: string, lock: Lock = ''): Promise<Product | null> {
  return queries.first<Product>(`select ${PRODUCT} from products p where p.id = $1 ${lock}`, [id]);
}

/** Weak enough that rows which refer to the record can still be written. */
type Lock = '' | 'for no key update';

/** Whether the last figure of the code checks the others; null without one. Twin of `hasRightCheckDigit`. */
export const IS_UPC_RIGHT = `(select sum(substr(v.gtin, at, 1)::integer * case at % 2 when 1 then 3 else 1 end) % 10 = 0
  from generate_series(1, 14) at where v.gtin is not null)`;

const VARIANT = `v.id, v.product_id as "productId",
  ${itemColumns()},
  v.upc, ${IS_UPC_RIGHT} as "isUpcRight", v.name, v.description, v.base_unit as "baseUnit", 
  v.order_multiple as "orderMultiple",
  money(v.price, (select currency from company)) as price,
  v.shortage_rule as "shortageRule", v.supplier_id as "supplierId",
  (select s.name from suppliers s where s.id = v.supplier_id) as "supplierName", v.discontinued, v.external_id as "externalId", v.created_at as "createdAt", v.version`;

/** What open purchase orders bring and what queues wait for counts the same as in the list of stock. */
const VARIANT_STOCK = `
  (select jsonb_build_object('onHand', s.on_hand, 'allocated', s.allocated, 'available', s.available,
     'onOrder', (select coalesce(sum(p.remaining), 0) from purchase_order_lines p
       where p.variant_id = v.id and p.remaining > 0),
     'backordered', (select coalesce(sum(q.open), 0) from queue_lines q
       where q.variant_id = v.id and q.backorder_id is not null and (q.open > q.allocated or q.allocated > 0)))
   from (select coalesce(sum(l.on_hand), 0) as on_hand, coalesce(sum(l.allocated), 0) as allocated,
           coalesce(sum(l.available), 0) as available
         from stock_levels l where l.variant_id = v.id) s) as stock`;

/** Variants by SKU; `q` is looked for in SKU, UPC and name. */
export function listVariants(
  viewer: Viewer,
  { query }: Request<'listVariants'>,
  { queries }: Reading,
): Found<'listVariants'> {
  return orAlike({ viewer, queries, q: query.q, kinds: ['variant'] }, (patterns) =>
    readChangingList<VariantRow>(
      queries,
      { name: 'listVariants', row: 'v', key: 'v.sku', type: 'text' },
      query,
      (order) => `select ${VARIANT}, ${query.withStock ? VARIANT_STOCK : 'null as stock'}, ${order.sortKey}
     from variants v
     where ${order.isNext}
       and ($4::text[] is null or ${VARIANT_MATCHES})
       and ($5::bigint is null or v.product_id = $5)
       and ($6::text is null or v.sku = $6)
       and ($7::text is null or v.gtin = lpad($7, 14, '0'))
       and ($8::text is null or v.external_id = $8)
       and ($9::text[] is null or v.sku = any($9) or v.gtin = any($10))
     order by ${order.orderBy} limit $3`,
      [patterns, ...exactly(query)],
    ),
  );
}

/** `$5` to `$10`: what is asked for exactly, a code in whatever case and with or without the zeros before a GTIN, its blanks and dashes. */
function exactly({ productId, sku, upc, externalId, codes }: Request<'listVariants'>['query']): unknown[] {
  const skus = codes?.flatMap((code) => [code, code.toUpperCase(), code.toLowerCase()]);
  const figures = codes?.map((code) => code.replace(/[\s-]+/g, ''));
  const gtins = figures?.filter((code) => /^\d{6,14}$/.test(code)).map((code) => code.padStart(14, '0'));
  return [productId, sku, upc, externalId, skus, gtins].map((value) => value ?? null);
}

/** One variant, or `not_found`. */
export async function getVariant(
  _viewer: Viewer,
  { params }: Request<'getVariant'>,
  { queries }: Reading,
): Found<'getVariant'> {
  return (await findVariant(queries, params.id)) ?? refuse('not_found');
}

/** A variant as it is answered. */
export function findVariant(queries: Queries, id: string, lock: Lock = ''): Promise<Variant | null> {
  return queries.first<Variant>(`select ${VARIANT} from variants v where v.id = $1 ${lock}`, [id]);
}

const SUPPLIER = `s.id, s.name, s.email, s.phone, s.external_id as "externalId", s.created_at as "createdAt", s.version`;

/** How many purchase orders of a supplier `s` are open, and late; `today` is a parameter. */
const TO_BRING = {
  answer: `jsonb_build_object('open', coalesce(brings.open, 0), 'late', coalesce(brings.late, 0))`,
  join: (today: string) => `left join (
      select p.supplier_id, count(*) as open, count(*) filter (where open.is_late) as late
      from ${openPurchaseOrders(today)} open join purchase_orders p on p.id = open.purchase_order_id group by 1
    ) brings on brings.supplier_id = s.id`,
};

/** Suppliers by name. */
export function listSuppliers(
  viewer: Viewer,
  { query }: Request<'listSuppliers'>,
  { queries, today }: Reading,
): Found<'listSuppliers'> {
  return orAlike({ viewer, queries, q: query.q, kinds: ['supplier'] }, (patterns) =>
    readChangingList<Answer<'listSuppliers'>['data'][number]>(
      queries,
      { name: 'listSuppliers', row: 's', key: 'lower(s.name)', type: 'text' },
      query,
      (
        order,
      ) => `select ${SUPPLIER}, ${query.withPurchaseOrders ? TO_BRING.answer : 'null'} as "purchaseOrders", ${order.sortKey}
     from suppliers s ${query.withPurchaseOrders ? TO_BRING.join('$7') : ''}
     where ${order.isNext}
       and ($4::text[] is null or ${finds('s.search_text', '$4')} or s.phone_from_end like $5)
       and ($6::text is null or s.external_id = $6)
     order by ${order.orderBy} limit $3`,
      [patterns, phonePattern(query.q), query.externalId ?? null, ...(query.withPurchaseOrders ? [today] : [])],
    ),
  );
}

/** One supplier, or `not_found`. */
export async function getSupplier(
  _viewer: Viewer,
  { params }: Request<'getSupplier'>,
  { queries }: Reading,
): Found<'getSupplier'> {
  return (await findSupplier(queries, params.id)) ?? refuse('not_found');
}

/** A supplier as it is answered. */
export function findSupplier(queries: Queries, id: string, lock: Lock = ''): Promise<Supplier | null> {
  return queries.first<Supplier>(`select ${SUPPLIER} from suppliers s where s.id = $1 ${lock}`, [id]);
}

const WAREHOUSE = `w.id, w.code, w.name, w.address, w.created_at as "createdAt", w.version`;

/** Warehouses by code; `q` is looked for in code and name. */
export function listWarehouses(
  _viewer: Viewer,
  { query }: Request<'listWarehouses'>,
  { queries }: Reading,
): Found<'listWarehouses'> {
  return readChangingList<Answer<'listWarehouses'>['data'][number]>(
    queries,
    { name: 'listWarehouses', row: 'w', key: 'w.code', type: 'text' },
    query,
    (order) => `select ${WAREHOUSE}, ${order.sortKey}
     from warehouses w
     where ${order.isNext}
       and ($4::text[] is null or ${finds("' ' || fold(w.code || ' ' || w.name)", '$4')})
     order by ${order.orderBy} limit $3`,
    [soughtIn(query.q)],
  );
}

/** One warehouse, or `not_found`. */
export async function getWarehouse(
  _viewer: Viewer,
  { params }: Request<'getWarehouse'>,
  { queries }: Reading,
): Found<'getWarehouse'> {
  return (await findWarehouse(queries, params.id)) ?? refuse('not_found');
}

/** A warehouse as it is answered. */
export function findWarehouse(queries: Queries, id: string, lock: Lock = ''): Promise<Warehouse | null> {
  return queries.first<Warehouse>(`select ${WAREHOUSE} from warehouses w where w.id = $1 ${lock}`, [id]);
}
