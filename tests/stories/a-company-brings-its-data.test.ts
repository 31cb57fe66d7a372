import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { carryOutImport } from '#server/imports/carry-out.ts';
import { columnsOf } from '#server/platform/tables/columns.ts';
import { xlsx } from '#server/platform/tables/xlsx.ts';
import { relayAll } from '#tests/support/relay-all.ts';
import { made } from './acts.ts';
import { openBalancedCompany } from './balanced-company.ts';

// Long because what a file may be like is one list.
const story = openBalancedCompany();
const now = () => new Date().toISOString();

/** Sends a file as the screen does: a form. */
async function send(kind: string, content: string | Buffer, more: Record<string, string> = {}) {
  const form = new FormData();
  form.set('kind', kind);
  for (const [name, value] of Object.entries(more)) form.set(name, value);
  form.set('file', new Blob([content as BlobPart]), `${kind}.csv`);
  const response = await fetch(`${story.company.origin}/api/v1/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${story.company.keys.administrator}`, 'idempotency-key': `${Math.random()}` },
    body: form,
  });
  return { status: response.status, body: (await response.json()) as any };
}
const look = async (...given: Parameters<typeof send>) => {
  const { status, body } = await send(...given);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
};
async function commit({ id }: { id: string }) {
  made(await story.admin.post(`/imports/${id}/commits`));
  await carryOutImport(story.company.database, id, now());
  return (await story.admin.get(`/imports/${id}`)).body;
}
async function takeBack({ id }: { id: string }) {
  expect(made(await story.admin.post(`/imports/${id}/reversals`))).toMatchObject({ status: 'reversing', done: 0 });
  await carryOutImport(story.company.database, id, now());
  return (await story.admin.get(`/imports/${id}`)).body;
}
const bring = async (...given: Parameters<typeof send>) => commit(await look(...given));

const PRODUCTS = `sku;product;variant;upc;price;pack;supplier
MAL-21;Malbec Reserva;2021, 750 ml;0012345678905;11,90;12;Bodega Norte
MAL-22;Malbec Reserva;"2022,
750 ml";;1.012,40;12;Bodega Norte
SYR-20;Syrah Añejo;2020;;9,50;6;
`;

beforeAll(async () => {
  made(await story.admin.post('/warehouses', { code: 'MAIN', name: 'Main' }));
});

