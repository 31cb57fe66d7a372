import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '#domain/time/calendar.ts';
import { verifyBooks } from '#server/verify/verify-books.ts';
import { type Chance, chanceFrom } from '#tests/simulation/seeded-random.ts';
import { addPersonOf, type Person } from '#tests/support/person.ts';
import { addCustomer, buildWorld, type World } from '#tests/support/world.ts';
import { made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

// Long because a company whose answers are written out is told once.
const story = openBalancedCompany();
const today = new Date().toISOString().slice(0, 10);
const ago = (days: number) => addDays(today, -days);

/** The administrator on some day, in the afternoon. */
function on(day: string) {
  const clock = { 'makegood-now': `${day}T18:00:00Z` };
  return {
    post: async (path: string, body: unknown) => made(await story.admin.post(path, body, clock)),
    async get(path: string) {
      const response = await fetch(`${story.company.origin}/api/v1${path}`, {
        headers: { ...clock, authorization: `Bearer ${story.company.keys.administrator}` },
      });
      const body = await response.json();
      if (response.status !== 200) throw new Error(`${path}: ${JSON.stringify(body)}`);
      return body as any;
    },
  };
}

async function sell(day: string, world: World, customerId: string, quantities: Record<string, number>) {
  return on(day).post('/orders', {
    customerId,
    warehouseId: world.warehouseId,
    lines: Object.entries(quantities).map(([sku, quantity]) => ({ variantId: world.variants[sku], quantity })),
    confirm: true,
  });
}

const money = (amount: string) => ({ amount, currency: 'USD' });
const part = (lines: number, quantity: number, value: string) => ({ lines, quantity, value: money(value) });

describe('a small company', () => {
  let world: World;
  let ann: Person;
  let bar: string;
  let shop: string;
  beforeAll(async () => {
    await story.admin.patch('/settings', { backorderCreation: 'at_confirmation' });
    world = await buildWorld(story.admin, { MALBEC: 6, SYRAH: 0 });
    ann = await addPersonOf(story.company, 'Ann', 'sales_rep');
    bar = await addCustomer(story.admin, { name: 'Bar', salesRepId: ann.id });
    shop = await addCustomer(story.admin, { name: 'Shop' });
    // Bar: 6 of 10 and none of 4 are there. Promised for a day that has passed by now.
    const first = await sell(ago(20), world, bar, { MALBEC: 10, SYRAH: 4 });
    const [backorder] = (await story.admin.get(`/backorders?orderId=${first.id}`)).body.data;
    await on(ago(19)).post(`/backorders/${backorder.id}/promises`, { promisedOn: ago(5), reason: 'supplier said' });
    // Shop: none of 10, without a date.
    await sell(ago(10), world, shop, { SYRAH: 10 });
  });

  const ofBar = {
    label: 'Bar',
    backorders: 1,
    lines: 2,
    quantity: 8,
    value: money('100.00'),
    oldestCreatedOn: ago(20),
    overdue: part(2, 8, '100.00'),
    noDate: part(0, 0, '0.00'),
  };
  const ofShop = {
    label: 'Shop',
    backorders: 1,
    lines: 1,
    quantity: 10,
    value: money('125.00'),
    oldestCreatedOn: ago(10),
    overdue: part(0, 0, '0.00'),
    noDate: part(1, 10, '125.00'),
  };
  const ofBoth = {
    backorders: 2,
    lines: 3,
    quantity: 18,
    value: money('225.00'),
    oldestCreatedOn: ago(20),
    overdue: part(2, 8, '100.00'),
    noDate: part(1, 10, '125.00'),
  };

  it('says what waits by customer, the most valuable, the oldest or the first by name first', async () => {
    const report = await on(today).get('/reports/open-backorders?groupBy=customer');
    expect(report).toMatchObject({ asOf: today, groups: [ofShop, ofBar], totals: ofBoth });
    for (const sort of ['age', 'name'])
      expect((await on(today).get(`/reports/open-backorders?groupBy=customer&sort=${sort}`)).groups).toMatchObject([
        ofBar,
        ofShop,
      ]);
    expect(report.formula.map(({ figure }: any) => figure)).toEqual([
      'lines',
      'quantity',
      'value',
      'overdue',
      'noDate',
    ]);
  });

  it.each(['product', 'customer', 'rep', 'supplier', 'reason', 'warehouse'])(
    'comes to the same by %s, by age, on the list and in the books',
    async (groupBy) => {
      const { groups, totals } = await on(today).get(`/reports/open-backorders?groupBy=${groupBy}`);
      expect(totals).toEqual(ofBoth);
      const sum = (of: (group: any) => number) => groups.reduce((all: number, group: any) => all + of(group), 0);
      expect(sum(({ value }) => Number(value.amount))).toBe(225);
      expect(sum(({ lines }) => lines)).toBe(3);
      expect((await on(today).get('/reports/aging')).totals).toMatchObject(ofBoth);
      expect((await on(today).get('/reports/by-product')).totals).toMatchObject(part(3, 18, '225.00'));
      expect((await story.admin.get('/backorders/counts')).body).toMatchObject({
        open: 2,
        outstandingValue: money('225.00'),
      });
      expect(await verifyBooks(story.company.database)).toEqual({ balanced: true, differences: [] });
    },
  );

  it('says how long it waits, in buckets that may be others', async () => {
    const { groups } = await on(today).get('/reports/aging');
    expect(groups.map(({ key, lines }: any) => [key, lines])).toEqual([
      ['0-0', 0],
      ['1-7', 0],
      ['8-14', 1],
      ['15-30', 2],
      ['31-', 0],
    ]);
    const other = await on(today).get('/reports/aging?buckets=10,19');
    expect(other.groups.map(({ key, lines }: any) => [key, lines])).toEqual([
      ['0-10', 1],
      ['11-19', 0],
      ['20-', 2],
    ]);
  });

  it('says of today which status what waits has, and of a day that is over nothing', async () => {
    await story.admin.post('/stock-adjustments', {
      variantId: world.variants.SYRAH,
      warehouseId: world.warehouseId,
      difference: 4,
      reason: 'count',
    });
    const { groups, totals } = await on(today).get('/reports/aging');
    expect(totals.statuses).toEqual({
      open: part(1, 10, '125.00'),
      readyToFulfill: part(2, 8, '100.00'),
      partiallyFulfilled: part(0, 0, '0.00'),
    });
    expect(groups.map(({ statuses: { open, readyToFulfill } }: any) => [open.lines, readyToFulfill.lines])).toEqual([
      [0, 0],
      [0, 0],
      [1, 0],
      [0, 2],
      [0, 0],
    ]);
    const lines = (await on(today).get('/reports/lines?status=ready_to_fulfill')).data;
    expect(lines.map(({ quantity }: any) => quantity)).toEqual([4, 4]);
    expect((await on(today).get('/reports/aging?status=open')).totals).toMatchObject(part(1, 10, '125.00'));
    const before = await on(today).get(`/reports/aging?asOf=${ago(1)}`);
    expect([before.totals.statuses, before.groups[0].statuses]).toEqual([null, null]);
    expect(await story.admin.get(`/reports/aging?status=open&asOf=${ago(1)}`)).toMatchObject({
      status: 422,
      body: { code: 'invalid_request', errors: [{ pointer: '#/query/status', detail: 'is known of today only' }] },
    });
    await story.admin.post('/stock-adjustments', {
      variantId: world.variants.SYRAH,
      warehouseId: world.warehouseId,
      countedQuantity: 0,
      reason: 'count',
    });
  });

  it('says it as of any day, and nothing of a day to come', async () => {
    const before = await on(today).get(`/reports/open-backorders?groupBy=customer&asOf=${ago(15)}`);
    const notYetOverdue = { ...ofBar, overdue: part(0, 0, '0.00'), noDate: part(0, 0, '0.00') };
    expect(before).toMatchObject({ asOf: ago(15), groups: [notYetOverdue], totals: { quantity: 8 } });
    const promiseless = await on(today).get(`/reports/aging?asOf=${ago(20)}`);
    expect(promiseless.totals.noDate).toEqual(part(2, 8, '100.00'));
    expect(promiseless.groups[0]).toMatchObject({ key: '0-0', lines: 2 });
    expect((await on(today).get(`/reports/open-backorders?asOf=${ago(25)}`)).groups).toEqual([]);
    const refused = await story.admin.get(`/reports/aging?asOf=${addDays(today, 1)}`);
    expect(refused).toMatchObject({ status: 422, body: { code: 'day_in_the_future' } });
  });

  it('opens the lines behind each figure, as they were on the day', async () => {
    const lines = async (rest: string) => (await on(today).get(`/reports/lines?${rest}`)).data as any[];
    const [first, second] = await lines(`customerId=${bar}&asOf=${ago(15)}`);
    expect(first).toMatchObject({
      customerName: 'Bar',
      variantId: world.variants.MALBEC,
      quantity: 4,
      value: money('50.00'),
      ageDays: 5,
    });
    expect(second).toMatchObject({
      variantId: world.variants.SYRAH,
      quantity: 4,
      createdOn: ago(20),
      promisedOn: ago(5),
    });
    expect((await lines('')).map(({ quantity }) => quantity)).toEqual([4, 4, 10]);
    expect(await lines(`asOf=${ago(25)}`)).toEqual([]);
    expect(await lines('isOverdue=true')).toHaveLength(2);
    const page = await on(today).get(`/reports/lines?limit=2&asOf=${ago(5)}`);
    const rest = await on(today).get(`/reports/lines?limit=2&asOf=${ago(5)}&cursor=${page.nextCursor}`);
    expect([page.data.length, rest.data.length, rest.nextCursor]).toEqual([2, 1, null]);
    const file = (await story.admin.get(`/reports/lines?asOf=${ago(15)}&format=csv`)).body as string;
    expect(file.trim().split('\n')).toHaveLength(3);
    const foreign = await story.admin.get(`/reports/lines?cursor=${Buffer.from('["x"]').toString('base64url')}`);
    expect(foreign).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
  });

  it('is narrowed by each filter', async () => {
    const lines = async (filter: string) =>
      (await on(today).get(`/reports/open-backorders?${filter}`)).totals.lines as number;
    expect(await lines(`customerId=${bar}`)).toBe(2);
    expect(await lines(`variantId=${world.variants.SYRAH}`)).toBe(2);
    expect(await lines(`salesRepId=${ann.id}`)).toBe(2);
    expect(await lines('isOverdue=true')).toBe(2);
    expect(await lines('hasNoDate=true')).toBe(1);
    expect(await lines('ageFrom=15')).toBe(2);
    expect(await lines('ageTo=15')).toBe(1);
    expect(await lines('isVip=true')).toBe(0);
    expect(await lines(`warehouseId=${world.warehouseId}`)).toBe(3);
    expect(await lines(`supplierId=${world.supplierId}`)).toBe(0);
    expect(await lines(`isOverdue=true&asOf=${ago(15)}`)).toBe(0);
  });

  it('says what is to come of a product and how often it was short', async () => {
    await story.admin.post('/purchase-orders', {
      supplierId: world.supplierId,
      warehouseId: world.warehouseId,
      lines: [{ variantId: world.variants.SYRAH, quantity: 12, expectedOn: addDays(today, 9) }],
    });
    const { groups } = await on(today).get('/reports/by-product');
    expect(groups).toMatchObject([
      { label: 'Malbec Reserva', customers: 2, nextRestockOn: addDays(today, 9), purchaseOrders: 1, timesIn90Days: 3 },
    ]);
  });

  it('says how orders were served: 6 of 24 units at once, no line and no order whole', async () => {
    const { totals, groups } = await on(today).get(`/reports/service?from=${ago(30)}&groupBy=customer`);
    expect(totals).toMatchObject({
      orders: 2,
      lines: 3,
      units: 24,
      orderFillRate: 0,
      lineFillRate: 0,
      unitFillRate: 0.25,
      backorderRate: 1,
      daysToFillP50: null,
      onTimeFirstPromise: { measured: 2, onTime: 0, share: 0 },
      onTimeRequested: { measured: 0, share: null },
      lostSales: money('0.00'),
    });
    expect(groups.find(({ label }: any) => label === 'Bar')).toMatchObject({ units: 14, unitFillRate: 0.4286 });
  });

  it('says whose promises were kept against which date: one is past, and the other never had one', async () => {
    const kept = (rest: string) => on(today).get(`/reports/kept-promises?${rest}`);
    const late = { measured: 1, kept: 0, late: 1, pending: 0, keptShare: 0, slippedOnce: 0, slippedTwice: 0 };
    const report = await kept('');
    expect(report).toMatchObject({ asOf: today, basis: 'first_promise', groups: [{ label: 'Ann', ...late }] });
    expect(report.totals).toEqual(late);
    expect((await kept(`asOf=${ago(15)}`)).totals).toEqual({ ...late, late: 0, pending: 1, keptShare: null });
    expect((await kept(`asOf=${ago(20)}`)).totals).toMatchObject({ measured: 0 });
    expect((await kept('basis=requested')).totals).toMatchObject({ measured: 0 });
    expect((await kept(`from=${ago(19)}`)).totals).toMatchObject({ measured: 0 });
    expect((await kept(`customerId=${shop}`)).totals).toMatchObject({ measured: 0 });
    expect((await kept('groupBy=supplier')).groups).toMatchObject([{ key: null, label: null, ...late }]);
    expect((await kept('groupBy=customer')).groups).toMatchObject([{ key: bar, label: 'Bar', ...late }]);
  });

  it('opens figures of service and of promises into what they count', async () => {
    const lines = async (rest: string) =>
      (await on(today).get(`/reports/service/lines?from=${ago(30)}&${rest}`)).data.map(
        ({ customerName, quantity, shortQuantity }: any) => [customerName, quantity, shortQuantity],
      );
    expect(await lines('')).toEqual([
      ['Bar', 10, 4],
      ['Bar', 4, 4],
      ['Shop', 10, 10],
    ]);
    expect(await lines('which=late_for_first_promise')).toEqual([
      ['Bar', 10, 4],
      ['Bar', 4, 4],
    ]);
    expect(await lines('which=filled')).toEqual([]);
    expect(await lines(`customerId=${shop}&which=short`)).toEqual([['Shop', 10, 10]]);
    const kept = async (rest: string) => (await on(today).get(`/reports/kept-promises/backorders?${rest}`)).data;
    expect(await kept('outcome=late')).toMatchObject([
      { customerName: 'Bar', measuredOn: ago(5), doneOn: null, outcome: 'late', slips: 0 },
    ]);
    expect(await kept(`asOf=${ago(15)}`)).toMatchObject([{ outcome: 'pending' }]);
    for (const nothing of ['outcome=kept', 'slipped=once', 'basis=requested', `customerId=${shop}`])
      expect(await kept(nothing)).toEqual([]);
  });

  it('shows a representative who reads only their own no more than that', async () => {
    await story.admin.patch('/settings', { repsReadAll: false });
    for (const report of ['open-backorders', 'aging', 'by-product'])
      expect((await ann.client.get(`/reports/${report}`)).body.totals).toMatchObject({ lines: 2, quantity: 8 });
    expect((await ann.client.get(`/reports/service?from=${ago(30)}`)).body.totals).toMatchObject({
      orders: 1,
      units: 14,
    });
    expect((await ann.client.get('/reports/kept-promises')).body.totals).toMatchObject({ measured: 1 });
    expect((await ann.client.get(`/reports/lines?asOf=${ago(5)}`)).body.data).toHaveLength(2);
    expect((await ann.client.get(`/reports/service/lines?from=${ago(30)}`)).body.data).toHaveLength(2);
    expect((await ann.client.get(`/reports/kept-promises/backorders?customerId=${shop}`)).body.data).toEqual([]);
    await story.admin.patch('/settings', { repsReadAll: true });
  });
});

/** A day of a company: orders come, some are short, goods arrive, backorders are filled, promised and cancelled. */
async function workADay(day: string, chance: Chance, world: World, customers: string[]) {
  const skus = Object.keys(world.variants);
  for (let count = chance.between(1, 3); count > 0; count -= 1) {
    const ordered = chance.shuffled(skus).slice(0, chance.between(1, 2));
    const quantities = ordered.map((sku) => [sku, chance.between(1, 12)]);
    await sell(day, world, chance.one(customers) as string, Object.fromEntries(quantities));
  }
  const bought = await on(day).post('/purchase-orders', {
    supplierId: world.supplierId,
    warehouseId: world.warehouseId,
    lines: [
      {
        variantId: world.variants[chance.one(skus) as string],
        quantity: 9,
        expectedOn: addDays(day, chance.between(1, 9)),
      },
    ],
  });
  if (chance.below(2) === 0)
    await on(day).post(`/purchase-orders/${bought.id}/receipts`, {
      lines: [{ purchaseOrderLineId: bought.lines[0].id, quantity: chance.between(1, 9) }],
    });
  const { data: open } = (await story.admin.get(`/backorders?warehouseId=${world.warehouseId}&limit=50`)).body;
  for (const { id } of chance.shuffled(open as { id: string }[]).slice(0, 3)) {
    const what = chance.below(3);
    const clock = { 'makegood-now': `${day}T18:00:00Z` };
    if (what === 0)
      await story.admin.post(`/backorders/${id}/promises`, { promisedOn: addDays(day, 2), reason: 'x' }, clock);
    if (what === 1) await fillAndSend(day, id, chance);
    if (what === 2 && chance.below(3) === 0)
      await story.admin.post(`/backorders/${id}/cancellations`, { reason: 'excessive_delay' }, clock);
  }
}

/** What only the day itself knows left out. */
const withoutStatuses = (answer: object) =>
  JSON.parse(JSON.stringify(answer, (name, value) => (name === 'statuses' ? undefined : value))) as object;

/** What is there of a backorder is picked and leaves; most of it is said to have arrived, some of it the day before. */
async function fillAndSend(day: string, backorderId: string, chance: Chance) {
  const clock = { 'makegood-now': `${day}T18:00:00Z` };
  const { status, body } = await story.admin.post('/backorder-fulfillments', { backorderIds: [backorderId] }, clock);
  if (status !== 201) return;
  for (const { id } of body.data ?? []) {
    await story.admin.post(`/fulfillments/${id}/shipments`, { carrier: 'Own van' }, clock);
    const deliveredAt = `${chance.below(2) === 0 ? day : addDays(day, -1)}T12:00:00Z`;
    if (chance.below(3) > 0) await story.admin.post(`/fulfillments/${id}/deliveries`, { deliveredAt }, clock);
  }
}

describe('every report of a past day', () => {
  it('says what the same report said on that day', { timeout: 120_000 }, async () => {
    const chance = chanceFrom(7);
    const world = await buildWorld(story.admin, { A: 20, B: 5, C: 0 });
    const customers = [await addCustomer(story.admin), await addCustomer(story.admin, { tier: 'vip' })];
    const REPORTS = [
      ...['product', 'customer', 'rep', 'supplier', 'reason', 'warehouse'].map((by) => `open-backorders?groupBy=${by}`),
      'aging?',
      'by-product?',
      'lines?limit=200',
      `service/lines?limit=200&from=${ago(30)}`,
      `kept-promises/backorders?limit=200&from=${ago(30)}`,
      ...['month', 'product'].map((by) => `service?from=${ago(30)}&groupBy=${by}`),
      ...['first_promise', 'last_promise'].map((basis) => `kept-promises?from=${ago(30)}&basis=${basis}`),
      `kept-promises?groupBy=supplier&from=${ago(30)}`,
    ].map((path) => `/reports/${path}&warehouseId=${world.warehouseId}`);
    const said = new Map<string, object>();
    for (let days = 22; days > 0; days -= 1) {
      await workADay(ago(days), chance, world, customers);
      for (const path of REPORTS) said.set(`${path}&asOf=${ago(days)}`, withoutStatuses(await on(ago(days)).get(path)));
    }
    expect(said.size).toBe(22 * REPORTS.length);
    for (const [path, answer] of said)
      expect({ path, ...withoutStatuses(await on(today).get(path)) }).toEqual({ path, ...answer });
    const answered = async (path: string) =>
      on(today).get(`/reports/${path}&from=${ago(30)}&warehouseId=${world.warehouseId}`);
    const { totals: served } = await answered('service?groupBy=month');
    const countOf = async (path: string) => (await answered(`${path}&limit=200`)).data.length;
    expect(await countOf('service/lines?which=all')).toBe(served.lines);
    expect((await countOf('service/lines?which=short')) / served.lines).toBeCloseTo(1 - served.lineFillRate, 3);
    const late = served.onTimeFirstPromise.measured - served.onTimeFirstPromise.onTime;
    expect(await countOf('service/lines?which=late_for_first_promise')).toBe(late);
    const { totals: kept } = await answered('kept-promises?basis=last_promise');
    for (const outcome of ['kept', 'late', 'pending'])
      expect(await countOf(`kept-promises/backorders?basis=last_promise&outcome=${outcome}`)).toBe(kept[outcome]);
    const totals = [...said]
      .filter(([path]) => path.includes('aging'))
      .map(([, answer]: any) => answer.totals.quantity);
    expect(new Set(totals).size).toBeGreaterThan(10);
  });
});
