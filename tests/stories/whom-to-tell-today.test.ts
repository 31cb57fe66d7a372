import pino from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '#domain/time/calendar.ts';
import { migrateJobs } from '#server/jobs/runner.ts';
import { addPersonOf } from '#tests/support/person.ts';
import { relayAll } from '#tests/support/relay-all.ts';
import { tellCustomers } from '#tests/support/tell-customers.ts';
import type { Client } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, buy } from '#tests/support/world.ts';
import { backorderOf, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const today = new Date().toISOString().slice(0, 10);
const day = (days: number) => addDays(today, days);

type Row = { backorderId: string; news: string; reasons: string[]; event: string; whyNot: string | null };

describe('whom to tell today', () => {
  const story = openBalancedCompany();
  beforeAll(() => migrateJobs(story.company.databaseUrl, pino({ level: 'silent' })));
  const relay = () => relayAll(story.company.database, new Date().toISOString());
  const propose = async (client: Client = story.admin, query = '') =>
    (await client.get(`/message-proposals${query}`)).body as {
      data: Row[];
      counts: { reason: string; count: number }[];
    };
  const proposalOf = async ({ id }: { id: string }) =>
    (await propose(story.admin, '?limit=200')).data.find(({ backorderId }) => backorderId === id);
  const act = (path: string, rows: readonly Pick<Row, 'backorderId' | 'news'>[], client: Client = story.admin) =>
    client.post(`/message-proposals/${path}`, {
      proposals: rows.map(({ backorderId, news }) => ({ backorderId, news })),
    });
  const eventsOf = async ({ id }: { id: string }) =>
    (await story.admin.get(`/mailbox?backorderId=${id}`)).body.data.map(({ event }: { event: string }) => event);

  /** A customer who waits since some days ago for goods that are due in twelve days. */
  async function waiting(daysAgo: number, customer: Record<string, unknown> = {}) {
    const world = await buildWorld(story.admin, { MALBEC: 0 });
    const customerId = await addCustomer(story.admin, customer);
    const bought = await buy(story.admin, world, 'MALBEC', 10, { expectedOn: day(12) });
    const placed = made(
      await story.admin.post(
        '/orders',
        {
          customerId,
          warehouseId: world.warehouseId,
          lines: [{ variantId: world.variants.MALBEC, quantity: 4 }],
          confirm: true,
        },
        { 'makegood-now': `${day(-daysAgo)}T15:00:00Z` },
      ),
    );
    const backorder = await backorderOf(story.admin, placed);
    await relay();
    return { backorder, bought, customerId };
  }

  /** The same, who was promised the day and then the supply slipped. */
  async function slipped(customer: Record<string, unknown> = {}) {
    const { backorder, bought, customerId } = await waiting(2, customer);
    made(await story.admin.post(`/backorders/${backorder.id}/promises`, { promisedOn: day(20) }));
    await story.admin.patch(`/purchase-orders/${bought.id}`, {
      lines: [{ id: bought.lines[0].id, expectedOn: day(30) }],
    });
    await relay();
    return { backorder, customerId };
  }

  it('is who was told another day than supply says; telling them promises the new one, once', async () => {
    const { backorder } = await slipped();
    const row = (await proposalOf(backorder)) as Row;
    expect(row).toMatchObject({ reasons: ['date_moved'], event: 'date_moved', whyNot: null });
    expect((await propose(story.admin, `?backorderIds=${backorder.id},999999999`)).data).toEqual([row]);
    expect((await propose(story.admin, '?backorderIds=999999999')).data).toEqual([]);
    const [one, other] = await Promise.all([act('sends', [row]), act('sends', [row])]);
    const outcomes = [made(one).data[0], made(other).data[0]];
    expect(outcomes.filter(({ told }) => told !== null)).toEqual([
      { backorderId: backorder.id, refusal: null, told: { event: 'date_moved' } },
    ]);
    expect(outcomes.find(({ told }) => told === null).refusal.code).toBe('nothing_to_tell');
    await tellCustomers(story.company.database);
    await relay();
    expect((await story.admin.get(`/backorders/${backorder.id}`)).body.promisedOn > day(30)).toBe(true);
    expect(await eventsOf(backorder)).toContain('date_moved');
    expect(await proposalOf(backorder)).toBeUndefined();
  });

  it('is who waits for nine days and heard nothing; the message says how it stands', async () => {
    const { backorder } = await waiting(9);
    const row = (await proposalOf(backorder)) as Row;
    expect(row).toMatchObject({ event: 'weekly_status', news: 'waits_a_week' });
    expect(made(await act('sends', [row])).data[0].told).toEqual({ event: 'weekly_status' });
    // While it is on its way, too.
    expect(await proposalOf(backorder)).toBeUndefined();
    await tellCustomers(story.company.database);
    expect(await eventsOf(backorder)).toEqual(['weekly_status']);
    expect(await proposalOf(backorder)).toBeUndefined();
  });

  it('is nobody who was told that there is no date any more, whether or not a mail server took the message', async () => {
    const { backorder, bought } = await waiting(2);
    made(await story.admin.post(`/backorders/${backorder.id}/promises`, { promisedOn: day(20) }));
    await story.admin.patch(`/purchase-orders/${bought.id}`, { lines: [{ id: bought.lines[0].id, expectedOn: null }] });
    await relay();
    const row = (await proposalOf(backorder)) as Row;
    expect(row).toMatchObject({ news: 'date_moved:none', event: 'weekly_status', whyNot: null });
    made(await act('sends', [row]));
    await tellCustomers(story.company.database);
    expect(await eventsOf(backorder)).toContain('weekly_status');
    expect(made(await act('sends', [row])).data[0].refusal.code).toBe('nothing_to_tell');
    expect(await proposalOf(backorder)).toBeUndefined();
  });

  it('is nobody who was called meanwhile: what was looked at is refused', async () => {
    const { backorder } = await waiting(9);
    const row = (await proposalOf(backorder)) as Row;
    made(await story.admin.post(`/backorders/${backorder.id}/communications`, { method: 'phone', text: 'They know.' }));
    expect(made(await act('sends', [row])).data[0].refusal.code).toBe('nothing_to_tell');
    expect(await eventsOf(backorder)).toEqual([]);
  });

  it('shows the one mail that tells a customer of several, and keeps nothing', async () => {
    const one = await slipped();
    const two = await slipped();
    const placed = made(
      await story.admin.post('/orders', {
        customerId: one.customerId,
        warehouseId: one.backorder.warehouseId,
        lines: [{ variantId: one.backorder.lines[0].variantId, quantity: 4 }],
        confirm: true,
      }),
    );
    const second = await backorderOf(story.admin, placed);
    made(await story.admin.post(`/backorders/${second.id}/promises`, { promisedOn: day(20), reason: 'Hoped for' }));
    await relay();
    const preview = (together: string[]) => story.admin.post('/message-templates/digest/previews', { together });
    const mail = made(await preview([one.backorder.id, second.id]));
    expect(mail.subject).toBe('News of 2 backorders of yours');
    for (const { number } of [one.backorder, second])
      expect(mail.text).toContain(`* Your backorder ${number}: now expected`);
    expect(mail).toMatchObject({ whyNot: null, to: expect.stringContaining('@') });
    expect((await story.admin.get(`/backorders/${second.id}`)).body.promisedOn).toBe(day(20));
    expect((await preview([one.backorder.id, two.backorder.id])).body.code).toBe('not_found');
    expect((await preview([one.backorder.id, '999999999'])).body.code).toBe('not_found');
    const both = { together: [second.id], backorderId: second.id };
    expect((await story.admin.post('/message-templates/digest/previews', both)).body.code).toBe('invalid_request');
  });

  it('leaves out news that was set aside, until there is other news', async () => {
    const { backorder } = await slipped();
    const row = (await proposalOf(backorder)) as Row;
    expect(made(await act('dismissals', [row])).data[0].setAside).toEqual({ news: row.news });
    expect(await proposalOf(backorder)).toBeUndefined();
    expect(made(await act('dismissals', [row])).data[0].refusal.code).toBe('nothing_to_tell');
  });

  it('says why no message can go, and refuses to send one', async () => {
    const { backorder } = await slipped({ email: null });
    const row = (await proposalOf(backorder)) as Row;
    expect(row.whyNot).toBe('no_address');
    const [outcome] = made(await act('sends', [row])).data;
    expect(outcome.refusal).toMatchObject({ code: 'not_written_to', facts: { why: 'no_address' } });
  });

  it('ranks what presses most first, counts by reason, and tells the others where one is refused', async () => {
    const late = await slipped();
    const long = await waiting(20);
    const { data, counts } = await propose(story.admin, '?limit=200');
    const place = ({ id }: { id: string }) => data.findIndex(({ backorderId }) => backorderId === id);
    expect(place(late.backorder)).toBeLessThan(place(long.backorder));
    expect(counts.find(({ reason }) => reason === 'weekly_due')?.count).toBeGreaterThan(0);
    const only = await propose(story.admin, '?reason=weekly_due');
    expect(new Set(only.data.map(({ reasons }) => reasons[0]))).toEqual(new Set(['weekly_due']));
    const row = data[place(long.backorder)] as Row;
    const { data: outcomes } = made(
      await act('sends', [{ backorderId: late.backorder.id, news: 'date_moved:2000-01-01' }, row]),
    );
    expect(outcomes.map(({ told }: { told: unknown }) => told !== null)).toEqual([false, true]);
  });

  it('shows a representative who reads only their own none of another’s, and lets nobody tell them', async () => {
    const ann = await addPersonOf(story.company, 'Ann', 'sales_rep');
    const bob = await addPersonOf(story.company, 'Bob', 'sales_rep');
    const { backorder } = await slipped({ salesRepId: bob.id });
    const row = (await proposalOf(backorder)) as Row;
    expect((await propose(ann.client, '?whose=mine')).data).toEqual([]);
    expect(made(await act('sends', [row], ann.client)).data[0].refusal.code).toBe('not_your_customer');
    await story.admin.patch('/settings', { repsReadAll: false });
    expect((await propose(ann.client)).data).toEqual([]);
    expect((await act('sends', [row], ann.client)).body.code).toBe('unknown_reference');
    expect(made(await act('sends', [row], bob.client)).data[0].told).not.toBeNull();
  });
});
