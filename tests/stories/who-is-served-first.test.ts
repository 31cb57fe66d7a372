import { describe, expect, it } from 'vitest';
import { addCustomer, buildWorld, order, receive } from '#tests/support/world.ts';
import { backorderOf } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('when stock arrives for less than all who wait', () => {
  const story = openBalancedCompany();

  async function waiting() {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0 });
    const vip = await addCustomer(admin, { tier: 'vip' });
    const low = await addCustomer(admin, { tier: 'low' });
    const placed = {
      low: await order(admin, world, { MALBEC: 5 }, { customerId: low }),
      standard: await order(admin, world, { MALBEC: 5 }),
      vip: await order(admin, world, { MALBEC: 5 }, { customerId: vip }),
    };
    const allocated = async () =>
      Object.fromEntries(
        await Promise.all(
          Object.entries(placed).map(async ([name, one]) => [name, (await backorderOf(admin, one)).allocated]),
        ),
      );
    return { admin, world, placed, low, allocated };
  }

  it('a VIP is served before older orders of others', async () => {
    const { admin, world, placed, allocated } = await waiting();
    const places = async () =>
      Promise.all(Object.values(placed).map(async (one) => (await backorderOf(admin, one)).lines[0].placeInQueue));
    expect(await places()).toEqual([3, 2, 1]);
    await receive(admin, world, 'MALBEC', 7);
    expect(await allocated()).toEqual({ low: 0, standard: 2, vip: 5 });
  });

  it('first come, first served when the company deals by time', async () => {
    await story.admin.patch('/settings', { allocationPolicy: 'fifo' });
    const { admin, world, allocated } = await waiting();
    await receive(admin, world, 'MALBEC', 7);
    expect(await allocated()).toEqual({ low: 5, standard: 2, vip: 0 });
    await story.admin.patch('/settings', { allocationPolicy: 'priority' });
  });

  it('a customer’s new tier counts from the next stock on, and takes nothing back', async () => {
    const { admin, world, low, allocated } = await waiting();
    await receive(admin, world, 'MALBEC', 6);
    expect(await allocated()).toEqual({ low: 0, standard: 1, vip: 5 });
    await admin.patch(`/customers/${low}`, { tier: 'vip' });
    expect(await allocated()).toEqual({ low: 0, standard: 1, vip: 5 });
    await receive(admin, world, 'MALBEC', 6);
    expect(await allocated()).toEqual({ low: 5, standard: 2, vip: 5 });
  });

  it('a new order gets no stock that somebody ahead of it waits for', async () => {
    const { admin } = story;
    await admin.patch('/settings', { allocationMode: 'by_hand' });
    const world = await buildWorld(admin, { MALBEC: 0 });
    const older = await order(admin, world, { MALBEC: 5 });
    await receive(admin, world, 'MALBEC', 8);
    expect((await backorderOf(admin, older)).allocated).toBe(0);
    await admin.patch('/settings', { allocationMode: 'automatic' });
    const newer = await order(admin, world, { MALBEC: 5 });
    expect(newer.lines[0].allocated).toBe(3);
    expect((await backorderOf(admin, older)).allocated).toBe(5);
  });
});
