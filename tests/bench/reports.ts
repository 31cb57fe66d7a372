import { addDays } from '#domain/time/calendar.ts';
import type { Database } from '#server/platform/database.ts';
import type { Scratch } from './scratch.ts';
import { seedBackorders } from './seed-backorders.ts';
import { type RunningServer, startServer } from './start-server.ts';
import { percentiles, timedGet } from './timed-get.ts';

const REQUESTS = 5;
const GOAL_TODAY = '500 ms';
const GOAL_BEFORE = '5 s';
const REPORTS = [
  ...['product', 'customer', 'rep', 'supplier', 'reason', 'warehouse'].map((by) => `open-backorders?groupBy=${by}`),
  'aging?',
  'by-product?',
  'service?groupBy=month',
  'service?groupBy=customer',
  'kept-promises?groupBy=rep',
  'kept-promises?groupBy=supplier',
];

/** Every report over HTTP at so many open lines, of today and of a day 30 days ago. Prints a table. */
export async function benchReports(scratch: Scratch, lines: number): Promise<void> {
  const seeded = await scratch.create();
  await seedReports(seeded.database, lines);
  const server = await startServer(seeded, 'manager');
  try {
    await measureReports(server, lines);
  } finally {
    await server.stop();
    await seeded.drop();
  }
}

async function measureReports(server: RunningServer, lines = 1_000_000): Promise<void> {
  const before = addDays(new Date().toISOString().slice(0, 10), -30);
  console.log(`| report at ${lines.toLocaleString('en')} open lines | p50 | longest | goal |`);
  console.log('| --- | --- | --- | --- |');
  for (const path of REPORTS) await report(server, path, path, GOAL_TODAY);
  for (const path of REPORTS) await report(server, `${path}, 30 days ago`, `${path}&asOf=${before}`, GOAL_BEFORE);
}

/** A company whose backorders are all open, with what the ledgers have of them. */
async function seedReports(database: Database, lines: number): Promise<void> {
  await seedBackorders(database, lines, 0);
  const client = await database.connect();
  await client.query('set session_replication_role = replica; set synchronous_commit = off; set statement_timeout = 0');
  await client.query(LEDGERS);
  await client.query('vacuum analyze');
  client.release(true);
}

async function report(server: RunningServer, name: string, path: string, goal: string): Promise<void> {
  const times: number[] = [];
  for (let request = -1; request < REQUESTS; request += 1) {
    const { time } = await timedGet(server, `/reports/${path}`);
    if (request >= 0) times.push(time);
  }
  console.log(`| ${name} | ${percentiles(times, 0.5, 1)} | ${goal} |`);
}

const LEDGERS = `
  insert into demand_entries (order_line_id, kind, quantity, cause_type, cause_id, at, actor)
    select l.id, 'ordered', l.quantity, 'order', l.order_id, o.confirmed_at, 'bench'
    from order_lines l join orders o on o.id = l.order_id order by l.id;
  insert into demand_entries (order_line_id, backorder_line_id, kind, quantity, cause_type, cause_id, at, actor)
    select l.order_line_id, l.id, 'backordered', l.quantity, 'order', l.order_id, b.created_at, 'bench'
    from backorder_lines l join backorders b on b.id = l.backorder_id order by l.id;
  insert into demand_entries (order_line_id, backorder_line_id, kind, quantity, cause_type, cause_id, at, actor)
    select l.order_line_id, l.id, 'shipped', l.fulfilled, 'order', l.order_id, b.created_at + interval '9 days', 'bench'
    from backorder_lines l join backorders b on b.id = l.backorder_id where l.fulfilled > 0 order by l.id;
  insert into backorder_promises (backorder_id, promised_on, cause, promised_at, promised_by)
    select id, promised_on, 'by_hand', created_at + interval '1 day', 'bench' from backorders where promised_on is not null order by id;`;
