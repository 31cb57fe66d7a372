import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays } from '#domain/time/calendar.ts';
import { readInvoicePaper } from '#server/paper/invoices.ts';
import { readPackingSlips } from '#server/paper/packing-slips.ts';
import { readPickLists } from '#server/paper/pick-lists.ts';
import { readCompany } from '#server/platform/company.ts';
import { queriesOf } from '#server/platform/transaction.ts';
import { systemViewer } from '#server/platform/viewer.ts';
import type { Reading } from '#server/platform/work.ts';
import { type Client, openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, buy, type World } from '#tests/support/world.ts';
import { backorderOf, made, pick, ship } from './acts.ts';

let company: TestCompany;
let admin: Client;
let world: World;
let customerId: string;
beforeAll(async () => {
  company = await openTestCompany();
  admin = company.as('administrator');
  world = await buildWorld(admin, { RED: 15, WHITE: 30 });
  customerId = await addCustomer(admin, { name: 'יין Château', deliveryInstructions: 'Back door, before 11' });
});
afterAll(() => company.close());

type Order = { id: string; number: string; lines: { id: string }[] };

const TODAY = new Date().toISOString().slice(0, 10);
const EVERYBODY = systemViewer('test');

async function order(quantities: Record<string, number>): Promise<Order> {
  const lines = Object.entries(quantities).map(([sku, quantity]) => ({ variantId: world.variants[sku], quantity }));
  return made(await admin.post('/orders', { customerId, warehouseId: world.warehouseId, confirm: true, lines }));
}

/** What the screens' file says, before it is drawn. */
async function reading(): Promise<Reading> {
  const queries = queriesOf(company.database);
  return { queries, now: new Date().toISOString(), today: TODAY, ...(await readCompany(queries)) };
}

async function slipOf(fulfillmentId: string) {
  const slips = await readPackingSlips(EVERYBODY, await reading(), { fulfillmentIds: [fulfillmentId] });
  if ('refusal' in slips) throw new Error(slips.refusal.code);
  return slips[0];
}

it('says on the slip what is in the parcel, what is still to come and when, and which backorder the rest completes', async () => {
  const twenty = await order({ RED: 20, WHITE: 5 });
  const first = await pick(admin, twenty, [{ picked: 15, short: 5 }]);
  await buy(admin, world, 'RED', 3, { expectedOn: '2035-05-03' });
  await buy(admin, world, 'RED', 1, { expectedOn: '2035-05-10' });

  const slip = await slipOf(first.id);
  expect(slip).toMatchObject({
    number: first.number,
    order: { number: twenty.number },
    backorderNumber: null,
    completes: false,
    instructions: 'Back door, before 11',
    address: ['1 Main Street', 'Des Moines'],
    lines: [
      {
        item: 'Malbec Reserva RED',
        ordered: 20,
        sent: 15,
        toCome: [
          { quantity: 3, on: '2035-05-03' },
          { quantity: 1, on: '2035-05-10' },
          { quantity: 1, on: null },
        ],
      },
    ],
    notHere: [{ item: 'Malbec Reserva WHITE', toCome: [{ quantity: 5 }] }],
  });

  await admin.post('/stock-adjustments', {
    variantId: world.variants.RED,
    warehouseId: world.warehouseId,
    difference: 5,
    reason: 'found',
  });
  const backorder = await backorderOf(admin, twenty);
  const rest = made(
    await admin.post(`/backorders/${backorder.id}/fulfillments`, {
      lines: [{ backorderLineId: backorder.lines[0].id, quantity: 5 }],
    }),
  );
  expect(await slipOf(rest.id)).toMatchObject({ backorderNumber: backorder.number, completes: true });
});

it('says on the slip that nothing is handed over, or only against cash, but not why', async () => {
  const { id } = await pick(admin, await order({ WHITE: 1 }), [{ picked: 1 }]);
  for (const saleHold of ['cash_only', 'no_sale', 'none']) {
    const said = { saleHold, saleHoldReason: saleHold === 'none' ? null : 'on the state’s list' };
    expect((await admin.patch(`/customers/${customerId}`, said)).status).toBe(200);
    const slip = await slipOf(id);
    expect(slip?.saleHold).toBe(saleHold);
    expect(JSON.stringify(slip)).not.toContain('state');
  }
});

it('says on the invoice what was sent at which price, what the deal took off, when it is due, and what was credited since', async () => {
  const unitPrice = { amount: '12.005', currency: 'USD' };
  const deal = { name: 'Fall deal', amount: { amount: '2.00', currency: 'USD' } };
  const lines = [{ variantId: world.variants.WHITE, quantity: 2, unitPrice, deal }];
  const placed = made(
    await admin.post('/orders', { customerId, warehouseId: world.warehouseId, confirm: true, lines }),
  );
  const sent = await pick(admin, placed, [{ picked: 2 }], { shipment: {}, delivery: {} });
  const paper = async () => {
    const said = await readInvoicePaper(EVERYBODY, await reading(), { invoiceId: sent.invoice.id });
    if ('refusal' in said) throw new Error(said.refusal.code);
    return said;
  };
  const said = await paper();
  expect(said).toMatchObject({
    number: sent.invoice.number,
    terms: 'net_30',
    dueOn: addDays(said.on, 30),
    order: { number: placed.number },
    fulfillmentNumber: sent.number,
    lines: [
      { quantity: 2, unitPrice, amount: { amount: '22.01' }, deal: { name: 'Fall deal', off: { amount: '2.00' } } },
    ],
    tax: null,
    credited: null,
    total: { amount: '22.01' },
  });
  made(await admin.post(`/fulfillments/${sent.id}/reopenings`, { reportedBy: 'customer' }));
  made(await admin.post(`/fulfillments/${sent.id}/credits`, { note: 'Lost on the way' }));
  expect(await paper()).toMatchObject({ credited: { amount: '22.01' }, total: { amount: '0.00' } });
});

