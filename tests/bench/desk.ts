import type { Scratch } from './scratch.ts';
import { seedBackorders } from './seed-backorders.ts';
import { type RunningServer, startServer } from './start-server.ts';
import { percentiles, timedGet } from './timed-get.ts';

const REQUESTS = 30;

/**
 * What a representative and a manager look at all day, over HTTP, at `count` backorders of which some 35 % are open: the
 * exceptions with all their counts, one kind of them, the review and the home page. Prints a table.
 */
export async function benchDesk(scratch: Scratch, count: number): Promise<void> {
  const seeded = await scratch.create();
  await seedBackorders(seeded.database, count);
  const client = await seeded.database.connect();
  await client.query('set session_replication_role = replica; set synchronous_commit = off; set statement_timeout = 0');
  await client.query(MORE);
  await client.query('vacuum analyze');
  client.release(true);
  const { rows } = await seeded.database.query('select count(*) as open from backorders where outstanding > 0');
  const server = await startServer(seeded, 'manager');
  try {
    console.log(`| at ${Number(rows[0].open).toLocaleString('en')} open backorders | p50 | p95 | goal |`);
    console.log('| --- | --- | --- | --- |');
    await report(server, 'exceptions: first page and all counts', '/exceptions', '100 ms');
    for (const kind of ['promise_passed', 'ready_not_started', 'not_reviewed', 'shipped_not_delivered'])
      await report(server, `exceptions: ${kind}, five`, `/exceptions?kind=${kind}&limit=5`, '100 ms');
    await report(server, 'due reviews', '/backorder-reviews', '100 ms');
    await report(server, 'follow-ups', '/follow-ups', '25 ms');
    await report(server, 'home of a manager', '/home', '500 ms');
    await report(server, 'timeline of a backorder', '/backorders/1/timeline', '25 ms');
  } finally {
    await server.stop();
    await seeded.drop();
  }
}

async function report(server: RunningServer, name: string, path: string, goal: string): Promise<void> {
  const times: number[] = [];
  for (let request = -3; request < REQUESTS; request += 1) {
    const { time } = await timedGet(server, path);
    if (request >= 0) times.push(time);
  }
  console.log(`| ${name} | ${percentiles(times, 0.5, 0.95)} | ${goal} |`);
}

/** Allocations of what is ready, goods on their way, and calls to make. */
const MORE = `
  insert into allocations (variant_id, warehouse_id, queue_line_id, quantity, live, run_id, at)
    select variant_id, warehouse_id, id, allocated, allocated, 1, queued_at + interval '1 day' from queue_lines where allocated > 0;
  insert into fulfillments (order_id, customer_id, warehouse_id, backorder_id, shipment_id, picked_at, picked_by, shipped_at)
    select b.order_id, b.customer_id, b.warehouse_id, b.id, case when b.id % 4 > 0 then b.id end, b.created_at + interval '2 days', 'bench',
      case when b.id % 4 > 0 then b.created_at + interval '3 days' end
    from backorders b where b.fulfilled > 0 and b.id % 10 = 0;
  insert into follow_ups (order_id, backorder_id, assigned_to_id, cause, due_on, created_at, created_by)
    select order_id, id, sales_rep_id, 'by_hand', current_date + (id % 21)::integer - 14, created_at, 'bench'
    from backorders where outstanding > 0 and id % 10 = 0;
  update backorders set reviewed_at = now() - interval '3 days' where outstanding > 0 and id % 3 > 0;
  insert into demand_entries (order_line_id, backorder_line_id, kind, quantity, cause_type, cause_id, at, actor)
    select l.order_line_id, l.id, 'backordered', l.quantity, 'order', 1, b.created_at, 'bench'
    from backorder_lines l join backorders b on b.id = l.backorder_id order by l.id;`;
