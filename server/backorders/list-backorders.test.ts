import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backorderCountQuery, backorderQuery } from '#contract/backorders/backorder-list.ts';
import { backorderGroupQuery } from '#contract/backorders/groups.ts';
import { fold } from '#domain/finding/fold.ts';
import { addDays, weekOf } from '#domain/time/calendar.ts';
import { drawsOfFilters } from '#tests/bench/list-filters.ts';
import { seedBackorders } from '#tests/bench/seed-backorders.ts';
import { type Chance, chanceFrom, seedOfRun } from '#tests/simulation/seeded-random.ts';
import { createTestDatabase } from '#tests/support/test-database.ts';
import { readCompany } from '../platform/company.ts';
import { queriesOf } from '../platform/transaction.ts';
import { systemViewer, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { countBackorders } from './count-backorders.ts';
import { groupBackorders } from './group-backorders.ts';
import { listBackorders } from './list-backorders.ts';

const COUNT = 900;
const manager = systemViewer('test');
/** A representative who reads only their own customers. */
const narrowed: Viewer = { ...manager, role: 'sales_rep', userId: '3', readsAll: false };

let reading: Reading;
let drop: () => Promise<void>;
let plain: PlainRow[];

beforeAll(async () => {
  const made = await createTestDatabase();
  drop = made.drop;
  await seedBackorders(made.database, COUNT);
  const queries = queriesOf(made.database);
  const { company, settings } = await readCompany(queries);
  const [row] = await queries.rows<{ today: string }>('select current_date as today');
  const today = row?.today as string;
  reading = { queries, company, settings, today, now: `${today}T12:00:00Z` };
  plain = await queries.rows<PlainRow>(PLAIN);
});
afterAll(() => drop());

describe('the list of backorders', () => {
  it('has the rows a plain reading has, in the same order, whatever is asked', async () => {
    const chance = chanceFrom(seedOfRun('list of backorders'));
    for (let round = 0; round < 400; round += 1) {
      const asked = draw(chance);
      const viewer = chance.below(4) === 0 ? narrowed : manager;
      const expected = expectedIds(viewer, asked);
      expect({ asked, ids: await allIds(viewer, asked) }).toEqual({ asked, ids: expected });
    }
  });

  it('finds what is misspelt by likeness', async () => {
    const right = await allIds(manager, { q: 'cahors', tab: 'all' });
    expect(right.length).toBeGreaterThan(0);
    expect(await allIds(manager, { q: 'cahros', tab: 'all' })).toEqual(right);
  });

  it('counts on each tab what the tab shows', async () => {
    const chance = chanceFrom(seedOfRun('counts of backorders'));
    for (let round = 0; round < 15; round += 1) {
      const { tab: _, sort: __, ...asked } = draw(chance);
      const counts = await countBackorders(
        manager,
        { params: undefined, query: backorderCountQuery.parse(asked), body: undefined },
        reading,
      );
      const tabs = {
        open: 'open',
        ready: 'ready',
        overdue: 'overdue',
        noDate: 'no_date',
        cancelled: 'cancelled',
        all: 'all',
      } as const;
      for (const [name, tab] of Object.entries(tabs)) {
        expect([asked, tab, counts[name as keyof typeof tabs]]).toEqual([
          asked,
          tab,
          expectedIds(manager, { ...asked, tab }).length,
        ]);
      }
    }
  });

  it.each(['customer', 'product', 'supplier', 'rep'] as const)(
    'put together by %s holds everything once',
    async (by) => {
      const query = backorderGroupQuery.parse({ by, tab: 'open' });
      const { data, isWhole } = await groupBackorders(manager, { params: undefined, query, body: undefined }, reading);
      const open = plain.filter(isOpen);
      const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
      if (isWhole) {
        expect(sum(data.map(({ backorders }) => backorders))).toBe(open.length);
        expect(sum(data.map(({ outstanding }) => outstanding))).toBe(sum(open.map(({ outstanding }) => outstanding)));
      } else expect(data.length).toBe(200);
      const values = data.map(({ outstandingValue }) => Number(outstandingValue.amount));
      expect(values).toEqual([...values].sort((a, b) => b - a));
    },
  );
});

type Asked = Record<string, string>;

function draw(chance: Chance): Asked {
  const draws = Object.values(drawsOfFilters(reading.today));
  const chosen = chance.shuffled(draws).slice(0, chance.between(0, 4));
  const sort = chance.one([
    'createdAt',
    '-createdAt',
    'outstandingValue',
    '-outstandingValue',
    'promisedOn',
    '-promisedOn',
  ]) as string;
  const asked = { ...Object.assign({}, ...chosen.map((one) => one(chance))), sort };
  // Likeness has no plain words; it has a test of its own.
  return asked.q === 'cahros' ? { ...asked, q: 'cahors' } : asked;
}

/** Page after page, to the end. */
async function allIds(viewer: Viewer, asked: Asked): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const query = backorderQuery.parse({ ...asked, limit: 60, ...(cursor ? { cursor } : {}) });
    const page = await listBackorders(viewer, { params: undefined, query, body: undefined }, reading);
    if ('refusal' in page) throw new Error(page.refusal.code);
    ids.push(...page.data.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return ids;
}

type PlainRow = {
  id: string;
  number: string;
  order_number: string;
  status: string;
  is_ready: boolean;
  on_hold: boolean;
  high_priority: boolean;
  promised_on: string | null;
  reason: string | null;
  warehouse_id: string;
  customer_id: string;
  customer: string;
  account: string;
  rep: string;
  tier: string;
  created_on: string;
  created: number;
  value: string;
  outstanding: number;
  at_risk: boolean;
  date_moved: boolean;
  follow_up_due: boolean;
  reviewed: number | null;
  variants: {
    id: string;
    product: string;
    supplier: string;
    productName: string;
    name: string;
    sku: string;
    upc: string;
  }[];
};
const PLAIN = `
  select b.id, b.number, o.number as order_number, b.status, b.is_ready, b.on_hold, b.high_priority, b.promised_on, b.reason, b.warehouse_id, b.customer_id,
    c.name as customer, c.account_number as account, c.sales_rep_id as rep, c.tier, b.created_on,
    extract(epoch from b.created_at)::float8 as created, b.value, b.outstanding,
    coalesce(x.is_at_risk, false) as at_risk, coalesce(x.date_moved, false) as date_moved, extract(epoch from b.reviewed_at)::float8 as reviewed,
    exists (select from follow_ups f where f.backorder_id = b.id and f.closed_at is null and f.due_on <= current_date) as follow_up_due,
    (select json_agg(json_build_object('id', v.id::text, 'product', v.product_id::text, 'supplier', v.supplier_id::text, 'productName', v.product_name, 'name', v.name, 'sku', v.sku, 'upc', v.upc))
      from backorder_lines l join variants v on v.id = l.variant_id where l.backorder_id = b.id) as variants
  from backorders b join orders o on o.id = b.order_id join customers c on c.id = b.customer_id
    left join backorder_outlooks x on x.backorder_id = b.id`;

const isOpen = ({ status }: PlainRow) => ['open', 'ready_to_fulfill', 'partially_fulfilled'].includes(status);

/** The rules of the filters once more, in the plainest words. */
function expectedIds(viewer: Viewer, asked: Asked): string[] {
  const { today } = reading;
  const { sunday } = weekOf(today);
  const within = (row: PlainRow, from: string, to: string) =>
    row.promised_on !== null && row.promised_on >= from && row.promised_on <= to;
  const tests: Record<string, (row: PlainRow, wanted: string) => boolean> = {
    tab: (row, tab) =>
      tab === 'all' ||
      (tab === 'cancelled'
        ? row.status === 'cancelled'
        : isOpen(row) &&
          (tab === 'open' ||
            (tab === 'ready' && row.is_ready && !row.on_hold) ||
            (tab === 'overdue' && within(row, '0001-01-01', addDays(today, -1))) ||
            (tab === 'no_date' && row.promised_on === null))),
    status: (row, statuses) => statuses.split(',').includes(row.status),
    customerId: (row, id) => row.customer_id === id,
    salesRepId: (row, id) => row.rep === id,
    isVip: (row, wanted) => (row.tier === 'vip') === (wanted === 'true'),
    productId: (row, id) => row.variants.some(({ product }) => product === id),
    variantId: (row, id) => row.variants.some((variant) => variant.id === id),
    supplierId: (row, id) => row.variants.some(({ supplier }) => supplier === id),
    highPriority: (row, wanted) => row.high_priority === (wanted === 'true'),
    isOnHold: (row, wanted) => row.on_hold === (wanted === 'true'),
    isAtRisk: (row, wanted) => row.at_risk === (wanted === 'true'),
    dateMoved: (row, wanted) => row.date_moved === (wanted === 'true'),
    followUpDue: (row, wanted) => row.follow_up_due === (wanted === 'true'),
    notReviewed: (row, wanted) =>
      (isOpen(row) && (row.reviewed ?? row.created) < Date.parse(reading.now) / 1000 - 7 * 86_400) ===
      (wanted === 'true'),
    reason: (row, reason) => row.reason === reason,
    warehouseId: (row, id) => row.warehouse_id === id,
    promised: (row, name) =>
      name === 'none'
        ? row.promised_on === null
        : within(
            row,
            (
              {
                overdue: '0001-01-01',
                this_week: today,
                next_week: addDays(sunday, 1),
                future: addDays(sunday, 8),
              } as const
            )[name] as string,
            (
              {
                overdue: addDays(today, -1),
                this_week: sunday,
                next_week: addDays(sunday, 7),
                future: '9999-12-31',
              } as const
            )[name] as string,
          ),
    promisedFrom: (row, from) => row.promised_on !== null && row.promised_on >= from,
    promisedTo: (row, to) => row.promised_on !== null && row.promised_on <= to,
    ageFrom: (row, days) => row.created_on <= addDays(today, -Number(days)),
    ageTo: (row, days) => row.created_on >= addDays(today, -Number(days)),
    q: (row, text) => matchesText(row, text),
  };
  const named = asked.tab || asked.status ? asked : { ...asked, tab: 'open' };
  const { sort = 'createdAt' } = asked;
  return plain
    .filter((row) => viewer.readsAll || row.rep === viewer.userId)
    .filter((row) => Object.entries(named).every(([name, wanted]) => tests[name]?.(row, wanted) ?? true))
    .sort((a, b) => compare(sort, a, b))
    .map(({ id }) => id);
}

function matchesText(row: PlainRow, text: string): boolean {
  const sought = text.toUpperCase();
  const begins = (value: string) => value.toUpperCase().startsWith(sought);
  const words = text.split(' ').map(fold);
  const has = (value: string) =>
    words.every((word) => ` ${fold(value)}`.includes(/^([0-9]{1,4}|[a-z]{1,2})( |$)/.test(word) ? ` ${word}` : word));
  return (
    begins(row.number) ||
    begins(row.order_number) ||
    has(`${row.customer} ${row.account}`) ||
    row.variants.some(({ productName, name, sku, upc }) => has(`${productName} ${name} ${sku} ${upc}`))
  );
}

function compare(sort: string, a: PlainRow, b: PlainRow): number {
  const falling = sort.startsWith('-');
  const none = falling ? '0000' : '9999-99-99';
  const key = ({ created, value, promised_on }: PlainRow) =>
    sort.endsWith('createdAt') ? created : sort.endsWith('Value') ? Number(value) : (promised_on ?? none);
  const [first, second] = [key(a), key(b)];
  const order = first < second ? -1 : first > second ? 1 : Number(a.id) - Number(b.id);
  return falling ? -order : order;
}
