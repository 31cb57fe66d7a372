import { describe, expect, it } from 'vitest';
import { adjust, buildWorld, order } from '#tests/support/world.ts';
import { deliver, pick, ship } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('an act out of turn is refused by its own code', () => {
  const story = openBalancedCompany();

  async function picked() {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 20 });
    const placed = await order(admin, world, { MALBEC: 4 });
    return { admin, world, placed, fulfillment: await pick(admin, placed, [{ picked: 2 }]) };
  }

  it('packs goods once', async () => {
    const { admin, fulfillment } = await picked();
    const pack = () => admin.post(`/fulfillments/${fulfillment.id}/packings`);
    expect((await pack()).status).toBe(201);
    expect(await pack()).toMatchObject({ status: 409, body: { code: 'fulfillment_already_packed' } });
  });

  it('delivers what has shipped, once, and neither before it left nor in the future', async () => {
    const { admin, fulfillment } = await picked();
    const deliverAt = (deliveredAt?: string) =>
      admin.post(`/fulfillments/${fulfillment.id}/deliveries`, deliveredAt ? { deliveredAt } : {});
    expect(await deliverAt()).toMatchObject({ status: 409, body: { code: 'fulfillment_not_shipped' } });
    await ship(admin, fulfillment);
    for (const instant of ['2001-01-01T00:00:00Z', '2900-01-01T00:00:00Z']) {
      expect(await deliverAt(instant)).toMatchObject({ status: 422, body: { code: 'delivered_before_shipped' } });
    }
    await deliver(admin, fulfillment);
    expect(await deliverAt()).toMatchObject({ status: 409, body: { code: 'fulfillment_already_delivered' } });
  });

  it('records no delivery without its shipment, and picks nothing then', async () => {
    const { admin, placed } = await picked();
    const lines = [{ orderLineId: placed.lines[0].id, picked: 2 }];
    const path = `/orders/${placed.id}/fulfillments`;
    const refused = await admin.post(path, { lines, delivery: { receivedBy: 'Ada' } });
    expect(refused).toMatchObject({ status: 422, body: { code: 'delivery_without_shipment' } });
    expect((await admin.post(path, { lines })).status).toBe(201);
  });

  it('adjusts stock neither by nothing nor below nothing', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 5 });
    const adjustBy = (difference: number) =>
      admin.post('/stock-adjustments', {
        variantId: world.variants.MALBEC,
        warehouseId: world.warehouseId,
        difference,
        reason: 'count',
      });
    expect(await adjustBy(0)).toMatchObject({ status: 422, body: { code: 'nothing_to_adjust' } });
    expect(await adjustBy(-6)).toMatchObject({ status: 422, body: { code: 'stock_out_of_bounds' } });
  });

  it('closes an exception once', async () => {
    const { admin, world, placed } = await picked();
    await pick(admin, placed, [{ picked: 2 }]);
    const stock = { variantId: world.variants.MALBEC as string, warehouseId: world.warehouseId };
    const { exceptionId } = await adjust(admin, { ...stock, countedQuantity: 1 });
    await adjust(admin, { ...stock, countedQuantity: 4 });
    const close = () => admin.post(`/exceptions/${exceptionId}/closures`, { notes: 'Counted again' });
    expect((await close()).status).toBe(201);
    expect(await close()).toMatchObject({ status: 409, body: { code: 'exception_closed' } });
  });

  it('keeps a saved view for a person, not for a program', async () => {
    const view = { list: 'backorders', name: 'Late', address: { status: 'open' } };
    expect(await story.admin.post('/saved-views', view)).toMatchObject({
      status: 409,
      body: { code: 'person_required' },
    });
  });
});

describe('a defect', () => {
  const story = openBalancedCompany();

  it('is answered as ours and stores nothing', async () => {
    const { company, admin } = story;
    await company.database.query('alter table customers rename to customers_lost');
    try {
      const reply = await admin.get('/customers');
      expect(reply).toMatchObject({ status: 500, body: { code: 'internal_error' } });
    } finally {
      await company.database.query('alter table customers_lost rename to customers');
    }
  });
});
