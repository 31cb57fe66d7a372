import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { addDays } from '#domain/time/calendar.ts';
import type { Scratch } from './scratch.ts';
import { seedCompany, seedWaitingLines } from './seed.ts';
import { type RunningServer, startServer } from './start-server.ts';
import { percentiles, timedGet } from './timed-get.ts';

const ROUNDS = 20;
const PATIENCE_MILLISECONDS = 60_000;
const GOAL = '1 s';
const SIZES: readonly [name: string, lines: number, variants: number][] = [
  ['as many as the demo has: 240 lines wait for 120 items', 240, 120],
  ['10,000 lines wait for 100 items', 10_000, 100],
  ['10,000 lines wait for the item itself', 10_000, 1],
];

/**
 * How long after a receipt was booked the list of backorders says what became of the dates: one unit comes, over HTTP, and the list is
 * asked until the backorder that gets it can go today. The product's own relay and jobs at work in the server. Prints a table.
 */
export async function benchFreshDates(scratch: Scratch): Promise<void> {
  console.log('| what waits | p50 | p95 | longest | goal |\n| --- | --- | --- | --- | --- |');
  for (const [name, lines, variants] of SIZES) {
    const seeded = await scratch.create();
    await seedCompany(seeded.database, variants);
    await seedWaitingLines(seeded.database, lines, lines / variants, variants);
    const later = addDays(new Date().toISOString().slice(0, 10), 30);
    await seeded.database.query('update purchase_order_lines set expected_on = $1', [later]);
    const server = await startServer(seeded, 'administrator', { hasJobs: true });
    try {
      await freshAfter(server, lines);
      await seeded.database.query('vacuum analyze');
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) times.push(await receive(server, 1 + (round % variants)));
      console.log(`| ${name} | ${percentiles(times, 0.5, 0.95, 1)} | ${GOAL} |`);
    } finally {
      await server.stop();
      await seeded.drop();
    }
  }
}

type Row = { id: string; projectedOn: string | null; isReady: boolean };

/** The dates of a company that has just been filled, once all of them are made. */
async function freshAfter(server: RunningServer, lines: number): Promise<void> {
  await until(async () => {
    const { answer } = await timedGet(server, '/backorders?sort=-createdAt&limit=200');
    return (answer as { data: Row[] }).data.slice(0, lines).every(({ projectedOn }) => projectedOn !== null);
  });
}

/** Milliseconds from the answer to the receipt of one unit until the list knows the date of who gets it. */
async function receive(server: RunningServer, variantId: number): Promise<number> {
  const first = async () => {
    const { answer } = await timedGet(server, `/backorders?variantId=${variantId}&limit=200`);
    return (answer as { data: Row[] }).data;
  };
  const waiting = (await first()).find(({ isReady }) => !isReady) as Row;
  const receipt = await fetch(`http://127.0.0.1:${server.port}/api/v1/purchase-orders/1/receipts`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${server.key}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ lines: [{ purchaseOrderLineId: String(variantId), quantity: 1 }] }),
  });
  if (receipt.status !== 201) throw new Error(await receipt.text());
  await receipt.arrayBuffer();
  const receivedAt = performance.now();
  await until(async () => {
    const now = (await first()).find(({ id }) => id === waiting.id);
    return now === undefined || now.projectedOn !== waiting.projectedOn;
  });
  return performance.now() - receivedAt;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const startedAt = performance.now();
  while (!(await isSo())) {
    if (performance.now() - startedAt > PATIENCE_MILLISECONDS) throw new Error('the dates stay as they were');
    await pause(10);
  }
}