it('puts the same item of several orders together on a pick list, in the order of the bins', async () => {
  const [one, two] = [await order({ WHITE: 12 }), await order({ WHITE: 1 })];
  const bin = { variantId: world.variants.WHITE, warehouseId: world.warehouseId, bin: 'A-04-2' };
  expect((await admin.post('/bins', bin)).status).toBe(201);
  const lists = await readPickLists(EVERYBODY, await reading(), {
    orderIds: [one.id, two.id],
    backorderIds: [],
    language: 'en',
  });
  expect(lists).toMatchObject([
    {
      numbers: [one.number, two.number],
      lines: [{ bin: 'A-04-2', quantity: 13, parts: [{ number: one.number, quantity: 12 }, { quantity: 1 }] }],
    },
  ]);
  const stock = await admin.get(`/stock?variantId=${world.variants.WHITE}`);
  expect(stock.body.data[0].bin).toBe('A-04-2');
  expect((await admin.post('/bins', { ...bin, variantId: '999999' })).body.code).toBe('unknown_reference');
});

it('answers PDF: a slip, several in one file, a pick list, a label, a manifest', async () => {
  const small = await order({ WHITE: 2 });
  const picked = await pick(admin, small, [{ picked: 2 }]);
  const shipped = await ship(admin, picked);
  const paths = [
    `/fulfillments/${picked.id}/packing-slip.pdf?language=es`,
    `/invoices/${shipped.invoice.id}/invoice.pdf?language=es`,
    `/packing-slips.pdf?fulfillmentId=${picked.id}&fulfillmentId=${picked.id}`,
    `/pick-list.pdf?orderId=${small.id}`,
    `/shipments/${shipped.shipment.id}/label.pdf`,
    `/labels.pdf?shipmentId=${shipped.shipment.id}`,
    `/manifest.pdf?warehouseId=${world.warehouseId}&carrier=UPS`,
  ];
  for (const path of paths) {
    const { status, headers, body } = await admin.get(path);
    expect([path, status, headers.get('content-type')]).toEqual([path, 200, 'application/pdf']);
    expect(body.slice(0, 5), path).toBe('%PDF-');
  }
});

it('refuses paper of what nobody has, of what was voided, and of nothing', async () => {
  const picked = await pick(admin, await order({ WHITE: 1 }), [{ picked: 1 }]);
  await admin.post(`/fulfillments/${picked.id}/voids`, { reason: 'the wrong pallet' });
  const code = async (path: string) => (await admin.get(path)).body.code;
  expect(await code(`/fulfillments/${picked.id}/packing-slip.pdf`)).toBe('fulfillment_voided');
  expect(await code('/fulfillments/999999/packing-slip.pdf')).toBe('not_found');
  expect(await code('/pick-list.pdf')).toBe('invalid_request');
  expect(await code('/pick-list.pdf?orderId=999999')).toBe('not_found');
  expect(await code('/shipments/999999/label.pdf')).toBe('not_found');
  expect(await code('/manifest.pdf?warehouseId=999999')).toBe('not_found');
});

it('asks why paper is printed again, and says so on the copy', async () => {
  const picked = await pick(admin, await order({ WHITE: 1 }), [{ picked: 1 }]);
  const print = (more: object) =>
    admin.post('/prints', { document: 'packing_slip', fulfillmentIds: [picked.id], ...more });
  expect((await print({})).body.prints).toMatchObject([{ copy: 1, reason: null }]);
  expect((await print({})).body).toMatchObject({ code: 'reprint_needs_reason', numbers: [picked.number] });
  expect((await print({ reason: 'it got wet' })).body.prints).toMatchObject([{ copy: 2, reason: 'it got wet' }]);
  expect((await slipOf(picked.id))?.reprint).toEqual({ copy: 2, reason: 'it got wet' });
  const { body } = await admin.get(`/prints?fulfillmentId=${picked.id}`);
  expect(body.data.map(({ copy }: { copy: number }) => copy)).toEqual([2, 1]);
});

it('counts two people who print at once as copies 1 and 2: the second is asked', async () => {
  const picked = await pick(admin, await order({ WHITE: 1 }), [{ picked: 1 }]);
  const body = { document: 'label', fulfillmentIds: [picked.id] };
  const replies = await Promise.all([admin.post('/prints', body), admin.post('/prints', body)]);
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
});
