import { groupBy } from '#domain/group-by.ts';
import { addDays, type CalendarDate } from '#domain/time/calendar.ts';
import { createUser } from '../accounts/create-user.ts';
import type { User } from '../accounts/queries.ts';
import type { SignIn } from '../accounts/sign-in.ts';
import { createCustomer } from '../customers/create-customer.ts';
import { readCompany } from '../platform/company.ts';
import type { Database } from '../platform/database.ts';
import { queriesOf } from '../platform/transaction.ts';
import { systemViewer, type Viewer } from '../platform/viewer.ts';
import { buyFirstStock, OPENING_LEAD_DAYS } from './buy-first-stock.ts';
import type { Chances } from './chances.ts';
import type { DemoCalendar } from './demo-calendar.ts';
import { asked, type DemoCompany, doTogether } from './demo-company.ts';
import { DEMO_COLLEAGUES, DEMO_PASSWORD, DEMO_PEOPLE, type DemoPerson } from './demo-people.ts';
import { foundCarriers } from './found-carriers.ts';
import { foundCatalog } from './found-catalog.ts';
import { phoneNumber } from './phone-number.ts';
import type { DemoData } from './read-demo-data.ts';

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
    people: { administrator: systemViewer('demo'), manager: systemViewer('demo'), warehouse: [], drivers: [] },
    warehouseId: '',
    shops: new Map(),
    shopsById: new Map(),
    items: new Map(),
    itemsByVariant: new Map(),
    lateness: data.lateness,
    orders: groupBy(data.orders, ({ on }) => calendar.dayOf(on) ?? ''),
    arrivals: new Map(),
    delays: new Map(),
    unpicked: new Set(),
    told: [],
  };
  const openedOn = addDays(firstDay, -2 - OPENING_LEAD_DAYS);
  await describeCompany(demo);
  const reps = await addPeople(demo, openedOn, options.signIn);
  await addCustomers(demo, openedOn, data, reps);
  await foundCarriers(demo, openedOn, data);
  await foundCatalog(demo, openedOn, data);
  await buyFirstStock(demo, addDays(openedOn, 1), data.orders);
  return demo;
}

/** What stands at the head of its paper. Written plainly: a load that begins again finds the company described already. */
async function describeCompany({ database }: DemoCompany): Promise<void> {
  const address = { line1: '1400 Locust Street', city: 'Des Moines', region: 'IA', postalCode: '50309', country: 'US' };
  await database.query('update company set address = $1, phone = $2, email = $3', [
    address,
    phoneNumber(0),
    'orders@example.com',
  ]);
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
    drivers: inRole('driver'),
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
  // Those who order are given to the representatives one by one, so that each has enough to do.
  const inTurn = [...shops].sort((a, b) => Number(b.orders) - Number(a.orders));
  const repOf = (index: number) => reps[index % reps.length] as Viewer;
  const customers = await doTogether(
    demo,
    inTurn.map((shop, index) => {
      const body = customerBody(demo, shop, { index, repId: repOf(index).userId });
      return {
        viewer: demo.people.administrator,
        now,
        useCase: (viewer: Viewer, work) => createCustomer(viewer, asked(body), work),
      };
    }),
  );
  for (const [index, customer] of customers.entries()) {
    const shop = { id: customer.id, rep: repOf(index), shipsComplete: customer.shipPolicy === 'complete' };
    demo.shops.set(customer.accountNumber, shop);
    demo.shopsById.set(customer.id, shop);
  }
}

/** What a few of them want the driver to know. */
const INSTRUCTIONS = ['Back door, before 11', null, null, 'Ring at the loading dock', null, 'Not on Mondays'];

function customerBody(
  demo: DemoCompany,
  shop: DemoData['shops'][number],
  { index, repId }: { index: number; repId: string | null },
) {
  const { number, name, line1, city, region, postalCode } = shop;
  const chance = demo.chances.fraction('customer', number);
  const isComplete = shop.orders && chance > 0.4 && chance < 0.46;
  return {
    accountNumber: number,
    name,
    email: `shop${number}@example.com`,
    phone: phoneNumber(index),
    tier: chance < 0.15 ? ('vip' as const) : chance > 0.85 ? ('low' as const) : ('standard' as const),
    terms: chance > 0.9 ? 'cash_on_delivery' : chance > 0.6 ? 'net_15' : 'net_30',
    // A few of those who never order belong to nobody yet.
    salesRepId: !shop.orders && chance > 0.9 ? null : repId,
    shipPolicy: isComplete ? ('complete' as const) : null,
    // Some of the shops are run in Spanish.
    language: chance > 0.5 && chance < 0.55 ? ('es' as const) : ('en' as const),
    receivesMessages: true,
    deliveryInstructions: INSTRUCTIONS[index % 12] ?? null,
    address: { name, line1, city, region, postalCode, country: 'US' },
  };
}
