import { expect, it } from 'vitest';
import { addCustomer, order, receive } from '#tests/support/world.ts';
import { backorderOf, cancel, deliver, fill, made, pick, readOrder, ship } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';
import { orderInAdvance, papersOf } from './in-advance.ts';

const test = openBalancedCompany();
const UPS = { shipment: { carrier: 'UPS' } };
const changed = async (placed: { id: string }, body: object) => {
  const reply = await test.admin.patch(`/orders/${placed.id}`, body);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body;
};

it('invoices 20 at confirmation, nothing of the 15 that ship, credits 3 that are cancelled, and nothing of the last 2', async () => {
  const { admin } = test;
  const { world, placed } = await orderInAdvance(admin);
  expect(placed).toMatchObject({ status: 'confirmed', invoiceRule: 'in_advance' });
  const [invoice] = (await papersOf(admin, placed)).whole.invoices;
  expect(invoice).toMatchObject({ amount: { amount: '250.00' }, fulfillmentId: null, fulfillmentNumber: null });
  expect(invoice.lines).toMatchObject([{ quantity: 20, unitPrice: { amount: '12.50' }, amount: { amount: '250.00' } }]);

  const shipped = await pick(admin, placed, [{ picked: 15, short: 5 }], UPS);
  expect(shipped).toMatchObject({ status: 'shipped', invoice: null, invoicedInAdvance: { number: invoice.number } });
  const backorder = await backorderOf(admin, placed);
  const lines = [{ backorderLineId: backorder.lines[0].id, quantity: 3 }];
  expect(made(await admin.post(`/backorders/${backorder.id}/cancellation-previews`, { lines }))).toMatchObject({
    creditedValue: { amount: '37.50' },
  });
  expect((await papersOf(admin, placed)).creditNotes).toEqual([]);
  const cancelled = await cancel(admin, `/backorders/${backorder.id}`, { lines, settlement: 'refund' });
  expect(cancelled).toMatchObject({ outstanding: 2 });

  await receive(admin, world, 'MALBEC', 2);
  await deliver(admin, await ship(admin, await fill(admin, backorder, [2])));
  const { invoices, creditNotes, whole } = await papersOf(admin, placed);
  expect(invoices).toEqual([[20, '250.00']]);
  expect(creditNotes).toEqual([[3, '37.50']]);
  const refund = { reason: 'cancelled', settlement: 'refund', kind: 'credit_note', fulfillmentId: null };
  expect(whole.creditNotes[0]).toMatchObject(refund);
  const listed = async (path: string) => (await admin.get(path)).body.data.map(({ orderId }: any) => orderId);
  expect(await listed('/credit-notes?settlement=refund')).toEqual([placed.id]);
  expect(await listed('/credit-notes?settlement=credit')).not.toContain(placed.id);
  expect(await listed('/invoices?invoiceRule=in_advance')).toContain(placed.id);
  expect(await listed('/invoices?invoiceRule=per_fulfillment')).not.toContain(placed.id);
});

it('keeps the rule an order was confirmed under, and a draft shows what would apply', async () => {
  const { admin } = test;
  const { world, placed } = await orderInAdvance(admin, { quantity: 4, there: 20 });
  const draft = await order(admin, world, { MALBEC: 3 }, { confirm: false });
  expect(draft.invoiceRule).toBe('in_advance');
  await admin.patch('/settings', { invoiceRule: 'per_fulfillment' });
  expect(await readOrder(admin, draft)).toMatchObject({ invoiceRule: 'per_fulfillment' });
  const later = made(await admin.post(`/orders/${draft.id}/confirmations`, {}));
  expect(later.invoiceRule).toBe('per_fulfillment');
  expect((await papersOf(admin, later)).invoices).toEqual([]);
  await pick(admin, later, [{ picked: 3 }], UPS);
  expect((await papersOf(admin, later)).invoices).toEqual([[3, '37.50']]);
  expect(await readOrder(admin, placed)).toMatchObject({ invoiceRule: 'in_advance' });
  await pick(admin, placed, [{ picked: 4 }], UPS);
  expect((await papersOf(admin, placed)).invoices).toEqual([[4, '50.00']]);
});

it('credits what is not shipped when the order is cancelled, on one credit note, as credit where nobody was asked', async () => {
  const { admin } = test;
  const { placed } = await orderInAdvance(admin);
  await pick(admin, placed, [{ picked: 10, short: 2 }], UPS);
  await cancel(admin, `/orders/${placed.id}`);
  const { creditNotes, whole } = await papersOf(admin, placed);
  expect(creditNotes).toEqual([[10, '125.00']]);
  expect(whole.creditNotes[0].settlement).toBe('credit');
});

