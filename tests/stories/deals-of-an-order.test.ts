import { describe, expect, it } from 'vitest';
import { buildWorld, order } from '#tests/support/world.ts';
import { backorderOf, made, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('deals', () => {
  const story = openBalancedCompany();
  const offer = async (deal: object) => made(await story.admin.post('/deals', { name: 'Spring', ...deal }));
  const money = (amount: string) => ({ amount, currency: 'USD' });

  it('the best one is frozen into the line when its order is confirmed, and nothing reprices it later', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 30 });
    const variantId = world.variants.MALBEC;
    await offer({ kind: 'percent', percent: '10', variantId });
    const best = await offer({
      name: 'Case price',
      kind: 'quantity_break',
      minimumQuantity: 12,
      price: money('10.00'),
      variantId,
    });
    await offer({ name: 'Not for you', kind: 'percent', percent: '90', variantId, validTo: '2000-01-01' });

    const few = await order(admin, world, { MALBEC: 4 });
    expect(few.lines).toMatchObject([
      { dealName: 'Spring', dealAmount: money('5.00'), dealKind: 'percent', orderedValue: money('45.00') },
    ]);

    const draft = await order(admin, world, { MALBEC: 12 }, { confirm: false });
    expect(draft.lines).toMatchObject([
      {
        dealName: null,
        orderedValue: money('150.00'),
        dealToCome: { id: best.id, name: 'Case price', amount: money('30.00') },
      },
    ]);
    const confirmed = made(await admin.post(`/orders/${draft.id}/confirmations`));
    expect(confirmed.lines).toMatchObject([
      { dealName: 'Case price', dealAmount: money('30.00'), orderedValue: money('120.00'), dealToCome: null },
    ]);

    const ended = await admin.patch(`/deals/${best.id}`, { active: false, price: money('1.00') });
    expect(ended.body).toMatchObject({ active: false, appliesToday: false, lineCount: 1, version: 2 });
    expect((await readOrder(admin, draft)).lines).toMatchObject([{ dealAmount: money('30.00') }]);
  });

  it('reckoned by the unit hold for more of the line, an amount does not', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0, SYRAH: 0 });
    await offer({ kind: 'percent', percent: '20', variantId: world.variants.MALBEC, customerId: world.customerId });
    await offer({ kind: 'amount', amount: money('3.00'), variantId: world.variants.SYRAH });
    const placed = await order(admin, world, { MALBEC: 10, SYRAH: 10 });
    const raised = await admin.patch(`/orders/${placed.id}`, {
      lines: placed.lines.map(({ id }: { id: string }) => ({ orderLineId: id, quantity: 12 })),
    });
    expect(raised.body.lines).toMatchObject([
      { dealAmount: money('25.00') },
      { dealAmount: money('3.00') },
      { quantity: 2, dealName: 'Spring', dealAmount: money('5.00'), orderedValue: money('20.00') },
      { quantity: 2, dealName: null, dealAmount: money('0.00'), orderedValue: money('25.00') },
    ]);
    expect(await backorderOf(admin, placed)).toMatchObject({ outstandingValue: money('267.00') });
  });

  it('named in the order win over what is offered, and never take off more than the line is worth', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 30 });
    const variantId = world.variants.MALBEC;
    await offer({ kind: 'amount', amount: money('500.00'), variantId });
    const lines = [{ variantId, quantity: 1, deal: { name: 'Sorry', amount: money('1.00') } }];
    const placed = await order(admin, world, {}, { lines });
    expect(placed.lines).toMatchObject([{ dealName: 'Sorry', dealAmount: money('1.00') }]);
    expect((await order(admin, world, { MALBEC: 2 })).lines).toMatchObject([
      { dealAmount: money('25.00'), orderedValue: money('0.00') },
    ]);
  });

  it('are written by managers, with the figures of their kind', async () => {
    const { admin } = story;
    const deal = { name: 'Odd', kind: 'percent', percent: '5' };
    expect((await story.company.as('sales_rep').post('/deals', deal)).status).toBe(403);
    const pointers = async (fields: object) =>
      ((await admin.post('/deals', { ...deal, ...fields })).body.errors ?? []).map(
        ({ pointer }: { pointer: string }) => pointer,
      );
    expect(await pointers({ percent: '0' })).toEqual(['#/percent']);
    expect(await pointers({ percent: null })).toEqual(['#/percent']);
    expect(await pointers({ amount: money('1.00') })).toEqual(['#/amount']);
    expect(await pointers({ kind: 'quantity_break' })).toEqual(['#/minimumQuantity']);
    expect(await pointers({ validFrom: '2026-02-02', validTo: '2026-02-01' })).toEqual(['#/validTo']);
    expect(await pointers({ customerId: '999999' })).toEqual(['#/customerId']);
    expect((await admin.get('/deals?q=odd&status=all')).body.data).toEqual([]);
  });
});
