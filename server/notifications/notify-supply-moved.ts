import type { Database } from '../platform/database.ts';
import { inTransaction, type Queries } from '../platform/transaction.ts';
import type { Reading } from '../platform/work.ts';
import { notifyAtRisk } from './notify-promises.ts';
import { readingAt, readPromises } from './read-promises.ts';
import { tellReps } from './tell-reps.ts';

/**
 * Tells representatives of the promises that moved dates of a purchase order touch: those its lines cover, and how many of
 * them supply no longer keeps. What is told is from the date they last heard of to the date of now, however many lay
 * between: a date that is back where it was is told to nobody. Other promises on the same stock that are at risk now are
 * told like those of the night. However often the job is repeated, it tells once.
 */
export async function notifySupplyMoved(
  database: Database,
  message: { messageId: string; purchaseOrderId: string },
  now: string,
): Promise<void> {
  const reading = await readingAt(database, now);
  await inTransaction(database, (tx) => tell({ ...reading, queries: tx }, message));
}

async function tell(
  reading: Reading,
  { messageId, purchaseOrderId }: { messageId: string; purchaseOrderId: string },
): Promise<void> {
  const moved = await takeMoved(reading.queries, purchaseOrderId);
  const [first] = moved;
  if (!first) return;
  const promises = await readPromises(reading, moved);
  const touched = promises.filter(({ coveredBy }) => moved.some(({ id }) => coveredBy.includes(id)));
  const { now } = reading;
  await tellReps(
    reading.queries,
    {
      kind: 'supply_date_moved',
      recordType: 'purchase_order',
      recordId: purchaseOrderId,
      facts: { number: first.number, from: first.from, to: first.to },
      source: `outbox:${messageId}`,
      now,
    },
    touched.map((promise) => ({ ...promise, news: promise.isAtRisk ? 'at_risk' : 'moved' })),
  );
  await notifyAtRisk(reading, promises, `outbox:${messageId}:at_risk`);
}

type MovedLine = {
  id: string;
  number: string;
  variantId: string;
  warehouseId: string;
  from: string | null;
  to: string | null;
};

/**
 * The open lines whose date is other than what people last heard of it; from now on they have heard. Whoever asks at the same
 * time waits, and is answered none.
 */
async function takeMoved(queries: Queries, purchaseOrderId: string): Promise<MovedLine[]> {
  await queries.rows(BEGIN, [purchaseOrderId]);
  const heard = await queries.rows<{ id: string; expected_on: string | null }>(HEARD, [purchaseOrderId]);
  return queries.rows<MovedLine>(MOVED, [heard.map(({ id }) => id), heard.map(({ expected_on }) => expected_on)]);
}

const BEGIN = `
  insert into told_supply_dates (purchase_order_line_id, expected_on)
  select l.id, (select d.expected_on from supply_date_changes d where d.purchase_order_line_id = l.id order by d.id limit 1)
  from purchase_order_lines l where l.purchase_order_id = $1 order by l.id
  on conflict do nothing`;

const HEARD = `
  select t.purchase_order_line_id as id, t.expected_on from told_supply_dates t
  join purchase_order_lines l on l.id = t.purchase_order_line_id
  where l.purchase_order_id = $1 order by t.purchase_order_line_id for update of t`;

const MOVED = `
  with moved as (
    select l.id, p.number, l.variant_id, l.warehouse_id, heard.expected_on as was, l.expected_on, l.remaining
    from unnest($1::bigint[], $2::date[]) heard(id, expected_on)
    join purchase_order_lines l on l.id = heard.id join purchase_orders p on p.id = l.purchase_order_id
    where l.expected_on is distinct from heard.expected_on
  ), taken as (
    update told_supply_dates t set expected_on = moved.expected_on from moved where t.purchase_order_line_id = moved.id)
  select id, number, variant_id as "variantId", warehouse_id as "warehouseId", was as "from", expected_on as "to"
  from moved where remaining > 0 order by id`;