it('credits what an edit takes off, invoices what it raises and adds, and keeps the cents of a deal', async () => {
  const { admin } = test;
  const { world } = await orderInAdvance(admin, { quantity: 1, there: 30 });
  const deal = { name: 'Spring', amount: { amount: '1.00', currency: 'USD' } };
  const line = {
    variantId: world.variants.MALBEC,
    quantity: 7,
    unitPrice: { amount: '3.3333', currency: 'USD' },
    deal,
  };
  const placed = await order(admin, world, {}, { lines: [line] });
  expect((await papersOf(admin, placed)).invoices).toEqual([[7, '22.33']]);
  const orderLineId = placed.lines[0].id;
  await changed(placed, { lines: [{ orderLineId, quantity: 4 }], settlement: 'refund' });
  await changed(placed, { lines: [{ orderLineId, quantity: 2 }] });
  // 22.33 × 4 ÷ 7 = 12.76, × 2 ÷ 7 = 6.38.
  const lowered = await papersOf(admin, placed);
  expect(lowered.creditNotes).toEqual([
    [3, '9.57'],
    [2, '6.38'],
  ]);
  expect(lowered.whole.creditNotes.map(({ settlement }: any) => settlement)).toEqual(['refund', 'credit']);
  await changed(placed, {
    lines: [
      { orderLineId, quantity: 5 },
      { variantId: world.variants.MALBEC, quantity: 1 },
    ],
  });
  expect((await papersOf(admin, placed)).invoices).toEqual([
    [7, '22.33'],
    [4, '22.50'],
  ]);
});

it('invoices an addition to an open backorder, and gives it up again for one credit note', async () => {
  const { admin } = test;
  const { placed } = await orderInAdvance(admin);
  await pick(admin, placed, [{ picked: 15, short: 5 }], UPS);
  const orderLineId = placed.lines[0].id;
  const raised = await changed(placed, { lines: [{ orderLineId, quantity: 24 }] });
  expect(raised.backorders).toMatchObject([{ outstanding: 9 }]);
  expect((await papersOf(admin, placed)).invoices).toEqual([
    [20, '250.00'],
    [4, '50.00'],
  ]);
  await changed(placed, { lines: [{ orderLineId, quantity: 16 }] });
  expect((await papersOf(admin, placed)).creditNotes).toEqual([[8, '100.00']]);
});

it('charges nobody for what confirmation cancels for want of stock, and credits what a pick finds missing', async () => {
  const { admin } = test;
  await admin.patch('/settings', { backorderCreation: 'at_confirmation' });
  const { world } = await orderInAdvance(admin, { quantity: 1, there: 16 });
  const rule = { shortageRule: 'cancel_shortage' };
  const line = { variantId: world.variants.MALBEC, quantity: 20, ...rule };
  const placed = await order(admin, world, {}, { lines: [line] });
  expect(placed).toMatchObject({ cancelled: 5 });
  expect(await papersOf(admin, placed)).toMatchObject({ invoices: [[15, '187.50']], creditNotes: [] });
  await pick(admin, placed, [{ picked: 11, short: 4 }]);
  expect((await papersOf(admin, placed)).creditNotes).toEqual([[4, '50.00']]);
  const none = await order(admin, world, {}, { lines: [line] });
  expect(none).toMatchObject({ status: 'cancelled' });
  expect(await papersOf(admin, none)).toMatchObject({ invoices: [], creditNotes: [] });
  await admin.patch('/settings', { backorderCreation: 'at_partial_fulfillment' });
});

it('credits what the customer takes something else for, and invoices the substitute at once, by the rule of its order', async () => {
  const { admin } = test;
  const { world, placed } = await orderInAdvance(admin, { quantity: 6, there: 0, also: { NEW: 10 } });
  await admin.patch('/settings', { invoiceRule: 'per_fulfillment' });
  const backorder = await backorderOf(admin, placed);
  const offers = [{ variantId: world.variants.NEW, price: { kind: 'locked' } }];
  const proposal = { backorderLineId: backorder.lines[0].id, quantity: 6, offers };
  const proposed = made(await admin.post(`/backorders/${backorder.id}/substitutions`, proposal));
  const taken = { variantId: world.variants.NEW, quantity: 4, acceptedBy: 'customer' };
  const accepted = made(await admin.post(`/substitutions/${proposed.id}/acceptances`, taken));
  const { creditNotes, whole } = await papersOf(admin, placed);
  expect(creditNotes).toEqual([[4, '50.00']]);
  expect(whole.creditNotes[0].reason).toBe('substituted');
  expect((await papersOf(admin, { id: accepted.acceptance.orderId })).invoices).toEqual([[4, '50.00']]);
});

it('credits the backorder that a later order replaces', async () => {
  const { admin } = test;
  const { world, placed } = await orderInAdvance(admin, { quantity: 5, there: 0 });
  const line = { variantId: world.variants.MALBEC, quantity: 8, doubleDemand: 'replace' };
  const later = await order(admin, world, {}, { lines: [line] });
  expect(await papersOf(admin, placed)).toMatchObject({ invoices: [[5, '62.50']], creditNotes: [[5, '62.50']] });
  expect((await papersOf(admin, later)).invoices).toEqual([[8, '100.00']]);
});

it('cancels many backorders at once, each with its own credit note, settled as asked', async () => {
  const { admin } = test;
  const { world, placed } = await orderInAdvance(admin, { quantity: 5, there: 0 });
  const other = await order(admin, { ...world, customerId: await addCustomer(admin) }, { MALBEC: 4 });
  const backorderIds = [(await backorderOf(admin, placed)).id, (await backorderOf(admin, other)).id];
  const body = { backorderIds, reason: 'customer_requested', settlement: 'refund' };
  made(await admin.post('/backorder-cancellations', body));
  const refunded = async (of: { id: string }) =>
    (await papersOf(admin, of)).whole.creditNotes.map((note: any) => [note.amount.amount, note.settlement]);
  expect(await refunded(placed)).toEqual([['62.50', 'refund']]);
  expect(await refunded(other)).toEqual([['50.00', 'refund']]);
});
