import { describe, expect, it } from 'vitest';
import { buildWorld, order } from '#tests/support/world.ts';
import { backorderOf, made, pick, readOrder, ship } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const READ_BY_ALL = [
  '/home',
  '/customers',
  '/exceptions',
  '/backorders/counts',
  ...['customer', 'product', 'supplier', 'rep'].map((by) => `/backorders/groups?by=${by}`),
  '/reports/open-backorders?groupBy=rep',
  '/reports/aging',
  '/reports/by-product',
  '/reports/lines',
  '/reports/service?groupBy=month',
  '/reports/timeline?from=2026-01-01&to=2026-02-01',
  '/backorder-reviews',
];

describe('an order of which nothing would be left', () => {
  const story = openBalancedCompany();
  const lower = (placed: { id: string; lines: { id: string }[] }, quantities: number[], more: object = {}) =>
    story.admin.patch(`/orders/${placed.id}`, {
      lines: quantities.map((quantity, index) => ({ orderLineId: placed.lines[index]?.id, quantity })),
      ...more,
    });

  it('is cancelled for a reason, not lowered to nothing', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10, SYRAH: 0 });
    const placed = await order(admin, world, { MALBEC: 5, SYRAH: 3 });
    expect((await lower(placed, [0, 0])).body).toMatchObject({
      status: 422,
      code: 'cancellation_reason_required',
      errors: [{ pointer: '#/reason' }],
    });
    expect((await lower(placed, [0, 0], { reason: 'other' })).body).toMatchObject({
      errors: [{ pointer: '#/reasonText' }],
    });
    expect((await readOrder(admin, placed)).status).not.toBe('cancelled');
    expect((await lower(placed, [0, 0], { reason: 'customer_requested' })).body).toMatchObject({ status: 'cancelled' });
    const { data } = (await admin.get('/cancellations')).body;
    expect(data.some((one: { reason: string }) => one.reason === 'customer_requested')).toBe(true);
  });

  it('is only lowered while something of it is left, or has shipped', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10, SYRAH: 10 });
    const placed = await order(admin, world, { MALBEC: 5, SYRAH: 3 });
    expect((await lower(placed, [0, 2])).status).toBe(200);
    const shipped = await order(admin, world, { MALBEC: 4 });
    await ship(admin, await pick(admin, shipped, [{ picked: 2 }]));
    expect((await lower(shipped, [2])).status).toBe(200);
  });

  it('asks once about a price of 0, and says that money, not stock, is too large', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10 });
    const take = (line: object, more: object = {}) =>
      admin.post('/orders', {
        ...more,
        customerId: world.customerId,
        warehouseId: world.warehouseId,
        lines: [{ variantId: world.variants.MALBEC, quantity: 1, ...line }],
        confirm: true,
      });
    const nothing = { unitPrice: { amount: '0', currency: 'USD' } };
    expect((await take(nothing)).body).toMatchObject({
      status: 409,
      code: 'free_of_charge_undecided',
      errors: [{ pointer: '#/lines/0/unitPrice' }],
    });
    expect(made(await take({ ...nothing, freeOfCharge: true })).lines[0].orderedValue.amount).toBe('0.00');
    const dear = { unitPrice: { amount: '999999999', currency: 'USD' }, quantity: 10_000_000 };
    expect((await take(dear, { confirmed: true })).body).toMatchObject({ status: 422, code: 'amount_out_of_bounds' });
  });

  it('keeps sums of more than twelve digits, also of what waits, and refuses those of more than fourteen', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const line = { variantId: world.variants.MALBEC, quantity: 10_000_000 };
    const take = (amount: string, lines: number) =>
      admin.post('/orders', {
        customerId: world.customerId,
        warehouseId: world.warehouseId,
        lines: Array.from({ length: lines }, () => ({ ...line, unitPrice: { amount, currency: 'USD' } })),
        confirm: true,
        confirmed: true,
      });
    const placed = made(await take('1234567.5', 1));
    const backorder = await backorderOf(admin, placed);
    expect([placed.orderedValue.amount, backorder.outstandingValue.amount]).toEqual(Array(2).fill('12345675000000.00'));
    expect((await take('1234567.5', 20)).body).toMatchObject({ status: 422, code: 'amount_out_of_bounds' });
    // What each order may keep is less than what all of them come to: nobody's day ends with two typing mistakes.
    const mistakes = [placed, made(await take('9000000', 1)), made(await take('9000000', 1))];
    for (const path of READ_BY_ALL) expect([path, (await admin.get(path)).status]).toEqual([path, 200]);
    expect((await admin.get('/backorders/counts')).body.outstandingValue.amount).toBe('192345675000000.00');
    for (const { id } of mistakes)
      made(await admin.post(`/orders/${id}/cancellations`, { reason: 'customer_requested' }));
  });

  it('counts more units of all that waits than one stock may have', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0, SYRAH: 0 });
    const taken = await Promise.all(
      Object.values(world.variants).map((variantId) =>
        admin.post('/orders', {
          customerId: world.customerId,
          warehouseId: world.warehouseId,
          lines: Array.from({ length: 110 }, () => ({ variantId, quantity: 10_000_000 })),
          confirm: true,
          confirmed: true,
        }),
      ),
    );
    for (const path of READ_BY_ALL) expect([path, (await admin.get(path)).status]).toEqual([path, 200]);
    const { trend } = (await admin.get('/home')).body.company;
    expect(Math.max(...trend.map(({ outstanding }: { outstanding: number }) => outstanding))).toBe(2_200_000_000);
    for (const placed of taken)
      made(await admin.post(`/orders/${made(placed).id}/cancellations`, { reason: 'customer_requested' }));
  });

  it('takes more than 500 lines, and no more than 2,000', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10 });
    const lines = Array.from({ length: 600 }, () => ({ variantId: world.variants.MALBEC, quantity: 1 }));
    const body = { customerId: world.customerId, warehouseId: world.warehouseId, lines, confirm: true };
    expect(made(await admin.post('/orders', body)).lines).toHaveLength(600);
    expect((await admin.post('/orders', { ...body, lines: Array(2_001).fill(lines[0]) })).status).toBe(422);
    const bought = { supplierId: world.supplierId, warehouseId: world.warehouseId };
    const many = Array.from({ length: 1_200 }, () => ({ variantId: world.variants.MALBEC, quantity: 1 }));
    const placed = made(await admin.post('/purchase-orders', { ...bought, lines: many }));
    const open = (await admin.get('/purchase-orders/counts')).body;
    expect([placed.lines.length, open.late]).toEqual([1_200, 0]);
  });
});

