import { refreshChangedOutlooks } from '#server/allocation/refresh-changed-outlooks.ts';
import { refreshOutlooks } from '#server/allocation/refresh-outlooks.ts';
import { readTimeline } from '#server/backorders/timeline.ts';
import { readCompany } from '#server/platform/company.ts';
import type { Database } from '#server/platform/database.ts';
import { queriesOf } from '#server/platform/transaction.ts';
import { systemViewer } from '#server/platform/viewer.ts';
import type { Scratch } from './scratch.ts';
import { seedCompany, seedWaitingLines } from './seed.ts';

const ROUNDS = 3;
const NOW = '2026-11-27T15:00:00Z';

/** What the dates of all waiting lines take: made for the first time, made anew with nothing changed, and after one item's supply moved. */
export async function benchDates(scratch: Scratch, lines: number, variants: number): Promise<void> {
  const { database, drop } = await scratch.create();
  await seedCompany(database, variants);
  await seedWaitingLines(database, lines, Math.ceil(lines / variants / 2), variants);
  await database.query(`
    update purchase_order_lines set expected_on = '2026-12-02';
    insert into purchase_orders (supplier_id, warehouse_id, ordered_on, created_at, created_by) values (1, 1, current_date, now(), 'bench');
    insert into purchase_order_lines (purchase_order_id, warehouse_id, variant_id, position, quantity, expected_on)
      select 2, 1, variant_id, position, quantity, '2026-12-12' from purchase_order_lines`);
  await database.query('vacuum analyze');
  console.log(`${lines.toLocaleString('en')} waiting lines over ${variants.toLocaleString('en')} items\n`);
  console.log('| dates | median | rows written |\n| --- | --- | --- |');
  await show(database, 'made for the first time', 1, () => refreshOutlooks(database, NOW, 'all'));
  await database.query('vacuum analyze backorder_line_outlooks, backorder_outlooks');
  await show(database, 'made anew, nothing changed', ROUNDS, () => refreshOutlooks(database, NOW, 'all'));
  await database.query(`update purchase_order_lines set expected_on = '2026-12-22' where purchase_order_id = 2`);
  await show(database, 'made anew, half of them moved', 1, () => refreshOutlooks(database, NOW, 'all'));
  await database.query(
    `update purchase_order_lines set expected_on = '2026-12-30' where purchase_order_id = 2 and variant_id = 1`,
  );
  const moved = { variantId: '1', warehouseId: '1' };
  await show(database, 'after the supply of one item moved', 1, () => refreshChangedOutlooks(database, NOW, [moved]));
  await showTimeline(database);
  await drop();
}

/** The timeline of as many promises, spread over the days it shows. */
async function showTimeline(database: Database): Promise<void> {
  await database.query(`update backorders set promised_on = date '2026-11-23' + (id % 35)::integer`);
  await database.query('vacuum analyze backorders');
  const { company, settings } = await readCompany(queriesOf(database));
  const reading = { queries: queriesOf(database), company, settings, today: '2026-11-27', now: NOW };
  const asked = { params: undefined, query: {}, body: undefined };
  const times: number[] = [];
  let bytes = 0;
  for (let round = 0; round < 10; round += 1) {
    const startedAt = performance.now();
    const answer = await readTimeline(systemViewer('bench'), asked, reading);
    times.push(performance.now() - startedAt);
    bytes = JSON.stringify(answer).length;
  }
  const sorted = times.sort((a, b) => a - b);
  console.log(`| timeline, ${Math.round(bytes / 1024)} kB | ${Math.round(sorted[5] as number)} ms | – |`);
}

async function show(database: Database, name: string, rounds: number, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  const before = await written(database);
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  const rows = (await written(database)) - before;
  const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] as number;
  console.log(`| ${name} | ${Math.round(median).toLocaleString('en')} ms | ${rows.toLocaleString('en')} |`);
}

/** Rows written to the kept dates so far. */
async function written(database: Database): Promise<number> {
  await database.query('select pg_stat_force_next_flush()');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await database.query('select pg_stat_clear_snapshot()');
  const { rows } = await database.query<{ rows: string }>(
    `select sum(n_tup_ins + n_tup_upd + n_tup_del) as rows from pg_stat_user_tables where relname in ('backorder_line_outlooks', 'backorder_outlooks')`,
  );
  return Number(rows[0]?.rows ?? 0);
}
