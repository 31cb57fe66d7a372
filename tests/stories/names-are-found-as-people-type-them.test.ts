import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fold, patternsOf } from '#domain/finding/fold.ts';
import { listCustomers } from '#server/customers/queries.ts';
import { finds } from '#server/platform/read-list.ts';
import type { Viewer } from '#server/platform/viewer.ts';
import type { Reading } from '#server/platform/work.ts';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, buy, order, type World } from '#tests/support/world.ts';

let company: TestCompany;
let world: World;
const admin = () => company.as('administrator');
const price = { amount: '10.00', currency: 'USD' };

async function addItem(product: string, name: string, sku: string, upc?: string): Promise<string> {
  const { body } = await admin().post('/products', { name: product });
  const reply = await admin().post('/variants', { productId: body.id, sku, upc, name, price });
  expect(reply.status).toBe(201);
  world.variants[sku] = reply.body.id;
  return reply.body.id;
}

beforeAll(async () => {
  company = await openTestCompany();
  world = await buildWorld(admin(), {});
  await addItem('Château Margaux', '2015, 750 ml', 'MARG-15', '88004022723');
  await addItem('Chateau Lafite', '2016, 1750 ml', 'LAF-16');
  await addItem('Strawberry Daiquiri', '200 ml', 'DAI-200');
  for (const [name, phone] of [
    ['Café Straße', '+1 (515) 555-0123'],
    ['O’Brien Wines', '515.555.0144 x7'],
    ["O'Brien Spirits", null],
    ['Smørrebrød & Æbler', null],
  ])
    await addCustomer(admin(), { name, phone });
});
afterAll(() => company.close());

const namesAt = async (path: string): Promise<string[]> => {
  const { status, body } = await admin().get(path);
  expect(status).toBe(200);
  return body.data.map((row: any) => row.itemName ?? row.name).sort();
};
const q = (text: string) => `q=${encodeURIComponent(text)}`;

describe('customers', () => {
  it.each([
    ['cafe', ['Café Straße']],
    ['strasse CAFÉ', ['Café Straße']],
    ["o'brien", ["O'Brien Spirits", 'O’Brien Wines']],
    ['o`brien wines', ['O’Brien Wines']],
    ['aebler smorrebrod', ['Smørrebrød & Æbler']],
    ['5155550123', ['Café Straße']],
    ['(515) 555-0123', ['Café Straße']],
    ['555 0144', ['O’Brien Wines']],
    ['1-515-555-0144 ext. 7', ['O’Brien Wines']],
    ['%', []],
  ])('%s', async (text, names) => {
    expect(await namesAt(`/customers?${q(text)}`)).toEqual(names);
    expect(await namesAt(`/search?${q(text)}`)).toEqual(names);
  });
});

describe('items', () => {
  it.each([
    ['chateau', ['Chateau Lafite · 2016, 1750 ml', 'Château Margaux · 2015, 750 ml']],
    ['750ml margaux', ['Château Margaux · 2015, 750 ml']],
    ['088004022723', ['Château Margaux · 2015, 750 ml']],
    ['00088004022723', ['Château Margaux · 2015, 750 ml']],
    ['0 88004 02272 3', ['Château Margaux · 2015, 750 ml']],
    ['0-88004-02272-3', ['Château Margaux · 2015, 750 ml']],
    ['laf16', ['Chateau Lafite · 2016, 1750 ml']],
  ])('%s', async (text, names) => {
    expect(await namesAt(`/variants?${q(text)}`)).toEqual(names);
    expect(await namesAt(`/search?${q(text)}`)).toEqual(names);
  });

  it('are found by likeness where nothing fits, and not by three common letters', async () => {
    expect(await namesAt(`/search?${q('chataeu margoux')}`)).toEqual(['Château Margaux · 2015, 750 ml']);
    expect(await namesAt(`/search?${q('strassen')}`)).toEqual(['Café Straße']);
    expect(await namesAt(`/search?${q('strandbar')}`)).toEqual([]);
  });
});

describe('people and suppliers', () => {
  beforeAll(async () => {
    for (const [name, email, phone] of [
      ['Zoë Müller', 'zm@example.com', '515-555-0177'],
      ['Seán O’Dowd', 'sean@example.com', null],
    ])
      expect((await admin().post('/users', { name, email, phone, role: 'sales_rep' })).status).toBe(201);
    const cellar = { name: 'Weingut Grüner & Söhne', phone: '+43 2732 83566' };
    expect((await admin().post('/suppliers', cellar)).status).toBe(201);
  });

  it.each([
    ['/users', 'muller zoe', ['Zoë Müller']],
    ['/users', "o'dowd", ['Seán O’Dowd']],
    ['/users', '(515) 555 0177', ['Zoë Müller']],
    ['/users', 'mullre', ['Zoë Müller']],
    ['/users', 'mu%er', []],
    ['/suppliers', 'sohne gruner', ['Weingut Grüner & Söhne']],
    ['/suppliers', '02732 83566', ['Weingut Grüner & Söhne']],
    ['/suppliers', 'weingut gruener', ['Weingut Grüner & Söhne']],
  ])('%s %s', async (list, text, names) => {
    expect(await namesAt(`${list}?${q(text)}`)).toEqual(names);
    if (list === '/users') expect(await namesAt(`/search?${q(text)}`)).toEqual(names);
  });
});

