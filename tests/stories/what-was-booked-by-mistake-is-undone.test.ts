import { describe, expect, it } from 'vitest';
import { adjust, buildWorld, buy, order, receive, stockOf, type World } from '#tests/support/world.ts';
import { backorderOf, made, pick, readOrder, ship } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('a receipt that was a mistake', () => {
  const story = openBalancedCompany();
  const undo = (receipt: { id: string }, body: object | undefined = undefined, headers = {}) =>
    story.admin.post(`/receipts/${receipt.id}/reversals`, body, headers);

  it('is undone by movements, and its quantity is to come again', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 3 });
    const receipt = await receive(admin, world, 'MALBEC', 20);
    expect(made(await undo(receipt, { reason: 'wrong pallet' }))).toMatchObject({
      receiptId: receipt.id,
      number: receipt.number,
      reason: 'wrong pallet',
      released: [],
    });
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 3, available: 3 });
    const movements = (await admin.get(`/stock-movements?variantId=${world.variants.MALBEC}`)).body.data;
    expect(movements.slice(0, 2)).toMatchObject([
      { kind: 'reversal', quantity: -20, reason: 'wrong pallet' },
      { kind: 'receipt', quantity: 20, reversedAt: expect.any(String) },
    ]);
    const purchaseOrder = (await admin.get(`/purchase-orders/${receipt.purchaseOrderId}`)).body;
    expect(purchaseOrder).toMatchObject({ status: 'open', remaining: 20, lines: [{ received: 0, remaining: 20 }] });
    expect(purchaseOrder.receipts).toMatchObject([{ number: receipt.number, reversedBy: expect.any(String) }]);
    const history = (await admin.get(`/purchase-orders/${purchaseOrder.id}/history`)).body.data;
    expect(history[0]).toMatchObject({
      action: 'purchase_order.reverse_receipt',
      changes: { receipt: receipt.number },
    });
    expect((await undo(receipt)).body).toMatchObject({
      status: 409,
      code: 'already_reversed',
      reversedBy: expect.any(String),
    });
  });

  it('gives back what was only allocated, from the last in the queue', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 5 });
    const first = await order(admin, world, { MALBEC: 5 });
    const second = await order(admin, world, { MALBEC: 8 });
    const third = await order(admin, world, { MALBEC: 8 });
    const receipt = await receive(admin, world, 'MALBEC', 12);
    expect((await backorderOf(admin, third)).allocated).toBe(4);
    const undone = made(await undo(receipt));
    expect(undone.released.map(({ quantity }: any) => quantity)).toEqual([4, 8]);
    expect((await readOrder(admin, first)).lines[0].allocated).toBe(5);
    expect((await backorderOf(admin, second)).allocated).toBe(0);
    const history = (await admin.get(`/backorders/${(await backorderOf(admin, second)).id}/history`)).body.data;
    expect(history.find(({ changes }: any) => changes.outcome === 'released')).toMatchObject({
      changes: { reason: 'receipt_reversed', quantity: 8 },
    });
  });

  it('stays while goods of it are picked or have shipped, and says on what', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const placed = await order(admin, world, { MALBEC: 8 });
    const receipt = await receive(admin, world, 'MALBEC', 10);
    const backorder = await backorderOf(admin, placed);
    const picked = made(
      await admin.post(`/backorders/${backorder.id}/fulfillments`, {
        lines: [{ backorderLineId: backorder.lines[0].id, quantity: 6 }],
      }),
    );
    const refused = (await undo(receipt)).body;
    expect(refused).toMatchObject({
      status: 409,
      code: 'stock_in_use',
      dependents: [{ type: 'picked', number: picked.number, quantity: 6 }],
    });
    expect(refused.detail).toContain(`are picked on ${picked.number}`);
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 10, allocated: 8 });
    await ship(admin, picked);
    expect((await undo(receipt)).body).toMatchObject({ dependents: [{ type: 'shipped', number: picked.number }] });
    expect((await admin.get(`/purchase-orders/${receipt.purchaseOrderId}`)).body.remaining).toBe(0);
  });

  it('puts the line it was bought for first again', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const older = await order(admin, world, { MALBEC: 6 });
    const named = await order(admin, world, { MALBEC: 6 });
    const bought = await buy(admin, world, 'MALBEC', 6, { orderLineId: named.lines[0].id });
    const arrive = async () =>
      made(
        await admin.post(`/purchase-orders/${bought.id}/receipts`, {
          lines: [{ purchaseOrderLineId: bought.lines[0].id, quantity: 6 }],
        }),
      );
    made(await undo(await arrive()));
    await arrive();
    expect((await backorderOf(admin, named)).allocated).toBe(6);
    expect((await backorderOf(admin, older)).allocated).toBe(0);
  });

  it('is undone once by two who undo it, and not by whoever saw another version', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const receipt = await receive(admin, world, 'MALBEC', 10);
    expect((await undo(receipt, {}, { 'if-match': '"1"' })).body).toMatchObject({
      status: 412,
      code: 'changed_meanwhile',
    });
    const replies = await Promise.all([undo(receipt), undo(receipt)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await undo({ id: '999999' })).status).toBe(404);
  });
});

