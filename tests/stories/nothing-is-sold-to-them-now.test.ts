import { describe, expect, it } from 'vitest';
import { addCustomer, buildWorld, order, stockOf } from '#tests/support/world.ts';
import { backorderOf, made, pick, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('a customer on hold', () => {
  const story = openBalancedCompany();
  const hold = (customerId: string, saleHold: string) =>
    story.admin.patch(`/customers/${customerId}`, { saleHold, saleHoldReason: 'on the state’s list' });

  it('put on no sale after picking: nothing ships, the goods stay reserved; released, they ship', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 6 });
    const placed = await order(story.admin, world, { MALBEC: 6 });
    const fulfillment = await pick(story.admin, placed, [{ picked: 6 }]);
    expect((await hold(world.customerId, 'no_sale')).status).toBe(200);
    const refused = await story.admin.post(`/fulfillments/${fulfillment.id}/shipments`, { carrier: 'UPS' });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'customer_on_no_sale', reason: 'on the state’s list' },
    });
    expect(await stockOf(story.admin, world, 'MALBEC')).toMatchObject({ onHand: 6, allocated: 6 });
    await hold(world.customerId, 'none');
    expect((await story.admin.post(`/fulfillments/${fulfillment.id}/shipments`, { carrier: 'UPS' })).status).toBe(201);
  });

  it('gets no order confirmed, is not offered to the picker, and is not picked out of the door at once', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 6 });
    const placed = await order(story.admin, world, { MALBEC: 2 });
    const work = async () =>
      (await story.admin.get(`/fulfillment-work?warehouseId=${world.warehouseId}`)).body.data.map(
        ({ id }: { id: string }) => id,
      );
    const held = async () =>
      (await story.admin.get(`/fulfillment-work?tab=held&warehouseId=${world.warehouseId}`)).body.data;
    const counts = async () =>
      (await story.admin.get(`/fulfillment-work/counts?warehouseId=${world.warehouseId}`)).body;
    expect(await work()).toEqual([placed.id]);
    expect(await held()).toEqual([]);
    await hold(world.customerId, 'no_sale');
    expect(await work()).toEqual([]);
    expect(await held()).toMatchObject([
      { id: placed.id, quantity: 2, held: { by: 'no_sale', reason: 'on the state’s list' } },
    ]);
    expect(await counts()).toMatchObject({ ready: 0, held: 1 });
    expect((await readOrder(story.admin, placed)).customer).toMatchObject({ saleHold: 'no_sale' });
    const lines = [{ orderLineId: placed.lines[0].id, picked: 2 }];
    const picked = await story.admin.post(`/orders/${placed.id}/fulfillments`, { lines, shipment: { carrier: 'UPS' } });
    expect(picked.body.code).toBe('customer_on_no_sale');
    const another = {
      customerId: world.customerId,
      warehouseId: world.warehouseId,
      lines: [{ variantId: world.variants.MALBEC, quantity: 1 }],
    };
    expect((await story.admin.post('/orders', { ...another, confirm: true })).body.code).toBe('customer_on_no_sale');
    const draft = made(await story.admin.post('/orders', another));
    expect((await story.admin.post(`/orders/${draft.id}/confirmations`)).body.code).toBe('customer_on_no_sale');
  });

  it('on no sale while the goods are on the road is handed nothing; what comes back is recorded', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 4 });
    const placed = await order(story.admin, world, { MALBEC: 4 });
    const fulfillment = await pick(story.admin, placed, [{ picked: 4 }], { shipment: { carrier: 'Own truck' } });
    await hold(world.customerId, 'no_sale');
    const path = `/fulfillments/${fulfillment.id}/deliveries`;
    expect((await story.admin.post(path, { receivedBy: 'Sam' })).body.code).toBe('customer_on_no_sale');
    const lines = [{ fulfillmentLineId: fulfillment.lines[0].id, delivered: 0, reason: 'refused' }];
    expect((await story.admin.post(path, { lines })).status).toBe(201);
    expect((await backorderOf(story.admin, placed)).lines[0].outstanding ?? 4).toBe(4);
  });

  it('who pays in cash only is handed nothing before the money is taken', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 4 });
    const customerId = await addCustomer(story.admin);
    await hold(customerId, 'cash_only');
    const placed = await order(story.admin, { ...world, customerId }, { MALBEC: 4 });
    const lines = [{ orderLineId: placed.lines[0].id, picked: 4 }];
    const whole = { lines, shipment: { carrier: 'Own truck' }, delivery: { receivedBy: 'Sam' } };
    expect((await story.admin.post(`/orders/${placed.id}/fulfillments`, whole)).body.code).toBe('cash_not_collected');
    const fulfillment = await pick(story.admin, placed, [{ picked: 4 }], { shipment: { carrier: 'Own truck' } });
    const path = `/fulfillments/${fulfillment.id}/deliveries`;
    expect((await story.admin.post(path, { receivedBy: 'Sam' })).body.code).toBe('cash_not_collected');
    expect((await story.admin.post(path, { receivedBy: 'Sam', cashCollected: true })).status).toBe(201);
    const { rows } = await story.company.database.query(
      'select cash_collected from deliveries where fulfillment_id = $1',
      [fulfillment.id],
    );
    expect(rows).toEqual([{ cash_collected: true }]);
  });

  it('says on the work and on the fulfillment that cash comes first, and what a person holds', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 8 });
    await hold(world.customerId, 'cash_only');
    const placed = await order(story.admin, world, { MALBEC: 4 });
    const work = async (tab: string) =>
      (await story.admin.get(`/fulfillment-work?tab=${tab}&warehouseId=${world.warehouseId}`)).body.data;
    expect(await work('ready')).toMatchObject([{ held: { by: 'cash_only', reason: 'on the state’s list' } }]);
    made(await story.admin.post(`/orders/${placed.id}/holds`, { reason: 'credit' }));
    expect(await work('ready')).toEqual([]);
    expect(await work('held')).toMatchObject([{ id: placed.id, held: { by: 'hold', reason: 'credit' } }]);
    const other = await order(story.admin, world, { MALBEC: 2 });
    const fulfillment = await pick(story.admin, other, [{ picked: 2 }], { shipment: { carrier: 'Own truck' } });
    expect(fulfillment).toMatchObject({ saleHold: 'cash_only' });
    expect(await work('shipped')).toMatchObject([{ held: { by: 'cash_only' } }]);
  });

  it('is put on hold and released by a manager alone', async () => {
    const customerId = await addCustomer(story.admin);
    const { addPersonOf } = await import('#tests/support/person.ts');
    const ann = await addPersonOf(story.company, 'Ann', 'sales_rep');
    await story.admin.patch(`/customers/${customerId}`, { salesRepId: ann.id });
    const refused = await ann.client.patch(`/customers/${customerId}`, { saleHold: 'no_sale' });
    expect(refused).toMatchObject({ status: 403, body: { code: 'sale_hold_not_yours' } });
    expect((await story.company.as('manager').patch(`/customers/${customerId}`, { saleHold: 'no_sale' })).status).toBe(
      200,
    );
    const erased = await ann.client.patch(`/customers/${customerId}`, { saleHold: 'none', saleHoldReason: null });
    expect(erased.body.code).toBe('sale_hold_not_yours');
  });
});
