import { describe, expect, it } from 'vitest';
import { addPersonOf } from '#tests/support/person.ts';
import { addCustomer, buildWorld, order } from '#tests/support/world.ts';
import { made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('a lot that must come back', () => {
  const story = openBalancedCompany();

  it('names who received it, with what they have still, as a list and as CSV', async () => {
    const { admin, company } = story;
    const world = await buildWorld(admin, { MALBEC: 30 });
    const ann = await addPersonOf(company, 'Ann', 'sales_rep');
    const customers = [
      await addCustomer(admin, { name: 'Åse, Vin & Øl', salesRepId: ann.id, phone: '515 555 0100' }),
      await addCustomer(admin, { name: 'Corner shop' }),
    ];
    const ship = async (customerId: string | undefined, lot: string | null, rest: object) => {
      const placed = await order(admin, { ...world, customerId: customerId as string }, { MALBEC: 4 });
      const lines = [{ orderLineId: placed.lines[0].id, picked: 4, lot }];
      return made(await admin.post(`/orders/${placed.id}/fulfillments`, { lines, ...rest }));
    };
    const first = await ship(customers[0], 'l/7 ½', { shipment: {}, delivery: {} });
    const onTheWay = await ship(customers[1], 'L/7 ½', { shipment: {} });
    await ship(customers[1], 'L/7 ½', {});
    await ship(customers[1], 'L/70', { shipment: {} });
    await ship(customers[1], null, { shipment: {} });
    const lines = [{ fulfillmentLineId: first.lines[0].id, quantity: 1, reason: 'quality', disposition: 'scrap' }];
    made(await admin.post('/returns', { fulfillmentId: first.id, lines }));

    const path = `/lots/${encodeURIComponent('L/7 ½')}/recipients`;
    expect((await admin.get(path)).body).toMatchObject({
      data: [
        { customerName: 'Corner shop', fulfillmentId: onTheWay.id, kept: 4, deliveredAt: null },
        { customerName: 'Åse, Vin & Øl', phone: '515 555 0100', quantity: 4, returned: 1, kept: 3 },
      ],
      nextCursor: null,
    });
    const { body: page } = await admin.get(`${path}?limit=1`);
    expect((await admin.get(`${path}?limit=1&cursor=${page.nextCursor}`)).body.data).toMatchObject([{ kept: 3 }]);
    const file = (await admin.get(`${path}?format=csv`)).body;
    expect(file.trim().split(/\r?\n/)).toHaveLength(3);
    expect(file).toContain('"Åse, Vin & Øl"');
    const found = (await admin.get(`/search?q=${encodeURIComponent('l/7')}`)).body.data;
    expect(found).toMatchObject([
      { kind: 'lot', name: 'L/7 ½' },
      { kind: 'lot', name: 'L/70' },
    ]);

    expect((await admin.patch('/settings', { repsReadAll: false })).status).toBe(200);
    expect((await ann.client.get(path)).body.data).toMatchObject([{ customerName: 'Åse, Vin & Øl' }]);
    expect((await ann.client.get(`/search?q=${encodeURIComponent('L/70')}`)).body.data).toEqual([]);
    await ship(customers[1], ' Straße 9 ', { shipment: {} });
    for (const written of [' Straße 9 ', 'straße 9'])
      expect((await admin.get(`/lots/${encodeURIComponent(written)}/recipients`)).body.data).toMatchObject([
        { kept: 4 },
      ]);

    expect((await admin.get('/lots/unheard%20of/recipients')).body.data).toEqual([]);
    expect((await admin.get('/lots/%20/recipients')).status).toBe(422);
  });
});
