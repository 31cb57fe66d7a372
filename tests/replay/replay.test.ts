import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestCompany, type TestCompany } from '../support/test-company.ts';
import { sumWaitedDays } from '../support/waited-days.ts';
import { unitPriceOf } from './read-orders.ts';
import { compare, sumFile } from './recount.ts';
import { type ReplayOptions, type ReplayOutcome, replayOrders } from './replay-orders.ts';

const ORDERS = `invoice_no,line_no,order_date,store_no,item_no,bottles,sale_usd
INV-1,1,2022-04-01,2106,100,12,120.0
INV-1,2,2022-04-01,2106,200,6,62.28
INV-2,1,2022-04-01,2113,100,7,69.99
INV-2,2,2022-04-01,2113,300,3,10.0
INV-3,1,2022-04-04,2106,100,24,240.0
INV-3,2,2022-04-04,2106,100,1,9.95
INV-4,1,2022-04-05,2113,200,18,186.84
INV-5,1,2022-04-05,2106,300,30,99.9
RINV-1,1,2022-04-05,2106,100,-10,-90.0
RINV-1,2,2022-04-05,2106,100,-2,-18.0
RINV-2,1,2022-04-05,2113,100,-7,-69.99
RINV-4,1,2022-04-05,2113,100,-1000,-10380.0
RINV-3,1,2022-04-05,9999,300,-1,-3.33
INV-6,1,2022-05-01,2106,300,600,1998.0
`;
const PRODUCTS = `Item Number,Category Name,Item Description,Vendor,Vendor Name,Bottle Volume (ml),Pack,Inner Pack,Age,Proof,List Date,UPC,SCC,State Bottle Cost,State Case Cost,State Bottle Retail,Report Date
100,MEZCAL,"OAXACA, YOUNG",421,CAVE DÉSIRÉE & SONS,750,12,1,0,80,2017-10-01,88004022723,10086816101923,6.67,80.00,10.00,2022-11-01
200,MEZCAL,"OAXACA, YOUNG",421,CAVE DÉSIRÉE & SONS,1000,6,1,0,80,2017-10-01,,10086816101923,6.92,41.52,10.38,2022-11-01
300,BRANDIES,PEAR,500,ORCHARD,375,24,1,0,70,2017-10-01,88004022724,10086816101923,2.22,53.28,3.33,2022-11-01
`;
const CUSTOMERS = `store_no,name,status,address,city,state,zip,latitude,longitude
2106,HILLSTREET NEWS,A,2217 COLLEGE,CEDAR FALLS,IA,50613,42.5,-92.4
2113,"JAMBOREE ""J"" FOODS",A,1119 MARKET ST.,GOWRIE,IA,50543,42.2,-94.2
`;

let folder: string;
let files: Pick<ReplayOptions, 'orders' | 'products' | 'customers'>;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'makegood-replay-test-'));
  const write = async (name: string, text: string) => {
    const file = path.join(folder, name);
    await writeFile(file, gzipSync(text));
    return file;
  };
  files = {
    orders: await write('orders.csv.gz', ORDERS),
    products: await write('products.csv.gz', PRODUCTS),
    customers: await write('customers.csv.gz', CUSTOMERS),
  };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const range = { from: '2022-04-01', to: '2022-04-05' };

