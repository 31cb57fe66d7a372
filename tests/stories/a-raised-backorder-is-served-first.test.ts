import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addPersonOf } from '#tests/support/person.ts';
import { addCustomer, adjust, buildWorld, order, receive, stockOf, type World } from '#tests/support/world.ts';
import { backorderOf, fill, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('a backorder whose rank a person raises', () => {
  const story = openBalancedCompany({ connections: 8 });
  const read = async ({ id }: { id: string }) => (await story.admin.get(`/backorders/${id}`)).body;
  const allocated = async (...backorders: { id: string }[]) =>
    Promise.all(backorders.map(async (one) => (await read(one)).allocated));
  const prioritize = ({ id }: { id: string }, body: object) =>
    story.admin.post(`/backorders/${id}/priorities`, { reason: 'festival', ...body });

  /** A backorder of a customer of its own. */
  async function waiting(world: World, quantities: Record<string, number>, fields: object = {}) {
    const customerId = await addCustomer(story.admin);
    return backorderOf(story.admin, await order(story.admin, world, quantities, { customerId, ...fields }));
  }

  it('gets what lines now below it hold, the lowest first, and gives back what is not picked', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 0 });
    const [first, second, third] = [
      await waiting(world, { MALBEC: 5 }),
      await waiting(world, { MALBEC: 4 }),
      await waiting(world, { MALBEC: 6 }),
    ];
    await receive(story.admin, world, 'MALBEC', 9);
    expect(await allocated(first, second, third)).toEqual([5, 4, 0]);

    const raised = made(await prioritize(third, { highPriority: true }));
    expect(raised.moved).toMatchObject([
      { direction: 'gained', quantity: 4, orderNumber: second.orderNumber },
      { direction: 'gained', quantity: 2, orderNumber: first.orderNumber },
    ]);
    expect(await allocated(first, second, third)).toEqual([3, 0, 6]);
    expect(await read(third)).toMatchObject({ highPriority: true, status: 'ready_to_fulfill' });
    const explained = async ({ id }: { id: string }) =>
      (await story.admin.get(`/backorders/${id}/explanation`)).body.lines[0];
    expect((await explained(third)).decisions[0]).toMatchObject({
      causeType: 'priority',
      reason: 'raised',
      quantity: 6,
    });
    expect((await explained(second)).decisions[0]).toMatchObject({ outcome: 'released', reason: 'lent_to_raised' });
    expect((await explained(second)).moves).toMatchObject([
      { direction: 'lent', quantity: 4, orderNumber: third.orderNumber, reason: 'festival' },
    ]);
    const { runId } = (await explained(third)).decisions[0];
    const run = (await story.admin.get(`/allocation-runs/${runId}`)).body;
    expect(run.decisions.map(({ outcome, quantity }: any) => [outcome, quantity]).sort()).toEqual([
      ['allocated', 6],
      ['released', 2],
      ['released', 4],
    ]);

    // The same click again, with a key of its own: nothing more.
    expect(made(await prioritize(third, { highPriority: true })).moved).toEqual([]);
    await fill(story.admin, third, [3]);
    const lowered = made(await prioritize(third, { highPriority: false }));
    expect(lowered.moved.map(({ direction, quantity }: any) => [direction, quantity]).sort()).toEqual([
      ['returned', 1],
      ['returned', 2],
    ]);
    expect(await allocated(first, second, third)).toEqual([5, 1, 3]);
    expect(await stockOf(story.admin, world, 'MALBEC')).toMatchObject({ onHand: 9, allocated: 9 });
  });

  it('goes ahead of and behind the queue by hand, and a new tier moves no stock', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 0 });
    const [first, second] = [await waiting(world, { MALBEC: 3 }), await waiting(world, { MALBEC: 3 })];
    await receive(story.admin, world, 'MALBEC', 3);
    await story.admin.patch(`/customers/${second.customerId}`, { tier: 'vip' });
    expect(await allocated(first, second)).toEqual([3, 0]);
    made(await prioritize(second, { manualRank: -1 }));
    expect(await allocated(first, second)).toEqual([0, 3]);
    made(await prioritize(second, { manualRank: 1 }));
    expect(await allocated(first, second)).toEqual([3, 0]);
    await receive(story.admin, world, 'MALBEC', 1);
    expect(await allocated(first, second)).toEqual([3, 1]);
    expect(await read(second)).toMatchObject({ manualRank: 1 });
  });

  it('gives everything back, in whatever order the marks are taken back', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 0 });
    const [older, younger] = [await waiting(world, { MALBEC: 5 }), await waiting(world, { MALBEC: 5 })];
    await receive(story.admin, world, 'MALBEC', 5);
    expect(await allocated(older, younger)).toEqual([5, 0]);
    made(await prioritize(younger, { highPriority: true }));
    expect(await allocated(older, younger)).toEqual([0, 5]);
    made(await prioritize(older, { highPriority: true }));
    expect(await allocated(older, younger)).toEqual([5, 0]);
    made(await prioritize(older, { highPriority: false }));
    expect(await allocated(older, younger)).toEqual([0, 5]);
    const lowered = made(await prioritize(younger, { highPriority: false }));
    expect(lowered.moved).toMatchObject([{ direction: 'returned', quantity: 5, orderNumber: older.orderNumber }]);
    expect(await allocated(older, younger)).toEqual([5, 0]);
  });

  it('gives back through marks, overrides and three lenders, but for what is picked', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 0 });
    const backorders: Awaited<ReturnType<typeof waiting>>[] = [];
    for (const quantity of [3, 2, 4, 6]) backorders.push(await waiting(world, { MALBEC: quantity }));
    const [a, b, c, d] = backorders as [any, any, any, any];
    await receive(story.admin, world, 'MALBEC', 9);
    expect(await allocated(a, b, c, d)).toEqual([3, 2, 4, 0]);
    made(await prioritize(d, { highPriority: true }));
    expect(await allocated(a, b, c, d)).toEqual([3, 0, 0, 6]);
    made(await prioritize(c, { manualRank: -1 }));
    expect(await allocated(a, b, c, d)).toEqual([0, 0, 4, 5]);
    await fill(story.admin, d, [1]);
    made(await prioritize(d, { highPriority: false }));
    made(await prioritize(b, { highPriority: true }));
    made(await prioritize(c, { manualRank: 0 }));
    made(await prioritize(b, { highPriority: false }));
    expect(await allocated(a, b, c, d)).toEqual([3, 1, 4, 1]);
  });

  it('of an order that ships as a whole takes all it needs, or nothing, and lends nothing', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 0, SYRAH: 0 });
    const [malbec, syrah] = [await waiting(world, { MALBEC: 4 }), await waiting(world, { SYRAH: 4 })];
    const customerId = await addCustomer(story.admin);
    const placed = await order(story.admin, world, { MALBEC: 3, SYRAH: 2 }, { customerId, shipPolicy: 'complete' });
    const whole = made(
      await story.admin.post(`/orders/${placed.id}/backorders`, {
        reason: 'later',
        lines: placed.lines.map(({ id, quantity }: any) => ({ orderLineId: id, quantity })),
      }),
    );
    await receive(story.admin, world, 'MALBEC', 4);
    made(await prioritize(whole, { highPriority: true }));
    expect(await allocated(malbec, syrah, whole)).toEqual([4, 0, 0]);
    made(await prioritize(whole, { highPriority: false }));
    await receive(story.admin, world, 'SYRAH', 4);
    made(await prioritize(whole, { highPriority: true }));
    expect(await allocated(malbec, syrah, whole)).toEqual([1, 2, 5]);
    made(await prioritize(malbec, { manualRank: -1 }));
    expect(await allocated(malbec, syrah, whole)).toEqual([1, 2, 5]);
    made(await prioritize(whole, { highPriority: false }));
    expect(await allocated(malbec, syrah, whole)).toEqual([4, 4, 0]);
  });

  it('is raised once when two people raise it, or others beside it, in the same moment', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 0 });
    const lender = await waiting(world, { MALBEC: 10 });
    const others: { id: string }[] = [];
    for (let n = 0; n < 4; n += 1) others.push(await waiting(world, { MALBEC: 3 }));
    await receive(story.admin, world, 'MALBEC', 10);
    const key = { 'idempotency-key': randomUUID() };
    const replies = await Promise.all([
      ...others.map((one) => prioritize(one, { highPriority: true })),
      ...[1, 2].map(() =>
        story.admin.post(
          '/backorder-priorities',
          {
            backorderIds: others.map(({ id }) => id).reverse(),
            highPriority: true,
            reason: 'festival',
          },
          key,
        ),
      ),
    ]);
    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 201));
    expect(await allocated(lender, ...others)).toEqual([0, 3, 3, 3, 1]);
    expect(await stockOf(story.admin, world, 'MALBEC')).toMatchObject({ allocated: 10, available: 0 });
  });

  it('changes nothing of what closed', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 0 });
    const [gone, open] = [await waiting(world, { MALBEC: 2 }), await waiting(world, { MALBEC: 2 })];
    made(await story.admin.post(`/backorders/${gone.id}/cancellations`, { reason: 'customer_requested' }));
    const { data } = made(
      await story.admin.post('/backorder-priorities', {
        backorderIds: [gone.id, open.id],
        highPriority: true,
        reason: 'x',
      }),
    );
    expect(data).toMatchObject([
      { backorderId: gone.id, priority: null, refusal: { code: 'nothing_outstanding' } },
      { backorderId: open.id, priority: { highPriority: true }, refusal: null },
    ]);
    expect((await prioritize(open, {})).status).toBe(422);
    await adjust(story.admin, {
      variantId: world.variants.MALBEC as string,
      warehouseId: world.warehouseId,
      countedQuantity: 2,
    });
    expect(await allocated(open)).toEqual([2]);
  });

  it('is marked by its representative, and ranked by hand only by who may', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 0 });
    const rosa = await addPersonOf(story.company, 'Rosa Lindt', 'sales_rep');
    const customerId = await addCustomer(story.admin, { salesRepId: rosa.id });
    const backorder = await backorderOf(story.admin, await order(story.admin, world, { MALBEC: 2 }, { customerId }));
    const path = `/backorders/${backorder.id}/priorities`;
    for (const manualRank of [-1, 1, 0]) {
      const refused = await rosa.client.post(path, { manualRank, reason: 'festival' });
      expect([manualRank, refused.status, refused.body.code]).toEqual([manualRank, 403, 'not_permitted']);
      const many = await rosa.client.post('/backorder-priorities', {
        backorderIds: [backorder.id],
        manualRank,
        reason: 'festival',
      });
      expect([manualRank, many.body.code ?? many.body.data[0].refusal.code]).toEqual([manualRank, 'not_permitted']);
    }
    expect(await read(backorder)).toMatchObject({ manualRank: 0, highPriority: false });
    made(await rosa.client.post(path, { highPriority: true, reason: 'festival' }));
    made(await story.company.as('manager').post(path, { manualRank: -1, reason: 'festival' }));
    expect(await read(backorder)).toMatchObject({ manualRank: -1, highPriority: true });
  });
});

