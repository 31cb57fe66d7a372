import { describe, expect, it } from 'vitest';
import { addCustomer, adjust, buildWorld, order, receive, stockOf, type World } from '#tests/support/world.ts';
import { backorderOf, made, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const complete = { shipPolicy: 'complete' };
const allocatedOf = ({ lines }: any) => lines.map(({ allocated }: any) => allocated);
const stock = (world: World, sku: string) => ({
  variantId: world.variants[sku] as string,
  warehouseId: world.warehouseId,
});

describe('what ships only as a whole and can no longer ship', () => {
  const story = openBalancedCompany();

  it('lets go of everything when a count takes one unit, and the next gets it', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10 });
    const whole = await order(admin, world, { MALBEC: 10 }, complete);
    const next = await order(admin, world, { MALBEC: 4 }, { customerId: await addCustomer(admin) });
    const counted = await adjust(admin, { ...stock(world, 'MALBEC'), countedQuantity: 9 });
    expect(counted).toMatchObject({ onHand: 9, allocated: 4, available: 5 });
    expect(allocatedOf(await readOrder(admin, whole))).toEqual([0]);
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 9, allocated: 4, available: 5 });
    const [event] = (await admin.get(`/orders/${whole.id}/history`)).body.data;
    expect(event.changes).toMatchObject({ outcome: 'released', reason: 'cannot_ship_whole', quantity: 9 });
    expect((await readOrder(admin, next)).backorders[0]).toMatchObject({ outstanding: 4, status: 'ready_to_fulfill' });
  });

  it('does not park one item because another is short', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 6, SYRAH: 4 });
    const whole = await order(admin, world, { MALBEC: 6, SYRAH: 4 }, complete);
    const next = await order(admin, world, { MALBEC: 2 }, { customerId: await addCustomer(admin) });
    await adjust(admin, { ...stock(world, 'SYRAH'), countedQuantity: 3 });
    expect(allocatedOf(await readOrder(admin, whole))).toEqual([0, 0]);
    expect((await readOrder(admin, next)).backorders[0]).toMatchObject({ status: 'ready_to_fulfill' });
    await receive(admin, world, 'SYRAH', 1);
    await receive(admin, world, 'MALBEC', 2);
    expect(allocatedOf(await readOrder(admin, whole))).toEqual([6, 4]);
  });

  it('lets go when it may no longer ship in parts, unless all of it is there', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 6, SYRAH: 2 });
    const partly = await order(admin, world, { MALBEC: 6, SYRAH: 4 });
    await admin.patch(`/orders/${partly.id}`, complete);
    expect(allocatedOf(await readOrder(admin, partly))).toEqual([0, 0]);
    const other = await order(admin, world, { MALBEC: 5 });
    expect(allocatedOf(await readOrder(admin, other))).toEqual([5]);
  });

  it('says what is missing when somebody fills it all the same', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 4, SYRAH: 0 });
    const whole = await order(admin, world, { MALBEC: 4, SYRAH: 3 }, complete);
    const [malbec, syrah] = whole.lines;
    const refused = await admin.post(`/orders/${whole.id}/fulfillments`, {
      lines: [
        { orderLineId: malbec.id, picked: 4, short: 0 },
        { orderLineId: syrah.id, picked: 3, short: 0 },
      ],
    });
    expect(refused.body).toMatchObject({
      status: 409,
      code: 'not_whole_order',
      missing: [{ sku: syrah.sku, quantity: 3 }],
      errors: [{ pointer: '#/lines/1', detail: `${syrah.sku}: 3 missing` }],
    });
  });

  it('is explained as it is decided: what is there does not count, and what is missing is named', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0, SYRAH: 0 });
    const whole = await order(admin, world, { MALBEC: 4, SYRAH: 3 }, complete);
    await receive(admin, world, 'MALBEC', 4);
    const { lines } = (await admin.get(`/orders/${whole.id}/explanation`)).body;
    expect(lines[0].decision).toMatchObject({ outcome: 'passed_over', reason: 'complete_order_short', quantity: 0 });
    for (const line of lines)
      expect(line.missingOfWhole).toMatchObject([{ variantId: world.variants.SYRAH, quantity: 3 }]);
    expect(lines[0].wouldChange).toEqual([{ change: 'ship_partial', quantity: 4 }]);

    await admin.post(`/orders/${whole.id}/backorders`, {
      lines: whole.lines.map(({ id, quantity }: any) => ({ orderLineId: id, quantity })),
      reason: 'customer_request',
    });
    const backorder = await backorderOf(admin, whole);
    expect(backorder).toMatchObject({ canAllocate: false, lines: [{ allocatableNow: 0 }, { allocatableNow: 0 }] });
    await receive(admin, world, 'SYRAH', 3);
    expect(await backorderOf(admin, whole)).toMatchObject({ status: 'ready_to_fulfill' });
  });

  it('and every candidate of a preview is answered, with nothing free and when held', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const waiting = await order(admin, world, { MALBEC: 4 });
    const held = await order(admin, world, { MALBEC: 2 });
    made(await admin.post(`/orders/${held.id}/holds`, { reason: 'payment' }));
    const preview = async () =>
      made(
        await admin.post('/allocation-runs', {
          warehouseId: world.warehouseId,
          variantIds: [world.variants.MALBEC],
          preview: true,
        }),
      ).decisions.map(({ orderId, outcome, reason }: any) => [orderId, outcome, reason]);
    expect(await preview()).toEqual([
      [waiting.id, 'passed_over', 'supply_used_up'],
      [held.id, 'excluded', 'on_hold'],
    ]);
  });
});

