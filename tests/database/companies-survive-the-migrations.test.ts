import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { total } from '#domain/quantity.ts';
import { connect, type Database } from '#server/platform/database.ts';
import { migrate } from '#server/platform/migrate.ts';
import { createScratchDatabase } from '#server/platform/scratch-database.ts';
import { verifyBooks } from '#server/verify/verify-books.ts';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';

/**
 * A company as a version before kept it, made by that version through its own API: orders and backorders in every state,
 * changed, held, voided, cancelled in part, asked twice for, counted short. `figures` is what that version answered.
 */
type VersionBefore = {
  data: Record<string, Record<string, unknown>[]>;
  sequences: { name: string; value: string }[];
  figures: Figures;
};
type Figures = Record<'orders' | 'backorders' | 'stock' | 'invoices', Record<string, any>[]>;

const LAST_MIGRATION = '0053_empty_while_read.sql';

let before: VersionBefore;
let company: TestCompany;

beforeAll(async () => {
  const file = await readFile(new URL('version-before.json.gz', import.meta.url));
  before = JSON.parse(gunzipSync(file).toString('utf8'));
  const { url, drop } = await createScratchDatabase(inject('postgresUrl'));
  const database = connect({ connectionString: url });
  await migrate(database, undefined, LAST_MIGRATION);
  await load(database, before);
  await migrate(database);
  const end = () => database.end().then(drop);
  company = await openTestCompany({ testDatabase: { database, url, drop: end } });
});
afterAll(() => company.close());

