import { describe, expect, it } from 'vitest';
import { order, receive } from '#tests/support/world.ts';
import { backorderOf, cancel, deliver, fill, made, pick, readOrder, ship } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';
import { orderInAdvance, papersOf } from './in-advance.ts';

const test = openBalancedCompany({ connections: 20 });
const UPS = { shipment: { carrier: 'UPS' } };

/** An order of some bottles, invoiced in advance and shipped whole. */
async function shippedInAdvance(quantity: number) {
  const { world, placed } = await orderInAdvance(test.admin, { quantity, there: quantity });
  return { world, placed, shipped: await pick(test.admin, placed, [{ picked: quantity }], UPS) };
}

const post = (path: string, body: object = {}) => test.admin.post(path, body);

describe('goods that were invoiced in advance', () => {
  it('stay charged when they come back at the door and wait again, and ship again without an invoice', async () => {
    const { admin } = test;
    const { world, placed, shipped } = await shippedInAdvance(10);
    const lines = [{ fulfillmentLineId: shipped.lines[0].id, delivered: 7, reason: 'damaged' }];
    made(await post(`/fulfillments/${shipped.id}/deliveries`, { lines }));
    expect(await papersOf(admin, placed)).toMatchObject({ invoices: [[10, '125.00']], creditNotes: [] });
    const backorder = await backorderOf(admin, placed);
    expect(backorder).toMatchObject({ outstanding: 3 });
    await receive(admin, world, 'MALBEC', 3);
    const again = await fill(admin, backorder, [3], UPS);
    expect(again.invoice).toBeNull();
    await deliver(admin, again);
    expect(await papersOf(admin, placed)).toMatchObject({ invoices: [[10, '125.00']], creditNotes: [] });
  });

  it('stay charged when they were lost and go again; given up then, they are credited', async () => {
    const { admin } = test;
    const { placed, shipped } = await shippedInAdvance(10);
    made(await post(`/fulfillments/${shipped.id}/reshipments`));
    expect((await papersOf(admin, placed)).creditNotes).toEqual([]);
    await cancel(admin, `/backorders/${(await backorderOf(admin, placed)).id}`);
    expect((await papersOf(admin, placed)).creditNotes).toEqual([[10, '125.00']]);
  });

  it('are credited once when they were lost and do not go again', async () => {
    const { admin } = test;
    const { placed, shipped } = await shippedInAdvance(10);
    made(await post(`/fulfillments/${shipped.id}/credits`));
    const { creditNotes, whole } = await papersOf(admin, placed);
    expect(creditNotes).toEqual([[10, '125.00']]);
    expect(whole.creditNotes[0]).toMatchObject({ reason: 'not_received', settlement: 'credit' });
  });

  it('are credited when they come back, and what replaces them is never charged', async () => {
    const { admin } = test;
    const { world, placed, shipped } = await shippedInAdvance(10);
    await deliver(admin, shipped);
    await receive(admin, world, 'MALBEC', 2);
    const line = { fulfillmentLineId: shipped.lines[0].id, quantity: 5, reason: 'quality', replace: { quantity: 2 } };
    made(await post('/returns', { fulfillmentId: shipped.id, credit: true, lines: [line] }));
    expect((await papersOf(admin, placed)).creditNotes).toEqual([[3, '37.50']]);
    const replacement = await fill(admin, await backorderOf(admin, placed), [2], UPS);
    expect(replacement).toMatchObject({ invoice: null, invoicedInAdvance: null });
    expect((await papersOf(admin, placed)).invoices).toEqual([[10, '125.00']]);
  });

  it('name the invoice that charges them: of a line that was added, the one of the addition', async () => {
    const { admin } = test;
    const { world, placed } = await orderInAdvance(admin, { quantity: 4, there: 4, also: { SYRAH: 9 } });
    const added = { variantId: world.variants.SYRAH, quantity: 2 };
    const lines = [{ orderLineId: placed.lines[0].id, quantity: 4 }, added];
    expect((await admin.patch(`/orders/${placed.id}`, { lines })).status).toBe(200);
    const [first, second] = (await papersOf(admin, placed)).whole.invoices;
    const later = { lines: [{ orderLineId: (await readOrder(admin, placed)).lines[1].id, picked: 2 }], ...UPS };
    const shipped = made(await post(`/orders/${placed.id}/fulfillments`, later));
    expect(shipped.invoicedInAdvance).toEqual({ id: second.id, number: second.number });
    const whole = await pick(admin, placed, [{ picked: 4 }], UPS);
    expect(whole.invoicedInAdvance).toEqual({ id: first.id, number: first.number });
  });

  it('stay charged while they are split, held, picked, voided and put back, and are credited where they are cancelled', async () => {
    const { admin } = test;
    const { placed } = await orderInAdvance(admin, { quantity: 20, there: 20 });
    const orderLineId = placed.lines[0].id;
    const split = {
      lines: [{ orderLineId, quantity: 6 }],
      promisedOn: null,
      reason: 'other',
      notes: 'later',
      notifyCustomer: false,
    };
    made(await post(`/orders/${placed.id}/backorders`, split));
    const picked = await pick(admin, placed, [{ picked: 9 }]);
    made(await post(`/fulfillments/${picked.id}/voids`, { reason: 'wrong pallet' }));
    const again = await pick(admin, placed, [{ picked: 9 }]);
    made(await post(`/orders/${placed.id}/holds`, { reason: 'payment' }));
    expect((await papersOf(admin, placed)).creditNotes).toEqual([]);
    // Of 14 on the order 9 are picked: cancelling 7 takes 5 that wait, and 2 out of the pick.
    await cancel(admin, `/orders/${placed.id}`, { lines: [{ orderLineId, quantity: 7 }] });
    expect((await papersOf(admin, placed)).creditNotes).toEqual([[7, '87.50']]);
    const shipped = await ship(admin, again);
    expect(shipped).toMatchObject({ invoice: null, lines: [{ quantity: 7 }] });
    expect(await readOrder(admin, placed)).toMatchObject({ shipped: 7, cancelled: 7 });
  });
});

