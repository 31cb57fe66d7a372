import { describe, expect, it } from 'vitest';
import { buildWorld, order, type World } from '#tests/support/world.ts';
import { made, pick } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('what is said of a delivery', () => {
  const story = openBalancedCompany();

  /** An order of 5 bottles of Malbec and one of 3, both picked. */
  async function twoPicks(world: World) {
    const first = await order(story.admin, world, { MALBEC: 5 });
    const second = await order(story.admin, world, { MALBEC: 3 });
    const one = await pick(story.admin, first, [{ picked: 4 }]);
    return { first, one, two: await pick(story.admin, second, [{ picked: 3 }]) };
  }

  it('a day is from today to a year on, a number says something, and what changes nothing is no change', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 8 });
    const { first, ...picks } = await twoPicks(world);
    const [one, two] = [picks.one.id, picks.two.id];
    const reach = 'delivery_day_out_of_reach';
    const code = async (path: string, body: object) => (await story.admin.post(path, body)).body.code;
    for (const day of ['1900-01-01', inDays(-2), inDays(400), '2999-01-01']) {
      expect(await code('/shipments', { fulfillmentIds: [one], deliveryOn: day })).toBe(reach);
      expect(await code(`/fulfillments/${one}/shipments`, { estimatedDeliveryOn: day })).toBe(reach);
      const lines = [{ orderLineId: first.lines[0].id, picked: 1 }];
      expect(await code(`/orders/${first.id}/fulfillments`, { lines, shipment: { estimatedDeliveryOn: day } })).toBe(
        reach,
      );
    }
    expect(await code('/shipments', { fulfillmentIds: [one], trackingNumber: ' ' })).toBe('invalid_request');
    const planned = made(await story.admin.post('/shipments', { fulfillmentIds: [one], deliveryOn: inDays(3) }));
    const patch = async (body: object) => (await story.admin.patch(`/shipments/${planned.id}`, body)).body;
    expect((await patch({ deliveryOn: inDays(400) })).code).toBe(reach);
    for (const same of [{}, { deliveryOn: inDays(3) }, { fulfillmentIds: [one] }])
      expect((await patch(same)).version).toBe(1);
    expect((await patch({ fulfillmentIds: [one, two] })).version).toBe(2);
    expect(await patch({ fulfillmentIds: [two] })).toMatchObject({ version: 3, fulfillments: [{ id: two }] });
    const done = await story.admin.get(`/audit-events?recordType=shipment&recordId=${planned.id}`);
    const actions = done.body.data.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(['shipment.take_off', 'shipment.plan', 'shipment.plan']);
  });

  it('no money is taken where nothing is handed over, and nothing arrived before its year', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 8 });
    const { first, one } = await twoPicks(world);
    made(await story.admin.post(`/fulfillments/${one.id}/shipments`, {}));
    const lines = [{ fulfillmentLineId: one.lines[0]?.id, delivered: 0, reason: 'refused' }];
    const deliver = (body: object) => story.admin.post(`/fulfillments/${one.id}/deliveries`, body);
    expect((await deliver({ lines, cashCollected: true })).body.code).toBe('cash_for_nothing');
    expect((await deliver({ receivedBy: '' })).body.errors[0].pointer).toBe('#/receivedBy');
    expect((await deliver({ lines, cashCollected: false })).status).toBe(201);
    const old = {
      lines: [{ orderLineId: first.lines[0].id, picked: 1 }],
      shipment: {},
      delivery: { deliveredAt: '1990-01-01T00:00:00Z' },
    };
    expect((await story.admin.post(`/orders/${first.id}/fulfillments`, old)).body.code).toBe(
      'delivered_before_shipped',
    );
  });

  it('a proof is a picture, and what comes back names a delivery that is there', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 8 });
    const { one } = await twoPicks(world);
    made(await story.admin.post(`/fulfillments/${one.id}/shipments`, {}));
    const prove = (image: string) =>
      story.admin.post(`/fulfillments/${one.id}/deliveries`, { proof: { kind: 'photo', image } });
    // Words that call themselves a picture: "<html>".
    expect((await prove('data:image/png;base64,PGh0bWw+')).body.errors[0].pointer).toBe('#/proof/image');
    expect((await prove('data:image/jpeg;base64,/9j/4AAQ')).status).toBe(201);
    const lines = [{ fulfillmentLineId: one.lines[0]?.id, quantity: 1, reason: 'other' }];
    const nowhere = await story.admin.post('/returns', { fulfillmentId: '999999', lines });
    expect([nowhere.body.code, nowhere.body.errors[0].pointer]).toEqual(['unknown_reference', '#/fulfillmentId']);
  });
});
