import { describe, expect, it } from 'vitest';
import { addCustomer, buildWorld, order, receive } from '#tests/support/world.ts';
import { backorderOf, cancel } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('an allocation run read later', () => {
  const story = openBalancedCompany();

  it('names everybody who stood in the queue, with what each got and why', async () => {
    const { admin, company } = story;
    const world = await buildWorld(admin, { MALBEC: 0, SYRAH: 0 });
    const vip = await addCustomer(admin, { tier: 'vip' });
    const whole = await order(admin, world, { MALBEC: 9, SYRAH: 1 }, { shipPolicy: 'complete', customerId: vip });
    const first = await order(admin, world, { MALBEC: 3 });
    const second = await order(admin, world, { MALBEC: 5 });
    const last = await order(admin, world, { MALBEC: 5 });
    const receipt = await receive(admin, world, 'MALBEC', 6);
    const read = async () => (await admin.get(`/allocation-runs/${receipt.allocationRunId}`)).body;
    const run = await read();
    expect(run).toMatchObject({
      causeType: 'receipt',
      causeId: receipt.id,
      policy: 'priority',
      supply: [{ variantId: world.variants.MALBEC, available: 6 }],
    });
    const told = (one: any) =>
      run.decisions
        .filter((decision: any) => decision.orderId === one.id && decision.variantId === world.variants.MALBEC)
        .map(({ waiting, quantity, outcome, reason }: any) => [waiting, quantity, outcome, reason]);
    expect(told(whole)).toEqual([[9, 0, 'passed_over', 'complete_order_short']]);
    expect(told(first)).toEqual([[3, 3, 'allocated', 'served']]);
    expect(told(second)).toEqual([[5, 3, 'partly', 'supply_used_up']]);
    expect(told(last)).toEqual([[5, 0, 'passed_over', 'supply_used_up']]);

    const { rows: stored } = await company.database.query(
      `select queue_line_id as "queueLineId", claim, rank, waiting, quantity, outcome, reason, short
       from allocation_decisions where run_id = $1 order by rank`,
      [receipt.allocationRunId],
    );
    const replayed = run.decisions
      .filter(({ quantity }: any) => quantity > 0)
      .map(({ queueLineId, claim, rank, waiting, quantity, outcome, reason, short }: any) => ({
        queueLineId,
        claim,
        rank,
        waiting,
        quantity,
        outcome,
        reason,
        short,
      }));
    expect(replayed).toEqual(stored);

    // What happens later changes no decision of the past.
    await cancel(admin, `/backorders/${(await backorderOf(admin, first)).id}`);
    await admin.patch('/settings', { allocationPolicy: 'fifo' });
    expect(await read()).toEqual(run);
  });

  it('a preview decides the same and keeps nothing', async () => {
    const { admin, company } = story;
    await admin.patch('/settings', { allocationMode: 'by_hand', allocationPolicy: 'priority' });
    const world = await buildWorld(admin, { MALBEC: 0 });
    await order(admin, world, { MALBEC: 3 });
    await receive(admin, world, 'MALBEC', 6);
    const count = async () =>
      (
        await company.database.query(
          'select (select count(*) from allocation_runs) as runs, (select count(*) from allocations) as given',
        )
      ).rows[0];
    const before = await count();
    const body = { variantIds: [world.variants.MALBEC], warehouseId: world.warehouseId };
    const preview = (await admin.post('/allocation-runs', { ...body, preview: true })).body;
    expect(await count()).toEqual(before);
    const committed = (await admin.post('/allocation-runs', body)).body;
    expect(preview.id).toBeNull();
    expect(committed.decisions).toEqual(preview.decisions);
    expect(committed.decisions).toMatchObject([{ quantity: 3, outcome: 'allocated' }]);
  });
});
