import { isOpen } from '../ledger/sql-words.ts';
import type { Database } from '../platform/database.ts';
import type { Reading } from '../platform/work.ts';
import { type PromiseNow, readingAt, readPromisedStocks, readPromises } from './read-promises.ts';
import { type News, tellReps } from './tell-reps.ts';

/** Each night: the promises that have passed, and those that supply no longer keeps. Each promise is told of once. */
export async function notifyPromises(database: Database, now: string): Promise<void> {
  const reading = await readingAt(database, now);
  const broken = await reading.queries.rows<Omit<News, 'news'>>(BROKEN, [reading.today]);
  await tellReps(
    reading.queries,
    { kind: 'promise_broken', ...ofTheDay(reading), facts: {}, source: `promise_broken:${reading.today}`, now },
    broken.map((promise) => ({ ...promise, news: 'broken' })),
  );
  await notifyAtRisk(
    reading,
    await readPromises(reading, await readPromisedStocks(reading)),
    `promise_at_risk:${reading.today}`,
  );
}

/** Tells of the promises among these that are at risk and were not told to be. */
export async function notifyAtRisk(reading: Reading, promises: readonly PromiseNow[], source: string): Promise<void> {
  const atRisk = promises.filter(({ isAtRisk, promisedOn }) => isAtRisk && promisedOn >= reading.today);
  const told = await reading.queries.rows<{ backorder_id: string; promised_on: string }>(
    `select backorder_id, promised_on from notification_backorders
     where backorder_id = any($1::bigint[]) and news = 'at_risk'`,
    [atRisk.map(({ backorderId }) => backorderId)],
  );
  const known = new Set(told.map((row) => `${row.backorder_id} ${row.promised_on}`));
  await tellReps(
    reading.queries,
    { kind: 'promise_at_risk', ...ofTheDay(reading), facts: {}, source, now: reading.now },
    atRisk
      .filter(({ backorderId, promisedOn }) => !known.has(`${backorderId} ${promisedOn}`))
      .map((promise) => ({ ...promise, news: 'at_risk' })),
  );
}

/** News of many records is about none of them; its facts name them. */
function ofTheDay({ today }: Reading): { recordType: string; recordId: string } {
  return { recordType: 'day', recordId: today.replaceAll('-', '') };
}

const BROKEN = `
  select b.id as "backorderId", b.number, c.name as "customerName", c.sales_rep_id as "salesRepId",
    b.promised_on as "promisedOn"
  from backorders b join customers c on c.id = b.customer_id
  where ${isOpen()} and coalesce(b.promised_on, 'infinity') < $1::date
    and not exists (select from notification_backorders t
      where t.backorder_id = b.id and t.news = 'broken' and t.promised_on = b.promised_on)
  order by b.promised_on, b.id`;