describe('an order that has nothing while no backorder is made by itself', () => {
  const story = openBalancedCompany();

  it('needs a person at once', async () => {
    const { admin } = story;
    await admin.patch('/settings', { backorderCreation: 'never' });
    const world = await buildWorld(admin, { MALBEC: 0, SYRAH: 5 });
    const short = await order(admin, world, { MALBEC: 5 });
    const partly = await order(admin, world, { MALBEC: 5, SYRAH: 2 });
    const { data } = (await admin.get('/exceptions?kind=shortage_without_backorder')).body;
    expect(data.map(({ recordId }: { recordId: string }) => recordId)).toEqual([short.id]);
    expect(data[0]).toMatchObject({ openedOn: null, facts: { short: 5 } });
    expect(partly.status).toBe('confirmed');
  });

  it('says of a promise that passed the day after it, in the time zone of the company', async () => {
    const { admin, company } = story;
    await admin.patch('/settings', { backorderCreation: 'at_confirmation' });
    const world = await buildWorld(admin, { MALBEC: 0 });
    const placed = await order(admin, world, { MALBEC: 5 });
    const { id } = placed.backorders[0];
    await company.database.query(PROMISED_BEFORE, ['2026-11-15', id]);
    const { data } = (await admin.get('/exceptions?kind=promise_passed')).body;
    const zone = (await admin.get('/company')).body.timeZone;
    const midnight = new Date(data[0].openedAt).toLocaleString('en-CA', { timeZone: zone, hourCycle: 'h23' });
    expect(data[0]).toMatchObject({ recordId: id, openedOn: '2026-11-16', facts: { promisedOn: '2026-11-15' } });
    expect(midnight).toBe('2026-11-16, 00:00:00');
  });
});

/** A promise of a day that is over, which nobody could give today. */
const PROMISED_BEFORE = `
  with promise as (
    insert into backorder_promises (backorder_id, promised_on, cause, promised_at, promised_by) values ($2, $1, 'manual', now(), 'system'))
  update backorders set promised_on = $1, first_promised_on = $1, last_promised_on = $1 where id = $2`;
