import { describe, expect, it } from 'vitest';
import { addCustomer, buildWorld, order, receive, stockOf } from '../support/world.ts';
import { backorderOf, deliver, fill, made, pick, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

/** How many pairs meet; many more are asked for by RETURN_PAIRS. */
const PAIRS = Number(process.env.RETURN_PAIRS ?? 12);

describe('goods that come back', () => {
  const test = openBalancedCompany({ connections: 20 });

  /** A backorder of 10, delivered: its order found nothing. */
  async function deliveredBackorder() {
    const world = await buildWorld(test.admin, { MALBEC: 0, SYRAH: 0 });
    const placed = await order(test.admin, world, { MALBEC: 10 });
    await receive(test.admin, world, 'MALBEC', 10);
    const backorder = await backorderOf(test.admin, placed);
    const delivered = await fill(test.admin, backorder, [10], { shipment: {}, delivery: {} });
    return { world, placed, backorder, delivered };
  }

  /** An order of some bottles, delivered by itself. */
  async function deliveredOrder(quantity: number) {
    const world = await buildWorld(test.admin, { MALBEC: quantity, SYRAH: 0 });
    const placed = await order(test.admin, world, { MALBEC: quantity });
    const delivered = await pick(test.admin, placed, [{ picked: quantity }], { shipment: {}, delivery: {} });
    return { world, placed, delivered };
  }

  const giveBack = (delivered: any, line: object, rest: object = {}) =>
    test.admin.post('/returns', {
      fulfillmentId: delivered.id,
      lines: [{ fulfillmentLineId: delivered.lines[0].id, reason: 'damaged', ...line }],
      ...rest,
    });

  it('replaces 3 of 10 at no charge while the backorder stays complete, and caps the next return at 7', async () => {
    const { world, placed, backorder, delivered } = await deliveredBackorder();
    const returned = made(await giveBack(delivered, { quantity: 3, disposition: 'scrap', replace: { quantity: 3 } }));
    expect(returned).toMatchObject({
      isFromDoor: false,
      creditNote: null,
      lines: [{ quantity: 3, undecided: 0, dispositions: [{ disposition: 'scrap', quantity: 3 }] }],
    });
    expect((await test.admin.get(`/backorders/${backorder.id}`)).body).toMatchObject({
      status: 'complete',
      fulfilled: 10,
    });
    expect((await test.admin.get(`/fulfillments/${delivered.id}`)).body).toMatchObject({
      status: 'delivered',
      lines: [{ quantity: 10, returned: 3 }],
      invoice: { amount: { amount: '125.00' }, credited: { amount: '0.00' } },
    });
    const replacement = (await test.admin.get(`/backorders/${returned.lines[0].replacement.backorderId}`)).body;
    expect(replacement).toMatchObject({
      kind: 'replacement',
      quantity: 3,
      outstanding: 3,
      outstandingValue: { amount: '0.00' },
    });
    expect(await readOrder(test.admin, placed)).toMatchObject({
      status: 'delivered',
      ordered: 10,
      delivered: 10,
      hasOpenBackorder: true,
      lines: [{ replacesReturn: null }, { quantity: 3, replacesReturn: { number: returned.number } }],
    });
    expect(await giveBack(delivered, { quantity: 8 })).toMatchObject({
      status: 409,
      body: { code: 'more_than_delivered', returnable: 7 },
    });

    await receive(test.admin, world, 'MALBEC', 3);
    // A program that sends the order back as it read it changes nothing; a replacement is not asked for in another quantity.
    const asRead = (await readOrder(test.admin, placed)).lines.map((line: any) => ({
      orderLineId: line.id,
      quantity: line.quantity,
      priceReason: line.priceReason,
      shortageRule: line.shortageRule,
    }));
    const same = await test.admin.patch(`/orders/${placed.id}`, { lines: asRead });
    expect([same.status, same.body.version]).toEqual([200, (await readOrder(test.admin, placed)).version]);
    const more = await test.admin.patch(`/orders/${placed.id}`, { lines: [{ ...asRead[1], quantity: 4 }] });
    expect([more.body.code, more.body.errors[0].pointer]).toEqual(['line_not_on_record', '#/lines/0/quantity']);
    const sent = await fill(test.admin, replacement, [3], { shipment: {}, delivery: {} });
    expect(sent).toMatchObject({ status: 'delivered', invoice: null });
    expect(await readOrder(test.admin, placed)).toMatchObject({ status: 'delivered', hasOpenBackorder: false });
    made(await giveBack(delivered, { quantity: 7 }, { credit: true }));
    const found = (await test.admin.get(`/search?q=${returned.number}`)).body.data;
    expect(found).toMatchObject([{ kind: 'return', id: returned.id }]);
  });

  it('gives what is restocked to who waits, in rank order', async () => {
    const { world, delivered } = await deliveredOrder(10);
    const second = { customerId: await addCustomer(test.admin) };
    const first = await order(test.admin, world, { MALBEC: 2 });
    const later = await order(test.admin, world, { MALBEC: 2 }, second);
    made(await giveBack(delivered, { quantity: 3, reason: 'not_wanted', disposition: 'restock' }));
    const allocated = async (placed: any) => (await backorderOf(test.admin, placed)).allocated;
    expect([await allocated(first), await allocated(later)]).toEqual([2, 1]);
    expect(await stockOf(test.admin, world, 'MALBEC')).toMatchObject({ onHand: 3, allocated: 3, available: 0 });
  });

  it('keeps undecided goods off hand until somebody says where they go, each unit once', async () => {
    const { world, delivered } = await deliveredOrder(6);
    const returned = made(await giveBack(delivered, { quantity: 4 }));
    const [line] = returned.lines;
    const place = (body: object) =>
      test.admin.post(`/returns/${returned.id}/dispositions`, { lines: [{ returnLineId: line.id, ...body }] });
    expect(await stockOf(test.admin, world, 'MALBEC')).toMatchObject({ onHand: 0 });
    expect((await test.admin.get('/returns?isUndecided=true')).body.data.map(({ id }: any) => id)).toContain(
      returned.id,
    );
    expect(made(await place({ quantity: 1, disposition: 'scrap' })).lines[0].undecided).toBe(3);
    expect((await place({ quantity: 4, disposition: 'restock' })).body).toMatchObject({
      code: 'more_than_undecided',
      undecided: 3,
    });
    const replies = await Promise.all([1, 2, 3, 4].map(() => place({ quantity: 2, disposition: 'restock' })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    made(await place({ disposition: 'back_to_supplier' }));
    expect(await stockOf(test.admin, world, 'MALBEC')).toMatchObject({ onHand: 2, available: 2 });
    expect((await test.admin.get('/returns?isUndecided=true')).body.data.map(({ id }: any) => id)).not.toContain(
      returned.id,
    );
  });

  it.each([
    { disposition: 'restock', onHand: 2, undecided: 0 },
    { disposition: 'scrap', onHand: 0, undecided: 0 },
    { disposition: 'back_to_supplier', onHand: 0, undecided: 0 },
    { disposition: 'undecided', onHand: 0, undecided: 2 },
  ])('puts 2 that come back to $disposition: $onHand on hand', async ({ disposition, onHand, undecided }) => {
    const { world, delivered } = await deliveredOrder(3);
    const returned = made(await giveBack(delivered, { quantity: 2, disposition }));
    expect(returned.lines[0]).toMatchObject({
      quantity: 2,
      undecided,
      dispositions: undecided > 0 ? [] : [{ disposition, quantity: 2 }],
    });
    expect(await stockOf(test.admin, world, 'MALBEC')).toMatchObject({ onHand, available: onHand });
    expect((await test.admin.get(`/fulfillments/${delivered.id}`)).body.lines[0]).toMatchObject({ returned: 2 });
  });

  it('credits on one credit note what is not replaced, and sends another variant for the rest', async () => {
    const { world, placed, delivered } = await deliveredOrder(6);
    const returned = made(
      await giveBack(
        delivered,
        { quantity: 4, disposition: 'restock', replace: { quantity: 1, variantId: world.variants.SYRAH } },
        { credit: true },
      ),
    );
    expect(returned.creditNote).toMatchObject({ amount: { amount: '37.50' } });
    expect(returned.lines[0].replacement).toMatchObject({ quantity: 1, variantId: world.variants.SYRAH });
    const [invoice] = (await test.admin.get(`/invoices?orderId=${placed.id}`)).body.data;
    expect(invoice).toMatchObject({ amount: { amount: '75.00' }, credited: { amount: '37.50' } });
    expect(await giveBack(delivered, { quantity: 1, replace: { quantity: 1 } }, { credit: true })).toMatchObject({
      status: 409,
      body: { code: 'nothing_to_credit' },
    });
    expect((await giveBack(delivered, { quantity: 1, replace: { quantity: 2 } })).body.code).toBe('more_than_returned');
    const unknown = { quantity: 1, replace: { quantity: 1, variantId: '999999' } };
    expect((await giveBack(delivered, unknown)).body.code).toBe('unknown_reference');
    for (const quantity of [0, -1, 1.5, 1e12, 'two', null])
      expect((await giveBack(delivered, { quantity })).status).toBe(422);
    const rep = test.company.as('sales_rep');
    const lines = [{ fulfillmentLineId: delivered.lines[0].id, quantity: 1, reason: 'other' }];
    expect((await rep.post('/returns', { fulfillmentId: delivered.id, lines })).body.code).toBe('not_your_customer');
  });

  it('takes nothing back that is not with the customer', async () => {
    const { delivered } = await deliveredOrder(3);
    made(await test.admin.post(`/fulfillments/${delivered.id}/reopenings`, { reportedBy: 'customer' }));
    expect((await giveBack(delivered, { quantity: 1 })).body.code).toBe('fulfillment_not_delivered');
    await deliver(test.admin, delivered);
    made(await giveBack(delivered, { quantity: 3, disposition: 'scrap' }));
    expect((await giveBack(delivered, { quantity: 1 })).body.code).toBe('more_than_delivered');
    const reopened = await test.admin.post(`/fulfillments/${delivered.id}/reopenings`, { reportedBy: 'customer' });
    expect(reopened.body.code).toBe('fulfillment_not_delivered');
  });

  it('leaves every pair in a legal state when one returns what another reopens', async () => {
    const world = await buildWorld(test.admin, { MALBEC: 3 * PAIRS });
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const placed = await order(test.admin, world, { MALBEC: 3 });
      const delivered = await pick(test.admin, placed, [{ picked: 3 }], { shipment: {}, delivery: {} });
      const both = [
        () => giveBack(delivered, { quantity: 2, disposition: 'scrap' }),
        () => test.admin.post(`/fulfillments/${delivered.id}/reopenings`, { reportedBy: 'customer' }),
      ];
      const ordered = pair % 2 ? both : both.reverse();
      const [one, other] = await Promise.all(ordered.map((act) => act()));
      const { body: now } = await test.admin.get(`/fulfillments/${delivered.id}`);
      const returned = now.lines[0].returned;
      const isOpenAgain = now.status === 'shipped';
      expect([returned, isOpenAgain], JSON.stringify([one?.body, other?.body])).toEqual([
        isOpenAgain && returned === 0 ? 0 : 2,
        true,
      ]);
    }
  }, 600_000);
});
