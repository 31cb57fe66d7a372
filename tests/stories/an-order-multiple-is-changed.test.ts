import { describe, expect, it } from 'vitest';
import { buildWorld, buy, order, receive, stockOf } from '#tests/support/world.ts';
import { made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const story = openBalancedCompany();

/** Nothing there; 7 and 12 wait, each on a backorder of its own. */
async function sevenAndTwelveWait() {
  const { admin } = story;
  const world = await buildWorld(admin, { MALBEC: 0 });
  const seven = await order(admin, world, { MALBEC: 7 });
  const twelve = await order(admin, world, { MALBEC: 12 });
  const path = `/variants/${world.variants.MALBEC}`;
  const change = (orderMultiple: number, more: object = {}) => admin.patch(path, { orderMultiple, ...more });
  const now = async ({ id }: { id: string }) => (await admin.get(`/orders/${id}`)).body;
  const multiple = async () => (await admin.get(path)).body.orderMultiple;
  return { admin, world, seven, twelve, change, now, multiple };
}

describe('a changed order multiple', () => {
  it('says before it is saved which lines that wait are no whole multiples of it, and what becomes of them', async () => {
    const { seven, change, multiple, world } = await sevenAndTwelveWait();
    const refused = (await change(6, { name: 'Other name' })).body;
    expect(refused).toMatchObject({
      status: 409,
      code: 'order_multiple_unconfirmed',
      errors: [{ pointer: '#/orderMultiple' }],
      orderMultiple: 6,
      waiting: { lines: 2, quantity: 19 },
      notWhole: { lines: 1, quantity: 7 },
      lines: [{ orderId: seven.id, orderNumber: seven.number, quantity: 7, orderMultiple: 1 }],
    });
    expect([await multiple(), (await change(6, { confirmed: false })).status]).toEqual([1, 409]);
    const { name } = (await story.admin.get(`/variants/${world.variants.MALBEC}`)).body;
    expect(name).not.toBe('Other name');
    expect((await change(6, { confirmed: true })).body).toMatchObject({ orderMultiple: 6 });
  });

  it('leaves them the multiple they were confirmed with: allocated, changed and shown by it; new orders go by the new one', async () => {
    const { admin, world, seven, twelve, change, now } = await sevenAndTwelveWait();
    await change(6, { confirmed: true });
    await receive(admin, world, 'MALBEC', 8);
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 8, allocated: 8 });
    expect([await now(seven), await now(twelve)]).toMatchObject([
      { lines: [{ orderMultiple: 1, onBackorders: [{ allocated: 7 }] }] },
      { lines: [{ orderMultiple: 1, onBackorders: [{ allocated: 1 }] }] },
    ]);
    const lines = [{ orderLineId: twelve.lines[0].id, quantity: 13 }];
    expect((await admin.patch(`/orders/${twelve.id}`, { lines })).status).toBe(200);
    const body = { customerId: world.customerId, warehouseId: world.warehouseId, confirm: true };
    const take = (quantity: number) =>
      admin.post('/orders', { ...body, lines: [{ variantId: world.variants.MALBEC, quantity }] });
    expect((await take(7)).body).toMatchObject({ code: 'quantity_not_whole_multiple', orderMultiple: 6 });
    expect(made(await take(6)).lines).toMatchObject([{ orderMultiple: 6 }]);
  });

  it('is not asked about where all that waits is whole by it, nothing waits, or it stays what it is', async () => {
    const { admin, world, seven, change } = await sevenAndTwelveWait();
    expect((await change(1)).status).toBe(200);
    made(await admin.post(`/orders/${seven.id}/cancellations`, { reason: 'customer_requested' }));
    expect((await change(6)).status).toBe(200);
    await buy(admin, world, 'MALBEC', 12);
    expect((await change(5)).body).toMatchObject({ notWhole: { lines: 1, quantity: 12 } });
  });
});