describe('a company brings in its own data', () => {
  it('suppliers, items and customers, in the form its files have', async () => {
    expect(await bring('suppliers', 'Vendor,E-mail\r\nBodega Norte,orders@norte.example\r\n')).toMatchObject({
      status: 'committed',
      mapping: { name: 'Vendor' },
      counts: { create: 1 },
    });
    const latin = Buffer.from(PRODUCTS, 'latin1');
    const looked = await look('products', latin);
    expect(looked).toMatchObject({
      status: 'ready',
      forms: { price: 'comma' },
      counts: { create: 3, update: 0, same: 0, refused: 0 },
      mapping: { sku: 'sku', product: 'product', variant: 'variant', unitsPerCase: 'pack' },
    });
    expect((await story.admin.get('/variants')).body.data).toEqual([]);
    expect((await commit(looked)).counts.create).toBe(3);
    const variants = (await story.admin.get('/variants')).body.data;
    expect(variants.map(({ sku, upc, price, unitsPerCase }: any) => [sku, upc, price.amount, unitsPerCase])).toEqual([
      ['MAL-21', '0012345678905', '11.90', 12],
      ['MAL-22', null, '1012.40', 12],
      ['SYR-20', null, '9.50', 6],
    ]);
    expect((await story.admin.get('/products')).body.data.map(({ name }: any) => name)).toEqual([
      'Malbec Reserva',
      'Syrah Añejo',
    ]);
    await bring(
      'customers',
      '\uFEFFCustomer ID,Company,City,Tier\nALFKI,Alfreds Futterkiste,Berlin,VIP\nBOLID,"Bólido, Comidas",Madrid,\n',
    );
    const customers = (await story.admin.get('/customers')).body.data;
    expect(customers.map(({ accountNumber, name, tier }: any) => [accountNumber, name, tier])).toEqual([
      ['ALFKI', 'Alfreds Futterkiste', 'vip'],
      ['BOLID', 'Bólido, Comidas', 'standard'],
    ]);
  });

  it('reads a text as it was before a spreadsheet was kept from running it', async () => {
    await bring('customers', "account number,name,phone\nALFKI,Alfreds Futterkiste,'+49 30 007 4321\n");
    const { body } = await story.admin.get('/customers?format=csv&accountNumber=ALFKI');
    expect(body).toContain("'+49 30 007 4321");
    expect(body).not.toContain("''+49");
  });

  it('and the same file again changes nothing; a changed one says how much', async () => {
    expect((await look('products', PRODUCTS)).counts).toEqual({ create: 0, update: 0, same: 3, refused: 0 });
    const dearer = PRODUCTS.replace('9,50', '9,75');
    expect((await bring('products', dearer)).counts).toEqual({ create: 0, update: 1, same: 2, refused: 0 });
    expect((await bring('prices', 'sku,price\nSYR-20,9.80\nNONE,1\n')).counts).toMatchObject({ update: 1, refused: 1 });
  });

  it('names each refused row by line, column, value and reason, and gives them back as a file', async () => {
    const file = 'sku,product,price,upc\nA-1,Alpha,abc,\nA-2,,5,\nA-3,Gamma,5,12\nA-4,Delta,5,\nA-4,Delta,6,\n';
    const looked = await look('products', file);
    expect(looked.counts).toEqual({ create: 1, update: 0, same: 0, refused: 4 });
    expect(looked.refusals).toEqual([
      { row: 2, column: 'price', value: 'abc', reason: 'is no amount of money' },
      { row: 3, column: 'product', value: '', reason: 'is empty' },
      { row: 4, column: 'upc', value: '12', reason: 'is not a UPC or GTIN of 6 to 14 digits' },
      { row: 6, column: null, value: null, reason: 'an earlier row is about the same' },
    ]);
    const back = await story.admin.get(`/imports/${looked.id}/refused-rows.csv`);
    expect(back.body).toContain('A-1,Alpha,abc,,2,price is no amount of money');
    const mended = await look('products', back.body.replace('abc', '7.50'));
    // The later row about A-4 now stands alone.
    expect(mended.counts).toMatchObject({ create: 2 });
  });

  it('maps columns anew, and remembers it for the next file of the kind', async () => {
    const file = 'Nr,Stück,Ort\nMAL-21,40,MAIN\nSYR-20,2,MAIN\n';
    const looked = await look('stock', file);
    expect(looked.mapping).toEqual({});
    expect((await story.admin.post(`/imports/${looked.id}/commits`)).body).toMatchObject({
      code: 'import_not_mapped',
      missing: ['sku', 'quantity'],
    });
    const mapping = { sku: 'Nr', quantity: 'Stück', warehouse: 'Ort' };
    const mapped = (await story.admin.patch(`/imports/${looked.id}`, { mapping, units: 'cases' })).body;
    expect(mapped.counts).toMatchObject({ create: 2, refused: 0 });
    await commit(looked);
    const stock = (await story.admin.get('/stock')).body.data;
    expect(stock.map(({ sku, onHand }: any) => [sku, onHand])).toEqual([
      ['MAL-21', 480],
      ['SYR-20', 12],
    ]);
    expect(await look('stock', file)).toMatchObject({ mapping, units: 'cases', counts: { same: 2 } });
    expect((await story.admin.patch(`/imports/${looked.id}`, { mapping: { sku: 'None' } })).status).toBe(409);
  });

  it('open orders wait in the order of their days, at their price, with what is still open; nobody is written to', async () => {
    const file = `Order ID,Customer ID,SKU,Quantity,Shipped,Unit Price,Order Date
702,BOLID,SYR-20,10,,8.00,03/15/2026
701,ALFKI,SYR-20,9,4,7.25,03/02/2026
701,ALFKI,MAL-21,6,6,11.00,03/02/2026
700,BOLID,SYR-20,3,3,7.00,02/01/2026
703,NOBODY,SYR-20,1,,7.00,03/20/2026
`;
    const looked = await look('orders', file);
    expect(looked).toMatchObject({ forms: { orderedOn: 'month_first' }, counts: { create: 2, same: 2, refused: 1 } });
    await commit(looked);
    const orders = (await story.admin.get('/orders')).body.data;
    const byNumber = (number: string) => orders.find(({ customerReference }: any) => customerReference === number);
    const [o701, o702] = await Promise.all(
      ['701', '702'].map(async (number) => (await story.admin.get(`/orders/${byNumber(number).id}`)).body),
    );
    expect(o701).toMatchObject({ orderedOn: '2026-03-02', lines: [{ quantity: 5, unitPrice: { amount: '7.25' } }] });
    expect(o701.notes).toContain('4 units');
    // 12 on hand: the older order has its five, the younger one the rest.
    expect([o701.lines[0].allocated, o702.lines[0].allocated]).toEqual([5, 7]);
    expect((await look('orders', file)).counts).toMatchObject({ create: 0, same: 4 });
    const { rows } = await story.company.database.query(
      "select topic, payload from outbox where payload ? 'isImported'",
    );
    expect(rows.length).toBeGreaterThan(0);
    await relayAll(story.company.database, now());
    expect((await story.admin.get('/mailbox')).body.data).toEqual([]);
  });

  it('open purchase orders come with what has not arrived', async () => {
    const file =
      'PO,Supplier,SKU,Qty,Received,Due date\nPO-9,Bodega Norte,SYR-20,60,24,2027-01-15\nPO-9,Bodega Norte,MAL-21,12,12,2027-01-15\n';
    expect((await bring('purchase_orders', file)).counts).toMatchObject({ create: 1, same: 1 });
    const [bought] = (await story.admin.get('/purchase-orders')).body.data;
    const { lines } = (await story.admin.get(`/purchase-orders/${bought.id}`)).body;
    expect(lines).toMatchObject([{ quantity: 36, expectedOn: '2027-01-15' }]);
    expect((await look('purchase_orders', file)).counts).toMatchObject({ create: 0, same: 2 });
  });

  it('customers on hold come with why, and are released by the same file', async () => {
    expect(
      (await bring('holds', 'Account,Hold,Reason\nALFKI,no_sale,On the list\nNOBODY,no_sale,\n')).counts,
    ).toMatchObject({
      update: 1,
      refused: 1,
    });
    const [held] = (await story.admin.get('/customers?accountNumber=ALFKI')).body.data;
    expect(held).toMatchObject({ saleHold: 'no_sale', saleHoldReason: 'On the list' });
    expect((await bring('holds', 'Account,Hold\nALFKI,None\n')).counts.update).toBe(1);
  });

  it('takes a file back while nothing depends on it, and refuses to afterwards', async () => {
    const brought = await bring('customers', 'account,name\nNEW-1,New One\nBOLID,Bolido renamed\n');
    expect(brought.counts).toMatchObject({ create: 1, update: 1 });
    expect(await takeBack(brought)).toMatchObject({ status: 'reversed', done: 2, problem: null });
    const names = (await story.admin.get('/customers')).body.data.map(({ name }: any) => name);
    expect(names).toEqual(['Alfreds Futterkiste', 'Bólido, Comidas']);
    const again = await story.admin.post(`/imports/${brought.id}/reversals`);
    expect(again.body.code).toBe('import_not_committed');
    const used = await bring('customers', 'account,name\nNEW-2,New Two\n');
    const [{ id: customerId }] = (await story.admin.get('/customers?q=New%20Two')).body.data;
    const [{ id: variantId }] = (await story.admin.get('/variants?sku=MAL-21')).body.data;
    made(await story.admin.post('/orders', { customerId, lines: [{ variantId, quantity: 1 }] }));
    expect(await takeBack(used)).toMatchObject({
      status: 'committed',
      done: 1,
      problem: expect.stringContaining('row 2'),
    });
    expect((await story.admin.get(`/customers/${customerId}`)).status).toBe(200);
  });

  it('taken back, a changed item is as it was with its supplier; what somebody changed since is left alone', async () => {
    const other = await bring('products', 'sku,product,price,supplier\nSYR-20,Syrah Añejo,10.50,Cellar South\n');
    const syrah = async () => (await story.admin.get('/variants?sku=SYR-20')).body.data[0];
    expect(await syrah()).toMatchObject({ supplierName: 'Cellar South', price: { amount: '10.50' } });
    expect((await takeBack(other)).status).toBe('reversed');
    expect(await syrah()).toMatchObject({ supplierName: null, price: { amount: '9.80' } });
    const dearer = await bring('prices', 'sku,price\nSYR-20,11\n');
    const { id } = await syrah();
    await story.admin.patch(`/variants/${id}`, { price: { amount: '12.00', currency: 'USD' } });
    expect(await takeBack(dearer)).toMatchObject({ status: 'committed', problem: expect.stringContaining('row 2') });
    expect((await syrah()).price.amount).toBe('12.00');
  });

  it('taken back, orders of many lines count each row, by two who ask at once it is done once, and anew after a crash', async () => {
    const rows = Array.from(
      { length: 700 },
      (_, at) => `${5000 + Math.floor(at / 2)},BOLID,${at % 2 ? 'MAL-21' : 'SYR-20'},1`,
    );
    const brought = await bring('orders', `number,account,sku,quantity\n${rows.join('\n')}\n`);
    expect(brought.counts.create).toBe(700);
    const asked = await Promise.all([1, 2].map(() => story.admin.post(`/imports/${brought.id}/reversals`)));
    expect(asked.map(({ status, body }) => body.code ?? body.status ?? status).sort()).toEqual([
      'import_not_committed',
      'reversing',
    ]);
    expect((await story.admin.post(`/imports/${brought.id}/commits`)).body.code).toBe('import_not_ready');
    const open = async () =>
      (
        await story.company.database.query(
          `select from orders where external_id between '5000' and '5349' and status <> 'cancelled'`,
        )
      ).rowCount;
    // The connection of the job dies in the middle of it: nothing of it is done, and it says how far it was.
    const taking = carryOutImport(story.company.database, brought.id, now());
    const told: number[] = [];
    while (told.every((done) => done === 0)) told.push((await story.admin.get(`/imports/${brought.id}`)).body.done);
    await story.company.database.query(
      `select pg_terminate_backend(l.pid) from pg_locks l where l.locktype = 'advisory' and l.objid = 20260171 and l.database = (
        select oid from pg_database where datname = current_database())`,
    );
    await taking;
    expect(await open()).toBe(350);
    expect((await story.admin.get(`/imports/${brought.id}`)).body).toMatchObject({ status: 'committed', done: 700 });
    expect(told.at(-1)).toBeLessThan(700);
    expect(await takeBack(brought)).toMatchObject({ status: 'reversed', done: 700 });
    expect(await open()).toBe(0);
    const { rows: kept } = await story.company.database.query(
      `select actor from audit_events where action = 'import.reverse' and record_id = $1`,
      [brought.id],
    );
    expect(kept).toHaveLength(1);
  });

  it('undoes text that was encoded twice, and takes orders and their lines in two files', async () => {
    const twice = Buffer.from(Buffer.from('account,name\nSUED,Süß & Co\n').toString('latin1'), 'utf8');
    await bring('customers', twice);
    expect((await story.admin.get('/customers?accountNumber=SUED')).body.data[0].name).toBe('Süß & Co');
    const heads =
      'order_id,customer_id,order_date,shipped_date\n801,SUED,2026-04-02,NULL\n802,SUED,2026-04-03,2026-04-09\n';
    expect((await bring('orders', heads)).counts).toMatchObject({ create: 2 });
    const lines = 'order_id,product_id,unit_price_usd,quantity\n801,SYR-20,9.8,3\n802,SYR-20,9.8,4\n803,SYR-20,1,1\n';
    const looked = await look('orders', lines);
    expect(looked.counts).toMatchObject({ create: 1, same: 1, refused: 1 });
    await commit(looked);
    const [order] = (await story.admin.get('/orders?customerReference=801')).body.data;
    expect(order).toMatchObject({ customerName: 'Süß & Co', orderedOn: '2026-04-02' });
  });

  it('reads a file under a title, in UTF-16, and names each row of a column of the very name', async () => {
    const titled = 'Price list 2026,,\n,,\nsku,price,\nSYR-20,soon,\nMAL-21,x,\nMAL-22,13,\n';
    const looked = await look('prices', Buffer.from(`\uFEFF${titled}`, 'utf16le').swap16());
    expect(looked.mapping).toEqual({ sku: 'sku', price: 'price' });
    expect(looked.refusals.map(({ row, value }: any) => [row, value])).toEqual([
      [4, 'soon'],
      [5, 'x'],
    ]);
    expect((await look('prices', 'Nr\nSYR-20\n')).refusals[0].reason).toBe('no column fills sku');
  });

  it('says what is wrong with a cell in plain words', async () => {
    const reasons = async (...given: Parameters<typeof look>) =>
      (await look(...given)).refusals.map(({ column, reason }: any) => [column, reason]);
    expect(await reasons('products', 'sku,name,pack\nQ-1,Quux,0\nQ-2,Quux,1.5\nQ-3,Quux,1000000\n')).toEqual([
      ['pack', 'is less than 1'],
      ['pack', 'is not a whole number'],
      ['pack', 'is more than 10,000'],
    ]);
    expect(await reasons('suppliers', `name,email\nGamma,x\n${'y'.repeat(300)},\n`)).toEqual([
      ['email', 'is no e-mail address'],
      ['name', 'has more than 200 characters'],
    ]);
    expect(await reasons('orders', 'number,account,sku,quantity,ordered on\n99,SUED,SYR-20,1,2999-01-01\n')).toEqual([
      ['ordered on', 'is a day to come'],
    ]);
  });

  it('an order of two customers or warehouses is refused whole, and a wrong quantity where it stands', async () => {
    const looked = await look(
      'orders',
      'number,account,sku,quantity,shipped\n901,SUED,SYR-20,1,\n901,BOLID,SYR-20,2,\n902,SUED,SYR-20,3,-1\n',
    );
    expect(looked.refusals).toEqual([
      { row: 2, column: null, value: null, reason: 'another row of the same number is refused' },
      { row: 3, column: 'account', value: 'BOLID', reason: 'is another one than in an earlier row of the same number' },
      { row: 4, column: 'shipped', value: '-1', reason: 'is not a whole number' },
    ]);
  });

  it('reads Excel as it reads text', async () => {
    const record = z.object({ account: z.string(), name: z.string() });
    const rows = [{ account: 'X-1', name: 'Ex & Co <1>' }];
    const pieces: Buffer[] = [];
    async function* source() {
      yield* rows;
    }
    for await (const piece of xlsx(source(), columnsOf(record))) pieces.push(piece);
    const looked = await look('customers', Buffer.concat(pieces));
    expect(looked).toMatchObject({
      counts: { create: 1 },
      columns: [{ samples: ['X-1'] }, { samples: ['Ex & Co <1>'] }],
    });
  });

  it('reads a file of megabytes as JSON too', async () => {
    const text = `account,name\n${'#\n'.repeat(1_500_000)}`;
    const { status, body } = await story.admin.post('/imports', {
      kind: 'customers',
      file: { name: 'long.csv', text },
    });
    expect([status, body.code, body.why]).toEqual([
      422,
      'file_unreadable',
      expect.stringContaining('more than 200000 rows'),
    ]);
  });

  it.each([
    ['empty', ''],
    ['headings alone', 'sku,price\n'],
    ['broken quotes', 'sku,price\n"MAL-21,3\n'],
    ['a file cut in a row', 'sku,price\nMAL-21,3\nSYR-20'],
    ['no table', Buffer.from([0, 1, 2, 3, 0, 0])],
    ['half a workbook', Buffer.from('PK\u0003\u0004 cut off')],
  ])('refuses %s with the reason, and keeps nothing', async (_, content) => {
    const before = (await story.admin.get('/imports')).body.data.length;
    expect(await send('prices', content)).toMatchObject({ status: 422, body: { code: 'file_unreadable' } });
    expect((await story.admin.get('/imports')).body.data.length).toBe(before);
  });

  it('is written once by two who ask at once, not at all where a row fails, and anew after a crash', async () => {
    const looked = await look('customers', 'account,name\nTWO-1,Two One\n');
    const asked = await Promise.all([1, 2].map(() => story.admin.post(`/imports/${looked.id}/commits`)));
    expect(asked.map(({ status, body }) => body.code ?? status).sort()).toEqual([201, 'import_not_ready']);
    await Promise.all([1, 2].map(() => carryOutImport(story.company.database, looked.id, now())));
    expect((await story.admin.get('/customers?q=Two%20One')).body.data).toHaveLength(1);
    expect((await story.admin.get(`/imports/${looked.id}`)).body).toMatchObject({ status: 'committed', done: 1 });

    const short = await look('stock', 'sku,quantity\nMAL-22,5\n');
    await story.company.database.query(
      `alter table stock_movements add constraint no_five check (quantity <> 5) not valid`,
    );
    made(await story.admin.post(`/imports/${short.id}/commits`));
    await carryOutImport(story.company.database, short.id, now());
    const failed = (await story.admin.get(`/imports/${short.id}`)).body;
    expect([failed.status, failed.done]).toEqual(['failed', 0]);
    expect(failed.problem).not.toBeNull();
    await story.company.database.query('alter table stock_movements drop constraint no_five');
    expect((await commit(short)).status).toBe('committed');
  });

  it('the same file of two people is written once: the second finds all of it there', async () => {
    const file = 'account,name\nBOTH-1,Both One\nBOTH-2,Both Two\n';
    const looked = [await look('customers', file), await look('customers', file)];
    for (const { id } of looked) made(await story.admin.post(`/imports/${id}/commits`));
    await Promise.all(looked.map(({ id }) => carryOutImport(story.company.database, id, now())));
    const after = await Promise.all(looked.map(async ({ id }) => (await story.admin.get(`/imports/${id}`)).body));
    expect(after.map(({ status }) => status)).toEqual(['committed', 'committed']);
    expect(after.map(({ counts }) => counts.create).sort()).toEqual([0, 2]);
    expect((await story.admin.get('/customers?q=Both')).body.data).toHaveLength(2);
  });

  it('says how far it is while it is written', async () => {
    const rows = Array.from({ length: 300 }, (_, at) => `FAR-${at},Far ${at}`);
    const looked = await look('customers', `account,name\n${rows.join('\n')}\n`);
    made(await story.admin.post(`/imports/${looked.id}/commits`));
    const writing = carryOutImport(story.company.database, looked.id, now());
    const told: number[] = [];
    for (let status = 'committing'; status === 'committing'; ) {
      const { body } = await story.admin.get(`/imports/${looked.id}`);
      status = body.status;
      if (status === 'committing') told.push(body.done);
    }
    await writing;
    expect(told.some((done) => done > 0 && done < 300)).toBe(true);
  });

  it('suppliers are known by the sender’s numbers, and purchase orders come in two files', async () => {
    await bring('suppliers', 'vendor_id,name\n1580,Litware\n1496,Advanced Bicycles\n');
    expect((await bring('suppliers', 'vendor_id,name\n1580,Litware & Co\n')).counts).toMatchObject({ update: 1 });
    expect((await look('suppliers', 'vendor_id,name\n1496,Litware & Co\n')).refusals[0]).toMatchObject({
      reason: 'another supplier has this name',
    });
    await bring('products', 'sku,name,supplier_id\nAW-1,Adjustable Race,1580\n');
    expect((await look('products', 'sku,name,supplier_id\nAW-2,Bearing Ball,77\n')).refusals[0].column).toBe(
      'supplier_id',
    );
    const [race] = (await story.admin.get('/variants?sku=AW-1')).body.data;
    expect(race.supplierName).toBe('Litware & Co');
    await bring('purchase_orders', 'purchase_order_id,vendor_id,order_date\n31,1580,2022-04-15\n32,1496,2022-04-15\n');
    const lines =
      'purchase_order_id,due_date,product_id,order_qty,received_qty\n31,2022-04-29,AW-1,4,3.0\n32,2022-04-29,AW-1,3,3.0\n33,2022-04-29,AW-1,3,0\n';
    const looked = await look('purchase_orders', lines);
    expect(looked.counts).toEqual({ create: 1, update: 0, same: 1, refused: 1 });
    await commit(looked);
    const [bought] = (await story.admin.get('/purchase-orders?externalId=31')).body.data;
    expect((await story.admin.get(`/purchase-orders/${bought.id}`)).body).toMatchObject({
      supplierName: 'Litware & Co',
      lines: [{ quantity: 1 }],
    });
  });

  it('a discount of a line is part of its price', async () => {
    const file = 'order_id,customer_id,product_id,unit_price_usd,quantity,discount\n951,SUED,MAL-21,14.4,7,0.15\n';
    await bring('orders', file);
    const [{ id }] = (await story.admin.get('/orders?customerReference=951')).body.data;
    expect((await story.admin.get(`/orders/${id}`)).body.lines[0].unitPrice.amount).toBe('12.24');
  });

  it('what an order would be refused for is said of its row, what no column fills is named, and the rest is written', async () => {
    await bring('customers', 'account,name\nNEVER,Never Again\n');
    await bring('holds', 'Account,Hold\nNEVER,no_sale\n');
    await bring('products', 'sku,name,price\nFREE-1,Sample,0\n');
    const [{ id }] = (await story.admin.get('/variants?sku=SYR-20')).body.data;
    await story.company.database.query('update variants set order_multiple = 6 where id = $1', [id]);
    const rows = [
      '971,BOLID,SYR-20,12,5,10.00,,', // 7 of a multiple of 6
      '972,BOLID,MAL-21,1,,-1,,',
      '973,BOLID,MAL-21,1,,10.00,,2999-01-01',
      '974,NEVER,MAL-21,1,,10.00,,',
      '975,BOLID,FREE-1,1,,,,',
      '976,BOLID,MAL-21,1,,10.00,100%,',
      '977,BOLID,MAL-21,1,,0,,',
    ];
    const file = `number,account,sku,quantity,shipped,price,discount,shipped on\n${rows.join('\n')}\n`;
    const looked = await look('orders', file);
    expect(looked.refusals.map(({ row, column, reason }: any) => [row, column, reason])).toEqual([
      [2, 'quantity', 'leaves 7 to ship, which is not a whole multiple of 6'],
      [3, 'price', 'is not an amount from 0 up, with at most 4 decimals'],
      [4, 'shipped on', 'is a day to come'],
      [5, 'account', 'is of a customer to whom nothing is sold'],
      [6, 'price', 'has to be given: the item has no list price'],
    ]);
    expect(await commit(looked)).toMatchObject({ status: 'committed', done: 2 });
    const many = Array.from({ length: 2_001 }, () => '978,BOLID,MAL-21,1').join('\n');
    expect((await look('orders', `number,account,sku,quantity\n${many}\n`)).counts).toMatchObject({
      create: 0,
      refused: 2_001,
    });
    expect((await look('orders', 'number,sku,quantity\n979,MAL-21,1\n')).refusals).toEqual([
      { row: 2, column: null, value: null, reason: 'account is not given, and no file of orders said it' },
    ]);
    await story.company.database.query('update variants set order_multiple = 1 where id = $1', [id]);
  });

  it('is an administrator’s alone', async () => {
    expect((await story.company.as('manager').get('/imports')).status).toBe(403);
    expect((await story.company.as('sales_rep').post('/imports', {})).status).toBe(403);
    const template = await story.admin.get('/import-template.csv?kind=stock');
    expect(template.body).toBe('sku,quantity,warehouse\r\nMAL-21,48,MAIN\r\n');
  });
});
