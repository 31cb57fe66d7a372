import { describe, expect, it } from 'vitest';
import { addCustomer, buildWorld, buy, order } from '#tests/support/world.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('a customer asks where their goods are', () => {
  const story = openBalancedCompany();

  it('is answered from one record: what waits, what they were told, what is ready, what is on its way', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10, SYRAH: 0 });
    await buy(admin, world, 'SYRAH', 20, { expectedOn: '2035-03-04' });
    const placed = await order(admin, world, { MALBEC: 6, SYRAH: 5 });
    const [backorder] = placed.backorders;
    await admin.post(`/backorders/${backorder.id}/promises`, { promisedOn: '2035-03-09', reason: 'Supplier said so' });
    await admin.post(`/backorders/${backorder.id}/communications`, { method: 'phone', text: 'Told them March' });
    const [malbec] = placed.lines;
    const shipped = await admin.post(`/orders/${placed.id}/fulfillments`, {
      lines: [{ orderLineId: malbec.id, picked: 4, short: 0 }],
      shipment: { carrier: 'UPS', trackingNumber: '1Z999' },
    });
    expect(shipped.status).toBe(201);

    const { body } = await admin.get(`/customers/${world.customerId}/situation`);
    expect(body).toMatchObject({
      waiting: [
        { orderId: placed.id, backorderId: null, outstanding: 2, ready: 2, picked: 0, told: null },
        {
          ...{ backorderId: backorder.id, outstanding: 5, ready: 0, promisedOn: '2035-03-09', isOverdue: false },
          told: { on: '2035-03-09' },
          projectedOn: expect.stringMatching(/^2035-03-/),
          noDateBecause: null,
        },
      ],
      moreWaiting: 0,
      onItsWay: [{ status: 'shipped', carrier: 'UPS', trackingNumber: '1Z999', lines: [{ quantity: 4 }] }],
      contacts: [{ text: 'Told them March', backorderNumber: backorder.number, method: 'phone' }],
    });
  });

  it('has nothing to say of who never ordered, and nothing of what was delivered', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10 });
    const nothing = { waiting: [], moreWaiting: 0, onItsWay: [], contacts: [] };
    expect((await admin.get(`/customers/${await addCustomer(admin)}/situation`)).body).toEqual(nothing);
    const placed = await order(admin, world, { MALBEC: 6 });
    await admin.post(`/orders/${placed.id}/fulfillments`, {
      lines: [{ orderLineId: placed.lines[0].id, picked: 6, short: 0 }],
      shipment: {},
      delivery: {},
    });
    expect((await admin.get(`/customers/${world.customerId}/situation`)).body).toEqual(nothing);
    expect((await admin.get('/customers/999999/situation')).status).toBe(404);
  });
});