describe('cases that a count did not find', () => {
  const story = openBalancedCompany();

  async function sixPickedThreeFound() {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 6 });
    const placed = await order(admin, world, { MALBEC: 6 });
    made(
      await admin.post(`/orders/${placed.id}/fulfillments`, {
        lines: [{ orderLineId: placed.lines[0].id, picked: 6, short: 0 }],
      }),
    );
    const counted = await adjust(admin, { ...stock(world, 'MALBEC'), countedQuantity: 3 });
    made(await admin.post(`/orders/${placed.id}/cancellations`, { reason: 'customer_requested' }));
    const [task] = (await readOrder(admin, placed)).putBackTasks;
    made(await admin.post(`/put-back-tasks/${task.id}/completions`));
    return { admin, world, exceptionId: counted.exceptionId as string };
  }

  it('are not promised again when what was picked is put back', async () => {
    const { admin, world, exceptionId } = await sixPickedThreeFound();
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 6, allocated: 0, available: 3 });
    const next = await order(admin, world, { MALBEC: 4 });
    expect(allocatedOf(next)).toEqual([3]);
    made(await admin.post(`/exceptions/${exceptionId}/closures`));
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 3, allocated: 3, available: 0 });
  });

  it('are free again when a new count finds them', async () => {
    const { admin, world } = await sixPickedThreeFound();
    await adjust(admin, { ...stock(world, 'MALBEC'), countedQuantity: 6 });
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 6, available: 6 });
  });

  it('stay missing when others come', async () => {
    const { admin, world } = await sixPickedThreeFound();
    await receive(admin, world, 'MALBEC', 5);
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 11, available: 8 });
    const { variantId, warehouseId } = stock(world, 'MALBEC');
    const { body } = await admin.get(`/variants/${variantId}/queue?warehouseId=${warehouseId}`);
    const { data } = (await admin.get('/exceptions?kind=count_below_picked&limit=200')).body;
    const { id } = data.find((one: { variantId: string }) => one.variantId === variantId);
    expect(body).toMatchObject({ onHand: 11, allocated: 0, available: 8, missing: [{ exceptionId: id, quantity: 3 }] });
    await adjust(admin, { variantId, warehouseId, countedQuantity: 11 });
    const found = (await admin.get(`/variants/${variantId}/queue?warehouseId=${warehouseId}`)).body;
    expect(found).toMatchObject({ available: 11, missing: [] });
  });
});
