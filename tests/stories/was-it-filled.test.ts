import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestCompany, type TestCompany } from '../support/test-company.ts';
import { buildWorld, order, receive } from '../support/world.ts';

describe('was this backorder line filled, by what and when', () => {
  let company: TestCompany;
  beforeAll(async () => {
    company = await openTestCompany();
  });
  afterAll(() => company.close());

  it('is answered by its own deliveries, and the tempting query answers something else', async () => {
    const admin = company.as('administrator');
    const world = await buildWorld(admin, { MALBEC: 20 });
    const placed = await order(admin, world, { MALBEC: 20 });
    const ship = { shipment: { carrier: 'UPS' } };
    const picked = await admin.post(`/orders/${placed.id}/fulfillments`, {
      lines: [{ orderLineId: placed.lines[0].id, picked: 15, short: 5 }],
      ...ship,
    });
    const path = `/backorders/${picked.body.backorder.id}`;
    expect((await admin.get(`${path}/fills`)).body.lines[0]).toMatchObject({
      fulfilled: 0,
      outstanding: 5,
      fills: [],
      wrongAnswer: 15,
    });

    await receive(admin, world, 'MALBEC', 12);
    const backorderLineId = (await admin.get(path)).body.lines[0].id;
    const filled = await admin.post(`${path}/fulfillments`, { lines: [{ backorderLineId, quantity: 3 }], ...ship });
    expect((await admin.get(`${path}/fills`)).body.lines[0]).toMatchObject({
      backordered: 5,
      fulfilled: 3,
      outstanding: 2,
      fills: [{ fulfillmentId: filled.body.id, quantity: 3, deliveredAt: null, carrier: 'UPS' }],
      wrongAnswer: 18,
    });
  });
});
