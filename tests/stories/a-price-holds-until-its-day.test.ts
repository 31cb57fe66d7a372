import { runMigrations } from 'graphile-worker';
import { describe, expect, it } from 'vitest';
import { holdEndedPrices } from '#server/holds/hold-ended-prices.ts';
import { relayBatch } from '#server/jobs/relay.ts';
import { inTransaction } from '#server/platform/transaction.ts';
import { buildWorld } from '#tests/support/world.ts';
import { backorderOf, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const NOVEMBER = '2026-11-20T15:00:00Z';
const DECEMBER = '2026-12-01T15:00:00Z';
const at = (now: string) => ({ 'makegood-now': now });

describe('a price with a last day', () => {
  const story = openBalancedCompany();

  const guard = async (priceGuard: string) => {
    expect((await story.admin.patch('/settings', { priceGuard }, at(NOVEMBER))).status).toBe(200);
  };
  const take = async (lines: object[], now = NOVEMBER) => {
    const customerId = world.customerId;
    return story.admin.post('/orders', { customerId, warehouseId: world.warehouseId, lines, confirm: true }, at(now));
  };
  const read = async (id: string) => (await story.admin.get(`/orders/${id}`)).body;
  let world: Awaited<ReturnType<typeof buildWorld>>;

  it('is no matter of anybody while the rule is off', async () => {
    world = await buildWorld(story.admin, { MALBEC: 40, SYRAH: 0 });
    expect((await story.admin.get('/settings')).body.priceGuard).toBe('off');
    const line = { variantId: world.variants.MALBEC, quantity: 2, priceValidUntil: '2026-11-30' };
    const placed = made(await take([line]));
    expect(placed.lines[0]).toMatchObject({ priceValidUntil: '2026-11-30', priceReleasedAt: null });
    expect(await holdEndedPrices(story.company.database, DECEMBER)).toBe(0);
    expect(made(await take([{ variantId: world.variants.MALBEC, quantity: 2 }])).lines[0].priceValidUntil).toBeNull();
  });

  it('holds what waits past the month, once, until a person keeps the locked price', async () => {
    await guard('month_end');
    const lines = [
      { variantId: world.variants.SYRAH, quantity: 3 },
      { variantId: world.variants.MALBEC, quantity: 5, priceValidUntil: '2026-12-24' },
    ];
    const placed = made(await take(lines));
    expect(placed.lines.map(({ priceValidUntil }: { priceValidUntil: string }) => priceValidUntil)).toEqual([
      '2026-11-30',
      '2026-12-24',
    ]);
    const waiting = await backorderOf(story.admin, placed);
    // The order of before, whose line has a day of its own, and this backorder; twice is once.
    expect(await holdEndedPrices(story.company.database, '2026-12-01T05:59:00Z')).toBe(0);
    expect(await holdEndedPrices(story.company.database, DECEMBER)).toBe(2);
    expect(await holdEndedPrices(story.company.database, DECEMBER)).toBe(0);
    const exceptions = async () => (await story.admin.get('/exceptions?kind=price_ended')).body.data;
    const [early, late] = await exceptions();
    expect([early.recordType, late.recordType, late.recordId]).toEqual(['order', 'backorder', waiting.id]);
    const path = `/backorders/${waiting.id}`;
    const [hold] = (await story.admin.get(path)).body.holds;
    expect(hold).toMatchObject({ reason: 'price_ended', priceEnded: true, heldBy: 'system price guard' });
    expect(hold.notes).toContain('held its price until 2026-11-30');
    const pick = { lines: [{ orderLineId: placed.lines[1].id, picked: 5 }] };
    made(await story.admin.post(`/orders/${placed.id}/fulfillments`, pick));
    const fill = { lines: [{ backorderLineId: waiting.lines[0].id, quantity: 1 }] };
    expect((await story.admin.post(`${path}/fulfillments`, fill)).body.code).toBe('on_hold');
    made(await story.admin.post(`${path}/holds/${hold.id}/releases`, { notes: 'Agreed by phone' }, at(DECEMBER)));
    expect(await exceptions()).toEqual([early]);
    expect((await read(placed.id)).lines[0]).toMatchObject({
      priceValidUntil: '2026-11-30',
      priceReleasedAt: DECEMBER_AT,
    });
    expect(await holdEndedPrices(story.company.database, '2027-01-02T15:00:00Z')).toBe(0);
  });

  it('holds no longer once what waited at it is cancelled, changed or substituted, and never lets go what still does', async () => {
    const lines = [
      { variantId: world.variants.SYRAH, quantity: 3 },
      { variantId: world.variants.SYRAH, quantity: 2 },
      { variantId: world.variants.SYRAH, quantity: 5, priceValidUntil: '2026-12-24' },
    ];
    const placed = made(await take(lines));
    const waiting = await backorderOf(story.admin, placed);
    expect(await holdEndedPrices(story.company.database, DECEMBER)).toBe(1);
    await runMigrations({ connectionString: story.company.databaseUrl });
    const jobsAfterwards = async () => {
      await inTransaction(story.company.database, (tx) => relayBatch(tx, DECEMBER));
      const { rows } = await story.company.database.query('select task_identifier as task from graphile_worker.jobs');
      return rows.map(({ task }) => task);
    };
    const isHeld = async () => (await story.admin.get(`/backorders/${waiting.id}`)).body.isOnHold;
    const cancel = async (index: number) => {
      const cancelled = [{ backorderLineId: waiting.lines[index].id, quantity: lines[index]?.quantity }];
      const body = { reason: 'customer_requested', notifyCustomer: false, lines: cancelled };
      made(await story.admin.post(`/backorders/${waiting.id}/cancellations`, body, at(DECEMBER)));
      expect(await jobsAfterwards()).toContain('hold_ended_prices');
      // Whatever day it is by now: it goes by the day the hold was made.
      await holdEndedPrices(story.company.database, NOVEMBER);
    };
    await cancel(0);
    expect(await isHeld()).toBe(true);
    await cancel(1);
    expect(await isHeld()).toBe(false);
    const history = (await story.admin.get(`/backorders/${waiting.id}/history`)).body.data;
    expect(history.find(({ action }: { action: string }) => action === 'backorder.release')).toMatchObject({
      actor: 'system price guard',
      changes: { notes: 'Nothing waits at the ended price any more.' },
    });
    expect((await read(placed.id)).lines.map((line: any) => line.priceReleasedAt)).toEqual([null, null, null]);
  });

  it('is not extended: more is a new line at today’s price, and a draft names another day first', async () => {
    const placed = made(await take([{ variantId: world.variants.MALBEC, quantity: 4 }]));
    const change = (lines: object[], now: string) => story.admin.patch(`/orders/${placed.id}`, { lines }, at(now));
    const more = [{ orderLineId: placed.lines[0].id, quantity: 6 }];
    const refused = await change(more, DECEMBER);
    expect([refused.status, refused.body.code, refused.body.validUntil]).toEqual([409, 'price_ended', '2026-11-30']);
    expect((await change([{ orderLineId: placed.lines[0].id, quantity: 3 }], DECEMBER)).status).toBe(200);
    const added = await change([{ variantId: world.variants.SYRAH, quantity: 1 }], DECEMBER);
    expect(added.body.lines.at(-1).priceValidUntil).toBe('2026-12-31');
    expect(
      (await change([{ orderLineId: placed.lines[0].id, quantity: 6 }], NOVEMBER)).body.lines.at(-1).priceValidUntil,
    ).toBe('2026-11-30');

    const ended = { variantId: world.variants.MALBEC, quantity: 1, priceValidUntil: '2026-11-19' };
    const late = await take([ended]);
    expect([late.body.code, late.body.errors[0].pointer]).toEqual(['price_ended', '#/lines/0/priceValidUntil']);
    const customerId = world.customerId;
    const lines = [{ ...ended, priceValidUntil: '2026-11-25' }];
    const draft = made(await story.admin.post('/orders', { customerId, lines }, at(NOVEMBER)));
    const confirm = () => story.admin.post(`/orders/${draft.id}/confirmations`, {}, at(DECEMBER));
    expect((await confirm()).body.code).toBe('price_ended');
    const again = [{ orderLineId: draft.lines[0].id, priceValidUntil: '2026-12-05' }];
    expect((await story.admin.patch(`/orders/${draft.id}`, { lines: again }, at(DECEMBER))).status).toBe(200);
    expect((await confirm()).status).toBe(201);
    await guard('off');
  });
});

const DECEMBER_AT = '2026-12-01T15:00:00.000Z';
