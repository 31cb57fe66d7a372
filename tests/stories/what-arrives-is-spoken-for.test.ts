import { expect, it } from 'vitest';
import { buildWorld, buy, order } from '#tests/support/world.ts';
import { backorderOf, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const opened = openBalancedCompany();

it('says before the receipt who will get what, and the receipt does just that', async () => {
  const admin = opened.admin;
  const world = await buildWorld(admin, { MALBEC: 0 });
  const first = await backorderOf(admin, await order(admin, world, { MALBEC: 20 }));
  const second = await backorderOf(admin, await order(admin, world, { MALBEC: 11 }));
  const bought = await buy(admin, world, 'MALBEC', 48);
  expect(bought).toMatchObject({ remaining: 48, spokenFor: 31, waitingCustomers: 1, expectedOn: '2026-12-02' });

  const lineId = bought.lines[0].id;
  const asked = async (quantities?: string) => {
    const query = quantities ? `?quantities=${quantities}` : '';
    return (await opened.company.as('warehouse').get(`/purchase-orders/${bought.id}/spoken-for${query}`)).body;
  };
  expect((await asked()).lines).toMatchObject([
    {
      purchaseOrderLineId: lineId,
      quantity: 48,
      spokenFor: 31,
      servings: [
        { backorderNumber: first.number, quantity: 20, waiting: 20 },
        { backorderNumber: second.number, quantity: 11, waiting: 11 },
      ],
    },
  ]);
  const [some] = (await asked(`${lineId}:24`)).lines;
  expect(some.servings.map(({ quantity }: any) => quantity)).toEqual([20, 4]);

  const receipt = made(
    await admin.post(`/purchase-orders/${bought.id}/receipts`, {
      lines: [{ purchaseOrderLineId: lineId, quantity: 24 }],
    }),
  );
  const run = (await admin.get(`/allocation-runs/${receipt.allocationRunId}`)).body;
  expect(run.decisions.filter(({ quantity }: any) => quantity > 0).map(({ quantity }: any) => quantity)).toEqual([
    20, 4,
  ]);
  expect((await asked()).lines).toMatchObject([{ quantity: 24, spokenFor: 7 }]);
});

it('refuses quantities of a line that is not there, or named twice, or unreadable', async () => {
  const admin = opened.admin;
  const world = await buildWorld(admin, { MALBEC: 0 });
  const bought = await buy(admin, world, 'MALBEC', 12);
  const lineId = bought.lines[0].id;
  const codeOf = async (quantities: string) =>
    (await admin.get(`/purchase-orders/${bought.id}/spoken-for?quantities=${quantities}`)).body.code;
  expect(await codeOf('999999:1')).toBe('line_not_on_record');
  expect(await codeOf(`${lineId}:1,${lineId}:2`)).toBe('line_named_twice');
  expect(await codeOf(`${lineId}:-1`)).toBe('invalid_request');
  expect((await admin.get('/purchase-orders/999999/spoken-for')).status).toBe(404);
});

it('counts an order that ships only as a whole as served only when everything else it needs is there', async () => {
  const admin = opened.admin;
  const world = await buildWorld(admin, { MALBEC: 0, SYRAH: 0 });
  await order(admin, world, { MALBEC: 4, SYRAH: 4 }, { shipPolicy: 'complete' });
  const bought = await buy(admin, world, 'MALBEC', 4);
  const spokenFor = async () => (await admin.get(`/purchase-orders/${bought.id}/spoken-for`)).body.lines[0].spokenFor;
  expect(await spokenFor()).toBe(0);
  await admin.post('/stock-adjustments', {
    variantId: world.variants.SYRAH,
    warehouseId: world.warehouseId,
    countedQuantity: 4,
    reason: 'count',
  });
  expect(await spokenFor()).toBe(4);
});

it('closes the rest of a line, and with the last open line the purchase order', async () => {
  const admin = opened.admin;
  const world = await buildWorld(admin, { MALBEC: 0, SYRAH: 0 });
  const bought = made(
    await admin.post('/purchase-orders', {
      supplierId: world.supplierId,
      warehouseId: world.warehouseId,
      lines: ['MALBEC', 'SYRAH'].map((sku) => ({
        variantId: world.variants[sku],
        quantity: 10,
        expectedOn: '2020-01-01',
      })),
    }),
  );
  const [malbec, syrah] = bought.lines;
  const change = async (body: unknown) => (await admin.patch(`/purchase-orders/${bought.id}`, body)).body;
  const late = async () =>
    (await admin.get(`/purchase-orders?status=late&supplierId=${world.supplierId}`)).body.data.map(({ id }: any) => id);
  expect(await late()).toEqual([bought.id]);
  expect(await change({ lines: [{ id: malbec.id, closed: true }] })).toMatchObject({
    status: 'open',
    remaining: 10,
    lines: [
      { remaining: 0, closed: true, expectedOn: '2020-01-01' },
      { remaining: 10, closed: false },
    ],
  });
  expect((await change({ lines: [{ id: syrah.id, expectedOn: '2035-01-01' }] })).expectedOn).toBe('2035-01-01');
  expect(await late()).toEqual([]);
  expect(await change({ lines: [{ id: syrah.id, closed: true }] })).toMatchObject({ status: 'closed', remaining: 0 });
  const { body: history } = await admin.get(`/purchase-orders/${bought.id}/history`);
  expect(history.data.map(({ action }: any) => action)).toEqual([
    'purchase_order.update',
    'purchase_order.update',
    'purchase_order.update',
    'purchase_order.create',
  ]);
  expect((await admin.get(`/purchase-orders/counts?supplierId=${world.supplierId}`)).body).toEqual({
    open: 0,
    late: 0,
    closed: 1,
  });
});

it('finds purchase orders by number and by the code of an item, the one expected first on top', async () => {
  const admin = opened.admin;
  const world = await buildWorld(admin, { MALBEC: 0 });
  const later = await buy(admin, world, 'MALBEC', 5, { expectedOn: '2035-02-01' });
  const sooner = await buy(admin, world, 'MALBEC', 5, { expectedOn: '2035-01-01' });
  const undated = await buy(admin, world, 'MALBEC', 5, { expectedOn: null });
  const { body: item } = await admin.get(`/variants/${world.variants.MALBEC}`);
  const found = async (query: string) =>
    (await admin.get(`/purchase-orders?status=open&sort=expectedOn&${query}`)).body.data.map(({ id }: any) => id);
  expect(await found(`q=${item.sku}`)).toEqual([sooner.id, later.id, undated.id]);
  expect(await found(`q=${later.number}`)).toEqual([later.id]);
  const pages: string[] = [];
  let cursor = '';
  do {
    const { body } = await admin.get(`/purchase-orders?sort=expectedOn&q=${item.sku}&limit=1${cursor}`);
    pages.push(...body.data.map(({ id }: any) => id));
    cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
  } while (cursor);
  expect(pages).toEqual([sooner.id, later.id, undated.id]);
});

it('of purchase orders one without a date is not late, whatever the day', async () => {
  const world = await buildWorld(opened.admin, { MALBEC: 0 });
  const undated = await buy(opened.admin, world, 'MALBEC', 6, { expectedOn: null });
  const late = await buy(opened.admin, world, 'MALBEC', 6, { expectedOn: '2020-01-01' });
  const { data } = (await opened.admin.get('/purchase-orders?status=late&limit=200')).body;
  const ids = data.map(({ id }: { id: string }) => id);
  expect([ids.includes(undated.id), ids.includes(late.id)]).toEqual([false, true]);
});
