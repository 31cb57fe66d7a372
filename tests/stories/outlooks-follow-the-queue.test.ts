import { describe, expect, it } from 'vitest';
import { refreshOutlooks } from '#server/allocation/refresh-outlooks.ts';
import { relayAll } from '#tests/support/relay-all.ts';
import { addCustomer, buildWorld, buy, order, receive } from '#tests/support/world.ts';
import { backorderOf, cancel, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const NOW = '2026-11-20T15:00:00Z';

describe('the outlooks that lists show', () => {
  const story = openBalancedCompany();
  const at = { 'makegood-now': NOW };
  const outlooks = async (...ids: string[]) =>
    (await story.admin.get(`/backorder-outlooks?ids=${ids.join()}`)).body.data as any[];
  const relay = () => relayAll(story.company.database, NOW);

  it('are made anew by a receipt for what came, and for nothing else of its purchase order', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0, SYRAH: 0 });
    const ids: string[] = [];
    for (const sku of ['MALBEC', 'SYRAH']) {
      const placed = await order(admin, world, { [sku]: 3 }, { customerId: await addCustomer(admin) });
      ids.push((await backorderOf(admin, placed)).id);
    }
    const lines = ['MALBEC', 'SYRAH'].map((sku) => ({
      variantId: world.variants[sku],
      quantity: 3,
      expectedOn: '2026-12-02',
    }));
    const { supplierId, warehouseId } = world;
    const bought = made(await admin.post('/purchase-orders', { supplierId, warehouseId, lines }, at));
    await relay();
    // Whatever is refreshed loses this mark.
    await story.company.database.query(
      'update backorder_outlooks set quantity_ahead = 777 where backorder_id = any($1)',
      [ids],
    );
    const receipt = made(
      await admin.post(
        `/purchase-orders/${bought.id}/receipts`,
        { lines: [{ purchaseOrderLineId: bought.lines[0].id, quantity: 3 }] },
        at,
      ),
    );
    await relay();
    const marked = async () => (await outlooks(...ids)).map(({ quantityAhead }) => quantityAhead === 777);
    expect(await marked()).toEqual([false, true]);
    made(await admin.post(`/receipts/${receipt.id}/reversals`, { reason: 'mistake' }, at));
    await relay();
    expect(await outlooks(ids[0] as string)).toMatchObject([{ projectedOn: '2026-12-03' }]);
    await refreshOutlooks(story.company.database, NOW, 'all');
    expect(await marked()).toEqual([false, false]);
  });

  it('follow supply and queue, and forget what closed', async () => {
    const world = await buildWorld(story.admin, { MALBEC: 0, SYRAH: 0 });
    const first = await backorderOf(story.admin, await order(story.admin, world, { MALBEC: 6, SYRAH: 2 }));
    const other = await addCustomer(story.admin);
    const second = await backorderOf(
      story.admin,
      await order(story.admin, world, { MALBEC: 4 }, { customerId: other }),
    );
    await relay();
    expect(await outlooks(first.id, second.id)).toMatchObject([
      { projectedOn: null, noDateBecause: 'no_supply', placeInQueue: 1, quantityAhead: 0, isAtRisk: false },
      { projectedOn: null, noDateBecause: 'no_supply', placeInQueue: 2, quantityAhead: 6, dateMoved: false },
    ]);

    const bought = await buy(story.admin, world, 'MALBEC', 10);
    await buy(story.admin, world, 'SYRAH', 2, { expectedOn: '2026-12-09' });
    await relay();
    expect(await outlooks(first.id, second.id)).toMatchObject([
      { projectedOn: '2026-12-10', noDateBecause: null },
      { projectedOn: '2026-12-03', noDateBecause: null },
    ]);

    made(await story.admin.post(`/backorders/${second.id}/promises`, { promisedOn: '2026-12-03' }, at));
    await relay();
    expect(await outlooks(second.id)).toMatchObject([{ toldOn: '2026-12-03', isAtRisk: false, dateMoved: false }]);
    const slip = (expectedOn: string) =>
      story.admin.patch(`/purchase-orders/${bought.id}`, { lines: [{ id: bought.lines[0].id, expectedOn }] });
    await slip('2026-12-21');
    await relay();
    expect(await outlooks(second.id)).toMatchObject([{ projectedOn: '2026-12-22', isAtRisk: true, dateMoved: true }]);
    await slip('2026-12-02');
    await relay();
    expect(await outlooks(second.id)).toMatchObject([{ projectedOn: '2026-12-03', isAtRisk: false, dateMoved: false }]);

    // A date that moves again is no news to whoever was called today; a call of last week told nothing of it.
    await slip('2026-12-14');
    await relay();
    const call = (day: string) =>
      story.admin.post(
        `/backorders/${second.id}/communications`,
        { method: 'phone', text: 'They know.', at: `2026-11-${day}T14:00:00Z` },
        at,
      );
    made(await call('13'));
    await relay();
    expect(await outlooks(second.id)).toMatchObject([{ toldOn: '2026-12-03', dateMoved: true }]);
    made(await call('20'));
    await relay();
    expect(await outlooks(second.id)).toMatchObject([
      { toldOn: '2026-12-15', projectedOn: '2026-12-15', dateMoved: false, isAtRisk: true },
    ]);
    const home = (await story.company.as('manager').get('/home')).body.company;
    expect(home.atRisk).toMatchObject({ count: 1 });

    await cancel(story.admin, `/backorders/${first.id}`);
    await relay();
    expect(await outlooks(first.id, second.id)).toMatchObject([{ backorderId: second.id, placeInQueue: 1 }]);
    const rows = await story.company.database.query('select from backorder_line_outlooks where backorder_id = $1', [
      first.id,
    ]);
    expect(rows.rowCount).toBe(0);
  });

  it('say the same as the backorder itself, and a second refresh changes nothing', async () => {
    const world = await buildWorld(story.admin, { RIOJA: 3 });
    const waiting = await backorderOf(
      story.admin,
      await order(story.admin, world, { RIOJA: 9 }).then(async (placed) => {
        made(
          await story.admin.post(`/orders/${placed.id}/backorders`, {
            reason: 'later',
            lines: [{ orderLineId: placed.lines[0].id, quantity: 6 }],
          }),
        );
        return placed;
      }),
    );
    await receive(story.admin, world, 'RIOJA', 2);
    await relay();
    const own = (await story.admin.get(`/backorders/${waiting.id}`)).body;
    const [kept] = await outlooks(waiting.id);
    expect(kept).toMatchObject({
      isAtRisk: own.isAtRisk,
      dateMoved: own.dateMoved,
      quantityAhead: own.lines[0].quantityAhead,
    });
    expect(kept.noDateBecause).toBe('no_supply');
    await refreshOutlooks(story.company.database, '2026-11-20T16:00:00Z', 'all');
    expect(await outlooks(waiting.id)).toEqual([kept]);
  });

  it('become late with the day', async () => {
    const world = await buildWorld(story.admin, { TANNAT: 0 });
    const waiting = await backorderOf(story.admin, await order(story.admin, world, { TANNAT: 3 }));
    await buy(story.admin, world, 'TANNAT', 3);
    await relay();
    expect(await outlooks(waiting.id)).toMatchObject([{ projectedOn: '2026-12-03' }]);
    await refreshOutlooks(story.company.database, '2026-12-05T12:00:00Z', 'all');
    expect(await outlooks(waiting.id)).toMatchObject([{ projectedOn: null, noDateBecause: 'late_supply' }]);
  });
});
