import pino from 'pino';
import { beforeAll, expect, it } from 'vitest';
import { migrateJobs } from '#server/jobs/runner.ts';
import { relayAll } from '#tests/support/relay-all.ts';
import { tellCustomers } from '#tests/support/tell-customers.ts';
import { addCustomer, buildWorld, buy, order } from '#tests/support/world.ts';
import { backorderOf, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const story = openBalancedCompany();
const NOW = '2026-11-20T15:00:00Z';
const at = { 'makegood-now': NOW };
beforeAll(() => migrateJobs(story.company.databaseUrl, pino({ level: 'silent' })));

it('a purchase order slips, comes back, is cut short and closed, and another supplier makes it good', async () => {
  const world = await buildWorld(story.admin, { MALBEC: 0 });
  const bought = await buy(story.admin, world, 'MALBEC', 10);
  const waits: { id: string }[] = [];
  for (const quantity of [6, 4])
    waits.push(
      await backorderOf(
        story.admin,
        await order(story.admin, world, { MALBEC: quantity }, { customerId: await addCustomer(story.admin) }),
      ),
    );
  const promise = (id: string, promisedOn: string, notifyCustomer: boolean) =>
    story.admin.post(`/backorders/${id}/promises`, { promisedOn, reason: 'Another supplier', notifyCustomer }, at);
  for (const { id } of waits) made(await promise(id, '2026-12-03', false));

  const outlooks = async () => {
    await relayAll(story.company.database, NOW);
    const { data } = (await story.admin.get(`/backorder-outlooks?ids=${waits.map(({ id }) => id).join()}`)).body;
    return data.map(({ projectedOn, isAtRisk }: { projectedOn: string | null; isAtRisk: boolean }) => [
      projectedOn,
      isAtRisk,
    ]);
  };
  const change = async (changes: Record<string, unknown>) =>
    expect((await story.admin.patch(`/purchase-orders/${bought.id}`, changes)).status).toBe(200);
  const kept = ['2026-12-03', false];
  expect(await outlooks()).toEqual([kept, kept]);

  await change({ shiftDays: 14 });
  expect(await outlooks()).toEqual([
    ['2026-12-17', true],
    ['2026-12-17', true],
  ]);
  await change({ shiftDays: -14 });
  expect(await outlooks()).toEqual([kept, kept]);

  // Six of ten come, and no more: the second has no date until somebody else sends the rest.
  made(
    await story.admin.post(`/purchase-orders/${bought.id}/receipts`, {
      lines: [{ purchaseOrderLineId: bought.lines[0].id, quantity: 6 }],
    }),
  );
  await change({ closed: true });
  expect((await outlooks())[1]).toEqual([null, true]);
  const other = made(await story.admin.post('/suppliers', { name: 'Bodegas Sur' }));
  await buy(story.admin, { ...world, supplierId: other.id }, 'MALBEC', 4, { expectedOn: '2026-12-09' });
  expect((await outlooks())[1]).toEqual(['2026-12-10', true]);

  const [, second] = waits.map(({ id }) => id) as [string, string];
  // Nobody but a person moves a promise, and each customer hears of it once.
  const promises = async () =>
    Promise.all(waits.map(async ({ id }) => (await story.admin.get(`/backorders/${id}`)).body.promisedOn));
  expect(await promises()).toEqual(['2026-12-03', '2026-12-03']);
  made(await promise(second, '2026-12-14', true));
  made(await promise(second, '2026-12-10', true));
  await tellCustomers(story.company.database, NOW);
  expect(await promises()).toEqual(['2026-12-03', '2026-12-10']);
  const mails = async (index: number) =>
    (await story.admin.get(`/mailbox?backorderId=${waits[index]?.id}&event=date_moved`)).body.data;
  expect(await mails(0)).toEqual([]);
  expect(await mails(1)).toMatchObject([{ status: 'recorded', text: expect.stringContaining('December 10') }]);
});
