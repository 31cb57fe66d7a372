import { describe, expect, it } from 'vitest';
import { releaseDueHolds } from '#server/holds/release-due-holds.ts';
import { addCustomer, buildWorld, order, receive, stockOf } from '#tests/support/world.ts';
import { backorderOf, fill, made, pick, readOrder } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('what is on hold', () => {
  const story = openBalancedCompany();
  const at = { 'makegood-now': '2026-11-20T15:00:00Z' };

  async function twoWaiting() {
    const world = await buildWorld(story.admin, { MALBEC: 0 });
    const first = await backorderOf(story.admin, await order(story.admin, world, { MALBEC: 6 }));
    const customerId = await addCustomer(story.admin);
    const second = await backorderOf(story.admin, await order(story.admin, world, { MALBEC: 4 }, { customerId }));
    return { world, first, second };
  }
  const read = async ({ id }: { id: string }) => (await story.admin.get(`/backorders/${id}`)).body;

  it('is passed over with its reason, keeps its place, and gets free stock the moment it is released', async () => {
    const { world, first, second } = await twoWaiting();
    const held = made(await story.admin.post(`/backorders/${first.id}/holds`, { reason: 'credit limit' }));
    await receive(story.admin, world, 'MALBEC', 7);
    expect([await read(first), await read(second)]).toMatchObject([
      {
        isOnHold: true,
        allocated: 0,
        holds: [{ id: held.id, reason: 'credit limit' }],
        lines: [{ placeInQueue: 1, noDateBecause: 'on_hold' }],
      },
      { isOnHold: false, allocated: 4 },
    ]);
    const explained = (await story.admin.get(`/backorders/${first.id}/explanation`)).body;
    expect(explained.lines[0].decision).toMatchObject({ outcome: 'excluded', reason: 'on_hold' });

    const released = made(
      await story.admin.post(`/backorders/${first.id}/holds/${held.id}/releases`, { notes: 'paid' }),
    );
    expect(released).toMatchObject({ releaseNotes: 'paid', releasedBy: expect.any(String) });
    expect(await read(first)).toMatchObject({ isOnHold: false, allocated: 3, holds: [] });
    const { decisions } = (await story.admin.get(`/backorders/${first.id}/explanation`)).body.lines[0];
    expect(decisions[0]).toMatchObject({ causeType: 'release', quantity: 3 });
  });

  it('keeps what it has, is not picked, and ships what was picked before', async () => {
    const { world, first } = await twoWaiting();
    await receive(story.admin, world, 'MALBEC', 6);
    const picked = await fill(story.admin, first, [2]);
    const { id } = made(await story.admin.post(`/backorders/${first.id}/holds`, { reason: 'credit limit' }));
    const refused = await story.admin.post(`/backorders/${first.id}/fulfillments`, {
      lines: [{ backorderLineId: first.lines[0].id, quantity: 1 }],
    });
    expect([refused.status, refused.body.code]).toEqual([409, 'on_hold']);
    expect((await read(first)).allocated).toBe(6);
    expect((await story.admin.post(`/fulfillments/${picked.id}/shipments`)).status).toBe(201);
    made(await story.admin.post(`/backorders/${first.id}/holds/${id}/releases`));
    await fill(story.admin, first, [4]);
  });

  it('is a whole order with its backorders, also those made while it is held', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 5 });
    const placed = await order(story.admin, world, { MALBEC: 9 });
    const line = placed.lines[0].id;
    const { id } = made(await story.admin.post(`/orders/${placed.id}/holds`, { reason: 'address unclear' }));
    const refused = await story.admin.post(`/orders/${placed.id}/fulfillments`, {
      lines: [{ orderLineId: line, picked: 1 }],
    });
    expect([refused.status, refused.body.code]).toEqual([409, 'on_hold']);
    const backorder = made(
      await story.admin.post(`/orders/${placed.id}/backorders`, {
        reason: 'later',
        lines: [{ orderLineId: line, quantity: 4 }],
      }),
    );
    expect(backorder).toMatchObject({ isOnHold: true, holds: [{ id, backorderId: null }] });
    const own = made(await story.admin.post(`/backorders/${backorder.id}/holds`, { reason: 'customer closed' }));
    made(await story.admin.post(`/orders/${placed.id}/holds/${id}/releases`));
    expect((await readOrder(story.admin, placed)).holds).toEqual([]);
    expect(await read(backorder)).toMatchObject({ isOnHold: true, holds: [{ id: own.id }] });
    await pick(story.admin, placed, [{ picked: 5 }]);
    made(await story.admin.post(`/backorders/${backorder.id}/holds/${own.id}/releases`));
    expect(await read(backorder)).toMatchObject({ isOnHold: false });
  });

  it('is held once at a time, released once, and only on its own record', async () => {
    const { first, second } = await twoWaiting();
    const holds = `/backorders/${first.id}/holds`;
    const { id } = made(await story.admin.post(holds, { reason: 'credit limit' }));
    const again = await story.admin.post(holds, { reason: 'strike' });
    expect([again.status, again.body.code, again.body.hold.reason]).toEqual([409, 'already_on_hold', 'credit limit']);
    const elsewhere = await story.admin.post(`/backorders/${second.id}/holds/${id}/releases`);
    expect([elsewhere.status, elsewhere.body.code]).toEqual([404, 'not_found']);
    made(await story.admin.post(`${holds}/${id}/releases`));
    const twice = await story.admin.post(`${holds}/${id}/releases`);
    expect([twice.status, twice.body.code]).toEqual([409, 'hold_already_released']);
    const past = await story.admin.post(holds, { reason: 'x', until: '2026-11-20' }, at);
    expect([past.status, past.body.code]).toEqual([422, 'hold_ends_in_the_past']);
    const draft = await order(story.admin, (await twoWaiting()).world, { MALBEC: 1 }, { confirm: false });
    const early = await story.admin.post(`/orders/${draft.id}/holds`, { reason: 'x' });
    expect([early.status, early.body.code]).toEqual([409, 'order_not_confirmed']);
  });

  it('is released on the morning of its last day, with an audit row', async () => {
    const { world, first } = await twoWaiting();
    made(await story.admin.post(`/backorders/${first.id}/holds`, { reason: 'closed', until: '2026-11-25' }, at));
    await receive(story.admin, world, 'MALBEC', 2);
    expect(await releaseDueHolds(story.company.database, '2026-11-25T05:30:00Z')).toBe(0);
    expect(await releaseDueHolds(story.company.database, '2026-11-25T10:00:00Z')).toBe(1);
    expect(await read(first)).toMatchObject({ isOnHold: false, allocated: 0 });
    const { data } = (await story.admin.get(`/backorders/${first.id}/history`)).body;
    expect(data.map(({ action, actor }: any) => [action, actor])).toContainEqual([
      'backorder.release',
      'system schedule',
    ]);
    expect(await stockOf(story.admin, world, 'MALBEC')).toMatchObject({ allocated: 2 });
  });
});
