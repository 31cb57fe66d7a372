import { describe, expect, it } from 'vitest';
import { addDays } from '#domain/time/calendar.ts';
import { adjust, buildWorld, order } from '#tests/support/world.ts';
import { backorderOf, made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

const on = (day: string) => ({ 'makegood-now': `${day}T15:00:00Z` });

describe('likely dates', () => {
  const story = openBalancedCompany();

  it('come from how long the receipts before took, and are refused while those are too few', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0, STOCKED: 5 });
    const variantId = world.variants.MALBEC as string;
    const buyOn = async (day: string, expectedOn: string) =>
      made(
        await admin.post(
          '/purchase-orders',
          {
            supplierId: world.supplierId,
            warehouseId: world.warehouseId,
            lines: [{ variantId, quantity: 6, expectedOn }],
          },
          on(day),
        ),
      );
    const receiveOn = async (bought: any, day: string) =>
      made(
        await admin.post(
          `/purchase-orders/${bought.id}/receipts`,
          { lines: [{ purchaseOrderLineId: bought.lines[0].id, quantity: 6 }] },
          on(day),
        ),
      );
    const reliability = async () =>
      (await admin.get(`/suppliers/${world.supplierId}/reliability`, on('2026-03-01'))).body;
    const supplier = async () => (await reliability()).pools.find(({ pool }: any) => pool === 'supplier');

    // Ten receipts, each ordered for ten days: five came in 10 days, five in 14; one of them was booked by mistake at first.
    for (let index = 0; index < 10; index += 1) {
      const day = addDays('2026-01-05', index);
      const bought = await buyOn(day, addDays(day, 10));
      if (index === 8) {
        expect(await supplier()).toMatchObject({ receipts: 8, p80Days: 14, p90Days: null });
        const mistaken = await receiveOn(bought, addDays(day, 1));
        made(await admin.post(`/receipts/${mistaken.id}/reversals`, { reason: 'mistake' }, on(addDays(day, 1))));
      }
      await receiveOn(bought, addDays(day, index % 2 === 0 ? 10 : 14));
    }
    expect(await supplier()).toMatchObject({
      receipts: 10,
      p50Days: 14,
      p90Days: 14,
      keptShare: { p90: 1 },
      recent: { dates: 9, widenedBy: { p90: 1 } },
      toldAt: ['p50', 'p80'],
    });
    // Too few outcomes at 90 % to know that its own receipts say it better than those of the whole company.
    expect((await reliability()).pools[0]).toMatchObject({ pool: 'company', toldAt: ['p90'] });
    expect((await reliability()).record).toEqual({
      receipts: 10,
      onFirstDate: 5,
      onLastDate: 5,
      meanDaysLate: 2,
      damagedUnits: 0,
      orderedUnits: 60,
      shortUnits: 0,
      shortLines: 0,
    });
    expect((await reliability()).latest[0]).toMatchObject({ days: 14, quantity: 6, receivedOn: '2026-01-28' });

    // 60 on the shelf are gone; what waits is bought.
    await adjust(admin, { variantId, warehouseId: world.warehouseId, countedQuantity: 0 });
    const thatDay = { ...admin, post: (path: string, body: unknown) => admin.post(path, body, on('2026-03-01')) };
    const backorder = await backorderOf(thatDay, await order(thatDay, world, { MALBEC: 6 }));
    const line = async (day: string) => (await admin.get(`/backorders/${backorder.id}`, on(day))).body.lines[0];
    expect(await line('2026-03-02')).toMatchObject({ likelyBetween: null, noRangeBecause: 'no_date' });
    await buyOn('2026-03-02', '2026-03-12');
    expect(await line('2026-03-02')).toMatchObject({
      projectedOn: '2026-03-13',
      likelyBetween: { p50On: '2026-03-17', p90On: '2026-03-17', pool: 'company', receipts: 10 },
      noRangeBecause: null,
    });
    // What the customer would be written says the same.
    const asked = { backorderId: backorder.id };
    const mail = (await admin.post('/message-templates/weekly_status/previews', asked, on('2026-03-02'))).body;
    expect(`${mail.subject} ${mail.text}`).toContain('about Tuesday, March 17');
    // Eleven days on its way, it compares with the five that took longer: too few.
    expect(await line('2026-03-12')).toMatchObject({ likelyBetween: null, noRangeBecause: 'not_enough_history' });

    const likely = async (quantity: number, id = variantId) =>
      (await admin.get(`/variants/${id}/likely-dates?quantity=${quantity}`, on('2026-03-02'))).body;
    expect(await likely(3, world.variants.STOCKED)).toMatchObject({ from: 'available', noRangeBecause: 'in_stock' });
    expect(await likely(1)).toMatchObject({ from: 'new_order', projectedOn: null });
    await buyOn('2026-03-02', '2026-04-20');
    expect(await likely(6)).toMatchObject({
      from: 'purchase_order_line',
      projectedOn: '2026-04-21',
      noRangeBecause: 'expected_later',
    });
    expect((await admin.get('/suppliers/999999/reliability')).status).toBe(404);
    expect((await admin.get('/variants/999999/likely-dates')).status).toBe(404);
    expect((await admin.get(`/variants/${variantId}/likely-dates?quantity=0`)).status).toBe(422);
  });
});
