import { randomUUID } from 'node:crypto';
import type { Database } from '#server/platform/database.ts';
import { connect } from '#server/platform/database.ts';
import { queriesOf } from '#server/platform/transaction.ts';
import { openConnection, type PostConnection } from './post-connection.ts';
import { median } from './receipt.ts';
import type { Measured, Scratch, ScratchDatabase } from './scratch.ts';
import { seedAllocatedOrders, seedCompany, withoutTriggers } from './seed.ts';
import { startServer } from './start-server.ts';

const ROUNDS = 3;
/** Enough for the server to run compiled, as it does after its first minute. */
const WARM_UP = 600;

/**
 * Picking 15 of 20 with 5 short, which makes the backorder, over HTTP, beside the same rows in one statement of plain
 * SQL by as many clients on the same database. The server is a process of its own, as in production.
 */
export async function benchPartialFulfillment(scratch: Scratch, clients: number, requests: number): Promise<Measured> {
  const seeded = await scratch.create();
  await seedCompany(seeded.database, 200);
  await seedAllocatedOrders(seeded.database, requests + WARM_UP);
  await seeded.close();
  const useCase: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const served = await scratch.create(seeded.name);
    useCase.push(await overHttp(served, clients, requests));
    await served.drop();
    const bare = await scratch.create(seeded.name);
    await withoutTriggers(bare.database);
    floor.push(await bareSql(bare, clients, requests));
    await bare.drop();
  }
  await seeded.drop();
  return {
    name: `partial fulfillment with backorder, ${clients} ${clients === 1 ? 'client' : 'clients'}`,
    unit: 'per second',
    useCase: median(useCase),
    floor: median(floor),
    goal: '≥ 50 % of the floor',
  };
}

async function overHttp(served: ScratchDatabase, clients: number, requests: number): Promise<number> {
  const server = await startServer(served, 'warehouse');
  const connections = await Promise.all(Array.from({ length: clients }, () => openConnection(server.port, server.key)));
  const pick = (orderId: number, client = 0) =>
    (connections[client] as PostConnection).post(`/api/v1/orders/${orderId}/fulfillments`, {
      lines: [{ orderLineId: String(orderId), picked: 15, short: 5 }],
    });
  try {
    for (let orderId = 1; orderId <= WARM_UP; orderId += 1) await pick(orderId);
    return await rate(clients, requests, (index, client) => pick(WARM_UP + 1 + index, client));
  } finally {
    for (const connection of connections) connection.close();
    await server.stop();
  }
}

async function bareSql(bare: ScratchDatabase, clients: number, requests: number): Promise<number> {
  const database: Database = connect({ connectionString: bare.url }, { connections: clients });
  const { rows } = queriesOf(database);
  const pick = (orderId: number) => rows(FLOOR, [orderId, randomUUID(), ANSWER]);
  try {
    for (let orderId = 1; orderId <= WARM_UP; orderId += 1) await pick(orderId);
    return await rate(clients, requests, (index) => pick(WARM_UP + 1 + index));
  } finally {
    await database.end();
  }
}

/** Runs `requests` calls by `clients` that each wait for their answer; answers calls per second. */
async function rate(
  clients: number,
  requests: number,
  call: (index: number, client: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (next < requests) {
        const index = next;
        next += 1;
        await call(index, client);
      }
    }),
  );
  return requests / ((performance.now() - startedAt) / 1000);
}

/** An answer of the size that is kept beside the key of a pick. */
const ANSWER = JSON.stringify({
  id: '1001',
  number: 'F-2001',
  status: 'picked',
  orderId: '1001',
  orderNumber: 'SO-2001',
  backorderId: null,
  backorderNumber: null,
  customerId: '1',
  customerName: 'Bench',
  warehouseId: '1',
  pickedAt: '2026-01-01T12:00:00.000Z',
  pickedBy: 'key:1 bench',
  packedAt: null,
  packedBy: null,
  shippedAt: null,
  shipment: null,
  deliveredAt: null,
  deliveredBy: null,
  receivedBy: null,
  voidedAt: null,
  voidedBy: null,
  voidReason: null,
  invoice: null,
  lines: [
    {
      id: '1001',
      orderLineId: '1001',
      backorderLineId: null,
      variantId: '101',
      sku: 'B101',
      name: 'Bench 101',
      quantity: 15,
      short: 5,
      lot: null,
    },
  ],
  version: 1,
  backorder: { id: '1001', number: 'BO-2001' },
});

