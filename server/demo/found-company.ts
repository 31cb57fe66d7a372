import { wholeCases } from '#domain/quantity.ts';
import { addDays, type CalendarDate } from '#domain/time/calendar.ts';
import { createUser } from '../accounts/create-user.ts';
import type { User } from '../accounts/queries.ts';
import type { SignIn } from '../accounts/sign-in.ts';
import { createProduct } from '../catalog/create-product.ts';
import { createSupplier } from '../catalog/create-supplier.ts';
import { createVariant } from '../catalog/create-variant.ts';
import { createWarehouse } from '../catalog/create-warehouse.ts';
import { createCustomer } from '../customers/create-customer.ts';
import { readCompany } from '../platform/company.ts';
import type { Database } from '../platform/database.ts';
import { queriesOf } from '../platform/transaction.ts';
import { systemViewer, type Viewer } from '../platform/viewer.ts';
import { createPurchaseOrder } from '../purchasing/create-purchase-order.ts';
import { receivePurchaseOrder } from '../purchasing/receive-purchase-order.ts';
import type { Chances } from './chances.ts';
import type { DemoCalendar } from './demo-calendar.ts';
import { asked, askedOf, type DemoCompany, doInOrder, doTogether, type Item } from './demo-company.ts';
import { DEMO_COLLEAGUES, DEMO_PASSWORD, DEMO_PEOPLE, type DemoPerson } from './demo-people.ts';
import { groupBy } from './group-by.ts';
import type { DemoData, OrderRow } from './read-demo-data.ts';

/** The company opens with so much of what sells. */
const OPENING_WEEKS = 3.4;
const OPENING_LEAD_DAYS = 9;

/**
 * Makes the company as it was before its first order: people, customers, suppliers, the catalog, and a first stock bought
 * and received. `firstDay` is the day of the first order.
 */
export async function foundCompany(options: {
  database: Database;
  signIn: SignIn;
  data: DemoData;
  chances: Chances;
  calendar: DemoCalendar;
  firstDay: CalendarDate;
}): Promise<DemoCompany> {
  const { database, data, calendar, firstDay } = options;
  const demo: DemoCompany = {
    ...options,
    ...(await readCompany(queriesOf(database))),
    people: { administrator: systemViewer('demo'), manager: systemViewer('demo'), warehouse: [] },
    warehouseId: '',
    shops: new Map(),
    shopsById: new Map(),
    items: new Map(),
    itemsByVariant: new Map(),
    orders: groupBy(data.orders, ({ on }) => calendar.dayOf(on) ?? ''),
    arrivals: new Map(),
    delays: new Map(),
    unpicked: new Set(),
    told: [],
  };
  const openedOn = addDays(firstDay, -2 - OPENING_LEAD_DAYS);
  const reps = await addPeople(demo, openedOn, options.signIn);
  await addCustomers(demo, openedOn, data, reps);
  await addCatalog(demo, openedOn, data);
  await buyFirstStock(demo, addDays(openedOn, 1), data.orders);
  return demo;
}

async function addPeople(demo: DemoCompany, openedOn: CalendarDate, signIn: SignIn): Promise<Viewer[]> {
  const now = demo.calendar.instant(openedOn, 0);
  const people: DemoPerson[] = [...DEMO_PEOPLE, ...DEMO_COLLEAGUES];
  const users: User[] = [];
  for (const [index, person] of people.entries()) {
    const password = DEMO_PEOPLE.includes(person) ? DEMO_PASSWORD : undefined;
    const body = { ...person, phone: phoneNumber(index), ...(password && { password }) };
    // One by one: a password takes as long as it takes, and everybody keeps the same number.
    users.push(
      ...(await doTogether(demo, [
        { viewer: systemViewer('demo'), now, useCase: (viewer, work) => createUser(viewer, { body }, work, signIn) },
      ])),
    );
  }
  const viewers = users.map(
    ({ id, name, role }): Viewer => ({
      userId: id,
      name,
      actor: `user:${id} ${name}`,
      principal: `user:${id}`,
      role,
      readsAll: true,
    }),
  );
  const inRole = (role: string) => viewers.filter((viewer) => viewer.role === role);
  demo.people = {
    administrator: inRole('administrator')[0] as Viewer,
    manager: inRole('manager')[0] as Viewer,
    warehouse: inRole('warehouse'),
  };
  return inRole('sales_rep');
}