describe('a count that was a mistake', () => {
  const story = openBalancedCompany();
  const undo = (adjustment: { id: string }) => story.admin.post(`/stock-adjustments/${adjustment.id}/reversals`);
  const stockIn = (world: World) => ({ variantId: world.variants.MALBEC as string, warehouseId: world.warehouseId });

  it('is undone: what it took comes back to those who had it', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 20 });
    const placed = await order(admin, world, { MALBEC: 12 });
    const counted = await adjust(admin, { ...stockIn(world), countedQuantity: 2 });
    expect((await readOrder(admin, placed)).lines[0].allocated).toBe(2);
    expect(made(await undo(counted))).toMatchObject({ posted: 18, onHand: 20, reason: 'entered_by_mistake' });
    expect((await readOrder(admin, placed)).lines[0].allocated).toBe(12);
    expect((await undo(counted)).body).toMatchObject({ status: 409, code: 'already_reversed' });
  });

  it('is undone: what it found leaves those who got it', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 4 });
    const placed = await order(admin, world, { MALBEC: 20 });
    const counted = await adjust(admin, { ...stockIn(world), countedQuantity: 30 });
    expect((await readOrder(admin, placed)).lines[0].allocated).toBe(20);
    expect(made(await undo(counted)).released).toHaveLength(1);
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 4, allocated: 4 });
  });

  it('closes the exception it opened', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 20 });
    const placed = await order(admin, world, { MALBEC: 15 });
    await pick(admin, placed, [{ picked: 12 }]);
    const counted = await adjust(admin, { ...stockIn(world), countedQuantity: 9 });
    made(await undo(counted));
    const open = (await admin.get('/exceptions?kind=count_below_picked')).body.data;
    expect(open.filter(({ id }: any) => id === counted.exceptionId)).toEqual([]);
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 20, allocated: 15, available: 5 });
  });

  it('stays when the stock was counted again since, and when its exception was closed', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 20 });
    const first = await adjust(admin, { ...stockIn(world), countedQuantity: 18 });
    const later = await adjust(admin, { ...stockIn(world), countedQuantity: 17 });
    expect((await undo(first)).body).toMatchObject({ status: 409, code: 'counted_since', adjustmentId: later.id });
    made(await undo(later));
    made(await undo(first));
    expect((await stockOf(admin, world, 'MALBEC')).onHand).toBe(20);

    const placed = await order(admin, world, { MALBEC: 15 });
    const picked = await pick(admin, placed, [{ picked: 12 }]);
    const below = await adjust(admin, { ...stockIn(world), countedQuantity: 9 });
    made(await admin.post(`/fulfillments/${picked.id}/voids`, { reason: 'wrong pallet' }));
    made(await admin.post(`/exceptions/${below.exceptionId}/closures`));
    expect((await undo(below)).body).toMatchObject({ status: 409, code: 'exception_closed' });
  });
});
