import { beforeAll, expect, it } from 'vitest';
import { addDays } from '#domain/time/calendar.ts';
import { addPersonOf, type Person } from '#tests/support/person.ts';
import { relayAll } from '#tests/support/relay-all.ts';
import type { Client } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, buy, type order, receive } from '#tests/support/world.ts';
import { backordersAsked } from '#web/backorders/backorders-address.ts';
import { type FulfillAddress, workAsked } from '#web/fulfillment/fulfill-address.ts';
import { companyLinks, myLinks, warehouseLinks } from '#web/home/home-links.ts';
import { backorderOf, cancel, made, pick } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const office = openBalancedCompany();
const daysAgo = (days: number) => ({ 'makegood-now': new Date(Date.now() - days * 86_400_000).toISOString() });
let ada: Person;
let today: string;

/** Two representatives with a day's work each, so that a list of everyone's is never as long as one's own. */
beforeAll(async () => {
  today = (await office.admin.get('/me')).body.company.today;
  for (const name of ['Ada', 'Bob', 'Cyd']) {
    const person = await addPersonOf(office.company, name, 'sales_rep');
    await addWorkOf(person);
    if (name === 'Ada') ada = person;
  }
  await relayAll(office.company.database, new Date().toISOString());
});

async function addWorkOf(person: Person): Promise<void> {
  const { admin } = office;
  const world = await buildWorld(admin, { MALBEC: 0, CAHORS: 0, RIOJA: 40, TANNAT: 0 });
  const customerId = await addCustomer(admin, { salesRepId: person.id });
  const place = (quantities: Record<string, number>, days = 0, fields = {}) =>
    orderOn(days, world, quantities, { customerId, ...fields });

  const ready = await backorderOf(admin, await place({ MALBEC: 5 }, 20));
  await receive(admin, world, 'MALBEC', 5);
  const late = await backorderOf(admin, await place({ CAHORS: 5 }, 30));
  made(
    await admin.post(`/backorders/${late.id}/promises`, { promisedOn: addDays(today, -10), reason: 'x' }, daysAgo(20)),
  );
  await place({ CAHORS: 2 });
  for (const dueOn of [addDays(today, -1), today]) {
    made(await admin.post('/follow-ups', { backorderId: late.id, dueOn }, daysAgo(2)));
  }
  made(await admin.post('/follow-ups', { backorderId: ready.id, dueOn: addDays(today, 9) }));

  // To pick; held, so that nothing is picked; waiting for the rest of it; picked and not away; picked, then cancelled.
  await place({ RIOJA: 3 });
  const held = await place({ RIOJA: 3 });
  made(await admin.post(`/orders/${held.id}/holds`, { reason: 'quality_check' }));
  await place({ RIOJA: 3, TANNAT: 3 }, 0, { shipPolicy: 'complete' });
  await pick(admin, await place({ RIOJA: 3 }), [{ picked: 2, short: 1 }]);
  const gone = await place({ RIOJA: 4 });
  await pick(admin, gone, [{ picked: 4 }]);
  await cancel(admin, `/orders/${gone.id}`);
  await buy(admin, world, 'TANNAT', 2, { expectedOn: today });
  await buy(admin, world, 'TANNAT', 2, { expectedOn: addDays(today, 30) });
}

async function orderOn(
  days: number,
  world: Parameters<typeof order>[1],
  quantities: Record<string, number>,
  fields = {},
) {
  return made(
    await office.admin.post(
      '/orders',
      {
        warehouseId: world.warehouseId,
        lines: Object.entries(quantities).map(([sku, quantity]) => ({ variantId: world.variants[sku], quantity })),
        confirm: true,
        ...fields,
      },
      daysAgo(days),
    ),
  );
}

/** How many rows a list has, page after page. */
async function rowsOf(client: Client, path: string, query: Record<string, unknown> = {}): Promise<any[]> {
  const rows: any[] = [];
  let cursor: string | null = null;
  do {
    const given = Object.entries({ ...query, limit: 100, cursor }).filter(
      ([, value]) => value !== undefined && value !== null,
    );
    const reply = await client.get(`${path}?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`);
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    rows.push(...reply.body.data);
    cursor = reply.body.nextCursor;
  } while (cursor);
  return rows;
}
const backorders = async (client: Client, { search }: { search: Parameters<typeof backordersAsked>[0] }) =>
  rowsOf(client, '/backorders', backordersAsked(search).query);
const work = async (client: Client, { search }: { search: FulfillAddress }) =>
  rowsOf(client, '/fulfillment-work', { tab: search.tab ?? 'ready', ...workAsked(search) });