describe('many at once', () => {
  const TIMES = 12;
  const atOnce = (act: () => Promise<{ status: number }>) => Promise.all(Array.from({ length: TIMES }, act));

  it('make one invoice of one confirmation', async () => {
    const { admin } = test;
    const { world } = await orderInAdvance(admin, { quantity: 1, there: 9 });
    const draft = await order(admin, world, { MALBEC: 8 }, { confirm: false });
    const replies = await atOnce(() => post(`/orders/${draft.id}/confirmations`));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await papersOf(admin, draft)).invoices).toEqual([[8, '100.00']]);
  });

  it('make one credit note of one cancellation sent again and again', async () => {
    const { admin } = test;
    const { placed } = await orderInAdvance(admin, { quantity: 8, there: 8 });
    const body = { reason: 'customer_requested', lines: [{ orderLineId: placed.lines[0].id, quantity: 3 }] };
    const key = { 'idempotency-key': `cancel ${placed.id}` };
    const replies = await atOnce(() => admin.post(`/orders/${placed.id}/cancellations`, body, key));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
    expect((await papersOf(admin, placed)).creditNotes).toEqual([[3, '37.50']]);
  });

  it('credit what a cancellation reached before the goods left, and nothing else', async () => {
    const { admin } = test;
    const { placed } = await orderInAdvance(admin, { quantity: 8, there: 8 });
    const picked = await pick(admin, placed, [{ picked: 8 }]);
    const [shipped, cancelled] = await Promise.all([
      post(`/fulfillments/${picked.id}/shipments`),
      post(`/orders/${placed.id}/cancellations`, { reason: 'customer_requested' }),
    ]);
    expect([shipped.status, cancelled.status].filter((status) => status === 201)).toHaveLength(1);
    const credited = cancelled.status === 201 ? [[8, '100.00']] : [];
    expect(await papersOf(admin, placed)).toMatchObject({ invoices: [[8, '100.00']], creditNotes: credited });
  });
});
