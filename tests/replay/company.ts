import { wholeCases } from '#domain/quantity.ts';
import { daysBetween } from '#domain/time/calendar.ts';
import type { ApiClient } from './api-client.ts';
import type { EventLog } from './event-log.ts';
import { inParallel } from './in-parallel.ts';
import type { DateRange, FileOrder, Product, Store } from './read-orders.ts';

/** What is known of an item: its ids in the company and what sells. */
export type Item = {
  itemNo: string;
  variantId: string;
  supplier: { id: string; name: string };
  unitsPerCase: number;
  /** Mean over the replayed range. */
  unitsPerWeek: number;
};

/** The company the orders are replayed against. */
export type Company = {
  warehouseId: string;
  items: Map<string, Item>;
  itemsByVariant: Map<string, Item>;
  customerIds: Map<string, string>;
  suppliers: number;
};

/**
 * Makes the company through its API: one warehouse, the vendors of the items as suppliers, a product for each name of a
 * vendor, a variant for each item and a customer for each store. Every item starts with as much as it sells in
 * `coverWeeks` mean weeks of the range, rounded up to whole cases.
 */
export async function setUpCompany(
  api: ApiClient,
  plan: {
    clients: number;
    range: DateRange;
    coverWeeks: number;
    orders: readonly FileOrder[];
    products: ReadonlyMap<string, Product>;
    stores: ReadonlyMap<string, Store>;
    log: EventLog;
  },
): Promise<Company> {
  const { clients, products, stores, log } = plan;
  // Early on the first day: nothing was there before.
  const now = `${plan.range.from}T12:00:00Z`;
  const make = async (
    name: 'createWarehouse' | 'createSupplier' | 'createProduct' | 'createVariant' | 'createCustomer',
    subject: string,
    body: object,
  ) => (await api.call(name, { body: body as never }, { now, idempotencyKey: `replay ${name} ${subject}` })).id;

  await refuseOldOrders(api, now);
  const warehouseId = await make('createWarehouse', 'main', { code: 'MAIN', name: 'Main warehouse' });

  const customerIds = new Map<string, string>();
  await inParallel([...stores.values()], clients, async ({ storeNo, name, address, city, state, zip }) => {
    const customerId = await make('createCustomer', storeNo, {
      accountNumber: storeNo,
      name,
      address: { name, line1: address, city, region: state, postalCode: zip, country: 'US' },
    });
    customerIds.set(storeNo, customerId);
  });

  const supplierIds = new Map<string, string>();
  const vendors = [...new Set([...products.values()].map(({ vendor }) => vendor))];
  await inParallel(vendors, clients, async (vendor) => {
    supplierIds.set(vendor, await make('createSupplier', vendor, { name: vendor }));
  });

  const productIds = new Map<string, string>();
  await inParallel([...new Map([...products.values()].map((item) => [nameOf(item), item]))], clients, async (entry) => {
    const [name, { itemNo, description, category }] = entry;
    productIds.set(name, await make('createProduct', itemNo, { name: description, family: category }));
  });

  const unitsPerWeek = meanWeeks(plan.orders, plan.range);
  const items = new Map<string, Item>();
  await inParallel([...products.values()], clients, async (product) => {
    const { itemNo, unitsPerCase } = product;
    const variantId = await make('createVariant', itemNo, {
      productId: productIds.get(nameOf(product)),
      sku: itemNo,
      upc: /^\d{6,14}$/.test(product.upc) ? product.upc : null,
      name: `${product.description} ${product.bottleMillilitres} ml`,
      unitsPerCase,
      price: { amount: product.price, currency: 'USD' },
    });
    const item: Item = {
      itemNo,
      variantId,
      supplier: { id: supplierIds.get(product.vendor) as string, name: product.vendor },
      unitsPerCase,
      unitsPerWeek: unitsPerWeek.get(itemNo) as number,
    };
    items.set(itemNo, item);
    const opening = wholeCases(plan.coverWeeks * item.unitsPerWeek, unitsPerCase);
    if (opening > 0) {
      await api.call(
        'adjustStock',
        { body: { variantId, warehouseId, countedQuantity: opening, reason: 'opening stock', confirmed: true } },
        { now, idempotencyKey: `replay opening stock ${itemNo}` },
      );
      log.item(itemNo).opening = opening;
    }
  });

  return {
    warehouseId,
    items,
    itemsByVariant: new Map([...items.values()].map((item) => [item.variantId, item])),
    customerIds,
    suppliers: vendors.length,
  };
}

/** Opening stock is counted and every sum is of the whole company: it has to start without orders. */
async function refuseOldOrders(api: ApiClient, now: string): Promise<void> {
  const { data } = await api.call('listOrders', { query: { limit: 1 } }, { now });
  if (data.length > 0) throw new Error('The company has orders already: a replay starts with an empty one.');
}

function nameOf({ vendor, description }: Product): string {
  return `${vendor} ${description}`;
}

function meanWeeks(orders: readonly FileOrder[], { from, to }: DateRange): Map<string, number> {
  const weeks = (daysBetween(from, to) + 1) / 7;
  const means = new Map<string, number>();
  for (const { lines } of orders) {
    for (const { itemNo, quantity } of lines) means.set(itemNo, (means.get(itemNo) ?? 0) + quantity / weeks);
  }
  return means;
}