it('every number of a representative is as long as the list it opens', async () => {
  const { mine } = (await ada.client.get('/home')).body;
  const links = myLinks(ada.id);
  const reviews = (await ada.client.get(`/backorder-reviews?whose=${links.notReviewed.search.whose}`)).body;
  const opened = {
    open: (await backorders(ada.client, links.open)).length,
    ready: (await backorders(ada.client, links.ready)).length,
    atRisk: (await rowsOf(ada.client, '/exceptions', links.atRisk.search)).length,
    notReviewed: reviews.due,
    overdue: (await rowsOf(ada.client, '/follow-ups', links.overdue.search)).length,
    today: (await rowsOf(ada.client, '/follow-ups', links.today.search)).length,
  };
  expect({
    open: mine.open,
    ready: mine.ready.count,
    atRisk: mine.atRisk.count,
    notReviewed: mine.notReviewed,
    overdue: mine.followUps.overdue,
    today: mine.followUps.today,
  }).toEqual(opened);
  expect(Object.values(opened).every((count) => count > 0)).toBe(true);
  expect(opened.ready).toBeLessThan((await rowsOf(ada.client, '/backorders', { tab: 'ready' })).length);
});

it('every number of the warehouse is as long as the list it opens', async () => {
  const client = office.company.as('warehouse');
  const { warehouse } = (await client.get('/home')).body;
  const expected = await rowsOf(client, '/purchase-orders', { status: 'open', sort: 'expectedOn' });
  const opened = {
    ready: (await backorders(client, warehouseLinks.ready)).length,
    toPick: (await work(client, warehouseLinks.toPick)).length,
    toShip: (await work(client, warehouseLinks.toShip)).length,
    toCount: (await rowsOf(client, '/stock', warehouseLinks.toCount.search)).length,
    putBack: (await rowsOf(client, '/put-back-tasks', { done: 'false' })).length,
    dueReceipts: expected.filter(({ expectedOn }) => expectedOn !== null && expectedOn <= today).length,
  };
  expect({
    ready: warehouse.ready.count,
    toPick: warehouse.toPick.count,
    toShip: warehouse.toShip.count,
    toCount: warehouse.toCount.count,
    putBack: warehouse.putBack,
    dueReceipts: warehouse.dueReceipts.count,
  }).toEqual(opened);
  expect(Object.values(opened).every((count) => count > 0)).toBe(true);
});

it('every number of the company is as long, and worth as much, as the list it opens', async () => {
  const client = office.company.as('manager');
  const { company } = (await client.get('/home')).body;
  for (const [name, link, worth] of [
    ['openBackorders', companyLinks.open, 'outstandingValue'],
    ['atRisk', companyLinks.atRisk, 'outstandingValue'],
    ['readyNotShipped', companyLinks.readyNotShipped, 'readyValue'],
  ] as const) {
    const rows = await backorders(client, link);
    expect(rows.length, name).toBeGreaterThan(0);
    expect(company[name].count, name).toBe(rows.length);
    expect(Number(company[name][worth].amount), name).toBeCloseTo(
      rows.reduce((sum, row) => sum + Number(row[worth].amount), 0),
      2,
    );
  }
  expect(company.attention.length).toBeGreaterThan(2);
  for (const { kind, count } of company.attention) {
    const rows = await rowsOf(client, '/exceptions', companyLinks.attention(kind).search);
    expect(rows.length, kind).toBe(count);
  }
});

it('what rose most within a week is what the report says today, less what it said then', async () => {
  const client = office.company.as('manager');
  const { rises } = (await client.get('/home')).body.company;
  const weekBefore = `&asOf=${addDays(today, -7)}`;
  for (const by of ['rep', 'supplier', 'customer', 'product']) {
    const [now, then] = await Promise.all(
      ['', weekBefore].map(async (asOf) => {
        const { groups } = (await client.get(`/reports/open-backorders?groupBy=${by}${asOf}`)).body;
        return new Map<string, number>(groups.map(({ key, value }: any) => [key, Number(value.amount)]));
      }),
    );
    const risen = [...(now as Map<string, number>)]
      .map(([key, value]) => ((value - (then?.get(key) ?? 0)) * (key === null ? 0 : 1)).toFixed(2))
      .filter((rise) => Number(rise) > 0)
      .sort((one, other) => Number(other) - Number(one));
    const told = rises.filter((rise: any) => rise.by === by).map(({ rise }: any) => rise.amount);
    expect(told, by).toEqual(risen.slice(0, 2));
    // Nothing here has a supplier.
    expect(told.length > 0, by).toBe(by !== 'supplier');
  }
});
