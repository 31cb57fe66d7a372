import { describe, expect, it } from 'vitest';
import { buildWorld, order, receive } from '#tests/support/world.ts';
import { usd } from './accounting-story.ts';
import { backorderOf, cancel, deliver, fill, made, pick } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';
import { orderInAdvance, papersOf } from './in-advance.ts';

const FREIGHT = { freight: usd('12.50') };

describe('freight', () => {
  const test = openBalancedCompany({ connections: 12 });

  /** An order of some bottles at 12.50, shipped whole by itself. */
  async function shipped(quantity: number, shipment: object = FREIGHT) {
    await test.admin.patch('/settings', { invoiceRule: 'per_fulfillment' });
    const world = await buildWorld(test.admin, { MALBEC: quantity });
    const placed = await order(test.admin, world, { MALBEC: quantity });
    return { world, placed, left: await pick(test.admin, placed, [{ picked: quantity }], { shipment }) };
  }

  async function picked(quantity: number, customerId?: string) {
    const world = await buildWorld(test.admin, { MALBEC: quantity });
    const placed = await order(test.admin, world, { MALBEC: quantity }, customerId ? { customerId } : {});
    return { world, placed, waiting: await pick(test.admin, placed, [{ picked: quantity }]) };
  }

  const ships = (fulfillment: { id: string }, body: object, headers: Record<string, string> = {}) =>
    test.admin.post(`/fulfillments/${fulfillment.id}/shipments`, body, headers);
  const credit = async (fulfillment: { id: string }, body: object = {}) =>
    made(await test.admin.post(`/fulfillments/${fulfillment.id}/credits`, body));
  const lost = (of: any, quantity: number) => ({ lines: [{ fulfillmentLineId: of.lines[0].id, quantity }] });
  /** Amount and freight of each invoice and credit note of an order, oldest first. */
  async function charged(placed: { id: string }) {
    const { whole } = await papersOf(test.admin, placed);
    const shown = ({ amount, freight }: any) => [amount.amount, freight.amount];
    return { invoices: whole.invoices.map(shown), creditNotes: whole.creditNotes.map(shown) };
  }

  it('is charged on the invoice of what ships, beside the goods', async () => {
    const { placed, left } = await shipped(4);
    expect(left).toMatchObject({ freight: usd('12.50'), invoice: { amount: usd('62.50') } });
    const { body } = await test.admin.get(`/invoices/${left.invoice.id}`);
    expect(body).toMatchObject({ amount: usd('62.50'), freight: usd('12.50'), lines: [{ amount: usd('50.00') }] });
    // Goods are goods: no value of the order has freight in it.
    expect((await test.admin.get(`/orders/${placed.id}`)).body.lines).toMatchObject([{ orderedValue: usd('50.00') }]);
    const paper = await test.admin.get(`/invoices/${left.invoice.id}/invoice.pdf`);
    expect(paper.status).toBe(200);
  });

  it('is a row of its own in the table of invoices, whose last column says what a row charges', async () => {
    const { placed } = await shipped(2);
    const table = (await test.admin.get(`/invoices?format=csv&orderId=${placed.id}`)).body as string;
    const [head = '', goods = '', freight = ''] = table.trim().split('\r\n');
    expect(head).toMatch(/amount,amount\.currency,status,charge$/);
    expect(goods).toMatch(/,2,12\.5,USD,25,USD,\w+,goods$/);
    expect(freight).toMatch(/,,Freight,1,12\.5,USD,12\.5,USD,\w+,freight$/);
  });

  it('is none where nobody says it', async () => {
    const { placed, left } = await shipped(2, { carrier: 'UPS', freight: null });
    expect(left.freight).toEqual(usd('0.00'));
    expect(await charged(placed)).toEqual({ invoices: [['25.00', '0.00']], creditNotes: [] });
  });

  it('of a shipment of several is charged once, on the invoice of the first', async () => {
    const first = await picked(2);
    const { customerId, warehouseId } = first.world;
    const malbec = { variantId: first.world.variants.MALBEC, warehouseId, countedQuantity: 5, reason: 'counted' };
    made(await test.admin.post('/stock-adjustments', malbec));
    const second = await order(test.admin, { ...first.world, customerId }, { MALBEC: 3 });
    const waiting = await pick(test.admin, second, [{ picked: 3 }]);
    const plan = { fulfillmentIds: [first.waiting.id, waiting.id] };
    const planned = made(await test.admin.post('/shipments', plan));
    made(await test.admin.post(`/shipments/${planned.id}/departures`, { freight: usd('35.01') }));
    expect((await charged(first.placed)).invoices).toEqual([['60.01', '35.01']]);
    expect((await charged(second)).invoices).toEqual([['37.50', '0.00']]);
  });

  it('of goods that were invoiced in advance is an invoice without lines', async () => {
    const { placed } = await orderInAdvance(test.admin, { quantity: 4, there: 4 });
    const left = await pick(test.admin, placed, [{ picked: 4 }], { shipment: FREIGHT });
    expect(left).toMatchObject({ freight: usd('12.50'), invoice: { amount: usd('12.50') } });
    expect(left.invoicedInAdvance).toMatchObject({ number: expect.stringMatching(/^INV-/) });
    expect(await charged(placed)).toEqual({
      invoices: [
        ['50.00', '0.00'],
        ['12.50', '12.50'],
      ],
      creditNotes: [],
    });
    const table = (await test.admin.get(`/invoices?format=csv&number=${left.invoice.number}`)).body as string;
    expect(table.trim().split('\r\n')).toHaveLength(2);
    // Both are lost with it and credited together.
    const { updatedAt } = (await test.admin.get(`/invoices/${left.invoice.id}`)).body;
    await credit(left);
    expect((await test.admin.get(`/invoices/${left.invoice.id}`)).body.updatedAt > updatedAt).toBe(true);
    expect((await charged(placed)).creditNotes).toEqual([['62.50', '12.50']]);
  });

  it('is credited with the last of what never arrived, and stays where something did', async () => {
    const whole = await shipped(4);
    await credit(whole.left);
    expect(await charged(whole.placed)).toEqual({ invoices: [['62.50', '12.50']], creditNotes: [['62.50', '12.50']] });
    const { body } = await test.admin.get(`/invoices/${whole.left.invoice.id}`);
    expect(body.credited).toEqual(usd('62.50'));

    const parts = await shipped(4);
    await credit(parts.left, lost(parts.left, 1));
    await credit(parts.left, lost(parts.left, 3));
    expect((await charged(parts.placed)).creditNotes).toEqual([
      ['12.50', '0.00'],
      ['50.00', '12.50'],
    ]);

    const some = await shipped(4);
    await credit(some.left, lost(some.left, 3));
    await deliver(test.admin, some.left);
    expect((await charged(some.placed)).creditNotes).toEqual([['37.50', '0.00']]);
  });

  it('stays where goods come back after they arrived', async () => {
    const { placed, left } = await shipped(4);
    await deliver(test.admin, left);
    const lines = [{ fulfillmentLineId: left.lines[0].id, quantity: 4, reason: 'not_wanted' }];
    made(await test.admin.post('/returns', { fulfillmentId: left.id, credit: true, lines }));
    expect((await charged(placed)).creditNotes).toEqual([['50.00', '0.00']]);
  });

  it('of what was lost and goes again is charged once in the end, and again only where it is said', async () => {
    const { placed, world, left } = await shipped(4);
    made(await test.admin.post(`/fulfillments/${left.id}/reshipments`, {}));
    await receive(test.admin, world, 'MALBEC', 4);
    const again = await fill(test.admin, await backorderOf(test.admin, placed), [4]);
    expect((await test.admin.get(`/fulfillments/${again.id}`)).body.isFreightUsual).toBe(false);
    expect(made(await ships(again, { carrier: 'UPS' })).invoice).toBeNull();
    expect(await charged(placed)).toEqual({ invoices: [['62.50', '12.50']], creditNotes: [] });

    made(await test.admin.post(`/fulfillments/${again.id}/reshipments`, {}));
    await receive(test.admin, world, 'MALBEC', 4);
    await fill(test.admin, await backorderOf(test.admin, placed), [4], { shipment: { freight: usd('3') } });
    expect((await charged(placed)).invoices).toEqual([
      ['62.50', '12.50'],
      ['3.00', '3.00'],
    ]);
  });

  it('is taken off with an invoice of which the driver brings everything back', async () => {
    const { placed, left } = await shipped(4);
    const refused = [{ fulfillmentLineId: left.lines[0].id, delivered: 0, reason: 'refused' }];
    made(await test.admin.post(`/fulfillments/${left.id}/deliveries`, { lines: refused }));
    expect(await charged(placed)).toEqual({ invoices: [['0.00', '0.00']], creditNotes: [['62.50', '12.50']] });

    const some = await shipped(4);
    const one = [{ fulfillmentLineId: some.left.lines[0].id, delivered: 1, reason: 'refused' }];
    made(await test.admin.post(`/fulfillments/${some.left.id}/deliveries`, { lines: one }));
    expect((await charged(some.placed)).invoices).toEqual([['25.00', '12.50']]);
  });

  it('is cash to take at the door like the goods', async () => {
    const { world, waiting } = await picked(4);
    await test.admin.patch(`/customers/${world.customerId}`, { saleHold: 'cash_only', saleHoldReason: 'Owes' });
    const route = { name: 'Cash', weekdays: [1, 2, 3, 4, 5, 6, 7], customerIds: [world.customerId] };
    const routeId = made(await test.admin.post('/routes', route)).id;
    const planned = made(await test.admin.post('/shipments', { fulfillmentIds: [waiting.id], routeId }));
    made(await test.admin.post(`/shipments/${planned.id}/departures`, FREIGHT));
    const { body } = await test.admin.get(`/deliveries?routeId=${routeId}&on=${planned.deliveryOn}`);
    expect(body.stops[0].cashDue).toEqual(usd('62.50'));
  });

  it('for what replaces returned goods is nothing as a rule', async () => {
    const { world, placed, left } = await shipped(2);
    await deliver(test.admin, left);
    await receive(test.admin, world, 'MALBEC', 2);
    const lines = [{ fulfillmentLineId: left.lines[0].id, quantity: 2, reason: 'damaged', replace: { quantity: 2 } }];
    made(await test.admin.post('/returns', { fulfillmentId: left.id, lines }));
    const waiting = await fill(test.admin, await backorderOf(test.admin, placed), [2]);
    expect((await test.admin.get(`/fulfillments/${waiting.id}`)).body.isFreightUsual).toBe(false);
    expect(made(await ships(waiting, {})).invoice).toBeNull();
  });

  it.each([
    ['below zero', { amount: '-1', currency: 'USD' }, '#/freight/amount'],
    ['no number', { amount: 'NaN', currency: 'USD' }, '#/freight/amount'],
    ['a trillion', { amount: '1000000000000', currency: 'USD' }, '#/freight/amount'],
    ['three decimals', { amount: '1.005', currency: 'USD' }, '#/freight/amount'],
    ['text', { amount: 'ten', currency: 'USD' }, '#/freight/amount'],
    ['a bare number', 12.5, '#/freight'],
    ['another currency', { amount: '12.50', currency: 'EUR' }, '#/freight/currency'],
  ])('that is %s is refused, and nothing leaves', async (_, freight, pointer) => {
    const { waiting, placed } = await picked(1);
    const reply = await ships(waiting, { freight });
    expect([reply.status, reply.body.code, reply.body.errors[0].pointer]).toEqual([422, 'invalid_request', pointer]);
    const planned = made(await test.admin.post('/shipments', { fulfillmentIds: [waiting.id] }));
    expect((await test.admin.post(`/shipments/${planned.id}/departures`, { freight })).status).toBe(422);
    const lines = [{ orderLineId: placed.lines[0].id, picked: 1 }];
    expect((await test.admin.post(`/orders/${placed.id}/fulfillments`, { lines, shipment: { freight } })).status).toBe(
      422,
    );
    expect((await charged(placed)).invoices).toEqual([]);
    await cancel(test.admin, `/orders/${placed.id}`);
  });

  it('is charged once by the same request sent twice, and by two who ship at once', async () => {
    const one = await picked(2);
    const key = { 'idempotency-key': 'freight twice' };
    const twice = await Promise.all([1, 2].map(() => ships(one.waiting, FREIGHT, key)));
    expect(twice.map(({ status }) => status)).toEqual([201, 201]);
    expect((await ships(one.waiting, { freight: usd('9') }, key)).body.code).toBe('idempotency_key_reused');
    const two = await picked(2);
    const atOnce = await Promise.all(['10', '20'].map((amount) => ships(two.waiting, { freight: usd(amount) })));
    expect(atOnce.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await charged(one.placed)).invoices).toEqual([['37.50', '12.50']]);
    const won = atOnce.find(({ status }) => status === 201)?.body.freight.amount;
    expect((await charged(two.placed)).invoices).toEqual([[won === '10.00' ? '35.00' : '45.00', won]]);
  });

  it('is said by whoever ships, and by nobody else', async () => {
    const { waiting } = await picked(1);
    for (const role of ['read_only', 'driver'] as const)
      expect((await test.company.as(role).post(`/fulfillments/${waiting.id}/shipments`, FREIGHT)).status).toBe(403);
    expect((await test.company.as('warehouse').post(`/fulfillments/${waiting.id}/shipments`, FREIGHT)).status).toBe(
      201,
    );
  });

  it('is not asked for where many backorders are filled at once', async () => {
    const world = await buildWorld(test.admin, { MALBEC: 0 });
    const body = { warehouseId: world.warehouseId, lines: [{ backorderLineId: '1', quantity: 1 }], shipment: FREIGHT };
    const { status } = await test.admin.post(`/variants/${world.variants.MALBEC}/fills`, body);
    expect(status).toBe(422);
  });
});