async function addCustomers(
  demo: DemoCompany,
  openedOn: CalendarDate,
  { shops }: DemoData,
  reps: readonly Viewer[],
): Promise<void> {
  const now = demo.calendar.instant(openedOn, 0.1);
  // Those who order are dealt to the representatives one by one, so that each has enough to do.
  const dealt = [...shops].sort((a, b) => Number(b.orders) - Number(a.orders));
  const customers = await doTogether(
    demo,
    dealt.map((shop, index) => {
      const { number, name, line1, city, region, postalCode } = shop;
      const rep = reps[index % reps.length] as Viewer;
      const chance = demo.chances.fraction('customer', number);
      const body = {
        accountNumber: number,
        name,
        email: `shop${number}@example.com`,
        phone: phoneNumber(index),
        tier: chance < 0.15 ? ('vip' as const) : chance > 0.85 ? ('low' as const) : ('standard' as const),
        terms: chance > 0.9 ? 'cash_on_delivery' : chance > 0.6 ? 'net_15' : 'net_30',
        // A few of those who never order belong to nobody yet.
        salesRepId: !shop.orders && chance > 0.9 ? null : rep.userId,
        shipPolicy: shop.orders && chance > 0.4 && chance < 0.46 ? ('complete' as const) : null,
        address: { name, line1, city, region, postalCode, country: 'US' },
      };
      return {
        viewer: demo.people.administrator,
        now,
        useCase: (viewer: Viewer, work) => createCustomer(viewer, asked(body), work),
      };
    }),
  );
  for (const [index, customer] of customers.entries()) {
    const rep = reps[index % reps.length] as Viewer;
    const shop = { id: customer.id, rep, shipsComplete: customer.shipPolicy === 'complete' };
    demo.shops.set(customer.accountNumber, shop);
    demo.shopsById.set(customer.id, shop);
  }
}

/** Numbers that belong to nobody. */
function phoneNumber(index: number): string {
  return `515-555-01${String(index % 100).padStart(2, '0')}`;
}

async function addCatalog(demo: DemoCompany, openedOn: CalendarDate, { variants, orders }: DemoData): Promise<void> {
  const now = demo.calendar.instant(openedOn, 0.2);
  const by = { viewer: demo.people.administrator, now };
  const [warehouse] = await doTogether(demo, [
    {
      ...by,
      useCase: (viewer, work) =>
        createWarehouse(
          viewer,
          asked({ code: 'DSM', name: 'Des Moines', address: { city: 'Des Moines', region: 'IA', country: 'US' } }),
          work,
        ),
    },
  ]);
  demo.warehouseId = (warehouse as { id: string }).id;

  const names = [...new Set(variants.map(({ supplier }) => supplier))];
  const suppliers = await doTogether(
    demo,
    names.map((name, index) => {
      const body = { name, email: `supplier${index + 1}@example.com`, phone: phoneNumber(index) };
      return { ...by, useCase: (viewer, work) => createSupplier(viewer, asked(body), work) };
    }),
  );
  const supplierIds = new Map(suppliers.map(({ id, name }) => [name, id]));

  const firstOfProduct = [...new Map(variants.toReversed().map((variant) => [productKey(variant), variant])).values()];
  const products = await doTogether(
    demo,
    firstOfProduct.reverse().map(({ product, family }) => ({
      ...by,
      useCase: (viewer, work) => createProduct(viewer, asked({ name: product, family }), work),
    })),
  );
  const productIds = new Map(
    firstOfProduct.map((variant, index) => [productKey(variant), products[index]?.id as string]),
  );

  const made = await doTogether(
    demo,
    variants.map((variant) => {
      const { sku, upc, unitsPerCase, price, supplier } = variant;
      const body = {
        productId: productIds.get(productKey(variant)) as string,
        sku,
        upc,
        name: variant.variant,
        baseUnit: 'bottle' as const,
        unitsPerCase,
        orderMultiple: 1,
        price: { amount: price, currency: demo.company.currency },
        supplierId: supplierIds.get(supplier),
        discontinued: demo.chances.fraction('discontinued', sku) < 0.012,
      };
      return { ...by, useCase: (viewer, work) => createVariant(viewer, asked(body), work) };
    }),
  );
  const unitsPerWeek = meanWeeks(orders);
  for (const [index, { sku, supplier, unitsPerCase, price }] of variants.entries()) {
    const item: Item = {
      sku,
      variantId: made[index]?.id as string,
      supplierId: supplierIds.get(supplier) as string,
      supplier,
      unitsPerCase,
      price,
      unitsPerWeek: unitsPerWeek.get(sku) ?? 0,
    };
    demo.items.set(sku, item);
    demo.itemsByVariant.set(item.variantId, item);
  }
}

