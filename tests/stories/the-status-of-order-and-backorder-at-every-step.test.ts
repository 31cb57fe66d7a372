import { describe, expect, it } from 'vitest';
import { buildWorld, order, receive } from '#tests/support/world.ts';
import { backorderOf, cancel, deliver, fill, made, pick, readOrder, ship } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('order and backorder, step by step', () => {
  const story = openBalancedCompany();

  /** `order status · backorder status`, with the facts that hold. */
  async function statuses(placed: any): Promise<string> {
    const now = await readOrder(story.admin, placed);
    const marks = [now.hasOpenBackorder && 'open backorder', now.restCancelled && 'rest cancelled'].filter(Boolean);
    return [now.status, ...now.backorders.map(({ status }: any) => status), ...marks].join(' · ');
  }

  it('from draft to delivered through one backorder', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 15 });
    const placed = await order(admin, world, { MALBEC: 20 }, { confirm: false });
    const seen = [await statuses(placed)];
    const step = async (act: Promise<any>) => {
      const done = await act;
      seen.push(await statuses(placed));
      return done;
    };
    await step(admin.post(`/orders/${placed.id}/confirmations`).then(made));
    const first = await step(pick(admin, placed, [{ picked: 15, short: 5 }]));
    await step(admin.post(`/fulfillments/${first.id}/packings`).then(made));
    await step(ship(admin, first));
    await step(deliver(admin, first));
    await step(receive(admin, world, 'MALBEC', 5));
    const backorder = await backorderOf(admin, placed);
    const part = await step(fill(admin, backorder, [2]));
    await step(ship(admin, part));
    const rest = await step(fill(admin, backorder, [3], { shipment: {} }));
    await step(deliver(admin, part));
    await step(deliver(admin, rest));
    expect(seen).toEqual([
      'draft',
      'confirmed',
      'confirmed · open · open backorder',
      'confirmed · open · open backorder',
      'partially_fulfilled · open · open backorder',
      'partially_fulfilled · open · open backorder',
      'partially_fulfilled · ready_to_fulfill · open backorder',
      'partially_fulfilled · ready_to_fulfill · open backorder',
      'partially_fulfilled · partially_fulfilled · open backorder',
      'fulfilled · fulfilled',
      'fulfilled · fulfilled',
      'delivered · complete',
    ]);
  });

  it('when the backorder is cancelled before, or after, some of it shipped', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 4 });
    const [before, after] = [await order(admin, world, { MALBEC: 2 }), await order(admin, world, { MALBEC: 6 })];
    await pick(admin, before, [{ picked: 1, short: 1 }], { shipment: {}, delivery: {} });
    await cancel(admin, `/backorders/${(await backorderOf(admin, before)).id}`);
    expect(await statuses(before)).toBe('delivered · cancelled · rest cancelled');

    await pick(admin, after, [{ picked: 2, short: 4 }], { shipment: {}, delivery: {} });
    await receive(admin, world, 'MALBEC', 3);
    const backorder = await backorderOf(admin, after);
    await fill(admin, backorder, [3], { shipment: {} });
    expect(await statuses(after)).toBe('partially_fulfilled · partially_fulfilled · open backorder');
    await cancel(admin, `/backorders/${backorder.id}`);
    expect(await statuses(after)).toBe('fulfilled · fulfilled · rest cancelled');
  });

  it('a list by status shows each order where it stands', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 5 });
    const placed = await order(admin, world, { MALBEC: 9 });
    await pick(admin, placed, [{ picked: 5, short: 4 }], { shipment: {} });
    const listed = async (query: string) =>
      (await admin.get(`/orders?customerId=${world.customerId}&${query}`)).body.data.map(({ id }: any) => id);
    expect(await listed('status=partially_fulfilled')).toEqual([placed.id]);
    expect(await listed('status=backorder')).toEqual([placed.id]);
    expect(await listed('status=delivered')).toEqual([]);
    const tab = async (query: string) =>
      (await admin.get(`/backorders?customerId=${world.customerId}&${query}`)).body.data.length;
    expect([
      await tab('tab=open'),
      await tab('tab=ready'),
      await tab('tab=no_date'),
      await tab('status=complete'),
    ]).toEqual([1, 0, 1, 0]);
  });
});
