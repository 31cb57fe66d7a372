import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Client } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, order, receive, stockOf } from '#tests/support/world.ts';
import { backorderOf, deliver, pick, readOrder, ship } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('an order that changes after it was confirmed', () => {
  const story = openBalancedCompany();

  const change = (client: Client, about: { id: string }, body: object, headers: Record<string, string> = {}) =>
    client.patch(`/orders/${about.id}`, body, headers);
  const row = (about: { lines: { id: string }[] }, quantity: number) => ({
    lines: [{ orderLineId: about.lines[0]?.id, quantity }],
  });

  /** Of 10 ordered 6 were found and delivered; 4 wait on a backorder. */
  async function sixOfTenDelivered() {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 6 });
    const placed = await order(admin, world, { MALBEC: 10 });
    const { id } = await pick(admin, placed, [{ picked: 6, short: 4 }]);
    await ship(admin, { id });
    await deliver(admin, { id });
    return { admin, world, placed };
  }

  it('follows what is wanted, from more to less, and never below what was delivered', async () => {
    const { admin, placed } = await sixOfTenDelivered();
    const first = await backorderOf(admin, placed);
    expect(first).toMatchObject({ quantity: 4, outstanding: 4 });

    const raised = await change(admin, placed, row(placed, 12));
    expect(raised.status).toBe(200);
    expect(raised.body).toMatchObject({ ordered: 12, status: 'partially_fulfilled' });
    expect(raised.body.backorders).toHaveLength(1);
    const grown = await backorderOf(admin, placed);
    expect(grown).toMatchObject({ id: first.id, quantity: 6, outstanding: 6, status: 'open' });
    expect(grown.outstandingValue.amount).toBe('75.00');
    expect(raised.body.lines).toMatchObject([
      { id: placed.lines[0].id, quantity: 10, fulfilled: 6, backordered: 4, increaseOfId: null },
      { quantity: 2, backordered: 2, outstanding: 0, increaseOfId: placed.lines[0].id, unitPrice: { amount: '12.50' } },
    ]);
    const { rows } = await story.company.database.query<{ queued_at: Date }>(
      `select distinct queued_at from queue_lines where backorder_id = $1`,
      [first.id],
    );
    expect(rows).toHaveLength(2);

    await change(admin, placed, row(placed, 7));
    expect(await backorderOf(admin, placed)).toMatchObject({
      quantity: 1,
      outstanding: 1,
      cancelled: 0,
      takenBack: 5,
      lines: [
        { ordered: 7, quantity: 1 },
        { ordered: 0, quantity: 0, takenBack: 2, outstandingValue: { amount: '0.00' } },
      ],
    });
    const closed = await change(admin, placed, row(placed, 6));
    expect(closed.body).toMatchObject({ status: 'delivered', hasOpenBackorder: false, restCancelled: false });
    expect(await backorderOf(admin, placed)).toMatchObject({ status: 'cancelled', outstanding: 0 });

    const refused = await change(admin, placed, row(placed, 5));
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'below_picked_or_shipped', shipped: 6, picked: 0, least: 6 });
    expect(refused.body.errors[0].detail).toContain('6 have shipped');
    expect((await readOrder(admin, placed)).version).toBe(closed.body.version);
  });

  it('never revives a closed backorder: more waits on a new one', async () => {
    const { admin, placed } = await sixOfTenDelivered();
    await change(admin, placed, row(placed, 6));
    const again = await change(admin, placed, row(placed, 8));
    expect(again.body.backorders).toMatchObject([
      { status: 'cancelled', outstanding: 0 },
      { status: 'open', outstanding: 2 },
    ]);
  });

  it('makes nobody ready with units that vanish, and stands behind whoever came meanwhile', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { SYRAH: 0 });
    const first = await order(admin, world, { SYRAH: 2 });
    const behind = await order(admin, { ...world, customerId: await addCustomer(admin) }, { SYRAH: 2 });
    await change(admin, first, row(first, 1));
    await change(admin, first, row(first, 2));
    expect(await stockOf(admin, world, 'SYRAH')).toMatchObject({ onHand: 0, allocated: 0, waiting: 4 });
    expect(await backorderOf(admin, behind)).toMatchObject({ allocated: 0, status: 'open' });

    await receive(admin, world, 'SYRAH', 3);
    const own = await backorderOf(admin, first);
    expect(own).toMatchObject({ quantity: 2, cancelled: 0, outstanding: 2, allocated: 1 });
    expect(await backorderOf(admin, behind)).toMatchObject({ allocated: 2 });
  });

  it('hands reserved units that are given up to the next at once, and asks anew for what it raises', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { RIOJA: 2 });
    const first = await order(admin, world, { RIOJA: 2 });
    const behind = await order(admin, { ...world, customerId: await addCustomer(admin) }, { RIOJA: 2 });
    await change(admin, first, row(first, 1));
    expect(await backorderOf(admin, behind)).toMatchObject({ allocated: 1 });
    const raised = await change(admin, first, row(first, 2));
    expect(raised.body.lines).toMatchObject([{ allocated: 1 }, { allocated: 0, backordered: 1 }]);
    expect(await backorderOf(admin, behind)).toMatchObject({ allocated: 1 });
  });

  it('gets free stock for more when nobody ahead waits, and for an item it did not have', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { PORT: 5, SHERRY: 3 });
    const placed = await order(admin, world, { PORT: 2 });
    const changed = await change(admin, placed, {
      lines: [
        { orderLineId: placed.lines[0].id, quantity: 4 },
        { variantId: world.variants.SHERRY, quantity: 5 },
      ],
    });
    expect(changed.body.lines).toMatchObject([
      { quantity: 2, allocated: 2 },
      { quantity: 2, allocated: 2, increaseOfId: placed.lines[0].id },
      { quantity: 5, allocated: 3, outstanding: 5, shortage: 2, increaseOfId: null },
    ]);
    expect(changed.body.ordered).toBe(9);
  });

  it('keeps what is picked, says so, and may be lowered to it', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10 });
    const placed = await order(admin, world, { MALBEC: 10 });
    await pick(admin, placed, [{ picked: 4 }]);
    const refused = await change(admin, placed, row(placed, 3));
    expect(refused.body).toMatchObject({ code: 'below_picked_or_shipped', picked: 4, least: 4 });
    const lowered = await change(admin, placed, row(placed, 4));
    expect(lowered.body.lines).toMatchObject([
      { quantity: 4, outstanding: 4, picked: 4, cancelled: 0, takenBack: 6, orderedValue: { amount: '50.00' } },
    ]);
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ available: 6 });
  });

  it('deals no stock when only its notes change', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const placed = await order(admin, world, { MALBEC: 3 });
    await story.company.database.query(`update settings set allocation_mode = 'by_hand'`);
    await receive(admin, world, 'MALBEC', 3);
    await story.company.database.query(`update settings set allocation_mode = 'automatic'`);
    await change(admin, placed, { notes: 'Ring twice', deliveryAddress: { city: 'Ames' } });
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ allocated: 0, available: 3 });
  });

  it('locks the price of its lines, and lets a draft change everything', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10, SYRAH: 10 });
    const placed = await order(admin, world, { MALBEC: 3 });
    const price = { amount: '1.00', currency: 'USD' };
    const refused = await change(admin, placed, { lines: [{ orderLineId: placed.lines[0].id, unitPrice: price }] });
    expect(refused.body.code).toBe('price_locked');
    const [{ id: orderLineId, priceReason, priceValidUntil }] = placed.lines;
    for (const said of [{ priceValidUntil: '2999-01-01' }, { priceReason: 'Quote', quantity: 4 }])
      expect((await change(admin, placed, { lines: [{ orderLineId, ...said }] })).body.code).toBe('price_locked');
    const asItIs = await change(admin, placed, { lines: [{ orderLineId, quantity: 3, priceReason, priceValidUntil }] });
    expect(asItIs.status).toBe(200);

    const draft = await order(admin, world, { MALBEC: 3, SYRAH: 2 }, { confirm: false });
    const [malbec] = draft.lines;
    const changed = await change(admin, draft, {
      lines: [
        { orderLineId: malbec.id, quantity: 5, unitPrice: price },
        { variantId: world.variants.SYRAH, quantity: 4 },
      ],
    });
    expect(changed.body).toMatchObject({ ordered: 9, status: 'draft' });
    expect(changed.body.lines).toMatchObject([
      { id: malbec.id, quantity: 5, unitPrice: price, orderedValue: { amount: '5.00' } },
      { quantity: 4, orderedValue: { amount: '50.00' } },
    ]);
    expect((await change(admin, draft, { lines: [] })).body).toMatchObject({ ordered: 0, lines: [] });
  });

  it('tells the slower of two people who changed what, and keeps one answer for one request', async () => {
    const { admin, placed } = await sixOfTenDelivered();
    const version = (await readOrder(admin, placed)).version as number;
    const seen = { 'if-match': `"${version}"` };
    const [one, two] = await Promise.all([
      change(admin, placed, { notes: 'Back door' }, seen),
      change(story.company.as('manager'), placed, row(placed, 11), seen),
    ]);
    const [won, lost] = one.status === 200 ? [one, two] : [two, one];
    expect([won.status, lost.status]).toEqual([200, 412]);
    expect(lost.body).toMatchObject({ code: 'changed_meanwhile', version: won.body.version });
    expect(lost.body.changes).toMatchObject([{ action: 'order.update', at: expect.any(String) }]);
    expect(lost.body.changes[0].actor).toMatch(won === one ? /administrator/ : /manager/);

    const key = { 'idempotency-key': randomUUID() };
    const body = { lines: [{ variantId: placed.lines[0].variantId, quantity: 3 }] };
    const first = await change(admin, placed, body, key);
    const again = await change(admin, placed, body, key);
    expect(again.body).toEqual(first.body);
    expect((await readOrder(admin, placed)).lines).toHaveLength(first.body.lines.length);
  });

  it.each<[what: string, acts: number[], allocated: number, waiting: number]>([
    ['an increase taken back', [14, 10], 10, 0],
    ['lowered while some waits', [14, 12, 14, 11], 10, 1],
    ['lowered below what is there', [8], 8, 0],
  ])('keeps what is allocated: %s', async (_what, acts, allocated, waiting) => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10 });
    const placed = await order(admin, world, { MALBEC: 10 });
    const customerId = await addCustomer(admin);
    const other = await order(admin, world, { MALBEC: 5 }, { customerId });
    for (const quantity of acts) expect((await change(admin, placed, row(placed, quantity))).status).toBe(200);
    const { rows } = await story.company.database.query(
      `select sum(allocated)::int as allocated, sum(open - allocated)::int as waiting from queue_lines where order_id = $1`,
      [placed.id],
    );
    expect(rows).toEqual([{ allocated, waiting }]);
    const [given] = (
      await story.company.database.query('select sum(allocated)::int as n from queue_lines where order_id = $1', [
        other.id,
      ])
    ).rows;
    expect(given.n).toBe(10 - allocated);
  });

  it('reads as what is wanted now after any number of edits, everywhere', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 4 });
    const placed = await order(admin, world, { MALBEC: 10 });
    for (const quantity of [14, 10, 12, 7, 20, 10]) await change(admin, placed, row(placed, quantity));
    const after = await readOrder(admin, placed);
    expect(after).toMatchObject({ ordered: 10, cancelled: 0, takenBack: 19, orderedValue: { amount: '125.00' } });
    for (const line of after.lines)
      expect(line.quantity).toBe(line.fulfilled + line.backordered + line.cancelled + line.outstanding);
    const { data } = (await admin.get(`/orders?q=${after.number}`)).body;
    expect(data).toMatchObject([{ ordered: 10, orderedValue: { amount: '125.00' } }]);
  });

  it('keeps in what was ordered what was cancelled for another reason, and values what is outstanding', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const placed = await order(admin, world, { MALBEC: 6 });
    await change(admin, placed, row(placed, 4));
    const backorder = await backorderOf(admin, placed);
    await admin.post(`/backorders/${backorder.id}/cancellations`, {
      reason: 'customer_requested',
      lines: [{ backorderLineId: backorder.lines[0].id, quantity: 2 }],
    });
    expect(await readOrder(admin, placed)).toMatchObject({
      ordered: 4,
      cancelled: 2,
      orderedValue: { amount: '50.00' },
    });
    expect(await backorderOf(admin, placed)).toMatchObject({
      quantity: 4,
      cancelled: 2,
      outstanding: 2,
      outstandingValue: { amount: '25.00' },
      lines: [{ quantity: 4, outstandingValue: { amount: '25.00' } }],
    });
  });

  it('two people raising and lowering it at once end where one after the other would', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 6 });
    const placed = await order(admin, world, { MALBEC: 10 });
    const replies = await Promise.all(
      [8, 12, 9, 11, 6, 10].map((quantity) => change(admin, placed, row(placed, quantity))),
    );
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    const after = await readOrder(admin, placed);
    const open = after.lines.reduce((sum: number, line: any) => sum + line.outstanding, 0);
    const outstanding = after.backorders.reduce((sum: number, backorder: any) => sum + backorder.outstanding, 0);
    expect([8, 12, 9, 11, 6, 10]).toContain(open + outstanding);
  });

  it.each([
    ['a fraction', { quantity: 1.5 }, 422],
    ['less than nothing', { quantity: -1 }, 422],
    ['more than can be counted', { quantity: 10_000_001 }, 422],
    ['words', { quantity: 'ten' }, 422],
  ])('refuses %s and stores nothing', async (_what, absurd, status) => {
    const { admin, placed } = await sixOfTenDelivered();
    const before = await readOrder(admin, placed);
    const reply = await change(admin, placed, { lines: [{ orderLineId: placed.lines[0].id, ...absurd }] });
    expect(reply.status).toBe(status);
    expect(await readOrder(admin, placed)).toEqual(before);
  });

  it('refuses lines that are not its own, named twice, or neither a line nor an item', async () => {
    const { admin, placed } = await sixOfTenDelivered();
    const [line] = placed.lines;
    const codes = await Promise.all(
      [
        [{ orderLineId: '999999', quantity: 1 }],
        [
          { orderLineId: line.id, quantity: 11 },
          { orderLineId: line.id, quantity: 12 },
        ],
        [{ quantity: 1 }],
        [{ orderLineId: line.id, variantId: line.variantId, quantity: 1 }],
        [{ variantId: '999999', quantity: 1 }],
        [{ variantId: line.variantId }],
      ].map(async (lines) => (await change(admin, placed, { lines })).body.code),
    );
    expect(codes).toEqual([
      'line_not_on_record',
      'line_named_twice',
      'invalid_request',
      'invalid_request',
      'unknown_reference',
      'invalid_request',
    ]);
  });
});
