import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { addDays } from '#domain/time/calendar.ts';
import { buildWeb } from '#server/platform/build-web.ts';
import { verifyBooks } from '#server/verify/verify-books.ts';
import { chanceFrom } from '#tests/simulation/seeded-random.ts';
import { type Client, clientFor } from '#tests/support/test-company.ts';
import { buildWorld, buy, stockOf, type World } from '#tests/support/world.ts';
import { type Breakable, FAULTS, type Fault, openBreakable } from './faults.ts';
import { readRecords, recordsIn } from './records-told.ts';
import { type Acknowledged, sendUntilMade, Writer } from './writer.ts';

// Breaks a company again and again while eight programs write:
//   npx tsx tests/durability/rounds.ts --rounds 20 --fault backend|app|server|restart|disk
// Each round: ready again within ten seconds, dates in lists fresh within five. At the end: nothing acknowledged lost,
// nothing done twice, and the books balance. Its times are those of a machine that does nothing else.

const WRITERS = 8;
const READY_MILLISECONDS = 10_000;
const FRESH_MILLISECONDS = 5_000;
/** A round is given up only after this long: a slow machine says how slow. */
const PATIENCE_MILLISECONDS = 180_000;

const { values } = parseArgs({
  options: {
    fault: { type: 'string' },
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const fault = FAULTS.find((known) => known === values.fault);
if (!fault) throw new Error(`--fault is one of ${FAULTS.join(', ')}`);
await run(fault, Number(values.rounds), Number(values.seed));

async function run(fault: Fault, rounds: number, seed: number): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'makegood-rounds-'));
  try {
    await buildWeb(() => undefined);
    const company = await openBreakable(fault, folder);
    if (typeof company === 'string') return console.log(company);
    try {
      await breakInRounds(company, { fault, rounds, seed });
    } finally {
      await company.end();
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  }
}

async function breakInRounds(company: Breakable, of: { fault: Fault; rounds: number; seed: number }): Promise<void> {
  const { app } = company;
  await app.ready();
  const admin = clientFor(app.origin, await app.createApiKey());
  const skus = Array.from({ length: WRITERS }, (_, index) => `MALBEC-${index + 1}`);
  const world = await buildWorld(admin, { ...Object.fromEntries(skus.map((sku) => [sku, 0])), LATE: 0 });
  await buy(admin, world, 'LATE', 1_000_000, { expectedOn: addDays(new Date().toISOString().slice(0, 10), 30) });
  const writers = skus.map((sku, index) => {
    const variantId = world.variants[sku] as string;
    return new Writer({ client: admin, place: world, variantId, chance: chanceFrom(of.seed + index) });
  });

  let isOver = false;
  const work = Promise.all(writers.map((writer) => writer.work(() => isOver)));
  work.catch(() => 'awaited below');
  const chance = chanceFrom(of.seed + WRITERS);
  const waiting: Acknowledged[] = [];
  const times: { ready: number; fresh: number }[] = [];
  for (let round = 1; round <= of.rounds; round += 1) {
    await Promise.race([work, pause(chance.between(50, 1500))]);
    await company.breakIt();
    const brokenAt = performance.now();
    // What was broken is noticed a moment later.
    await pause(300);
    await app.ready();
    const ready = Math.round(performance.now() - brokenAt);
    const fresh = await untilDated(admin, world, waiting);
    assert.ok(app.isRunning, 'the app has ended');
    times.push({ ready, fresh });
    console.log(`${of.fault}, round ${round} of ${of.rounds}: ready after ${ready} ms, dates after ${fresh} ms`);
  }
  isOver = true;
  await work;
  await expectAllKept(company, { admin, world, skus, writers, waiting });
  tell(of, times, writers.flatMap(({ acknowledged }) => acknowledged).concat(waiting));
}

/** Orders what has no stock, and answers how many milliseconds later the list shows when it comes. */
async function untilDated(admin: Client, world: World, waiting: Acknowledged[]): Promise<number> {
  const line = { variantId: world.variants.LATE, quantity: 1 };
  const order = { customerId: world.customerId, warehouseId: world.warehouseId, lines: [line], confirm: true };
  const made = await sendUntilMade(admin, '/orders', order);
  waiting.push(made);
  const from = performance.now();
  while (performance.now() - from < PATIENCE_MILLISECONDS) {
    const reply = await admin.get(`/backorders?variantId=${line.variantId}&sort=-createdAt&limit=5`).catch(() => null);
    const row = reply?.body?.data?.find(({ orderId }: { orderId: string }) => orderId === made.answer.id);
    if (row?.projectedOn) return Math.round(performance.now() - from);
    await pause(25);
  }
  throw new Error('the dates stand still');
}

async function expectAllKept(
  { look }: Breakable,
  kept: { admin: Client; world: World; skus: string[]; writers: Writer[]; waiting: Acknowledged[] },
): Promise<void> {
  const { admin, world, skus, writers, waiting } = kept;
  for (const writer of writers) {
    for (const request of writer.acknowledged) {
      const { status, body } = await writer.repeat(request);
      assert.deepEqual({ status, body }, { status: 201, body: request.answer });
    }
  }
  for (const [index, { onHand, promised }] of writers.entries()) {
    const stock = await stockOf(admin, world, skus[index] as string);
    assert.deepEqual([stock.onHand, stock.allocated], [onHand, promised]);
  }
  await look(async (database) => {
    const told = writers.flatMap(({ acknowledged }) => acknowledged).concat(waiting);
    assert.deepEqual(await readRecords(database), recordsIn(told));
    assert.deepEqual(await verifyBooks(database), { balanced: true, differences: [] });
  });
}

function tell(
  { fault, rounds, seed }: { fault: Fault; rounds: number; seed: number },
  times: { ready: number; fresh: number }[],
  acknowledged: Acknowledged[],
): void {
  const longest = (of: 'ready' | 'fresh') => Math.max(...times.map((time) => time[of]));
  const retried = acknowledged.filter(({ brokenAt }) => brokenAt).length;
  console.log(
    `${fault}: ${rounds} rounds (seed ${seed}), ${acknowledged.length} requests acknowledged, ${retried} of them retried; ` +
      `0 lost, 0 doubled, the books balance; ready after ${longest('ready')} ms, dates after ${longest('fresh')} ms at the longest`,
  );
  const isLate = longest('ready') > READY_MILLISECONDS || longest('fresh') > FRESH_MILLISECONDS;
  if (isLate) console.log(`Too late: ${READY_MILLISECONDS} ms and ${FRESH_MILLISECONDS} ms are the goals.`);
  process.exitCode = isLate ? 1 : 0;
}