describe('many promises at once', () => {
  const story = openBalancedCompany();

  it('are each made, or refused with the reason, one message each', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 0 });
    const made1 = await backorderOf(story.admin, await order(story.admin, world, { MALBEC: 2 }));
    const made2 = await backorderOf(story.admin, await order(story.admin, world, { MALBEC: 2 }));
    await story.company.database.query('delete from outbox');
    const promises = [
      { backorderId: made1.id, promisedOn: '2999-01-31', reason: 'supplier said' },
      { backorderId: made2.id, promisedOn: '2999-01-31' },
    ];
    const { data } = made(await story.admin.post('/backorder-promises', { promises }));
    expect(data).toMatchObject([
      { promise: { promisedOn: '2999-01-31' }, refusal: null },
      { promise: null, refusal: { code: 'promise_reason_required' } },
    ]);
    const { rows } = await story.company.database.query('select topic from outbox');
    expect(rows).toEqual([{ topic: 'backorder_promised' }]);
    const twice = await story.admin.post('/backorder-promises', { promises: [promises[0], promises[0]] });
    expect(twice.status).toBe(422);
    const unknown = await story.admin.post('/backorder-promises', {
      promises: [promises[0], { backorderId: '999999', promisedOn: null }],
    });
    expect([unknown.body.code, unknown.body.errors[0].pointer]).toEqual([
      'unknown_reference',
      '#/promises/1/backorderId',
    ]);
  });
});
