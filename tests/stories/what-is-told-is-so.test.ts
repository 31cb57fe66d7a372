import { beforeAll, describe, expect, it } from 'vitest';
import { notifyNotReady, notifyReady } from '#server/notifications/notify-ready.ts';
import { notifyStockFreed } from '#server/notifications/notify-stock-freed.ts';
import { notifySupplyMoved } from '#server/notifications/notify-supply-moved.ts';
import { addPersonOf, type Person } from '#tests/support/person.ts';
import { addCustomer, adjust, buildWorld, buy, order, receive, type World } from '#tests/support/world.ts';
import { backorderOf, fill, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const office = openBalancedCompany();
let ada: Person;
beforeAll(async () => {
  ada = await addPersonOf(office.company, 'Ada', 'sales_rep');
});

const now = () => new Date().toISOString();

/** Does what relay and jobs do with the messages that became notifications, in the order they were left, or another. */
async function relay(inOrder = (messages: Message[]) => messages): Promise<void> {
  const { database } = office.company;
  const { rows } = await database.query<Message>('delete from outbox returning id, topic, payload');
  for (const { id: messageId, topic, payload } of inOrder(rows.sort((a, b) => Number(a.id) - Number(b.id)))) {
    const message = { ...payload, messageId };
    if (topic === 'allocation_run') await notifyReady(database, message as never, now());
    if (topic === 'purchase_order_changed') await notifySupplyMoved(database, message as never, now());
    if (topic === 'stock_freed') await notifyStockFreed(database, message as never, now());
  }
}
type Message = { id: string; topic: string; payload: object };

/** What Ada was told of a backorder: newest last. */
const told = async ({ number }: { number: string }): Promise<{ kind: string; facts: any }[]> =>
  (await ada.client.get('/notifications?limit=200')).body.data
    .filter((one: object) => JSON.stringify(one).includes(`"${number}"`))
    .map(({ kind, facts }: { kind: string; facts: object }) => ({ kind, facts }))
    .reverse();
const kinds = async (one: { number: string }) => (await told(one)).map(({ kind }) => kind);

async function waiting(world: World, quantity: number, fields: object = {}) {
  const customerId = await addCustomer(office.admin, { salesRepId: ada.id });
  return backorderOf(office.admin, await order(office.admin, world, { MALBEC: quantity }, { customerId, ...fields }));
}

describe('a supply date', () => {
  async function promised() {
    const world = await buildWorld(office.admin, { MALBEC: 0 });
    const backorder = await waiting(world, 5);
    const purchase = await buy(office.admin, world, 'MALBEC', 5, { expectedOn: '2031-05-03' });
    made(await ada.client.post(`/backorders/${backorder.id}/promises`, { promisedOn: '2031-05-10' }));
    const move = async (expectedOn: string | null) =>
      expect(
        (
          await office.admin.patch(`/purchase-orders/${purchase.id}`, {
            lines: [{ id: purchase.lines[0].id, expectedOn }],
          })
        ).status,
      ).toBe(200);
    return { backorder, purchase, move };
  }
  const moves = async (backorder: { number: string }) =>
    (await told(backorder))
      .filter(({ kind }) => kind === 'supply_date_moved')
      .map(({ facts }) => [facts.from, facts.to, facts.atRisk]);

  it('that moved and is back before anybody was told is told to nobody', async () => {
    const { backorder, move } = await promised();
    await move('2031-05-17');
    await move('2031-05-03');
    await relay();
    expect(await told(backorder)).toEqual([]);
    // Whichever message comes first.
    await move('2031-05-17');
    await move('2031-05-03');
    await relay((messages) => messages.reverse());
    expect(await told(backorder)).toEqual([]);
  });

  it('that moved several times is told once, from what was last heard to what is so', async () => {
    const { backorder, move } = await promised();
    for (const day of ['2031-05-17', '2031-05-20', '2031-05-19']) await move(day);
    await relay();
    expect(await moves(backorder)).toEqual([['2031-05-03', '2031-05-19', 1]]);
    await move('2031-05-03');
    await relay();
    expect(await moves(backorder)).toEqual([
      ['2031-05-03', '2031-05-19', 1],
      ['2031-05-19', '2031-05-03', 0],
    ]);
    await move(null);
    await move('2031-05-03');
    await relay();
    expect(await moves(backorder)).toHaveLength(2);
  });

  it('of what has arrived meanwhile is no news', async () => {
    const { backorder, purchase, move } = await promised();
    await move('2031-05-17');
    made(
      await office.admin.post(`/purchase-orders/${purchase.id}/receipts`, {
        lines: [{ purchaseOrderLineId: purchase.lines[0].id, quantity: 5 }],
      }),
    );
    await relay();
    expect(await kinds(backorder)).toEqual(['backorders_ready']);
  });
});

describe('that a backorder is ready', () => {
  const prioritize = async ({ id }: { id: string }, highPriority: boolean) =>
    made(await office.admin.post(`/backorders/${id}/priorities`, { highPriority, reason: 'festival' }));
  const look = () => notifyNotReady(office.company.database, now());

  it('is told once, also when its stock was lent to a raised one and given back', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0 });
    const [lender, raised] = [await waiting(world, 5), await waiting(world, 5)];
    await receive(office.admin, world, 'MALBEC', 5);
    await relay();
    await prioritize(raised, true);
    await prioritize(raised, false);
    await relay();
    expect([await kinds(lender), await kinds(raised)]).toEqual([['backorders_ready'], []]);
    await prioritize(raised, true);
    await relay();
    await prioritize(raised, false);
    await relay();
    await look();
    await look();
    expect([await kinds(lender), await kinds(raised)]).toEqual([
      ['backorders_ready'],
      ['backorders_ready', 'backorders_not_ready'],
    ]);
  });

  it('is told not to be on the day it is for the company, not for the clock of the machine', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0 });
    const backorder = await waiting(world, 5);
    await receive(office.admin, world, 'MALBEC', 5);
    await relay();
    await adjust(office.admin, {
      variantId: world.variants.MALBEC as string,
      warehouseId: world.warehouseId,
      countedQuantity: 0,
    });
    // Ten in the evening of the last of March in Chicago.
    await notifyNotReady(office.company.database, '2031-04-01T03:00:00.000Z');
    const { rows } = await office.company.database.query(
      `select distinct record_id from notifications n join notification_backorders t on t.notification_id = n.id
       where n.kind = 'backorders_not_ready' and t.backorder_id = $1`,
      [backorder.id],
    );
    expect(rows).toEqual([{ record_id: '20310331' }]);
  });

  it('is told again once it was told not to be, and to the warehouse as well', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0 });
    const backorder = await waiting(world, 5);
    await receive(office.admin, world, 'MALBEC', 5);
    await relay();
    const stock = { variantId: world.variants.MALBEC as string, warehouseId: world.warehouseId };
    await adjust(office.admin, { ...stock, countedQuantity: 0 });
    await look();
    await adjust(office.admin, { ...stock, countedQuantity: 5 });
    await relay();
    const expected = ['backorders_ready', 'backorders_not_ready', 'backorders_ready'];
    expect(await kinds(backorder)).toEqual(expected);
    const warehouse = (await office.company.as('warehouse').get('/notifications?limit=200')).body.data;
    expect(warehouse.filter((one: object) => JSON.stringify(one).includes(`"${backorder.number}"`))).toHaveLength(3);
  });

  it('is told of what comes after a part has left, and what left or is cancelled is not lost', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0 });
    const backorder = await waiting(world, 8);
    await receive(office.admin, world, 'MALBEC', 3);
    await relay();
    await fill(office.admin, backorder, [3], { shipment: {} });
    await look();
    await receive(office.admin, world, 'MALBEC', 2);
    await relay();
    expect(await kinds(backorder)).toEqual(['backorders_ready', 'backorders_ready']);
    made(
      await office.admin.post(`/backorders/${backorder.id}/cancellations`, {
        reason: 'customer_requested',
        notifyCustomer: false,
      }),
    );
    await look();
    expect(await kinds(backorder)).toHaveLength(2);
  });
});

describe('that stock is free to allocate', () => {
  it('is told while it is, and not once it was allocated', async () => {
    const world = await buildWorld(office.admin, { MALBEC: 0 });
    await waiting(world, 5);
    await office.admin.patch('/settings', { allocationMode: 'by_hand' });
    const freed = async () =>
      (await office.company.as('warehouse').get('/notifications?limit=200')).body.data.filter(
        ({ kind }: { kind: string }) => kind === 'stock_freed',
      );
    await receive(office.admin, world, 'MALBEC', 2);
    await relay();
    expect(await freed()).toMatchObject([{ facts: { servable: 2, variantIds: [world.variants.MALBEC] } }]);
    await receive(office.admin, world, 'MALBEC', 3);
    const stock = { variantId: world.variants.MALBEC as string, warehouseId: world.warehouseId };
    await adjust(office.admin, { ...stock, countedQuantity: 0 });
    await relay();
    expect(await freed()).toHaveLength(1);
    await office.admin.patch('/settings', { allocationMode: 'automatic' });
  });
});
