import { expect, it } from 'vitest';
import { addCustomer, adjust, buildWorld, order, receive } from '#tests/support/world.ts';
import { backorderOf, made, pick } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const opened = openBalancedCompany();

const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

const workOf = async (query = ''): Promise<any[]> => {
  const { status, body } = await opened.company.as('warehouse').get(`/fulfillment-work?${query}`);
  expect([query, status]).toEqual([query, 200]);
  return body.data;
};

it('lists what holds stock in rank order, and what is on its way by what comes next', async () => {
  const admin = opened.admin;
  const world = await buildWorld(admin, { MALBEC: 20, SYRAH: 0 });
  const here = `warehouseId=${world.warehouseId}`;
  const vip = await addCustomer(admin, { tier: 'vip' });
  const first = await order(admin, world, { MALBEC: 5 });
  const second = await order(admin, world, { MALBEC: 6 }, { customerId: vip, requestedOn: '2020-01-01' });
  const waiting = await backorderOf(admin, await order(admin, world, { SYRAH: 4 }));

  expect(
    (await workOf(here)).map(({ number, kind, quantity, unpicked }) => [kind, number, quantity, unpicked]),
  ).toEqual([
    ['order', second.number, 6, 6],
    ['order', first.number, 5, 5],
  ]);
  expect((await workOf(here))[0]).toMatchObject({
    customerTier: 'vip',
    isLate: true,
    shipsWhole: false,
    fulfillment: null,
  });

  await receive(admin, world, 'SYRAH', 3);
  expect(
    (await workOf(`${here}&kind=backorder`)).map(({ id, quantity, unpicked }) => [id, quantity, unpicked]),
  ).toEqual([[waiting.id, 3, 4]]);
  expect((await workOf(`${here}&q=${first.number}`)).map(({ id }) => id)).toEqual([first.id]);
  expect((await workOf(`${here}&customerId=${vip}`)).map(({ id }) => id)).toEqual([second.id]);

  const picked = await pick(admin, first, [{ picked: 5 }]);
  const shipped = await pick(admin, second, [{ picked: 2 }], {
    shipment: { carrier: 'UPS', estimatedDeliveryOn: inDays(1) },
  });
  expect((await workOf(here)).map(({ number, quantity }) => [number, quantity])).toEqual([
    [second.number, 4],
    [waiting.number, 3],
  ]);
  expect(
    (await workOf(`${here}&tab=picked`)).map(({ number, quantity, fulfillment }) => [
      number,
      quantity,
      fulfillment.number,
    ]),
  ).toEqual([[first.number, 5, picked.number]]);
  const later = { 'makegood-now': new Date(Date.now() + 3 * DAY).toISOString() };
  expect((await admin.get(`/fulfillment-work?${here}&tab=shipped`, later)).body.data).toMatchObject([
    { number: second.number, quantity: 2, isLate: true, fulfillment: { number: shipped.number, carrier: 'UPS' } },
  ]);
  expect((await admin.get(`/fulfillment-work/counts?${here}`)).body).toEqual({
    ready: 2,
    picked: 1,
    shipped: 1,
    held: 0,
  });
});

it('shows an order that ships only as a whole when all of it is there', async () => {
  const admin = opened.admin;
  const world = await buildWorld(admin, { MALBEC: 5, SYRAH: 0 });
  const placed = await order(admin, world, { MALBEC: 5, SYRAH: 2 }, { shipPolicy: 'complete' });
  const here = `warehouseId=${world.warehouseId}`;
  expect(await workOf(here)).toEqual([]);
  await receive(admin, world, 'SYRAH', 2);
  const found = await workOf(here);
  const units = found.reduce((sum, { quantity }) => sum + quantity, 0);
  expect([units, found.every(({ orderId, shipsWhole }) => orderId === placed.id && shipsWhole)]).toEqual([7, true]);
});

it('turns its pages without losing or repeating a record', async () => {
  const admin = opened.admin;
  const world = await buildWorld(admin, { MALBEC: 100 });
  const placed: string[] = [];
  for (let count = 0; count < 5; count += 1) placed.push((await order(admin, world, { MALBEC: 2 })).id);
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await admin.get(`/fulfillment-work?warehouseId=${world.warehouseId}&limit=2${cursor}`);
    seen.push(...body.data.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
  } while (cursor);
  expect(seen).toEqual(placed);
});

it('explains an order line as it explains a backorder line', async () => {
  const admin = opened.admin;
  const world = await buildWorld(admin, { MALBEC: 5 });
  const first = await order(admin, world, { MALBEC: 4 });
  const second = await order(admin, world, { MALBEC: 3 });
  const { body } = await admin.get(`/orders/${second.id}/explanation`);
  expect(body.lines).toMatchObject([
    {
      orderLineId: second.lines[0].id,
      onHand: 5,
      available: 0,
      waiting: 2,
      holders: [
        { orderNumber: first.number, quantity: 4 },
        { orderNumber: second.number, quantity: 1 },
      ],
      projectedOn: null,
      noDateBecause: 'no_supply',
    },
  ]);
});

it('opens each figure of a stock into what it is made of', async () => {
  const admin = opened.admin;
  const world = await buildWorld(admin, { MALBEC: 6 });
  const first = await order(admin, world, { MALBEC: 4 });
  const second = await order(admin, world, { MALBEC: 5 });
  const bought = made(
    await admin.post('/purchase-orders', {
      supplierId: world.supplierId,
      warehouseId: world.warehouseId,
      lines: [{ variantId: world.variants.MALBEC, quantity: 12, expectedOn: '2020-01-01' }],
    }),
  );
  const { body } = await admin.get(`/variants/${world.variants.MALBEC}/queue?warehouseId=${world.warehouseId}`);
  expect(body).toMatchObject({ onHand: 6, allocated: 6, available: 0, moreLines: 0, countRequest: null });
  expect(body.lines).toMatchObject([
    { orderNumber: first.number, allocated: 4, waiting: 0, placeInQueue: null },
    { orderNumber: second.number, allocated: 2, waiting: 3, placeInQueue: 1 },
  ]);
  expect(body.arrivals).toMatchObject([{ purchaseOrderNumber: bought.number, quantity: 12, isLate: true }]);

  const listed = async (show: string) =>
    (await admin.get(`/stock?warehouseId=${world.warehouseId}&show=${show}`)).body.data.map(({ sku }: any) => sku);
  expect(await listed('waiting')).toHaveLength(1);
  expect(await listed('short')).toEqual([]);
  expect(await listed('to_count')).toEqual([]);
  await admin.patch(`/purchase-orders/${bought.id}`, { closed: true });
  expect(await listed('short')).toHaveLength(1);
  await pick(admin, first, [{ picked: 3, short: 1 }]);
  expect(await listed('to_count')).toHaveLength(1);
  await adjust(admin, {
    variantId: world.variants.MALBEC as string,
    warehouseId: world.warehouseId,
    countedQuantity: 5,
  });
  expect(await listed('to_count')).toEqual([]);
});
