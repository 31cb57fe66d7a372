import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { adjust, buildWorld, buy, order, type World } from '#tests/support/world.ts';

let company: TestCompany;
let world: World;
beforeAll(async () => {
  company = await openTestCompany();
  world = await buildWorld(company.as('administrator'), {});
});
afterAll(() => company.close());

const admin = () => company.as('administrator');

async function addVariant(product: string, name: string, sku: string): Promise<string> {
  const { body } = await admin().post('/products', { name: product });
  const price = { amount: '10.00', currency: 'USD' };
  const reply = await admin().post('/variants', { productId: body.id, sku, name, price, unitsPerCase: 6 });
  expect(reply.status).toBe(201);
  return reply.body.id;
}

/** Everything in an answer that is of an item, wherever it stands. */
function itemsIn(answer: unknown): Record<string, unknown>[] {
  if (Array.isArray(answer)) return answer.flatMap(itemsIn);
  if (answer === null || typeof answer !== 'object') return [];
  const found = Object.values(answer).flatMap(itemsIn);
  return 'sku' in answer ? [answer as Record<string, unknown>, ...found] : found;
}

test('a line says the name of its product and of its variant, on every page and in every list', async () => {
  const variantId = await addVariant('Chianti Classico', '2021, 375 ml', 'CHI-375');
  Object.assign(world.variants, { chianti: variantId });
  const { warehouseId } = world;
  await adjust(admin(), { variantId, warehouseId, countedQuantity: 12 });
  const bought = await buy(admin(), world, 'chianti', 12, { expectedOn: '2026-11-01' });
  const short = await order(admin(), world, { chianti: 30 });
  const picked = await admin().post(`/orders/${short.id}/fulfillments`, {
    lines: [{ orderLineId: short.lines[0].id, picked: 10, short: 20 }],
  });
  expect(picked.status).toBe(201);
  const backorderId = picked.body.backorder.id;
  const cancelled = await admin().post(`/orders/${short.id}/cancellation-previews`, { reason: 'customer_request' });
  await admin().post(`/backorders/${backorderId}/cancellations`, {
    reason: 'customer_request',
    lines: [{ backorderLineId: picked.body.backorder.lines?.[0]?.id, quantity: 1 }],
  });
  const deal = await admin().post('/deals', { name: 'Autumn', kind: 'percent', percent: '5', variantId });
  expect(deal.body.itemName).toBe('Chianti Classico · 2021, 375 ml');

  const pages = [
    `/orders/${short.id}`,
    `/orders/${short.id}/explanation`,
    `/orders/${short.id}/coverage`,
    '/stock-movements',
    `/backorders/${backorderId}`,
    `/backorders/${backorderId}/explanation`,
    `/backorders/${backorderId}/fills`,
    '/backorders',
    '/backorder-reviews',
    `/customers/${world.customerId}/open-demand?variantIds=${variantId}`,
    `/purchase-orders/${bought.id}`,
    '/purchase-orders',
    `/fulfillments/${picked.body.id}`,
    '/fulfillment-work?tab=picked',
    '/fulfillment-work?tab=ready',
    '/stock',
    '/cancellations',
    '/exceptions',
    '/home',
    `/variants/${variantId}`,
    '/variants?q=CHI-375',
    '/products?q=CHI-375',
  ];
  const answers = await Promise.all(pages.map(async (page) => [page, await admin().get(page)] as const));
  const seen = [picked.body, cancelled.body, ...answers.map(([, { body }]) => body)].flatMap(itemsIn);
  expect(answers.filter(([, { status }]) => status !== 200 && status !== 404).map(([page]) => page)).toEqual([]);
  const ofChianti = seen.filter(({ sku }) => sku === 'CHI-375');
  expect(ofChianti.length).toBeGreaterThan(15);
  for (const one of ofChianti) expect(one).toMatchObject({ itemName: 'Chianti Classico · 2021, 375 ml' });

  const records = [`/orders/${short.id}`, `/backorders/${backorderId}`];
  const histories = [...records.flatMap((one) => [`${one}/history`, `${one}/timeline`]), '/audit-events'];
  for (const history of [...histories, `/purchase-orders/${bought.id}/history`]) {
    const { data } = (await admin().get(history)).body;
    const isOfChianti = ({ changes }: any) => itemsIn(changes).some(({ sku }) => sku === 'CHI-375');
    const naming = data.filter(isOfChianti);
    expect([history, naming.length > 0]).toEqual([history, true]);
    for (const { items } of naming)
      expect(items).toMatchObject({ 'CHI-375': { itemName: 'Chianti Classico · 2021, 375 ml' } });
  }
});

test('a product that is renamed is renamed in every line', async () => {
  const variantId = await addVariant('Rioja', 'Crianza 2019', 'RIO-1');
  const { productId } = (await admin().get(`/variants/${variantId}`)).body;
  expect((await admin().patch(`/products/${productId}`, { name: 'Rioja Alavesa' })).status).toBe(200);
  expect((await admin().get(`/variants/${variantId}`)).body).toMatchObject({
    productName: 'Rioja Alavesa',
    variantName: 'Crianza 2019',
    itemName: 'Rioja Alavesa · Crianza 2019',
  });
});

test.each([
  ['Malbec Reserva', 'Malbec Reserva 750 ml', 'Malbec Reserva 750 ml'],
  ['Malbec Reserva', 'malbec reserva', 'malbec reserva'],
  ['Port', 'Porto 2011', 'Port · Porto 2011'],
])('product %s with variant %s reads %s: no name is said twice', async (product, variant, expected) => {
  const id = await addVariant(product, variant, `TWICE ${variant}`);
  expect((await admin().get(`/variants/${id}`)).body.itemName).toBe(expected);
});

test('two renames of a product and a new variant at once leave one name', async () => {
  const { body: product } = await admin().post('/products', { name: 'Douro' });
  const price = { amount: '10.00', currency: 'USD' };
  const renaming = ['Douro Superior', 'Douro Tinto'].map((name) => admin().patch(`/products/${product.id}`, { name }));
  const adding = ['A', 'B', 'C'].map((name) =>
    admin().post('/variants', { productId: product.id, sku: `DOU-${name}`, name, price }),
  );
  const replies = await Promise.all([...renaming, ...adding]);
  expect(replies.filter(({ status }) => status >= 500)).toEqual([]);
  const { name } = (await admin().get(`/products/${product.id}`)).body;
  const { data } = (await admin().get(`/variants?productId=${product.id}`)).body;
  expect(new Set(data.map((variant: { productName: string }) => variant.productName))).toEqual(new Set([name]));
});
