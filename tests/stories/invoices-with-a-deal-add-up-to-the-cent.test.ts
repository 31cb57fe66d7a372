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

  it('gives its free goods and charges its deposits with the part that ships, each once, also when a part is lost and comes back', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 5, GIFT: 1, DEPOSIT: 5 });
    const { MALBEC, GIFT, DEPOSIT } = world.variants;
    const free = { name: 'One free with twelve', amount: usd('12.50') };
    const placed = made(
      await admin.post('/orders', {
        customerId: world.customerId,
        warehouseId: world.warehouseId,
        confirm: true,
        lines: [
          { variantId: MALBEC, quantity: 13, deal: free },
          { variantId: GIFT, quantity: 2, unitPrice: usd('0.00'), freeOfCharge: true },
          { variantId: DEPOSIT, quantity: 13, unitPrice: usd('0.60') },
        ],
      }),
    );
    expect(placed.orderedValue).toEqual(usd('157.80'));
    const some = [
      { picked: 5, short: 8 },
      { picked: 1, short: 1 },
      { picked: 5, short: 8 },
    ];
    const first = await pick(admin, placed, some, { shipment: {}, delivery: {} });
    await receive(admin, world, 'MALBEC', 8);
    await receive(admin, world, 'GIFT', 1);
    await receive(admin, world, 'DEPOSIT', 8);
    const backorder = await backorderOf(admin, placed);
    const second = await fill(admin, backorder, [3, 1, 3], { shipment: {} });
    const third = await fill(admin, backorder, [5, 0, 5].slice(0, 1), { shipment: {}, delivery: {} });
    const fourth = await fill(admin, { ...backorder, lines: backorder.lines.slice(2) }, [5], { shipment: {} });
    const amounts = () => [first, second, third, fourth].map(({ invoice }: any) => invoice.amount.amount);
    expect(amounts()).toEqual(['60.69', '36.42', '57.69', '3.00']);

    // Lost and sent again: charged once, and one gift in all.
    made(await admin.post(`/fulfillments/${second.id}/reshipments`, { note: 'fell off the truck' }));
    await receive(admin, world, 'MALBEC', 3);
    await receive(admin, world, 'GIFT', 1);
    await receive(admin, world, 'DEPOSIT', 3);
    const again = await fill(admin, backorder, [3, 1, 3], { shipment: {}, delivery: {} });
    expect(again.invoice).toBeNull();
    const more = await admin.post(`/backorders/${backorder.id}/fulfillments`, {
      lines: [{ backorderLineId: backorder.lines[1].id, quantity: 1 }],
    });
    expect(more.status).toBe(409);
    const charged = async () => {
      const { data } = (await admin.get(`/invoices?orderId=${placed.id}`)).body;
      const cents = (amount: string) => Math.round(Number(amount) * 100);
      return data.reduce((sum: number, one: any) => sum + cents(one.amount.amount) - cents(one.credited.amount), 0);
    };
    expect(await charged()).toBe(15_780);

    // Three bottles come back with their deposits: what stays is 10 of 13 of each, and the gift that came back was never charged.
    const [wine, gift, deposit] = first.lines;
    const back = (line: any, quantity: number) => ({ fulfillmentLineId: line.id, quantity, reason: 'not_wanted' });
    const lines = [back(wine, 3), back(gift, 1), back(deposit, 3)];
    made(await admin.post('/returns', { fulfillmentId: first.id, lines, credit: true }));
    expect(await charged()).toBe(11_538 + 600);
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