/** Rows as they were, without what triggers would do to new ones. */
async function load(database: Database, { data, sequences }: VersionBefore): Promise<void> {
  const client = await database.connect();
  await client.query('set session_replication_role = replica');
  for (const [table, rows] of Object.entries(data)) {
    const columns = Object.keys(rows[0] ?? {})
      .map((name) => `"${name}"`)
      .join(', ');
    await client.query(
      `insert into ${table} (${columns}) overriding system value
       select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }
  for (const { name, value } of sequences) await client.query('select setval($1, $2)', [name, value]);
  await client.query('reset session_replication_role');
  client.release();
}

const admin = () => company.as('administrator');
const listed = async (path: string) => (await admin().get(`${path}limit=200`)).body.data;
const whole = async (list: string, query = '') =>
  Promise.all((await listed(`${list}?${query}`)).map(async ({ id }: any) => (await admin().get(`${list}/${id}`)).body));
const sorted = (rows: any[], key: string) => [...rows].sort((one, other) => (one[key] < other[key] ? -1 : 1));

it('the books balance as they did', async () => {
  expect(await verifyBooks(company.database)).toEqual({ balanced: true, differences: [] });
});

it('has something of every state', () => {
  const states = (rows: Record<string, any>[]) => [...new Set(rows.map(({ status }) => status))].sort();
  const { orders, backorders } = before.figures;
  expect(states(orders)).toEqual(
    ['cancelled', 'confirmed', 'delivered', 'draft', 'fulfilled', 'partially_fulfilled'].sort(),
  );
  expect(states(backorders)).toEqual(
    ['cancelled', 'complete', 'fulfilled', 'open', 'partially_fulfilled', 'ready_to_fulfill'].sort(),
  );
});

/**
 * What changes of orders took back, by the ledger of the version before: since then people read what is wanted now, and no
 * figure of what was ordered or cancelled counts it any more.
 */
function takenBack(of: { orderLineId: unknown; onBackorder?: boolean }): number {
  return total(
    (before.data.demand_entries ?? []).filter(
      ({ kind, reason, order_line_id, backorder_line_id }) =>
        kind === 'cancelled' &&
        reason === 'order_changed' &&
        order_line_id === of.orderLineId &&
        (of.onBackorder === undefined || (backorder_line_id !== null) === of.onBackorder),
    ),
    ({ quantity }) => Number(quantity),
  );
}

const rowsOf = (table: string, column: string, id: unknown) =>
  (before.data[table] ?? [])
    .filter((row) => row[column] === id)
    .sort((one, other) => Number(one.id) - Number(other.id));
const idOf = (table: string, number: string) => before.data[table]?.find((row) => row.number === number)?.id;

// The version before called what an order line has outstanding `open`, what it fulfilled `filled`, and what a backorder is worth `value`.
it('orders have the figures they had, without what changes took back', async () => {
  const expected = before.figures.orders.map((order) => {
    const kept = rowsOf('order_lines', 'order_id', idOf('orders', order.number)).map(({ id }) => id);
    const taken = total(kept, (orderLineId) => takenBack({ orderLineId }));
    const lines = order.lines.map(({ open, filled, ...line }: Record<string, number>, index: number) => ({
      ...line,
      outstanding: open,
      fulfilled: filled,
      quantity: Number(line.quantity) - takenBack({ orderLineId: kept[index] }),
      backordered: Number(line.backordered) - takenBack({ orderLineId: kept[index], onBackorder: true }),
      cancelled: Number(line.cancelled) - takenBack({ orderLineId: kept[index], onBackorder: false }),
    }));
    return { ...order, ordered: order.ordered - taken, cancelled: order.cancelled - taken, lines };
  });
  expect(sorted(await whole('/orders'), 'number')).toMatchObject(expected);
  expect(total(before.figures.orders, ({ ordered }) => ordered) - total(expected, ({ ordered }) => ordered)).toBe(5);
});

it('backorders have the figures, the promises and the places they had', async () => {
  const expected = before.figures.backorders.map(({ value, ...backorder }) => {
    const kept = rowsOf('backorder_lines', 'backorder_id', idOf('backorders', backorder.number));
    const takenOf = (index: number) => takenBack({ orderLineId: kept[index]?.order_line_id, onBackorder: true });
    const taken = total([...kept.keys()], takenOf);
    const lines = backorder.lines.map((line: Record<string, number>, index: number) => ({
      ...line,
      ordered: Number(line.ordered) - takenOf(index),
      quantity: Number(line.quantity) - takenOf(index),
      cancelled: Number(line.cancelled) - takenOf(index),
    }));
    return {
      ...backorder,
      outstandingValue: value,
      quantity: backorder.quantity - taken,
      cancelled: backorder.cancelled - taken,
      lines,
    };
  });
  expect(sorted(await whole('/backorders', 'tab=all&'), 'number')).toMatchObject(expected);
});

it('backorders keep what they were given for themselves', async () => {
  const { rows } = await company.database.query(`select notes, own_terms from backorders where own_terms <> '{}'`);
  expect(rows).toEqual([{ notes: 'Back door', own_terms: ['notes'] }]);
});

it('a customer who asked again has one answer for each line', async () => {
  const { rows } = await company.database.query(
    'select count(*)::integer as lines, count(distinct order_line_id)::integer as own from double_demands',
  );
  expect(rows[0].lines).toBe(rows[0].own);
  expect(rows[0].lines).toBe(new Set(before.data.double_demands?.map((row) => row.order_line_id)).size);
});

it('stock and invoices are what they were', async () => {
  expect(await listed('/stock?')).toMatchObject(before.figures.stock);
  expect(await listed('/invoices?')).toMatchObject(before.figures.invoices);
});

it('work goes on where it stood', async () => {
  const ready = (await listed('/backorders?tab=ready&'))[0];
  const { lines } = (await admin().get(`/backorders/${ready.id}`)).body;
  const filled = await admin().post(`/backorders/${ready.id}/fulfillments`, {
    lines: [{ backorderLineId: lines[0].id, quantity: 1 }],
  });
  expect(filled.status).toBe(201);
  expect((await listed('/customers?q=cafe&')).map(({ name }: { name: string }) => name)).toEqual(['Café Straße']);
  expect(await verifyBooks(company.database)).toEqual({ balanced: true, differences: [] });
});
