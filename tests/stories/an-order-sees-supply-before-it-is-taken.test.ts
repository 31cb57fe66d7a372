import { describe, expect, it } from 'vitest';
import type { Client } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, order, type World } from '#tests/support/world.ts';
import { openBalancedCompany } from './balanced-company.ts';

async function arrives(
  admin: Client,
  { warehouseId, supplierId, variants }: World,
  quantity: number,
  expectedOn: string,
) {
  const lines = [{ variantId: variants.SYRAH, quantity, expectedOn }];
  expect((await admin.post('/purchase-orders', { supplierId, warehouseId, lines })).status).toBe(201);
}

describe('before an order is taken', () => {
  const story = openBalancedCompany();

  const outlook = async (query: string) => (await story.admin.get(`/supply-outlooks?${query}`)).body;

  it('says what is available, what arrives next, who waits, and what this customer could have', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10, SYRAH: 0 });
    const { MALBEC, SYRAH } = world.variants;
    const vip = await addCustomer(admin, { tier: 'vip' });
    await order(admin, world, { SYRAH: 5 });
    await arrives(admin, world, 20, '2035-03-04');
    await arrives(admin, world, 7, '2020-03-04');
    const asked = (customerId: string) =>
      outlook(`warehouseId=${world.warehouseId}&variantIds=${SYRAH},${MALBEC}&customerId=${customerId}`);

    const standard = await asked(world.customerId);
    expect(standard).toMatchObject({
      warehouseId: world.warehouseId,
      lines: [
        {
          variantId: SYRAH,
          available: 0,
          nextArrival: { quantity: 20, expectedOn: '2035-03-04' },
          waiting: { lines: 1, quantity: 5 },
          parts: [
            { quantity: 15, on: '2035-03-04' },
            { quantity: 7, on: null, shipsOn: null },
          ],
        },
        {
          variantId: MALBEC,
          available: 10,
          nextArrival: null,
          waiting: { lines: 0, quantity: 0 },
          parts: [{ quantity: 10 }],
        },
      ],
    });
    // A higher tier is served before whoever waits already.
    expect((await asked(vip)).lines[0].parts[0]).toMatchObject({ quantity: 20, on: '2035-03-04' });
    expect((await outlook(`variantIds=${MALBEC}&warehouseId=${world.warehouseId}`)).lines).toMatchObject([
      { available: 10, parts: null },
    ]);
  });

  it('is what then happens', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 10 });
    const [line] = (
      await outlook(
        `variantIds=${world.variants.MALBEC}&warehouseId=${world.warehouseId}&customerId=${world.customerId}`,
      )
    ).lines;
    const placed = await order(admin, world, { MALBEC: 12 });
    expect(placed.lines[0].allocated).toBe(line.parts[0].quantity);
  });

  it('knows no other warehouse, customer or item', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 1 });
    const { MALBEC } = world.variants;
    for (const query of ['warehouseId=999999', 'customerId=999999'])
      expect(await outlook(`variantIds=${MALBEC}&${query}`)).toMatchObject({ code: 'not_found' });
    expect((await outlook('variantIds=999999')).lines).toEqual([]);
  });

  it('finds the items of a column of a spreadsheet by SKU in any case and by UPC', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 0, SYRAH: 0, RIESLING: 0 });
    const { body } = await admin.get(`/variants/${world.variants.RIESLING}`);
    await admin.patch(`/variants/${world.variants.RIESLING}`, { upc: '088004022723' });
    const skus = (await admin.get(`/variants/${world.variants.SYRAH}`)).body.sku;
    const found = (await admin.get(`/variants?codes=${skus.toLowerCase()},88004022723,no-such&limit=100`)).body.data;
    expect(found.map(({ sku }: { sku: string }) => sku).sort()).toEqual([body.sku, skus].sort());
  });

  it('keeps why a price is another than the list’s, also for what is added to the line later', async () => {
    const { admin } = story;
    const world = await buildWorld(admin, { MALBEC: 5 });
    const unitPrice = { amount: '8.50', currency: 'USD' };
    const lines = [{ variantId: world.variants.MALBEC, quantity: 2, unitPrice, priceReason: 'Matched a quote' }];
    const placed = await order(admin, world, {}, { lines });
    expect(placed.lines).toMatchObject([{ unitPrice, priceReason: 'Matched a quote' }]);
    const [{ id }] = placed.lines;
    const raised = await admin.patch(`/orders/${placed.id}`, { lines: [{ orderLineId: id, quantity: 3 }] });
    expect(raised.body.lines.map((line: { priceReason: string }) => line.priceReason)).toEqual([
      'Matched a quote',
      'Matched a quote',
    ]);
    const draft = (await admin.post('/orders', { customerId: world.customerId, lines })).body;
    const kept = await admin.patch(`/orders/${draft.id}`, { lines: [{ orderLineId: draft.lines[0].id, quantity: 4 }] });
    expect(kept.body.lines).toMatchObject([{ quantity: 4, priceReason: 'Matched a quote' }]);
    const history = await admin.get(`/orders/${placed.id}/history`);
    expect(JSON.stringify(history.body)).toContain('Matched a quote');
  });
});