describe('a list that pickers read', () => {
  it.each([
    ['/customers', 'smorrebord', ['Smørrebrød & Æbler']],
    ['/variants', 'chataeu margoux', ['Château Margaux · 2015, 750 ml']],
    ['/products', 'lafitte', ['Chateau Lafite']],
    ['/variants', 'strasse', []],
    ['/customers', 'strasse', ['Café Straße']],
  ])('%s finds by likeness where nothing fits: %s', async (list, text, names) => {
    expect(await namesAt(`${list}?${q(text)}`)).toEqual(names);
  });

  it('likeness never shows what other filters left out', async () => {
    await addCustomer(admin(), { name: 'Cape Wines', tier: 'low' });
    expect(await namesAt(`/customers?tier=low&${q('cafe')}`)).toEqual([]);
    expect(await namesAt(`/customers?tier=low&${q('caep wines')}`)).toEqual(['Cape Wines']);
  });
});

it('every list finds by the same words', async () => {
  const placed = await order(admin(), world, { 'MARG-15': 5 });
  await admin().post(`/orders/${placed.id}/fulfillments`, {
    lines: [{ orderLineId: placed.lines[0].id, picked: 0, short: 5 }],
  });
  await buy(admin(), world, 'MARG-15', 2);
  for (const path of ['/backorders', '/orders', '/purchase-orders', '/products']) {
    for (const text of ['margaux chateau', '088004022723', 'MARGAUX 750ml'])
      expect([path, text, (await admin().get(`${path}?${q(text)}`)).body.data.length]).toEqual([path, text, 1]);
    expect((await admin().get(`${path}?${q('margaux lafite')}`)).body.data).toEqual([]);
  }
});

it('every list finds misspelt names where nothing fits', async () => {
  await order(admin(), world, { 'LAF-16': 5 });
  await buy(admin(), world, 'LAF-16', 2);
  await admin().post('/stock-adjustments', {
    variantId: world.variants['LAF-16'],
    warehouseId: world.warehouseId,
    countedQuantity: 3,
    reason: 'count',
  });
  const item = { variantId: world.variants['LAF-16'], kind: 'percent', percent: '5' };
  expect((await admin().post('/deals', { name: 'Spring', ...item })).status).toBe(201);
  const cancelled = await order(admin(), world, { 'LAF-16': 1 });
  await admin().post(`/orders/${cancelled.id}/cancellations`, { reason: 'customer_requested' });
  for (const list of ['purchase-orders?', 'deals?', 'cancellations?', 'fulfillment-work?tab=ready&', 'orders?']) {
    const found = async (text: string) => (await admin().get(`/${list}${q(text)}`)).body.data.length;
    expect([list, (await found('chataeu laffite')) > 0, await found('strandbar')]).toEqual([list, true, 0]);
  }
});

it('the database folds as the domain does', async () => {
  const texts = [
    ...[
      "Château d'Yquem",
      'ΣΊΣΥΦΟΣ',
      'Łódź',
      'ﬁno ½',
      'İstanbul',
      'Ðór Þing',
      'St-Julien W/50ML [x] \\^_',
      ' 007  7up ',
    ],
    ...['Straße ẞ', 'Тверь', '日本酒', 'a\u00a0b', "'", '', '１２ ml', '100 %', 'A–B…'],
  ];
  const { rows } = await company.database.query('select fold(t) as folded from unnest($1::text[]) t', [texts]);
  expect(rows.map(({ folded }) => folded)).toEqual(texts.map(fold));
});

it.each(['customers', 'variants', 'products', 'suppliers', 'users'])('%s have an index for finding', async (table) => {
  const patterns = `'{${patternsOf('chateau margaux').join(',')}}'`;
  const client = await company.database.connect();
  await client.query('set enable_seqscan = off');
  const { rows } = await client.query(`explain select id from ${table} where ${finds('search_text', patterns)}`);
  await client.query('reset enable_seqscan');
  client.release();
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain(`${table}_search`);
});

it('among many customers the list goes by the index, by name and by telephone', async () => {
  await company.database.query(`insert into customers (account_number, name, tier, terms, created_at)
    select 'MANY-' || n, 'Shop ' || md5(n::text), 'standard', 'net_30', now() from generate_series(1, 3000) n`);
  await company.database.query('analyze customers');
  const asked: [statement: string, values: readonly unknown[]][] = [];
  const queries = { rows: async (...statement: (typeof asked)[number]) => asked.push(statement) && [] };
  const viewer = { readsAll: true } as Viewer;
  for (const sought of ['zebra quagga', '(515) 555-0123'])
    await listCustomers(viewer, { params: undefined, body: undefined, query: { q: sought, limit: 50 } }, {
      queries,
    } as unknown as Reading);
  for (const [statement, values] of asked.filter(([sql]) => sql.includes('order by lower(c.name)'))) {
    const { rows } = await company.database.query(`explain ${statement}`, [...values]);
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('Bitmap Index Scan on customers_search');
  }
  expect(asked.length).toBeGreaterThan(1);
});
