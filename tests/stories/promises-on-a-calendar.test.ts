import { describe, expect, it } from 'vitest';
import { relayAll } from '#tests/support/relay-all.ts';
import { addCustomer, buildWorld, buy, order } from '#tests/support/world.ts';
import { backorderOf, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

/** A Friday. */
const NOW = '2026-11-20T15:00:00Z';

describe('the timeline of promises', () => {
  const story = openBalancedCompany();
  const at = { 'makegood-now': NOW };
  const timeline = async (query = '') => (await story.admin.get(`/reports/timeline${query}`, at)).body;
  const relay = () => relayAll(story.company.database, NOW);

  it('sums promises by span and day, and names the supply that breaks them', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0, SYRAH: 0 });
    const shop = await addCustomer(admin);
    const first = await backorderOf(admin, await order(admin, world, { MALBEC: 6 }));
    const second = await backorderOf(admin, await order(admin, world, { MALBEC: 4, SYRAH: 2 }, { customerId: shop }));
    const bought = await buy(admin, world, 'MALBEC', 10, { expectedOn: '2026-12-02' });
    const promise = async (id: string, promisedOn: string) =>
      made(await admin.post(`/backorders/${id}/promises`, { promisedOn, reason: 'Agreed' }, at));
    await promise(first.id, '2026-12-10');
    await relay();

    const { buckets, days, supply, from, to } = await timeline();
    expect([from, to]).toEqual(['2026-11-16', '2026-12-20']);
    const shown = buckets.map(({ bucket, backorders, lines, quantity, value }: any) => [
      bucket,
      backorders,
      lines,
      quantity,
      value.amount,
    ]);
    expect(shown).toEqual([
      ['overdue', 0, 0, 0, '0.00'],
      ['this_week', 0, 0, 0, '0.00'],
      ['next_week', 0, 0, 0, '0.00'],
      ['this_month', 0, 0, 0, '0.00'],
      ['later', 1, 1, 6, '75.00'],
      ['no_date', 1, 2, 6, '75.00'],
    ]);
    expect(days).toMatchObject([{ on: '2026-12-10', backorders: 1, atRisk: 0, first: [{ number: first.number }] }]);
    expect(supply).toMatchObject([{ number: bought.number, dependents: 2, breaks: 0, better: 1, isLate: false }]);

    // The supplier slips: what was promised for the tenth is broken, and nothing was promised anew.
    const slip = (expectedOn: string | null) =>
      admin.patch(`/purchase-orders/${bought.id}`, { lines: [{ id: bought.lines[0].id, expectedOn }] }, at);
    await slip('2026-12-14');
    await relay();
    expect((await timeline()).supply).toMatchObject([
      {
        expectedOn: '2026-12-14',
        firstExpectedOn: '2026-12-02',
        breaks: 1,
        better: 0,
        promises: [{ backorderId: first.id, promisedOn: '2026-12-10', projectedOn: '2026-12-15', isAtRisk: true }, {}],
      },
    ]);
    const listed = async (query: string) =>
      (await admin.get(`/backorders?${query}`, at)).body.data.map(({ id }: { id: string }) => id);
    expect(await listed(`purchaseOrderId=${bought.id}`)).toEqual([first.id, second.id]);
    expect(await listed(`purchaseOrderId=${bought.id}&isAtRisk=true`)).toEqual([first.id]);

    // Filters of the list hold here; a span narrows the days.
    expect((await timeline(`?customerId=${shop}`)).supply[0]).toMatchObject({ dependents: 1, breaks: 0 });
    expect((await timeline(`?customerId=${shop}`)).buckets.at(-1)).toMatchObject({ backorders: 1 });
    expect((await timeline('?bucket=this_week')).days).toEqual([]);
    expect((await timeline('?bucket=later')).days).toHaveLength(1);
    expect((await timeline('?from=2026-01-01&to=2027-12-31')).to).toBe('2026-04-02');
    expect((await admin.get('/reports/timeline?bucket=someday')).status).toBe(422);

    // Cancelled, it covers nobody.
    await admin.patch(`/purchase-orders/${bought.id}`, { closed: true }, at);
    await relay();
    expect((await timeline()).supply).toEqual([]);
    expect(await listed(`purchaseOrderId=${bought.id}`)).toEqual([]);
  });
});
