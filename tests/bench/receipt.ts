import { deflateRawSync } from 'node:zlib';
import type { Database } from '#server/platform/database.ts';
import { perform } from '#server/platform/perform.ts';
import { systemViewer } from '#server/platform/viewer.ts';
import { receivePurchaseOrder } from '#server/purchasing/receive-purchase-order.ts';
import type { Measured, Scratch } from './scratch.ts';
import { seedCompany, seedWaitingLines, withoutTriggers } from './seed.ts';

const ROUNDS = 3;

/** A receipt of N units that N waiting lines of one unit get, through the use case, beside the same rows in plain SQL. */
export async function benchReceipt(scratch: Scratch, lines: number): Promise<Measured> {
  const seeded = await scratch.create();
  await seedCompany(seeded.database, 3);
  await seedWaitingLines(seeded.database, lines);
  await seeded.close();
  const useCase: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    useCase.push(await onCopy(scratch, seeded.name, (database) => receive(database, lines)));
    floor.push(await onCopy(scratch, seeded.name, (database) => receiveBare(database, lines), withoutTriggers));
  }
  await seeded.drop();
  return {
    name: `receipt frees ${lines.toLocaleString('en')} lines`,
    unit: 'ms',
    useCase: median(useCase),
    floor: median(floor),
    goal: '≤ 2 × floor',
  };
}

async function onCopy(
  scratch: Scratch,
  template: string,
  work: (database: Database) => Promise<void>,
  prepare: (database: Database) => Promise<void> = async () => undefined,
): Promise<number> {
  const copy = await scratch.create(template);
  await prepare(copy.database);
  await copy.database.query('checkpoint');
  // A connection that has answered once, as in a running system.
  await copy.database.query('select 1');
  const startedAt = performance.now();
  await work(copy.database);
  const milliseconds = performance.now() - startedAt;
  await copy.drop();
  return milliseconds;
}

async function receive(database: Database, lines: number): Promise<void> {
  const viewer = systemViewer('bench');
  const { allocated } = await perform(viewer, database, new Date().toISOString(), (work) =>
    receivePurchaseOrder(
      viewer,
      {
        params: { id: '1' },
        query: undefined,
        body: { lines: [{ purchaseOrderLineId: '1', quantity: lines }], confirmed: true },
      },
      work,
    ),
  );
  if (allocated !== lines) throw new Error(`expected ${lines} allocated, got ${allocated}`);
}

/** Every row the use case writes, foreign keys on, in one statement, with inputs of the size the use case keeps. */
async function receiveBare(database: Database, lines: number): Promise<void> {
  const inputs = deflateRawSync(
    JSON.stringify(Array.from({ length: lines }, (_, index) => ({ queueLineId: index, waiting: 1, rank: index }))),
    { level: 1 },
  );
  await database.query(FLOOR, [lines, inputs]);
}

const FLOOR = `
  with receipt as (insert into receipts (purchase_order_id, warehouse_id, received_at, received_by) values (1, 1, now(), 'bench') returning id),
  receipt_line as (
    insert into receipt_lines (receipt_id, purchase_order_id, purchase_order_line_id, variant_id, warehouse_id, quantity)
    select id, 1, 1, 1, 1, $1::integer from receipt returning id),
  counted as (update purchase_order_lines set received = $1 where id = 1),
  touched as (update purchase_orders set version = version + 1 where id = 1),
  moved as (
    insert into stock_movements (variant_id, warehouse_id, kind, quantity, receipt_line_id, at, actor)
    select 1, 1, 'receipt', $1::integer, id, now(), 'bench' from receipt_line),
  run as (
    insert into allocation_runs (warehouse_id, cause_type, cause_id, policy, policy_version, supply, inputs, decided_at, decided_by)
    select 1, 'receipt', id, 'priority', 1, '[]', $2, now(), 'bench' from receipt returning id),
  given as (select q.id, q.backorder_id from queue_lines q where q.variant_id = 1 and q.open > q.allocated),
  decided as (
    insert into allocation_decisions (run_id, queue_line_id, claim, rank, waiting, quantity, outcome, reason)
    select run.id, given.id, 'ordinary', 1, 1, 1, 'allocated', 'served' from given, run),
  reserved as (
    insert into allocations (variant_id, warehouse_id, queue_line_id, quantity, live, run_id, at)
    select 1, 1, given.id, 1, 1, run.id, now() from given, run),
  queued as (update queue_lines q set allocated = q.allocated + 1 from given where q.id = given.id),
  leveled as (update stock_levels set on_hand = on_hand + $1, allocated = allocated + $1 where variant_id = 1 and warehouse_id = 1),
  headers as (update backorders b set allocated = b.allocated + 1, version = b.version + 1 from given where b.id = given.backorder_id),
  audited as (
    insert into audit_events (at, actor, action, record_type, record_id, changes) values (now(), 'bench', 'purchase_order.receive', 'purchase_order', 1, '{}'))
  insert into outbox (topic, payload, created_at) values ('allocation_run', '{}', now()), ('receipt_posted', '{}', now())`;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}
