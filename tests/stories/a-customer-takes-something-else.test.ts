import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { migrateJobs } from '#server/jobs/runner.ts';
import { tellCustomers } from '#tests/support/tell-customers.ts';
import { addCustomer, adjust, buildWorld, order, stockOf, type World } from '#tests/support/world.ts';
import { backorderOf, cancel, made, pick, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

// Long because what may happen to a proposal is one story.
const office = openBalancedCompany();

/** Six of one vintage wait; of the next there is stock. */
async function waiting(stock: Record<string, number> = { OLD: 0, NEW: 10 }, line: object = {}) {
  const { admin } = office;
  const world = await buildWorld(admin, stock);
  const placed = await order(admin, world, {}, { lines: [{ variantId: world.variants.OLD, quantity: 6, ...line }] });
  const backorder = await backorderOf(admin, placed);
  return { world, placed, backorder, line: backorder.lines[0] };
}

async function propose({ world, backorder }: { world: World; backorder: any }, body: object = {}) {
  return made(
    await office.admin.post(`/backorders/${backorder.id}/substitutions`, {
      backorderLineId: backorder.lines[0].id,
      quantity: 6,
      offers: [{ variantId: world.variants.NEW, price: { kind: 'locked' } }],
      ...body,
    }),
  );
}

const accept = (substitution: any, body: object = {}) =>
  office.admin.post(`/substitutions/${substitution.id}/acceptances`, {
    variantId: substitution.offers[0].variantId,
    quantity: 4,
    acceptedBy: 'customer',
    ...body,
  });
const read = async (backorder: any) => (await office.admin.get(`/backorders/${backorder.id}`)).body;
const history = async (path: string) => (await office.admin.get(`${path}/history?limit=200`)).body.data;

describe('a substitute of six at the locked price, of which the customer takes four', () => {
  it('closes four as substituted, leaves two waiting in their place, and sends four of the other at that price', async () => {
    const { admin } = office;
    const case_ = await waiting(undefined, {
      unitPrice: { amount: '11.90', currency: 'USD' },
      deal: { name: 'Spring', amount: { amount: '3.00', currency: 'USD' } },
    });
    const { world, placed, backorder } = case_;
    const proposed = await propose(case_, { note: 'One year younger' });
    expect(proposed).toMatchObject({
      status: 'proposed',
      quantity: 6,
      acceptable: 6,
      orderNumber: placed.number,
      offers: [{ price: { kind: 'locked', amount: { amount: '11.90' } }, available: 10 }],
    });
    // Until the customer says so, everything stands as it stood.
    expect(await read(backorder)).toMatchObject({
      substituted: 0,
      outstanding: 6,
      status: 'open',
      awaitsAnswer: true,
    });

    const accepted = made(await accept(proposed, { note: 'Said yes on the phone' }));
    expect(accepted).toMatchObject({ status: 'accepted', acceptable: 0, acceptance: { quantity: 4 } });
    expect(await read(backorder)).toMatchObject({
      substituted: 4,
      outstanding: 2,
      status: 'open',
      quantity: 6,
      awaitsAnswer: false,
    });
    const instead = await readOrder(admin, { id: accepted.acceptance.orderId });
    expect(instead).toMatchObject({
      number: accepted.acceptance.orderNumber,
      status: 'confirmed',
      customerId: world.customerId,
      // Four at 11.90 less their share of the 3.00 off six.
      orderedValue: { amount: '45.60' },
      lines: [
        {
          variantId: world.variants.NEW,
          quantity: 4,
          allocated: 4,
          unitPrice: { amount: '11.90' },
          dealName: 'Spring',
          dealAmount: { amount: '2.00' },
        },
      ],
      standsInFor: { backorderNumber: backorder.number, orderNumber: placed.number, quantity: 4 },
    });
    const original = await readOrder(admin, placed);
    expect(original.substitutes).toMatchObject([{ orderNumber: instead.number, quantity: 4 }]);
    expect(await stockOf(admin, world, 'NEW')).toMatchObject({ onHand: 10, allocated: 4, available: 6 });
    expect(await stockOf(admin, world, 'OLD')).toMatchObject({ onHand: 0, allocated: 0, backordered: 2 });

    const said = (await history(`/orders/${placed.id}`)).map(({ action }: any) => action);
    expect(said).toEqual(expect.arrayContaining(['backorder.propose_substitute', 'backorder.substitute']));
    const [first] = (await history(`/backorders/${backorder.id}`)).filter(({ action }: any) =>
      /ubstitute$/.test(action),
    );
    expect(first.changes).toMatchObject({ quantity: 4, substituteOrder: instead.number, acceptedBy: 'customer' });
    const [creation] = (await history(`/orders/${instead.id}`)).filter(({ action }: any) => action === 'order.create');
    expect(creation.changes.standsInFor).toMatchObject({ backorder: backorder.number, order: placed.number });

    // What waits is served in its place, and the substitute ships like any order.
    await adjust(admin, { variantId: world.variants.OLD as string, warehouseId: world.warehouseId, difference: 2 });
    expect(await read(backorder)).toMatchObject({ allocated: 2, status: 'ready_to_fulfill' });
    await pick(admin, instead, [{ picked: 4 }], { shipment: {} });
    expect(await readOrder(admin, instead)).toMatchObject({ status: 'fulfilled' });
  });

  it('is sent at the list price, or another with its reason, as it was when it was offered', async () => {
    const case_ = await waiting();
    const { world } = case_;
    const list = await propose(case_, { offers: [{ variantId: world.variants.NEW, price: { kind: 'list' } }] });
    expect(
      (await office.admin.patch(`/variants/${world.variants.NEW}`, { price: { amount: '20', currency: 'USD' } }))
        .status,
    ).toBe(200);
    const { acceptance } = made(await accept(list, { quantity: 2 }));
    expect((await readOrder(office.admin, { id: acceptance.orderId })).lines[0].unitPrice.amount).toBe('12.50');

    const price = { kind: 'other', amount: { amount: '9.5', currency: 'USD' }, reason: 'For the wait' };
    const other = await propose(case_, { quantity: 4, offers: [{ variantId: world.variants.NEW, price }] });
    const second = made(await accept(other)).acceptance;
    expect((await readOrder(office.admin, { id: second.orderId })).orderedValue.amount).toBe('38.00');
    expect(await read(case_.backorder)).toMatchObject({ substituted: 6, outstanding: 0, status: 'cancelled' });
  });

  it('gives what was reserved for it to the next in line', async () => {
    const { admin } = office;
    const case_ = await waiting({ OLD: 0, NEW: 6 });
    const { world, backorder } = case_;
    const next = { ...world, customerId: await addCustomer(admin) };
    const behind = await backorderOf(admin, await order(admin, next, { OLD: 3 }));
    await adjust(admin, { variantId: world.variants.OLD as string, warehouseId: world.warehouseId, difference: 6 });
    expect(await read(behind)).toMatchObject({ allocated: 0 });
    made(await accept(await propose(case_), { quantity: 5 }));
    expect(await read(backorder)).toMatchObject({ allocated: 1, outstanding: 1 });
    expect(await read(behind)).toMatchObject({ allocated: 3 });
  });
});

describe('the customer is told', () => {
  const mailbox = async (backorder: any, event: string) =>
    (await office.admin.get(`/mailbox?backorderId=${backorder.id}&event=${event}`)).body.data;

  it('by one mail what is offered, and by one what is sent, in their language', async () => {
    await migrateJobs(office.company.databaseUrl, pino({ level: 'silent' }));
    for (const [language, words] of [
      ['en', ['6 bottles', '$12.50', '4 bottles', 'keep waiting']],
      ['es', ['6 botellas', 'USD', '4 botellas', 'sigue esperando']],
    ] as const) {
      const case_ = await waiting();
      await office.admin.patch(`/customers/${case_.world.customerId}`, { language });
      await tellCustomers(office.company.database);
      const proposed = await propose(case_, { note: 'One year younger' });
      await tellCustomers(office.company.database);
      const [offer, ...more] = await mailbox(case_.backorder, 'substitute_proposed');
      expect(more).toEqual([]);
      for (const part of [words[0], 'Malbec Reserva NEW', 'One year younger', case_.placed.number])
        expect(offer.text).toContain(part);
      const { acceptance } = made(await accept(proposed));
      await tellCustomers(office.company.database);
      const [sent] = await mailbox(case_.backorder, 'substitute_confirmed');
      for (const part of [...words.slice(2), 'Malbec Reserva NEW', acceptance.orderNumber])
        expect(sent.text).toContain(part);
      // The new order is told with it, and not once more.
      expect((await office.admin.get(`/mailbox?orderId=${acceptance.orderId}`)).body.data).toEqual([]);
    }
  });

  it('nothing of an offer that was withdrawn before it left, or that nobody wanted told', async () => {
    const case_ = await waiting();
    const quiet = await propose(case_, { notifyCustomer: false });
    made(await office.admin.post(`/substitutions/${quiet.id}/withdrawals`));
    const loud = await propose(case_);
    made(await office.admin.post(`/substitutions/${loud.id}/withdrawals`));
    await tellCustomers(office.company.database);
    const told = await mailbox(case_.backorder, 'substitute_proposed');
    expect(told.map(({ status, reason }: any) => [status, reason])).toEqual([['suppressed', 'no_longer_true']]);
  });
});

describe('an acceptance is refused, and nothing is changed,', () => {
  it('when the stock is gone, whatever of the rules deals it', async () => {
    const { admin } = office;
    const case_ = await waiting({ OLD: 0, NEW: 6 });
    const { world, backorder } = case_;
    const proposed = await propose(case_);
    await order(admin, { ...world, customerId: await addCustomer(admin) }, { NEW: 3 });
    const orders = async () => (await office.company.database.query('select count(*) from orders')).rows[0].count;
    const before = [await read(backorder), await orders()];
    for (const rules of [
      { allocationMode: 'automatic', backorderCreation: 'at_confirmation' },
      { allocationMode: 'by_hand', backorderCreation: 'at_confirmation' },
      { allocationMode: 'by_hand', backorderCreation: 'never' },
    ]) {
      await admin.patch('/settings', rules);
      const gone = await accept(proposed);
      expect([gone.status, gone.body.code, gone.body.available]).toEqual([409, 'substitute_not_in_stock', 3]);
    }
    expect([await read(backorder), await orders()]).toEqual(before);
    // What is there can be had, also where a person deals the stock.
    const { acceptance } = made(await accept(proposed, { quantity: 3 }));
    expect(await readOrder(admin, { id: acceptance.orderId })).toMatchObject({ lines: [{ allocated: 3 }] });
    await admin.patch('/settings', { allocationMode: 'automatic', backorderCreation: 'at_partial_fulfillment' });
  });

  it('when two accept at once: one of them', async () => {
    const case_ = await waiting();
    const proposed = await propose(case_);
    const answers = await Promise.all([accept(proposed), accept(proposed), accept(proposed, { quantity: 2 })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const late = answers.find(({ status }) => status === 409);
    expect(late?.body).toMatchObject({ code: 'substitution_closed', substitution: { status: 'accepted' } });
    const { quantity } = answers.find(({ status }) => status === 201)?.body.acceptance ?? {};
    expect(await read(case_.backorder)).toMatchObject({ substituted: quantity, outstanding: 6 - quantity });
  });

  it('for more than is proposed or waits, for what was not offered, without the word of the customer, and on hold', async () => {
    const { admin } = office;
    const case_ = await waiting({ OLD: 0, NEW: 20, OTHER: 5 });
    const { world, backorder } = case_;
    const proposed = await propose(case_, { quantity: 4 });
    const refused = async (body: object) => {
      const { status, body: answer } = await accept(proposed, body);
      return [status, answer.code];
    };
    expect(await refused({ quantity: 5 })).toEqual([409, 'more_than_substitutable']);
    expect(await refused({ variantId: world.variants.OTHER })).toEqual([422, 'substitute_not_offered']);
    expect(await refused({ acceptedBy: 'representative' })).toEqual([422, 'consent_required']);
    expect(await refused({ acceptedBy: 'representative', note: '  ' })).toEqual([422, 'consent_required']);
    for (const quantity of [0, -1, 1.5, 1e12, '4'])
      expect(await refused({ quantity })).toEqual([422, 'invalid_request']);
    const hold = made(await admin.post(`/backorders/${backorder.id}/holds`, { reason: 'credit' }));
    expect(await refused({})).toEqual([409, 'on_hold']);
    made(await admin.post(`/backorders/${backorder.id}/holds/${hold.id}/releases`, {}));
    await cancel(admin, `/backorders/${backorder.id}`, {
      lines: [{ backorderLineId: backorder.lines[0].id, quantity: 3 }],
    });
    const stated = (await admin.get(`/substitutions/${proposed.id}`)).body;
    expect(stated).toMatchObject({ status: 'proposed', quantity: 4, acceptable: 3 });
    expect((await accept(proposed)).body).toMatchObject({ code: 'more_than_substitutable', most: 3 });
    await cancel(admin, `/backorders/${backorder.id}`);
    expect((await accept(proposed, { quantity: 1 })).body.code).toBe('nothing_outstanding');
    expect((await admin.get(`/substitutions/${proposed.id}`)).body.status).toBe('lapsed');
  });
});

describe('a proposal', () => {
  it('is refused by the customer, or withdrawn, once; the line waits as before and may be offered something else', async () => {
    const { admin } = office;
    const case_ = await waiting();
    const first = await propose(case_);
    const again = await admin.post(`/backorders/${case_.backorder.id}/substitutions`, {
      backorderLineId: case_.line.id,
      quantity: 1,
      offers: [{ variantId: case_.world.variants.NEW }],
    });
    expect(again.body).toMatchObject({ code: 'already_proposed', substitutionId: first.id });
    const refused = made(await admin.post(`/substitutions/${first.id}/refusals`, { note: 'Only the old one' }));
    expect(refused).toMatchObject({ status: 'refused', closingNote: 'Only the old one', acceptance: null });
    const second = await propose(case_);
    expect(made(await admin.post(`/substitutions/${second.id}/withdrawals`))).toMatchObject({ status: 'withdrawn' });
    for (const act of ['acceptances', 'refusals', 'withdrawals']) {
      const body =
        act === 'acceptances' ? { variantId: case_.world.variants.NEW, quantity: 1, acceptedBy: 'customer' } : {};
      expect((await admin.post(`/substitutions/${second.id}/${act}`, body)).body.code).toBe('substitution_closed');
    }
    expect(await read(case_.backorder)).toMatchObject({ substituted: 0, outstanding: 6 });
    const listed = (await admin.get(`/backorders/${case_.backorder.id}/substitutions`)).body.data;
    expect(listed.map(({ status }: any) => status)).toEqual(['withdrawn', 'refused']);
  });

  it('offers what is there: never what waits already, what has no stock, or a price without its reason', async () => {
    const case_ = await waiting({ OLD: 0, NEW: 5, NONE: 0 });
    const { world, backorder, line } = case_;
    const code = async (body: object) => {
      const given = { backorderLineId: line.id, quantity: 6, offers: [{ variantId: world.variants.NEW }], ...body };
      const reply = await office.admin.post(`/backorders/${backorder.id}/substitutions`, given);
      return [reply.body.code, reply.body.errors?.[0]?.pointer];
    };
    const offer = (sku: string, price?: object) => ({
      offers: [{ variantId: world.variants[sku], ...(price ? { price } : {}) }],
    });
    expect(await code(offer('OLD'))).toEqual(['invalid_request', '#/offers/0/variantId']);
    expect(await code(offer('NONE'))).toEqual(['substitute_not_in_stock', '#/offers/0/variantId']);
    expect(await code({ quantity: 7 })).toEqual(['more_than_substitutable', '#/quantity']);
    expect(await code({ backorderLineId: '999999' })).toEqual(['line_not_on_record', '#/backorderLineId']);
    expect(await code({ offers: [{ variantId: '999999' }] })).toEqual(['unknown_reference', '#/offers/0/variantId']);
    const other = (price: object) => code(offer('NEW', { kind: 'other', ...price }));
    expect(await other({ amount: '9.00' })).toEqual(['invalid_request', '#/offers/0/price/reason']);
    expect(await other({ reason: 'For the wait' })).toEqual(['invalid_request', '#/offers/0/price/amount']);
    expect(await other({ amount: { amount: '9', currency: 'EUR' }, reason: 'x' })).toEqual([
      'invalid_request',
      '#/offers/0/price/amount/currency',
    ]);
    expect(await code({ offers: [...offer('NEW').offers, ...offer('NEW').offers] })).toEqual([
      'invalid_request',
      '#/offers',
    ]);
  });

  it('is suggested from the closest that has free stock', async () => {
    const { admin } = office;
    const case_ = await waiting({ OLD: 0, NEW: 5, NONE: 0 });
    const product = made(await admin.post('/products', { name: 'Malbec Clasico', family: 'Malbec' }));
    const cousin = made(
      await admin.post('/variants', {
        productId: product.id,
        sku: `COUSIN-${case_.backorder.id}`,
        name: '2021, 750 ml',
        unitsPerCase: 12,
        price: { amount: '13', currency: 'USD' },
      }),
    );
    await adjust(admin, { variantId: cousin.id, warehouseId: case_.world.warehouseId, countedQuantity: 40 });
    const path = `/backorders/${case_.backorder.id}/substitution-suggestions?backorderLineId=${case_.line.id}`;
    const { data } = (await admin.get(path)).body;
    expect(data.map(({ sku, isSameProduct, coversAll }: any) => [sku.split('-')[0], isSameProduct, coversAll])).toEqual(
      [
        ['NEW', true, false],
        ['COUSIN', false, true],
      ],
    );
    expect((await admin.get(path.replace(/\d+$/, '999999'))).body.code).toBe('line_not_on_record');
  });
});
