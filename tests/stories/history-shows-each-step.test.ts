import { describe, expect, it } from 'vitest';
import { buildWorld, order, receive } from '#tests/support/world.ts';
import { backorderOf, deliver, fill, made, pick, ship } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('the history of an order', () => {
  const story = openBalancedCompany();

  it('shows who did what in the order it happened, with its backorder', async () => {
    const { admin, company } = story;
    const warehouse = company.as('warehouse');
    const world = await buildWorld(admin, { MALBEC: 3 });
    const placed = await order(admin, world, { MALBEC: 5 });
    await ship(warehouse, await pick(warehouse, placed, [{ picked: 3, short: 2 }]));
    const backorder = await backorderOf(admin, placed);
    made(
      await admin.post(`/backorders/${backorder.id}/promises`, { promisedOn: '2999-05-01', reason: 'supplier said' }),
    );
    await receive(admin, world, 'MALBEC', 2);
    const filled = await fill(warehouse, backorder, [2]);
    made(await warehouse.post(`/fulfillments/${filled.id}/voids`, { reason: 'wrong shelf' }));
    await deliver(warehouse, await ship(warehouse, await fill(warehouse, backorder, [2])));

    const history = (await admin.get(`/orders/${placed.id}/history?limit=200`)).body.data;
    expect(history.map(({ action }: any) => action).reverse()).toEqual([
      'order.create',
      'order.confirm',
      'allocation.decide',
      'backorder.create',
      'order.pick',
      'fulfillment.ship',
      'backorder.promise',
      'allocation.decide',
      'backorder.pick',
      'fulfillment.void',
      'backorder.pick',
      'fulfillment.ship',
      'fulfillment.deliver',
    ]);
    const actors = Object.fromEntries(history.map(({ action, actor }: any) => [action, actor.split(' ')[1]]));
    expect(actors).toMatchObject({ 'order.confirm': 'administrator', 'fulfillment.deliver': 'warehouse' });

    const pages: any[] = [];
    for (let cursor = ''; cursor !== 'end'; ) {
      const { body } = await admin.get(`/orders/${placed.id}/history?limit=4${cursor && `&cursor=${cursor}`}`);
      pages.push(...body.data);
      cursor = body.nextCursor ?? 'end';
    }
    expect(pages).toEqual(history);

    const ofBackorder = (await admin.get(`/backorders/${backorder.id}/history?limit=200`)).body.data;
    expect(ofBackorder.some(({ action }: any) => action === 'backorder.promise')).toBe(true);
    expect(ofBackorder.every((event: any) => history.some(({ id }: any) => id === event.id))).toBe(true);
  });
});
