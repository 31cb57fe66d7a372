import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBooks } from '#server/verify/verify-books.ts';
import { openTestCompany, type TestCompany } from '../support/test-company.ts';
import { buildWorld, order, receive, stockOf, type World } from '../support/world.ts';

describe('from a short order to a delivered backorder', () => {
  let company: TestCompany;
  let world: World;
  beforeAll(async () => {
    company = await openTestCompany();
    world = await buildWorld(company.as('administrator'), { MALBEC: 20 });
  });
  afterAll(() => company.close());

  it('orders 20, finds 15, ships 15, backorders 5, and makes them good', async () => {
    const admin = company.as('administrator');
    const placed = await order(admin, world, { MALBEC: 20 });
    expect(placed.status).toBe('confirmed');
    expect(placed.lines[0]).toMatchObject({
      quantity: 20,
      outstanding: 20,
      allocated: 20,
      unitPrice: { amount: '12.50', currency: 'USD' },
    });

    const picked = await admin.post(`/orders/${placed.id}/fulfillments`, {
      lines: [{ orderLineId: placed.lines[0].id, picked: 15, short: 5 }],
      shipment: { carrier: 'UPS', trackingNumber: '1Z999' },
      delivery: { receivedBy: 'Ada' },
    });
    expect(picked.status).toBe(201);
    expect(picked.body).toMatchObject({
      status: 'delivered',
      lines: [{ quantity: 15, short: 5 }],
      invoice: { amount: { amount: '187.50' } },
    });
    expect(await stockOf(admin, world, 'MALBEC')).toEqual({
      onHand: 0,
      allocated: 0,
      available: 0,
      waiting: 5,
      backordered: 5,
    });

    const order1 = (await admin.get(`/orders/${placed.id}`)).body;
    expect(order1).toMatchObject({ status: 'partially_fulfilled', hasOpenBackorder: true });
    expect(order1.lines[0]).toMatchObject({
      quantity: 20,
      fulfilled: 15,
      backordered: 5,
      cancelled: 0,
      outstanding: 0,
      delivered: 15,
    });
    const backorderId = order1.backorders[0].id;
    const backorder1 = (await admin.get(`/backorders/${backorderId}`)).body;
    expect(backorder1).toMatchObject({
      status: 'open',
      quantity: 5,
      outstanding: 5,
      promisedOn: null,
      hasNoDate: true,
      outstandingValue: { amount: '62.50' },
    });
    expect(backorder1.lines[0]).toMatchObject({
      ordered: 20,
      filledFromOrder: 15,
      quantity: 5,
      outstanding: 5,
      placeInQueue: 1,
      noDateBecause: 'no_supply',
      unitPrice: { amount: '12.50' },
    });

    const receipt = await receive(admin, world, 'MALBEC', 12);
    expect(receipt).toMatchObject({ allocated: 5, becameReady: [{ id: backorderId }] });
    const backorder2 = (await admin.get(`/backorders/${backorderId}`)).body;
    expect(backorder2).toMatchObject({ status: 'ready_to_fulfill', isReady: true, allocated: 5 });
    expect(await stockOf(admin, world, 'MALBEC')).toEqual({
      onHand: 12,
      allocated: 5,
      available: 7,
      waiting: 0,
      backordered: 5,
    });

    const filled = await admin.post(`/backorders/${backorderId}/fulfillments`, {
      lines: [{ backorderLineId: backorder2.lines[0].id, quantity: 5 }],
    });
    expect(filled.body).toMatchObject({ status: 'picked' });
    // The answer of a pick is made from what the use case knows; reading it back must say the same.
    const { backorder: _, ...fulfillment } = filled.body;
    const {
      updatedAt: __,
      rideProposal,
      isFreightUsual,
      ...read
    } = (await admin.get(`/fulfillments/${filled.body.id}`)).body;
    expect(read).toEqual(fulfillment);
    expect([rideProposal, isFreightUsual]).toEqual([null, true]);
    const shipped = await admin.post(`/fulfillments/${filled.body.id}/shipments`, { carrier: 'Own truck' });
    expect(shipped.body).toMatchObject({ status: 'shipped', invoice: { amount: { amount: '62.50' } } });
    expect((await admin.get(`/backorders/${backorderId}`)).body.status).toBe('fulfilled');
    const delivered = await admin.post(`/fulfillments/${filled.body.id}/deliveries`, {});
    expect(delivered.body.status).toBe('delivered');

    expect((await admin.get(`/backorders/${backorderId}`)).body).toMatchObject({ status: 'complete', outstanding: 0 });
    expect((await admin.get(`/orders/${placed.id}`)).body).toMatchObject({
      status: 'delivered',
      hasOpenBackorder: false,
    });
    const movements = (await admin.get(`/stock-movements?variantId=${world.variants.MALBEC}`)).body.data;
    expect(movements.map(({ kind, quantity, reason }: any) => [kind, quantity, reason])).toEqual([
      ['shipment', -5, null],
      ['receipt', 12, null],
      ['shipment', -15, null],
      ['adjustment', -5, 'short_pick'],
      ['adjustment', 20, 'count'],
    ]);
    const { rows } = await company.database.query(
      'select kind, quantity, backorder_line_id is not null as own from demand_entries order by id',
    );
    expect(rows.map(({ kind, quantity, own }) => `${kind} ${quantity}${own ? ' on the backorder' : ''}`)).toEqual([
      'ordered 20',
      'picked 15',
      'backordered 5 on the backorder',
      'shipped 15',
      'delivered 15',
      'picked 5 on the backorder',
      'shipped 5 on the backorder',
      'delivered 5 on the backorder',
    ]);
    const history = (await admin.get(`/orders/${placed.id}/history`)).body.data;
    expect(history.length).toBeGreaterThan(6);
    expect(await verifyBooks(company.database)).toEqual({ balanced: true, differences: [] });
  });
});
