import { expect, it } from 'vitest';
import { addCustomer, buildWorld, order, receive, type World } from '#tests/support/world.ts';
import { backorderOf, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const office = openBalancedCompany();
const read = async ({ id }: { id: string }) => (await office.admin.get(`/backorders/${id}`)).body;
const counts = async () => (await office.admin.get('/backorders/counts')).body;
const readyRows = async () => (await office.admin.get('/backorders?tab=ready&limit=100')).body.data;

async function waiting(world: World, quantities: Record<string, number>, fields: object = {}) {
  const customerId = await addCustomer(office.admin);
  return backorderOf(office.admin, await order(office.admin, world, quantities, { customerId, ...fields }));
}
const pickOf = async (backorder: any, quantity: number) =>
  made(
    await office.admin.post(`/backorders/${backorder.id}/fulfillments`, {
      lines: [{ backorderLineId: backorder.lines[0].id, quantity }],
    }),
  );

it('what is ready is counted and valued without what is picked, held or waits for its whole, the same everywhere', async () => {
  const world = await buildWorld(office.admin, { MALBEC: 0, SYRAH: 0 });
  const part = await waiting(world, { MALBEC: 90 });
  await receive(office.admin, world, 'MALBEC', 66);
  const price = Number((await read(part)).lines[0].unitPrice.amount);
  expect(await read(part)).toMatchObject({ isReady: true, readyQuantity: 66, status: 'ready_to_fulfill' });
  await pickOf(part, 6);
  expect(await read(part)).toMatchObject({ isReady: true, readyQuantity: 60 });

  const held = await waiting(world, { SYRAH: 4 });
  const picked = await waiting(world, { SYRAH: 3 });
  await receive(office.admin, world, 'SYRAH', 7);
  made(await office.admin.post(`/backorders/${held.id}/holds`, { reason: 'quality_check' }));
  expect(await read(held)).toMatchObject({ isReady: false, readyQuantity: 0, allocated: 4 });
  await pickOf(picked, 3);
  expect(await read(picked)).toMatchObject({ isReady: false, readyQuantity: 0, allocated: 3 });

  const value = (60 * price).toFixed(2);
  const rows = await readyRows();
  expect(rows.map((row: any) => [row.number, row.readyQuantity, row.readyValue.amount, row.isReady])).toEqual([
    [part.number, 60, value, true],
  ]);
  expect(await counts()).toMatchObject({ ready: 1, readyValue: { amount: value } });
  const { company } = (await office.company.as('manager').get('/home')).body;
  expect(company.readyNotShipped).toMatchObject({ count: 1, readyValue: { amount: value } });
  const { warehouse } = (await office.company.as('warehouse').get('/home')).body;
  expect(warehouse.ready).toMatchObject({ count: 1, next: [{ number: part.number, readyQuantity: 60 }] });
  const work = (await office.admin.get('/fulfillment-work/counts?kind=backorder')).body;
  expect(work.ready).toBe(1);
  for (const by of ['customer', 'product', 'supplier', 'rep']) {
    const { data } = (await office.admin.get(`/backorders/groups?by=${by}&tab=ready`)).body;
    expect(data, by).toMatchObject([{ backorders: 1, outstanding: 60, outstandingValue: { amount: value } }]);
  }
});

it('a backorder whose first part is picked becomes ready again with its next, and is told so', async () => {
  const world = await buildWorld(office.admin, { MALBEC: 0 });
  const backorder = await waiting(world, { MALBEC: 9 });
  await receive(office.admin, world, 'MALBEC', 3);
  await pickOf(backorder, 3);
  const { becameReady } = await receive(office.admin, world, 'MALBEC', 2);
  expect(becameReady).toMatchObject([{ id: backorder.id }]);
  expect(await read(backorder)).toMatchObject({ readyQuantity: 2 });
});

it('an item that is available although somebody waits says why', async () => {
  const world = await buildWorld(office.admin, { MALBEC: 0, SYRAH: 0 });
  const why = async () => {
    const path = `/variants/${world.variants.MALBEC}/queue?warehouseId=${world.warehouseId}`;
    const { available, availableBecause, lines } = (await office.admin.get(path)).body;
    return { available, because: availableBecause, lines: lines.map((line: any) => line.waitsBecause) };
  };
  const held = await waiting(world, { MALBEC: 10 });
  made(await office.admin.post(`/backorders/${held.id}/holds`, { reason: 'quality_check' }));
  await order(office.admin, world, { MALBEC: 12, SYRAH: 1 }, { shipPolicy: 'complete' });
  expect(await why()).toEqual({ available: 0, because: [], lines: [null, null] });
  await receive(office.admin, world, 'MALBEC', 22);
  expect(await why()).toEqual({
    available: 22,
    because: [
      { because: 'complete_order_short', lines: 1, quantity: 12 },
      { because: 'on_hold', lines: 1, quantity: 10 },
    ],
    lines: ['on_hold', 'complete_order_short'],
  });
  await office.admin.patch('/settings', { allocationMode: 'by_hand' });
  await order(office.admin, world, { MALBEC: 15 });
  await order(office.admin, world, { MALBEC: 15 });
  expect((await why()).because.map(({ because }: any) => because)).toContain('allocatable');
  await office.admin.patch('/settings', { allocationMode: 'automatic' });
});
