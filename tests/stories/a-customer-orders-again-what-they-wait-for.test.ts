import { describe, expect, it } from 'vitest';
import { addCustomer, buildWorld, order, receive } from '#tests/support/world.ts';
import { backorderOf, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('a customer orders again what a backorder of theirs waits for', () => {
  const story = openBalancedCompany();

  /** Two customers wait, the first for 4, the second for 5. */
  async function twoWaiting() {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const first = await order(admin, world, { MALBEC: 4 });
    const second = await order(admin, { ...world, customerId: await addCustomer(admin) }, { MALBEC: 5 });
    const variantId = world.variants.MALBEC;
    const again = (quantity: number, doubleDemand?: string, fields: object = {}) =>
      order(admin, world, {}, { lines: [{ variantId, quantity, doubleDemand, ...fields }] });
    return { admin, world, variantId, first, second, again };
  }

  it('is told what is open before it is confirmed', async () => {
    const { admin, world, variantId, first } = await twoWaiting();
    const { number } = await backorderOf(admin, first);
    const open = await admin.get(`/customers/${world.customerId}/open-demand?variantIds=${variantId}`);
    expect(open.body.lines).toMatchObject([{ backorderNumber: number, outstanding: 4, orderNumber: first.number }]);
  });

  it('adds when nothing is said, and both sides show it', async () => {
    const { admin, first, again } = await twoWaiting();
    const placed = await again(6);
    const old = await backorderOf(admin, first);
    expect(placed.lines).toMatchObject([
      {
        quantity: 6,
        alsoWaitsOn: { number: old.number, backorders: 1, decision: 'add', wasAsked: false, outstanding: 4 },
      },
    ]);
    expect(old.lines).toMatchObject([{ outstanding: 4, alsoOrderedOn: [{ number: placed.number, quantity: 6 }] }]);
  });

  it('keeps one row for a line, however many backorders wait', async () => {
    const { admin, first, again } = await twoWaiting();
    const { number } = await backorderOf(admin, first);
    await again(3);
    const third = await again(2);
    expect(third.lines).toMatchObject([{ alsoWaitsOn: { number, backorders: 2, outstanding: 7 } }]);
    const { rows } = await story.company.database.query('select from double_demands where order_line_id = $1', [
      third.lines[0].id,
    ]);
    expect(rows).toHaveLength(1);
    expect((await backorderOf(admin, first)).lines).toMatchObject([
      { alsoOrderedOn: [{ quantity: 3 }, { quantity: 2 }] },
    ]);
  });

  it('merges: only what exceeds the outstanding is ordered', async () => {
    const { admin, first, again } = await twoWaiting();
    const placed = await again(6, 'merge');
    expect(placed).toMatchObject({ ordered: 2, lines: [{ quantity: 2, doubleDemand: 'merge' }] });
    expect(await backorderOf(admin, first)).toMatchObject({ outstanding: 4 });
  });

  it('merges to nothing: an order of nothing is refused and nothing is stored', async () => {
    const { admin, world, variantId } = await twoWaiting();
    const before = (await admin.get(`/orders?customerId=${world.customerId}`)).body.data.length;
    const reply = await admin.post('/orders', {
      customerId: world.customerId,
      warehouseId: world.warehouseId,
      confirm: true,
      lines: [{ variantId, quantity: 4, doubleDemand: 'merge' }],
    });
    expect(reply).toMatchObject({ status: 422, body: { code: 'order_has_no_lines' } });
    expect((await admin.get(`/orders?customerId=${world.customerId}`)).body.data).toHaveLength(before);
  });

  it('replaces: the old backorder is closed, its units keep their place, and the rest stands at the end', async () => {
    const { admin, world, first, second, again } = await twoWaiting();
    const placed = await again(6, 'replace');
    expect(await backorderOf(admin, first)).toMatchObject({ status: 'cancelled', cancelled: 4 });
    expect(placed.lines).toMatchObject([
      { quantity: 4, increaseOfId: null },
      { quantity: 2, increaseOfId: placed.lines[0].id },
    ]);
    const { data } = (await admin.get(`/cancellations?orderId=${first.id}`)).body;
    expect(data).toMatchObject([{ reason: 'replaced_by_order', quantity: 4, isWhole: true }]);

    await receive(admin, world, 'MALBEC', 7);
    expect((await backorderOf(admin, placed)).lines).toMatchObject([{ allocated: 4 }, { allocated: 0 }]);
    expect(await backorderOf(admin, second)).toMatchObject({ allocated: 3 });
  });

  it('replaces what was reserved: the units pass to the new line', async () => {
    const { admin, world, first, again } = await twoWaiting();
    await receive(admin, world, 'MALBEC', 3);
    expect(await backorderOf(admin, first)).toMatchObject({ allocated: 3 });
    const placed = await again(4, 'replace', { deal: { name: 'Sorry', amount: { amount: '2.00', currency: 'USD' } } });
    expect(placed.lines).toMatchObject([{ quantity: 4, allocated: 3, outstanding: 4, dealAmount: { amount: '2.00' } }]);
    expect(await backorderOf(admin, first)).toMatchObject({ status: 'cancelled', allocated: 0 });
  });

  it('decides on a draft when that is confirmed', async () => {
    const { admin, first, world, variantId } = await twoWaiting();
    const lines = [{ variantId, quantity: 6, doubleDemand: 'merge' }];
    const draft = await order(admin, world, {}, { lines, confirm: false });
    expect(draft).toMatchObject({ ordered: 6, status: 'draft' });
    await admin.patch(`/orders/${first.id}`, { lines: [{ orderLineId: first.lines[0].id, quantity: 1 }] });
    const confirmed = made(await admin.post(`/orders/${draft.id}/confirmations`));
    expect(confirmed).toMatchObject({ ordered: 5, lines: [{ quantity: 5 }] });
  });
});
