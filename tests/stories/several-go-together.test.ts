import { describe, expect, it } from 'vitest';
import { addPersonOf, type Person } from '#tests/support/person.ts';
import { addCustomer, buildWorld, order, stockOf, type World } from '#tests/support/world.ts';
import { backorderOf, made, pick } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

// 2026-03-04 is a Wednesday.
const WEDNESDAY = { 'makegood-now': '2026-03-04T15:00:00Z' };
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('several fulfillments on one shipment', () => {
  const story = openBalancedCompany();
  let routes = 0;

  async function addRoute(customerIds: string[], driverId: string | null = null, weekdays = EVERY_DAY) {
    routes += 1;
    return made(await story.admin.post('/routes', { name: `Route ${routes}`, weekdays, driverId, customerIds }));
  }

  /** Two picks of one customer: 5 and 3 bottles of Malbec. */
  async function twoPicks(world: World) {
    const [first, second] = [
      await order(story.admin, world, { MALBEC: 5 }),
      await order(story.admin, world, { MALBEC: 3 }),
    ];
    return {
      first,
      picks: [await pick(story.admin, first, [{ picked: 5 }]), await pick(story.admin, second, [{ picked: 3 }])] as {
        id: string;
        number: string;
        lines: { id: string }[];
      }[],
    };
  }

  const idsOf = (records: readonly { id: string }[]) => records.map(({ id }) => id);

  it('leave together; the driver hands over 4 of 5, one broken: it waits again at its place, 4 are invoiced', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 8 });
    const dan = await addPersonOf(story.company, 'Dan', 'driver');
    const route = await addRoute([world.customerId], dan.id);
    const { first, picks } = await twoPicks(world);
    const planned = made(await story.admin.post('/shipments', { fulfillmentIds: idsOf(picks), routeId: route.id }));
    expect(planned).toMatchObject({
      status: 'planned',
      routeId: route.id,
      driverName: 'Dan',
      stop: 1,
      shippedAt: null,
    });
    expect(planned.deliveryOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(await stockOf(story.admin, world, 'MALBEC')).toMatchObject({ onHand: 8 });

    const left = made(await story.admin.post(`/shipments/${planned.id}/departures`));
    expect(left.status).toBe('shipped');
    expect(await stockOf(story.admin, world, 'MALBEC')).toMatchObject({ onHand: 0 });
    expect((await story.admin.post(`/shipments/${planned.id}/departures`)).body.code).toBe('nothing_to_ship');

    const { body: day } = await dan.client.get('/deliveries');
    expect(day.stops).toMatchObject([{ shipmentId: planned.id, status: 'shipped', stop: 1 }]);
    const [five, three] = day.stops[0].fulfillments;
    const broken = { fulfillmentLineId: five.lines[0].id, delivered: 4, reason: 'damaged' };
    const image = 'data:image/png;base64,iVBORw0KGgo=';
    const handed = made(
      await dan.client.post(`/fulfillments/${five.id}/deliveries`, {
        receivedBy: 'Sam',
        lines: [broken],
        proof: { kind: 'signature', image },
      }),
    );
    expect(handed).toMatchObject({
      status: 'delivered',
      receivedBy: 'Sam',
      differences: [{ quantity: 1, reason: 'damaged' }],
    });
    expect(handed.invoice.amount.amount).toBe('50.00');
    const back = await backorderOf(story.admin, first);
    expect(back.lines[0]).toMatchObject({ outstanding: 1 });
    const { rows } = await story.company.database.query(
      `select (select min(q.queued_at) from queue_lines q where q.backorder_id = $1) = o.confirmed_at as old_place from orders o where o.id = $2`,
      [back.id, first.id],
    );
    expect(rows).toEqual([{ old_place: true }]);
    made(await dan.client.post(`/fulfillments/${three.id}/deliveries`, { receivedBy: 'Sam' }));
    expect((await story.admin.get(`/shipments/${planned.id}`)).body.status).toBe('delivered');
    const proof = `/fulfillments/${five.id}/deliveries/${handed.deliveries[0].id}/proof`;
    expect((await dan.client.get(proof)).body).toMatchObject({ kind: 'signature', image });
  });

  it('a driver gets nothing of another route, whatever they ask for', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 8 });
    const [dan, eve] = [
      await addPersonOf(story.company, 'Dan B', 'driver'),
      await addPersonOf(story.company, 'Eve', 'driver'),
    ];
    const route = await addRoute([world.customerId], dan.id);
    const { picks } = await twoPicks(world);
    const { id } = made(await story.admin.post('/shipments', { fulfillmentIds: idsOf(picks), routeId: route.id }));
    made(await story.admin.post(`/shipments/${id}/departures`));
    const [one, two] = idsOf(picks) as [string, string];
    const delivered = made(
      await dan.client.post(`/fulfillments/${one}/deliveries`, { proof: { kind: 'note', note: 'On the counter' } }),
    );
    const proof = `/fulfillments/${one}/deliveries/${delivered.deliveries[0].id}/proof`;
    const reads = [`/shipments/${id}`, `/fulfillments/${one}`, proof, `/routes/${route.id}/manifest.pdf`];
    for (const path of reads) {
      expect([path, (await dan.client.get(path)).status]).toEqual([path, 200]);
      expect([path, (await eve.client.get(path)).status]).toEqual([path, 404]);
      expect([path, (await story.company.as('driver').get(path)).status]).toEqual([path, 404]);
    }
    const seen = async ({ client }: Person) => [
      (await client.get('/deliveries')).body.stops.length,
      (await client.get('/shipments')).body.data.length,
    ];
    expect([await seen(dan), await seen(eve)]).toEqual([
      [1, 1],
      [0, 0],
    ]);
    expect((await eve.client.post(`/fulfillments/${two}/deliveries`, {})).status).toBe(404);
    for (const path of ['/orders', '/customers', '/home', '/search?q=a', `/fulfillments`, '/invoices', '/routes'])
      expect([path, (await dan.client.get(path)).status]).toEqual([path, 403]);
    expect((await dan.client.post(`/fulfillments/${two}/reopenings`, { reportedBy: 'staff' })).status).toBe(403);
    await story.admin.patch(`/routes/${route.id}`, { driverId: eve.id });
    expect((await dan.client.get(`/fulfillments/${two}`)).status).toBe(404);
    expect((await eve.client.get(`/fulfillments/${two}`)).status).toBe(200);
  });

  it('two people put one fulfillment on two shipments: it is on one, the other is told which', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 8 });
    const { picks } = await twoPicks(world);
    const [one] = idsOf(picks) as [string];
    const replies = await Promise.all([1, 2].map(() => story.admin.post('/shipments', { fulfillmentIds: [one] })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
    const planned = replies.find(({ status }) => status === 201)?.body;
    const refused = replies.find(({ status }) => status === 409)?.body;
    expect(refused).toMatchObject({ code: 'fulfillment_on_shipment', shipmentNumber: planned.number });
    expect((await story.admin.get(`/shipments?customerId=${world.customerId}`)).body.data).toHaveLength(1);
  });

  it('many send one shipment off at once: everything leaves once', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 8 });
    const { picks } = await twoPicks(world);
    const { id } = made(await story.admin.post('/shipments', { fulfillmentIds: idsOf(picks) }));
    const replies = await Promise.all(Array.from({ length: 8 }, () => story.admin.post(`/shipments/${id}/departures`)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(replies.filter(({ body }) => body.code === 'nothing_to_ship')).toHaveLength(7);
    expect(await stockOf(story.admin, world, 'MALBEC')).toMatchObject({ onHand: 0, allocated: 0 });
  });

  it('what does not go together, has left or was voided is refused', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 20 });
    const { picks } = await twoPicks(world);
    const [one, two] = idsOf(picks) as [string, string];
    const elsewhere = { ...world, customerId: await addCustomer(story.admin) };
    const foreign = await pick(story.admin, await order(story.admin, elsewhere, { MALBEC: 2 }), [{ picked: 2 }]);
    const code = async (body: object) => (await story.admin.post('/shipments', body)).body.code;
    expect(await code({ fulfillmentIds: [one, foreign.id] })).toBe('not_one_shipment');
    expect(await code({ fulfillmentIds: [one, '999999'] })).toBe('unknown_reference');
    expect(await code({ fulfillmentIds: [one], carrierId: '999999' })).toBe('unknown_reference');
    expect(await code({ fulfillmentIds: [one, one] })).toBe('invalid_request');
    expect(await code({ fulfillmentIds: [one], carrierId: '1', routeId: '1' })).toBe('invalid_request');
    const planned = made(await story.admin.post('/shipments', { fulfillmentIds: [one] }));
    expect((await story.admin.patch(`/shipments/${planned.id}`, { fulfillmentIds: [foreign.id] })).body.code).toBe(
      'not_one_shipment',
    );
    const both = await story.admin.patch(`/shipments/${planned.id}`, { fulfillmentIds: [one, two] });
    expect(both.body.fulfillments).toHaveLength(2);
    const alone = await story.admin.patch(`/shipments/${planned.id}`, { fulfillmentIds: [two] });
    expect(alone.body.fulfillments).toMatchObject([{ id: two }]);
    made(await story.admin.post(`/fulfillments/${two}/voids`, { reason: 'wrong pallet' }));
    expect(await code({ fulfillmentIds: [two] })).toBe('fulfillment_voided');
    expect((await story.admin.get(`/shipments/${planned.id}`)).body.status).toBe('cancelled');
    made(await story.admin.post(`/fulfillments/${one}/shipments`, { carrier: 'UPS' }));
    expect(await code({ fulfillmentIds: [one] })).toBe('fulfillment_already_shipped');
    const gone = (await story.admin.get(`/fulfillments/${one}`)).body.shipment;
    expect((await story.admin.patch(`/shipments/${gone.id}`, { fulfillmentIds: [foreign.id] })).body.code).toBe(
      'shipment_left',
    );
    const late = await story.admin.patch(`/shipments/${gone.id}`, { trackingNumber: ' 1Z 9/9', deliveryOn: inDays(7) });
    expect(late.body).toMatchObject({ trackingNumber: '1Z 9/9', deliveryOn: inDays(7) });
    expect(late.body.trackingUrl).toBe('https://www.ups.com/track?tracknum=1Z9%2F9');
  });

  it('the day is filled in from the carrier’s usual days, and a written carrier is recognized', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 8 });
    const link = 'https://swift.example.com/{number}';
    const swift = made(await story.admin.post('/carriers', { name: 'Swift', trackingLink: link, usualDays: 2 }));
    const { picks } = await twoPicks(world);
    const [one, two] = idsOf(picks) as [string, string];
    const plan = { fulfillmentIds: [one], carrierId: swift.id };
    const planned = made(await story.admin.post('/shipments', plan, WEDNESDAY));
    expect(planned).toMatchObject({ carrier: 'Swift', deliveryOn: '2026-03-06' });
    const shipped = await story.admin.post(
      `/fulfillments/${two}/shipments`,
      { carrier: 'swift ', trackingNumber: 'S 1' },
      WEDNESDAY,
    );
    expect(shipped.body.shipment).toMatchObject({
      carrier: 'swift',
      estimatedDeliveryOn: '2026-03-06',
      trackingUrl: 'https://swift.example.com/S1',
    });
  });

  it('a small fill rides with the next day of the route, and the next one with it', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 60 });
    const route = await addRoute([world.customerId], null, [5]);
    const { picks } = await twoPicks(world);
    const [one, two] = idsOf(picks) as [string, string];
    const proposal = async (id: string) => (await story.admin.get(`/fulfillments/${id}`, WEDNESDAY)).body.rideProposal;
    expect(await proposal(one)).toMatchObject({
      kind: 'route',
      deliveryOn: '2026-03-06',
      extraDays: 1,
      routeId: route.id,
    });
    const riding = made(await story.admin.post(`/fulfillments/${one}/rides`, {}, WEDNESDAY));
    expect(riding).toMatchObject({
      rideProposal: null,
      shipment: { routeName: route.name, estimatedDeliveryOn: '2026-03-06' },
    });
    expect(await proposal(two)).toMatchObject({ kind: 'shipment', shipmentId: riding.shipment.id });
    expect(made(await story.admin.post(`/fulfillments/${two}/rides`, {}, WEDNESDAY)).shipment.id).toBe(
      riding.shipment.id,
    );
    expect((await story.admin.post(`/fulfillments/${two}/rides`, {}, WEDNESDAY)).body.code).toBe('no_ride');
    const large = await pick(story.admin, await order(story.admin, world, { MALBEC: 48 }), [{ picked: 48 }]);
    expect(await proposal(large.id)).toBeNull();
    expect((await story.admin.post('/fulfillments/999999/rides', {})).status).toBe(404);
  });

  it('a planned shipment follows an order to its new address, and takes nothing there that goes elsewhere', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 24 });
    const [old, next] = [
      { line1: '1 Elm St', city: 'Ames' },
      { line1: '2 Oak St', city: 'Nevada' },
    ];
    const placed = [];
    for (let n = 0; n < 3; n += 1)
      placed.push(await order(story.admin, world, { MALBEC: 8 }, { deliveryAddress: old }));
    const picks = await Promise.all(placed.map((one) => pick(story.admin, one, [{ picked: 8 }])));
    const [one, two, three] = idsOf(picks) as [string, string, string];
    const alone = made(await story.admin.post('/shipments', { fulfillmentIds: [one] }));
    const both = made(await story.admin.post('/shipments', { fulfillmentIds: [two, three] }));
    const moveTo = (id: string) => story.admin.patch(`/orders/${id}`, { deliveryAddress: next });
    expect((await moveTo(placed[0].id)).status).toBe(200);
    expect((await moveTo(placed[1].id)).status).toBe(200);
    const read = async (id: string) => (await story.admin.get(`/shipments/${id}`)).body;
    expect(await read(alone.id)).toMatchObject({ deliveryAddress: next, fulfillments: [{ id: one }] });
    expect(await read(both.id)).toMatchObject({ deliveryAddress: old, fulfillments: [{ id: three }] });
    const swapped = await story.admin.patch(`/shipments/${both.id}`, { fulfillmentIds: [two] });
    expect(swapped.body.code).toBe('not_one_shipment');
    const joined = await story.admin.patch(`/shipments/${alone.id}`, { fulfillmentIds: [one, two] });
    expect(joined.body.fulfillments).toHaveLength(2);
    expect(made(await story.admin.post(`/shipments/${alone.id}/departures`)).deliveryAddress).toEqual(next);
  });

  it('who ships by the carrier it is planned with ships it as planned', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 8 });
    const carrier = made(await story.admin.post('/carriers', { name: 'Steady' }));
    const { picks } = await twoPicks(world);
    const plan = { fulfillmentIds: idsOf(picks), carrierId: carrier.id, trackingNumber: 'T 1' };
    const planned = made(await story.admin.post('/shipments', plan));
    const [one, two] = idsOf(picks) as [string, string];
    const same = made(await story.admin.post(`/fulfillments/${one}/shipments`, { carrier: 'steady' }));
    expect(same.shipment).toMatchObject({ id: planned.id, trackingNumber: 'T 1' });
    const other = made(await story.admin.post(`/fulfillments/${two}/shipments`, { carrier: 'Hasty' }));
    expect(other.shipment.id).not.toBe(planned.id);
  });

  it('put on no sale before it leaves: nothing of the shipment leaves', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 8 });
    const { picks } = await twoPicks(world);
    const { id } = made(await story.admin.post('/shipments', { fulfillmentIds: idsOf(picks) }));
    await story.admin.patch(`/customers/${world.customerId}`, { saleHold: 'no_sale', saleHoldReason: 'list' });
    expect((await story.admin.post(`/shipments/${id}/departures`)).body.code).toBe('customer_on_no_sale');
    expect(await stockOf(story.admin, world, 'MALBEC')).toMatchObject({ onHand: 8, allocated: 8 });
    await story.admin.patch(`/customers/${world.customerId}`, { saleHold: 'none', saleHoldReason: null });
  });
});