/** Every row the use case writes for one pick, foreign keys on. Each order has the id of its line and of its queue line. */
const FLOOR = `
  with claimed as (
    insert into idempotency_keys (principal, route, key, body_hash, response_status, response, created_at)
    values ('bench', 'fulfillOrder', $2::text, sha256($2::text::bytea), 201, $3::jsonb, now())),
  line as (select * from queue_lines where order_id = $1::bigint and backorder_id is null),
  header as (
    insert into fulfillments (order_id, customer_id, warehouse_id, picked_at, picked_by) values ($1, 1, 1, now(), 'bench') returning id),
  picked as (
    insert into fulfillment_lines (fulfillment_id, order_id, order_line_id, queue_line_id, variant_id, warehouse_id, quantity, short)
    select header.id, $1, line.order_line_id, line.id, line.variant_id, 1, 15, 5 from header, line returning id),
  held as (update allocations a set live = live - 5, picked = 15 from line where a.queue_line_id = line.id returning a.id),
  traced as (insert into fulfillment_line_allocations (fulfillment_line_id, allocation_id, quantity) select picked.id, held.id, 15 from picked, held),
  short as (
    insert into short_picks (order_id, order_line_id, fulfillment_id, variant_id, warehouse_id, picked, short, phantom, recorded_at, recorded_by)
    select $1, line.order_line_id, header.id, line.variant_id, 1, 15, 5, 5, now(), 'bench' from line, header returning id),
  counting as (
    insert into count_requests (variant_id, warehouse_id, reason, requested_at, requested_by)
    select variant_id, 1, 'short_pick', now(), 'bench' from line on conflict do nothing),
  moved as (
    insert into stock_movements (variant_id, warehouse_id, kind, quantity, reason, short_pick_id, at, actor)
    select line.variant_id, 1, 'adjustment', -5, 'short_pick', short.id, now(), 'bench' from line, short),
  leveled as (update stock_levels s set on_hand = on_hand - 5, allocated = s.allocated - 5 from line where s.variant_id = line.variant_id and s.warehouse_id = 1),
  backorder as (
    insert into backorders (order_id, customer_id, warehouse_id, ship_policy, terms, cause, reason, created_on, created_at, created_by, quantity, value, open_lines)
    values ($1, 1, 1, 'partial', 'net_30', 'partial_fulfillment', 'short_pick', current_date, now(), 'bench', 5, 62.50, 1) returning id),
  backorder_line as (
    insert into backorder_lines (backorder_id, order_id, order_line_id, variant_id, quantity)
    select backorder.id, $1, line.order_line_id, line.variant_id, 5 from backorder, line returning id),
  open_line as (
    insert into open_backorder_lines (backorder_id, backorder_line_id, variant_id, product_id, customer_id, warehouse_id, reason, created_on, quantity, cents)
    select backorder.id, backorder_line.id, line.variant_id, 1, 1, 1, 'short_pick', current_date, 5, 6250 from line, backorder, backorder_line),
  queued as (
    insert into queue_lines (variant_id, warehouse_id, order_id, order_line_id, backorder_id, backorder_line_id, customer_id, open, priority_rank, tier_rank, queued_at)
    select line.variant_id, 1, $1, line.order_line_id, backorder.id, backorder_line.id, 1, 5, 1, 1, line.queued_at from line, backorder, backorder_line),
  taken as (update queue_lines q set open = 15, allocated = 15, picked = 15 from line where q.id = line.id),
  demanded as (
    insert into demand_entries (order_line_id, backorder_line_id, kind, quantity, cause_type, cause_id, at, actor)
    select line.order_line_id, null, 'picked', 15, 'pick', $1, now(), 'bench' from line
    union all select line.order_line_id, backorder_line.id, 'backordered', 5, 'pick', $1, now(), 'bench' from line, backorder_line),
  lined as (update order_lines l set backordered = 5 from line where l.id = line.order_line_id),
  ordered as (update orders set backordered = 5, version = version + 1 where id = $1),
  audited as (
    insert into audit_events (at, actor, action, record_type, record_id, order_id, changes)
    select now(), 'bench', 'backorder.create', 'backorder', backorder.id, $1::bigint, '{"lines":[{"sku":"B1","quantity":5}]}'::jsonb from backorder
    union all select now(), 'bench', 'order.pick', 'fulfillment', header.id, $1::bigint, '{"lines":[{"sku":"B1","picked":15,"short":5,"phantom":5}]}'::jsonb from header)
  insert into outbox (topic, payload, created_at) values ('backorder_created', '{"backorderId":"1","orderId":"1"}', now())`;
