import pino from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { migrateJobs } from '#server/jobs/runner.ts';
import { tellCustomers } from '../support/tell-customers.ts';
import { buildWorld, order, receive, stockOf } from '../support/world.ts';
import { backorderOf, fill, made, pick, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('what left and did not arrive', () => {
  const test = openBalancedCompany({ connections: 20 });
  beforeAll(() => migrateJobs(test.company.databaseUrl, pino({ level: 'silent' })));

  /** An order of some bottles, shipped whole by itself. */
  async function shippedOrder(quantity: number) {
    const world = await buildWorld(test.admin, { MALBEC: quantity });
    const placed = await order(test.admin, world, { MALBEC: quantity });
    const shipped = await pick(test.admin, placed, [{ picked: quantity }], { shipment: {} });
    return { world, placed, shipped };
  }

  /** A backorder of 5, filled and shipped: its order had 5 of 10. */
  async function shippedBackorder() {
    const world = await buildWorld(test.admin, { MALBEC: 5 });
    const placed = await order(test.admin, world, { MALBEC: 10 });
    await pick(test.admin, placed, [{ picked: 5, short: 5 }], { shipment: {}, delivery: {} });
    await receive(test.admin, world, 'MALBEC', 5);
    const backorder = await backorderOf(test.admin, placed);
    const shipped = await fill(test.admin, backorder, [5], { shipment: {} });
    return { world, placed, backorder, shipped };
  }

  const deliver = (fulfillment: any, body: object = {}, headers: Record<string, string> = {}) =>
    test.admin.post(`/fulfillments/${fulfillment.id}/deliveries`, body, headers);
  const reopen = (fulfillment: any, body: object = { reportedBy: 'customer' }) =>
    test.admin.post(`/fulfillments/${fulfillment.id}/reopenings`, body);
  const reship = (fulfillment: any, body: object = {}) =>
    test.admin.post(`/fulfillments/${fulfillment.id}/reshipments`, body);
  const exceptionsOf = async (kind: string, fulfillment: any) =>
    (await test.admin.get(`/exceptions?kind=${kind}&limit=200`)).body.data.filter(
      (one: any) => one.facts.number === fulfillment.number || one.facts.fulfillmentNumber === fulfillment.number,
    );
  const invoicesOf = async (placed: any) => (await test.admin.get(`/invoices?orderId=${placed.id}`)).body.data;
  const queuedAt = async (backorderId: string) =>
    (await test.company.database.query('select queued_at from queue_lines where backorder_id = $1', [backorderId]))
      .rows[0].queued_at;

  it('puts what broke back on the backorder at its old place, and invoices what was delivered', async () => {
    const { placed, backorder, shipped } = await shippedBackorder();
    const before = await queuedAt(backorder.id);
    const delivered = made(
      await deliver(shipped, {
        receivedBy: 'Ada',
        lines: [{ fulfillmentLineId: shipped.lines[0].id, delivered: 4, reason: 'damaged' }],
        proof: { kind: 'note', note: 'Broke on the ramp' },
      }),
    );
    expect(delivered).toMatchObject({
      status: 'delivered',
      invoice: { amount: { amount: '50.00' }, credited: { amount: '0.00' } },
      lines: [{ quantity: 5, undelivered: 1, returned: 0 }],
      differences: [{ quantity: 1, reason: 'damaged', backorderNumber: backorder.number }],
      deliveries: [{ receivedBy: 'Ada', proofKind: 'note' }],
    });
    expect(
      (await test.admin.get(`/fulfillments/${shipped.id}/deliveries/${delivered.deliveries[0].id}/proof`)).body,
    ).toEqual({ kind: 'note', note: 'Broke on the ramp', image: null });
    expect((await test.admin.get(`/backorders/${backorder.id}`)).body).toMatchObject({
      status: 'partially_fulfilled',
      quantity: 5,
      fulfilled: 4,
      outstanding: 1,
      lines: [{ placeInQueue: 1 }],
    });
    expect(await queuedAt(backorder.id)).toEqual(before);
    expect((await invoicesOf(placed)).map((one: any) => [one.lines[0].quantity, one.amount.amount])).toEqual([
      [4, '50.00'],
      [5, '62.50'],
    ]);
    await tellCustomers(test.company.database);
    const { rows } = await test.company.database.query(
      "select text as body from messages where event = 'delivered' and fulfillment_id = $1",
      [shipped.id],
    );
    expect(rows[0].body).toContain('1 bottle of Malbec Reserva');
    expect(rows[0].body).toContain('arrived broken');
    const again = await backorderShippedAgain(placed, backorder);
    expect(again.invoice.amount.amount).toBe('12.50');
  });

  async function backorderShippedAgain(placed: any, backorder: any) {
    const open = (await test.admin.get(`/backorders/${backorder.id}`)).body;
    await test.admin.post('/stock-adjustments', {
      variantId: open.lines[0].variantId,
      warehouseId: placed.warehouseId,
      difference: open.outstanding,
      reason: 'found',
    });
    return fill(test.admin, open, [open.outstanding], { shipment: {}, delivery: {} });
  }

  it('makes a backorder of what an order filled itself, with the order’s queue time', async () => {
    const { world, placed, shipped } = await shippedOrder(5);
    made(
      await deliver(shipped, { lines: [{ fulfillmentLineId: shipped.lines[0].id, delivered: 3, reason: 'short' }] }),
    );
    const now = await readOrder(test.admin, placed);
    expect(now).toMatchObject({ status: 'partially_fulfilled', hasOpenBackorder: true, shipped: 3, delivered: 3 });
    const backorder = await backorderOf(test.admin, placed);
    expect(backorder).toMatchObject({ quantity: 2, outstanding: 2, cause: 'lost_delivery' });
    expect(await queuedAt(backorder.id)).toEqual(now.confirmedAt);
    expect((await test.admin.get(`/stock?variantId=${world.variants.MALBEC}`)).body.data[0]).toMatchObject({
      onHand: 0,
    });
  });

  it('holds what the customer refused until somebody says where it goes', async () => {
    const { world, shipped } = await shippedOrder(6);
    const lines = [{ fulfillmentLineId: shipped.lines[0].id, delivered: 0, reason: 'refused' }];
    expect(made(await deliver(shipped, { lines }))).toMatchObject({
      status: 'not_delivered',
      deliveredAt: null,
      invoice: { amount: { amount: '0.00' } },
    });
    expect(await exceptionsOf('goods_undecided', shipped)).toMatchObject([{ facts: { undecided: 6 } }]);
    expect(await stockOf(test.admin, world, 'MALBEC')).toMatchObject({ onHand: 0, waiting: 6 });
    expect(await deliver(shipped)).toMatchObject({ status: 409, body: { code: 'fulfillment_not_delivered' } });
    expect(await reopen(shipped)).toMatchObject({ status: 409, body: { code: 'fulfillment_not_delivered' } });
  });

  it('refuses a delivery that cannot be, and changes nothing', async () => {
    const { shipped } = await shippedOrder(5);
    const [line] = shipped.lines;
    const asked = (...lines: object[]) => deliver(shipped, { lines });
    const of = (delivered: unknown, reason?: string) => ({ fulfillmentLineId: line.id, delivered, reason });
    expect((await asked(of(6))).body.code).toBe('more_than_arriving');
    expect((await asked(of(4))).body.code).toBe('difference_without_reason');
    expect((await asked(of(5), of(5))).body.code).toBe('line_named_twice');
    expect((await asked({ ...of(5), fulfillmentLineId: '999999' })).body.code).toBe('line_not_on_record');
    for (const wrong of [-1, 1.5, 1e12, 'three', null]) expect((await asked(of(wrong, 'short'))).status).toBe(422);
    expect((await asked(of(4, 'eaten'))).status).toBe(422);
    expect((await test.admin.get(`/fulfillments/${shipped.id}`)).body).toMatchObject({
      status: 'shipped',
      lines: [{ undelivered: 0 }],
    });
  });

  it('delivers once, however many say so at the same moment', async () => {
    const { placed, shipped } = await shippedOrder(50);
    const lines = [{ fulfillmentLineId: shipped.lines[0].id, delivered: 49, reason: 'damaged' }];
    const replies = await Promise.all(Array.from({ length: 50 }, () => deliver(shipped, { lines })));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(replies.filter(({ status }) => status !== 201).map(({ body }) => body.code))).toEqual(
      new Set(['fulfillment_already_delivered']),
    );
    expect((await readOrder(test.admin, placed)).backorders).toHaveLength(1);
  });

  it('sends again what was lost, on the same line and on one invoice', async () => {
    const { placed, backorder, shipped } = await shippedBackorder();
    made(await deliver(shipped));
    expect((await test.admin.get(`/backorders/${backorder.id}`)).body.status).toBe('complete');
    const opened = made(await reopen(shipped, { reportedBy: 'customer', note: 'Nothing came' }));
    expect(opened).toMatchObject({
      status: 'shipped',
      deliveredAt: null,
      reopening: { reportedBy: 'customer', note: 'Nothing came', outcome: null },
      deliveries: [{ receivedBy: null }],
    });
    expect((await test.admin.get(`/backorders/${backorder.id}`)).body.status).toBe('fulfilled');
    expect(await exceptionsOf('not_received', shipped)).toHaveLength(1);
    expect(await reopen(shipped)).toMatchObject({ status: 409, body: { code: 'already_reopened' } });

    const lost = made(await reship(shipped, { note: 'The carrier lost it' }));
    expect(lost).toMatchObject({ status: 'not_delivered', reopening: { outcome: 'reshipped' } });
    expect((await test.admin.get(`/backorders/${backorder.id}`)).body).toMatchObject({
      status: 'open',
      fulfilled: 0,
      outstanding: 5,
    });
    expect(await exceptionsOf('not_received', shipped)).toHaveLength(0);
    const again = await backorderShippedAgain(placed, backorder);
    expect(again).toMatchObject({ status: 'delivered', invoice: null });
    expect((await invoicesOf(placed)).map((one: any) => one.amount.amount)).toEqual(['62.50', '62.50']);
    expect((await readOrder(test.admin, placed)).status).toBe('delivered');
    expect(await reship(shipped)).toMatchObject({ status: 409, body: { code: 'fulfillment_not_delivered' } });
  });

  it('credits what was paid and lost when what goes again is cancelled', async () => {
    const { placed, shipped } = await shippedOrder(4);
    made(await reopen(shipped, { reportedBy: 'staff' }));
    made(await reship(shipped));
    const backorder = await backorderOf(test.admin, placed);
    made(await test.admin.post(`/backorders/${backorder.id}/cancellations`, { reason: 'customer_requested' }));
    expect((await invoicesOf(placed))[0]).toMatchObject({ amount: { amount: '50.00' }, credited: { amount: '50.00' } });
  });

  it('credits what was lost and is not sent again', async () => {
    const { placed, shipped } = await shippedOrder(4);
    const credited = await test.admin.post(`/fulfillments/${shipped.id}/credits`, {
      lines: [{ fulfillmentLineId: shipped.lines[0].id, quantity: 1 }],
    });
    expect(made(credited)).toMatchObject({ status: 'shipped', invoice: { credited: { amount: '12.50' } } });
    expect(made(await deliver(shipped))).toMatchObject({ status: 'delivered', lines: [{ undelivered: 1 }] });
    expect(await readOrder(test.admin, placed)).toMatchObject({
      status: 'delivered',
      delivered: 3,
      cancelled: 1,
      hasOpenBackorder: false,
    });
  });

  it('puts a delivery confirmed too early right: delivered after all', async () => {
    const { backorder, shipped } = await shippedBackorder();
    made(await deliver(shipped));
    made(await reopen(shipped, { reportedBy: 'staff', note: 'Confirmed too early' }));
    const proof = { kind: 'signature', image: 'data:image/png;base64,iVBORw0KGgo=' };
    expect(made(await deliver(shipped, { receivedBy: 'Bea', proof }))).toMatchObject({
      status: 'delivered',
      receivedBy: 'Bea',
      reopening: { outcome: 'delivered' },
      deliveries: [{ proofKind: null }, { proofKind: 'signature' }],
    });
    expect((await test.admin.get(`/backorders/${backorder.id}`)).body.status).toBe('complete');
  });

  it('ends in one legal state when one delivers what another reopens, loses or credits', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { shipped } = await shippedOrder(3);
      if (round % 2) made(await deliver(shipped));
      const replies = await Promise.all([
        reopen(shipped),
        deliver(shipped),
        reopen(shipped),
        reship(shipped),
        test.admin.post(`/fulfillments/${shipped.id}/credits`),
      ]);
      for (const { status, body } of replies) expect([201, 409], JSON.stringify(body)).toContain(status);
      const { body: now } = await test.admin.get(`/fulfillments/${shipped.id}`);
      const isSettled = now.status !== 'shipped';
      expect(now.lines[0].undelivered).toBe(now.status === 'not_delivered' ? 3 : 0);
      if (now.reopening) expect(now.reopening.outcome === null).toBe(!isSettled);
    }
  });

  it('is one act when it is asked twice, and nobody else’s', async () => {
    const { shipped } = await shippedOrder(3);
    const key = { 'idempotency-key': crypto.randomUUID() };
    const twice = [1, 2].map(() => test.admin.post(`/fulfillments/${shipped.id}/reshipments`, {}, key));
    const [first, second] = await Promise.all(twice);
    expect(first?.body).toEqual(second?.body);
    expect(
      (await test.company.as('sales_rep').post(`/fulfillments/${shipped.id}/reopenings`, { reportedBy: 'staff' })).body,
    ).toMatchObject({ code: 'not_your_customer' });
    expect((await test.company.as('read_only').post(`/fulfillments/${shipped.id}/reshipments`, {})).status).toBe(403);
    expect((await reopen({ id: '999999' })).status).toBe(404);
  });
});