function productKey({ supplier, product }: { supplier: string; product: string }): string {
  return `${supplier}\n${product}`;
}

function meanWeeks(orders: readonly OrderRow[]): Map<string, number> {
  const weeks = Math.max(1, new Set(orders.map(({ on }) => on)).size / 5);
  const means = new Map<string, number>();
  for (const { lines } of orders) {
    for (const { sku, quantity } of lines) means.set(sku, (means.get(sku) ?? 0) + quantity / weeks);
  }
  return means;
}

async function buyFirstStock(demo: DemoCompany, day: CalendarDate, orders: readonly OrderRow[]): Promise<void> {
  const sold = new Set(orders.flatMap(({ lines }) => lines.map(({ sku }) => sku)));
  const wanted = [...demo.items.values()].flatMap((item) => {
    const chance = demo.chances.fraction('opening', item.sku);
    // What the shops of the history never ask for is there for whoever tries the product out, or is not.
    const units = sold.has(item.sku)
      ? item.unitsPerWeek * OPENING_WEEKS * 2 * chance
      : chance < 0.7
        ? 2 * item.unitsPerCase
        : 0;
    const quantity = wholeCases(units, item.unitsPerCase);
    return quantity > 0 ? [{ item, quantity }] : [];
  });
  const bySupplier = [...groupBy(wanted, ({ item }) => item.supplierId)];
  const bought = await doTogether(
    demo,
    bySupplier.map(([supplierId, lines]) => {
      const body = {
        supplierId,
        warehouseId: demo.warehouseId,
        notes: 'First stock',
        lines: lines.map(({ item, quantity }) => ({
          variantId: item.variantId,
          quantity,
          expectedOn: addDays(day, OPENING_LEAD_DAYS),
        })),
      };
      return {
        viewer: demo.people.manager,
        now: demo.calendar.instant(day, 0.5),
        useCase: (viewer, work) => createPurchaseOrder(viewer, asked(body), work),
      };
    }),
  );
  await doInOrder(
    demo,
    bought.map(({ id, lines }) => ({
      viewer: demo.people.warehouse[0] as Viewer,
      now: demo.calendar.instant(addDays(day, OPENING_LEAD_DAYS), 0.3),
      variantIds: lines.map(({ variantId }) => variantId),
      useCase: (viewer, work) =>
        receivePurchaseOrder(
          viewer,
          askedOf(id, { lines: lines.map((line) => ({ purchaseOrderLineId: line.id, quantity: line.quantity })) }),
          work,
        ),
    })),
  );
}
