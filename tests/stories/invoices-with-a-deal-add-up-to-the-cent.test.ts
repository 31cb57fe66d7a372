import { describe, expect, it } from 'vitest';
import { buildWorld, receive } from '#tests/support/world.ts';
import { backorderOf, fill, made, pick } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

describe('a line with a deal that ships in parts', () => {
  const story = openBalancedCompany();
  const usd = (amount: string) => ({ amount, currency: 'USD' });

  it('is invoiced in parts that add up to its value', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 2 });
    const placed = made(
      await admin.post('/orders', {
        customerId: world.customerId,
        warehouseId: world.warehouseId,
        confirm: true,
        lines: [
          {
            variantId: world.variants.MALBEC,
            quantity: 7,
            unitPrice: usd('9.9999'),
            deal: { name: 'Fall deal', amount: usd('0.01') },
          },
        ],
      }),
    );
    expect(placed.orderedValue).toEqual(usd('69.99'));
    const first = await pick(admin, placed, [{ picked: 2, short: 5 }], { shipment: {} });
    const backorder = await backorderOf(admin, placed);
    expect(backorder).toMatchObject({
      outstandingValue: usd('49.99'),
      lines: [{ deals: [{ name: 'Fall deal', amount: usd('0.01') }], unitPrice: usd('9.9999') }],
    });
    await admin.patch(`/variants/${world.variants.MALBEC}`, { price: usd('99.00') });
    const parts = [first];
    for (const quantity of [1, 1, 3]) {
      await receive(admin, world, 'MALBEC', quantity);
      parts.push(await fill(admin, await backorderOf(admin, placed), [quantity], { shipment: {} }));
    }
    const amounts = parts.map(({ invoice }: any) => invoice.amount.amount);
    expect(amounts).toEqual(['20.00', '10.00', '9.99', '30.00']);
    const cents = amounts.reduce((sum, amount) => sum + Math.round(Number(amount) * 100), 0);
    expect(cents).toBe(6999);
    const invoices = (await admin.get(`/invoices?orderId=${placed.id}`)).body.data;
    expect(invoices.map(({ lines }: any) => [lines[0].quantity, lines[0].unitPrice.amount])).toEqual([
      [3, '9.9999'],
      [1, '9.9999'],
      [1, '9.9999'],
      [2, '9.9999'],
    ]);
  });

  it('bills only what shipped when the rest is cancelled', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 3 });
    const placed = made(
      await admin.post('/orders', {
        customerId: world.customerId,
        warehouseId: world.warehouseId,
        confirm: true,
        lines: [{ variantId: world.variants.MALBEC, quantity: 9, unitPrice: usd('1.11') }],
      }),
    );
    const shipped = await pick(admin, placed, [{ picked: 3, short: 6 }], { shipment: {} });
    expect(shipped.invoice.amount).toEqual(usd('3.33'));
    const backorder = await backorderOf(admin, placed);
    made(await admin.post(`/backorders/${backorder.id}/cancellations`, { reason: 'customer_requested' }));
    expect((await admin.get(`/invoices?orderId=${placed.id}`)).body.data).toHaveLength(1);
  });

  it('may take off no more than the line is worth', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 3 });
    const refused = await admin.post('/orders', {
      customerId: world.customerId,
      warehouseId: world.warehouseId,
      lines: [
        {
          variantId: world.variants.MALBEC,
          quantity: 2,
          unitPrice: usd('5.00'),
          deal: { name: 'Too good', amount: usd('10.01') },
        },
      ],
    });
    expect(refused.body).toMatchObject({ status: 422, code: 'deal_above_value' });
  });
});