describe('a replay of a small order file', () => {
  let company: TestCompany;
  let outcome: ReplayOutcome;
  beforeAll(async () => {
    company = await openTestCompany();
    const address = { url: company.origin, key: company.keys.administrator };
    const options = { ...files, range, coverWeeks: 0.5, shortRate: 0.5, seed: 7, clients: 2, drains: true };
    outcome = await replayOrders(address, options);
  });
  afterAll(() => company.close());

  it('ships and invoices the whole range, and the recount agrees', () => {
    expect(outcome.api.errors).toEqual([]);
    expect(outcome.log.oddities).toEqual([]);
    expect(outcome.disagreements).toEqual([]);
    expect(outcome.company).toMatchObject({ shippedUnits: 101, outstandingUnits: 0, listedInvoiceCents: 79_896 });
  });

  it('runs out of stock, finds bins short, and makes every backorder good', () => {
    expect(outcome.log.unitsBackordered).toBeGreaterThan(0);
    expect(outcome.log.shortPicks).toBeGreaterThan(0);
    expect(outcome.log.openBackorders).toBe(0);
    expect(outcome.log.unitsShippedFromBackorders).toBe(outcome.log.unitsBackordered);
  });

  it('takes credit lines as returns against the newest delivery that covers them, and names what none covers', () => {
    expect(outcome.log.uncoveredCredits).toEqual([
      expect.stringMatching(/^RINV-4 line 1: 1000 of item 100 by store 2113: no delivery covers more than \d+$/),
      'RINV-3 line 1: 1 of item 300 by store 9999: none was delivered to that shop',
    ]);
    expect([...outcome.company.returnedUnitsByNoteAndItem]).toEqual(
      expect.arrayContaining([
        ['RINV-1 100', 12],
        ['RINV-2 100', 7],
      ]),
    );
    expect(outcome.company).toMatchObject({ returnedUnits: 19, creditedCents: 18_999, creditNoteCents: 18_999 });
  });

  it('is told when a unit that came back is not in the company', async () => {
    const file = await fileWith(ORDERS.replace('100,-7,-69.99', '100,-6,-69.99'));
    expect(compare(file, outcome.company, outcome.log, true)).toEqual([
      { figure: 'units given back of credit invoice and item RINV-2 100', expected: 6, found: 7 },
    ]);
  });

  it('splits the days every backorder waited among those they belong to', async () => {
    const { backorders, wrong } = await sumWaitedDays(company.database, {
      today: '2022-05-31',
      at: '2022-05-31T15:00:00Z',
    });
    expect(backorders).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  it('is told when one unit is not in the company', async () => {
    const file = await fileWith(ORDERS.replace('INV-4,1,2022-04-05,2113,200,18', 'INV-4,1,2022-04-05,2113,200,19'));
    expect(compare(file, outcome.company, outcome.log, true)).toEqual([
      { figure: 'units ordered of item 200', expected: 25, found: 24 },
      { figure: 'units shipped', expected: 102, found: 101 },
      { figure: 'units shipped, outstanding, open and cancelled', expected: 102, found: 101 },
    ]);
  });

  it('is told when one cent is not in the company', async () => {
    const file = await fileWith(ORDERS.replace('7,69.99', '7,70.0'));
    expect(compare(file, outcome.company, outcome.log, true)).toEqual([
      { figure: 'cents of invoice INV-2', expected: 8000, found: 7999 },
      { figure: 'cents of store 2113', expected: 26_684, found: 26_683 },
      { figure: 'cents invoiced', expected: 60_898, found: 60_897 },
    ]);
  });

  it('is told when a unit left a shelf that nobody took', () => {
    const onHandByItem = new Map(outcome.company.onHandByItem);
    const before = onHandByItem.get('100') as number;
    onHandByItem.set('100', before - 1);
    expect(compare(outcome.file, { ...outcome.company, onHandByItem }, outcome.log, true)).toEqual([
      { figure: 'on hand of item 100', expected: before, found: before - 1 },
    ]);
  });

  it('refuses a company that has orders', async () => {
    const address = { url: company.origin, key: company.keys.administrator };
    const options = { ...files, range, coverWeeks: 4, shortRate: 0, seed: 7, clients: 2, drains: false };
    await expect(replayOrders(address, options)).rejects.toThrow('starts with an empty one');
  });

  async function fileWith(text: string) {
    const file = path.join(folder, 'falsified.csv.gz');
    await writeFile(file, gzipSync(text));
    return sumFile(file, range);
  }
});

it('stops at the last day when told to, with what waits still open, on a server of its own', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      ...['--import', 'tsx', path.join(import.meta.dirname, 'replay.ts')],
      ...['--orders', files.orders, '--products', files.products, '--customers', files.customers],
      ...['--from', range.from, '--to', range.to, '--cover-weeks', '0.2', '--no-drain'],
    ],
    { cwd: path.join(import.meta.dirname, '../..') },
  );
  expect(stdout).toMatch(/units outstanding +[1-9]/);
  expect(stdout).toContain('0 errors');
  expect(stdout).toContain('recount agrees');
  expect(stdout).toContain('books balance');
});

describe('the unit price of a line of the file', () => {
  it.each([
    { value: '120.00', quantity: 12, unitPrice: '10.00', isExact: true },
    { value: '69.99', quantity: 7, unitPrice: '9.9985', isExact: true },
    { value: '10.00', quantity: 3, unitPrice: '3.3333', isExact: true },
    { value: '100.01', quantity: 1000, unitPrice: '0.10', isExact: false },
  ])('is $unitPrice for $quantity units at $value', ({ value, quantity, unitPrice, isExact }) => {
    expect(unitPriceOf(BigInt(value.replace('.', '')) * 100n, quantity)).toEqual({ unitPrice, isExact });
  });
});
