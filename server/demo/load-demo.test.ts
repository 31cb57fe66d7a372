import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasRightCheckDigit } from '#domain/finding/codes.ts';
import { verifyBooks } from '#server/verify/verify-books.ts';
import { FEW_SHOPS, fingerprint, loadSmallDemo, makeDemo } from '#tests/support/small-demo.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/test-database.ts';
import { countKept, sumWaitedDays } from '#tests/support/waited-days.ts';

const TODAY = `date '2026-07-15'`;
const STILL_WAITING = `status in ('open', 'ready_to_fulfill', 'partially_fulfilled')`;

let demo: TestDatabase;
const said: string[] = [];
beforeAll(async () => {
  demo = await createTestDatabase();
  await makeDemo(demo.database);
  expect(await loadSmallDemo(demo, { onProgress: (message) => said.push(message) })).toBe(true);
});
afterAll(() => demo.drop());

const namesOf = async (sql: string) => (await demo.database.query<{ name: string }>(sql)).rows.map(({ name }) => name);

describe('the demo company', () => {
  it('balances its books, and says so last', async () => {
    expect(said.at(-1)).toBe('books balance');
    expect(said).toContain('demo company: Jul 15, 100 %');
    expect(await verifyBooks(demo.database)).toEqual({ balanced: true, differences: [] });
  });

  it('has backorders in every status', async () => {
    expect(await namesOf('select distinct status as name from backorders order by 1')).toEqual([
      'cancelled',
      'complete',
      'fulfilled',
      'open',
      'partially_fulfilled',
      'ready_to_fulfill',
    ]);
  });

  it('has somebody waiting in every bucket of age', async () => {
    const buckets = await namesOf(
      `select distinct case when age = 0 then 'today' when age <= 7 then '1-7' when age <= 14 then '8-14'
         when age <= 30 then '15-30' else '31+' end as name
       from (select ${TODAY} - created_on as age from backorders where ${STILL_WAITING}) b order by 1`,
    );
    expect(buckets).toEqual(['1-7', '15-30', '31+', '8-14', 'today']);
  });

  it('has promises that passed, that are due, that lie ahead, and none', async () => {
    const promises = await namesOf(
      `select distinct case when promised_on is null then 'none' when promised_on < ${TODAY} then 'overdue'
         when promised_on < ${TODAY} + 7 then 'this week' else 'later' end as name
       from backorders where ${STILL_WAITING} order by 1`,
    );
    expect(promises).toEqual(['later', 'none', 'overdue', 'this week']);
  });

  it('says of everybody who waits what today’s supply makes of it', async () => {
    const unknown = await namesOf(
      `select number as name from backorders b where ${STILL_WAITING}
         and not exists (select from backorder_outlooks o where o.backorder_id = b.id)`,
    );
    expect(unknown).toEqual([]);
    expect((await namesOf('select projected_on::text as name from backorder_outlooks')).some((on) => on)).toBe(true);
  });

  it('has purchase orders that are late and others that are due', async () => {
    const purchases = await namesOf(
      `select distinct case when expected_on < ${TODAY} then 'late' else 'due' end as name
       from purchase_order_lines where remaining > 0 order by 1`,
    );
    expect(purchases).toEqual(['due', 'late']);
  });

  it('has goods in the house and in transit, and bins to count', async () => {
    expect(await namesOf('select distinct status as name from fulfillments order by 1')).toEqual(
      expect.arrayContaining(['delivered', 'shipped']),
    );
    expect(
      (await namesOf(`select id::text as name from count_requests where closed_at is null`)).length,
    ).toBeGreaterThan(0);
    expect(await namesOf(`select distinct cause as name from backorders order by 1`)).toEqual([
      'confirmation',
      'manual',
      'partial_fulfillment',
    ]);
  });

  it('leaves no message to be sent, and a few notifications to be read', async () => {
    expect(await namesOf('select topic as name from outbox')).toEqual([]);
    const notifications = await namesOf('select kind as name from notifications');
    expect(notifications.length).toBeGreaterThan(0);
    expect(notifications.length).toBeLessThan(50);
  });

  it('sells products in vintages and sizes, each named once, under codes as scanners read them', async () => {
    expect(await namesOf('select item_name as name from variants where starts_with(name, product_name)')).toEqual([]);
    expect(await namesOf('select item_name as name from variants group by 1, supplier_id having count(*) > 1')).toEqual(
      [],
    );
    const vintages = await namesOf(`select item_name as name from variants where sku like 'W%'`);
    expect(vintages.filter((name) => !/ · (19|20)\d\d, 750 ml$/.test(name))).toEqual([]);
    const codes = await namesOf('select upc as name from variants where upc is not null');
    expect(codes.filter((code) => code.length < 12 || !hasRightCheckDigit(code))).toEqual([]);
  });

  it('reaches nobody real', async () => {
    const reached = await namesOf(`select distinct split_part(email, '@', 2) as name from
      (select email from customers union select email from suppliers union select email from users) e`);
    expect(reached).toEqual(['example.com']);
    expect(
      await namesOf(`select phone as name from (select phone from customers union select phone from suppliers
        union select phone from users) p where phone !~ '^515-555-01[0-9][0-9]$'`),
    ).toEqual([]);
  });

  it('splits the days every backorder waited among those they belong to', async () => {
    const { backorders, wrong, byCause } = await sumWaitedDays(demo.database, {
      today: '2026-07-15',
      at: '2026-07-15T20:00:00Z',
    });
    expect(backorders).toBeGreaterThan(50);
    expect(wrong).toEqual([]);
    expect(Object.keys(byCause)).toEqual(expect.arrayContaining(['own_handling', 'supplier_slip', 'ordered_late']));
  });

  it.each(['requested', 'first_promise', 'last_promise'] as const)(
    'counts promises kept against the %s as one by one',
    async (basis) => {
      const [counted, oneByOne] = await countKept(demo.database, {
        basis,
        today: '2026-07-15',
        now: '2026-07-15T20:00:00Z',
      });
      expect(counted).toEqual(oneByOne);
      if (basis === 'first_promise') expect(counted.kept).toBeGreaterThan(0);
    },
  );

  it('is not made a second time', async () => {
    const before = await fingerprint(demo.database);
    expect(await loadSmallDemo(demo)).toBe(false);
    expect(await fingerprint(demo.database)).toEqual(before);
  });
});

describe('another load of the same day', { timeout: 240_000 }, () => {
  const few = { shops: FEW_SHOPS };
  let other: TestDatabase;
  beforeEach(async () => {
    other = await createTestDatabase();
  });
  afterEach(() => other.drop());

  it('of two processes at once one makes it and the other waits; one that ended half-way is made the same', async () => {
    const together = await createTestDatabase();
    try {
      await makeDemo(together.database);
      const made = await Promise.all([loadSmallDemo(together, few), loadSmallDemo(together, few)]);
      expect(made.sort()).toEqual([false, true]);

      await makeDemo(other.database);
      const broken = loadSmallDemo(other, {
        ...few,
        onProgress: (message) => {
          if (message.includes('Jun 15,')) throw new Error('the power went');
        },
      });
      await expect(broken).rejects.toThrow('the power went');
      expect((await other.database.query('select from orders')).rowCount).toBeGreaterThan(0);
      expect(await loadSmallDemo(other, few)).toBe(true);
      expect(await fingerprint(other.database)).toEqual(await fingerprint(together.database));
    } finally {
      await together.drop();
    }
  });

  it('never touches a company that works for real', async () => {
    expect(await loadSmallDemo(other)).toBe(false);
    expect((await other.database.query('select from customers')).rowCount).toBe(0);
  });
});
