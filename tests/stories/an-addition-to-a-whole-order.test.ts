import { describe, expect, it } from 'vitest';
import { adjust, buildWorld, order, receive } from '#tests/support/world.ts';
import { backorderOf, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const allocatedOf = ({ lines }: any) => lines.map(({ allocated }: any) => allocated);

describe('what is added to an order that ships only as a whole', () => {
  const story = openBalancedCompany();

  async function wholeAndNoSyrah() {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 6, SYRAH: 0 });
    const placed = await order(admin, world, { MALBEC: 4 }, { shipPolicy: 'complete' });
    const add = (additions?: string) =>
      admin.patch(`/orders/${placed.id}`, { lines: [{ variantId: world.variants.SYRAH, quantity: 3 }], additions });
    return { admin, world, placed, add };
  }

  it('is asked about when it has no stock, and nothing is stored meanwhile', async () => {
    const { admin, placed, add } = await wholeAndNoSyrah();
    const before = await readOrder(admin, placed);
    const asked = await add();
    expect(asked.status).toBe(409);
    expect(asked.body).toMatchObject({
      code: 'addition_undecided',
      waiting: [{ quantity: 3 }],
      allocated: [{ sku: placed.lines[0].sku, quantity: 4 }],
    });
    expect(await readOrder(admin, placed)).toEqual(before);
  });

  it('ships by itself on a backorder of its own, and the rest can go', async () => {
    const { admin, world, placed, add } = await wholeAndNoSyrah();
    const after = (await add('ship_separately')).body;
    expect(after.lines.map(({ open, allocated }: any) => [open, allocated])).toEqual([
      [4, 4],
      [0, 0],
    ]);
    expect(await backorderOf(admin, placed)).toMatchObject({ outstanding: 3, shipPolicy: 'complete' });
    await receive(admin, world, 'SYRAH', 3);
    expect(await backorderOf(admin, placed)).toMatchObject({ status: 'ready_to_fulfill' });
  });

  it('keeps the rest waiting for it, and what is allocated is firm and says so', async () => {
    const { admin, world, placed, add } = await wholeAndNoSyrah();
    const after = (await add('wait_with_rest')).body;
    expect(after.lines).toMatchObject([
      { allocated: 4, firm: 4 },
      { allocated: 0, firm: 0, open: 3 },
    ]);
    const { data } = (await admin.get(`/orders/${placed.id}/history`)).body;
    expect(data.map(({ action }: any) => action)).toContain('order.keep');
    const other = await order(admin, world, { MALBEC: 4 });
    expect(allocatedOf(other)).toEqual([2]);
    await adjust(admin, {
      variantId: world.variants.MALBEC as string,
      warehouseId: world.warehouseId,
      countedQuantity: 5,
    });
    expect(allocatedOf(await readOrder(admin, placed))).toEqual([4, 0]);
    await receive(admin, world, 'SYRAH', 3);
    expect(allocatedOf(await readOrder(admin, placed))).toEqual([4, 3]);
  });

  it('is not asked about when it is there', async () => {
    const { admin, world, placed, add } = await wholeAndNoSyrah();
    await receive(admin, world, 'SYRAH', 3);
    expect(allocatedOf((await add()).body)).toEqual([4, 3]);
    expect((await readOrder(admin, placed)).lines[0].firm).toBe(0);
  });
});

describe('a change of the order', () => {
  const story = openBalancedCompany();

  it('reaches its open backorders: address, day, ship policy and notes', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 2 });
    const placed = await order(admin, world, { MALBEC: 6 });
    await admin.post(`/orders/${placed.id}/fulfillments`, {
      lines: [{ orderLineId: placed.lines[0].id, picked: 2, short: 4 }],
    });
    const deliveryAddress = { line1: '9 New Street', city: 'Ames' };
    const changed = await admin.patch(`/orders/${placed.id}`, {
      deliveryAddress,
      requestedOn: '2027-06-01',
      shipPolicy: 'complete',
      notes: 'Back door',
    });
    expect(changed.status).toBe(200);
    const backorder = await backorderOf(admin, placed);
    expect(backorder).toMatchObject({
      deliveryAddress,
      requestedOn: '2027-06-01',
      shipPolicy: 'complete',
      notes: 'Back door',
    });
    const { data } = (await admin.get(`/orders/${placed.id}/history`)).body;
    expect(data[0].changes).toMatchObject({ followedBy: [backorder.number] });
    await receive(admin, world, 'MALBEC', 4);
    expect(await backorderOf(admin, placed)).toMatchObject({ allocated: 0 });
  });

  it('leaves a closed backorder and the notes one was given for itself', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0, SYRAH: 6 });
    const placed = await order(admin, world, { MALBEC: 3, SYRAH: 6 });
    const [, syrah] = placed.lines;
    await admin.post(`/orders/${placed.id}/backorders`, {
      lines: [{ orderLineId: syrah.id, quantity: 2 }],
      reason: 'customer_request',
      notes: 'For the cellar',
    });
    const own = await backorderOf(admin, placed);
    const closed = (await readOrder(admin, placed)).backorders[0];
    await admin.post(`/backorders/${closed.id}/cancellations`, { reason: 'customer_requested' });
    await admin.patch(`/orders/${placed.id}`, { notes: 'Ring twice', deliveryAddress: { city: 'Ames' } });
    expect(await backorderOf(admin, placed)).toMatchObject({
      id: own.id,
      notes: 'For the cellar',
      deliveryAddress: { city: 'Ames' },
    });
    expect((await admin.get(`/backorders/${closed.id}`)).body).toMatchObject({ notes: null });
  });
});
