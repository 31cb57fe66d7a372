import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '#server/platform/database.ts';
import { startEmbeddedPostgres } from '#server/platform/embedded-postgres/start-embedded-postgres.ts';
import { verifyBooks } from '#server/verify/verify-books.ts';
import { chanceFrom, seedOfRun } from '#tests/simulation/seeded-random.ts';
import { buildScreens } from '#tests/support/build-screens.ts';
import { clientFor } from '#tests/support/test-company.ts';
import { buildWorld, stockOf } from '#tests/support/world.ts';
import { freePort, KillableApp } from './killable-app.ts';
import { readRecords, recordsIn } from './records-told.ts';
import { type Acknowledged, Writer } from './writer.ts';

const KILLS = Number(process.env.MAKEGOOD_KILLS ?? 4);
/** Of these kills, this many take the database server along. */
const KILLS_OF_DATABASE = 2;
const WRITERS = 8;
const READY_WITHIN_MILLISECONDS = 10_000;
/** A machine that is busy with others starts everything late: no later than this many of its own first starts. */
const FIRST_STARTS = 2;
const seed = seedOfRun('kill -9');
const chance = chanceFrom(seed);

const apps: KillableApp[] = [];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'makegood-kill-'));
  // Once, as the first start does: what is measured here is starting again.
  await buildScreens();
});
afterAll(async () => {
  // After a failure an app may still run, and its database ends a moment after it.
  for (const app of apps) await app.kill();
  await rm(folder, { recursive: true, force: true, maxRetries: 20 });
});

async function install(name: string, { isDemo }: { isDemo: boolean }): Promise<KillableApp> {
  const app = new KillableApp({ dataDirectory: path.join(folder, name), port: await freePort(), isDemo });
  apps.push(app);
  return app;
}

/** Starts it and waits until it can serve; answers how many milliseconds that took. */
async function startAgain(app: KillableApp): Promise<number> {
  const from = performance.now();
  await app.start();
  await app.ready();
  return Math.round(performance.now() - from);
}

describe(`${KILLS} times kill -9 under ${WRITERS} writers`, () => {
  it('loses nothing acknowledged, doubles nothing retried, and is soon ready again', {
    timeout: 300_000 + KILLS * 60_000,
  }, async () => {
    const app = await install('company', { isDemo: false });
    const firstStart = await startAgain(app);
    const admin = clientFor(app.origin, await app.createApiKey());
    const skus = Array.from({ length: WRITERS }, (_, index) => `MALBEC-${index + 1}`);
    const world = await buildWorld(admin, Object.fromEntries(skus.map((sku) => [sku, 0])));
    const writers = skus.map(
      (sku, index) =>
        new Writer({
          client: admin,
          place: world,
          variantId: world.variants[sku] as string,
          chance: chanceFrom(seed + index + 1),
        }),
    );

    let isOver = false;
    const work = Promise.all(writers.map((writer) => writer.work(() => isOver)));
    work.catch(() => 'awaited below');
    const countAcknowledged = () => writers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
    const restarts: number[] = [];
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const before = countAcknowledged();
      // On a busy machine too, each writer gets to work between two kills.
      while (countAcknowledged() <= before + WRITERS) await Promise.race([work, sleep(25)]);
      await Promise.race([work, sleep(chance.between(50, 1500))]);
      if (kill % Math.ceil(KILLS / KILLS_OF_DATABASE) === 0) await app.killDatabase();
      await app.kill();
      restarts.push(await startAgain(app));
    }
    isOver = true;
    await work;

    const { database, close } = await open(app);
    try {
      const acknowledged = writers.flatMap((writer) => writer.acknowledged);
      restarts.sort((a, b) => a - b);
      const wasDone = await countDoneBeforeTheRetry(database, acknowledged);
      console.log(
        `kill -9: ${KILLS} kills; ready again after ${restarts[restarts.length >> 1]} ms (median), ${restarts.at(-1)} ms (longest), first start ${firstStart} ms; ` +
          `${acknowledged.length} requests acknowledged, ${acknowledged.filter(({ brokenAt }) => brokenAt).length} of them retried, ` +
          `${wasDone} of these had been done without an answer`,
      );
      expect(restarts.at(-1)).toBeLessThanOrEqual(Math.max(READY_WITHIN_MILLISECONDS, FIRST_STARTS * firstStart));
      expect(acknowledged.length).toBeGreaterThan(KILLS * WRITERS);

      for (const writer of writers) {
        for (const request of writer.acknowledged) {
          const { status, body } = await writer.repeat(request);
          expect({ status, body }).toEqual({ status: 201, body: request.answer });
        }
      }
      for (const [index, { onHand, promised }] of writers.entries()) {
        expect(await stockOf(admin, world, skus[index] as string)).toMatchObject({ onHand, allocated: promised });
      }
      expect(await readRecords(database)).toEqual(recordsIn(acknowledged));
      expect(await verifyBooks(database)).toEqual({ balanced: true, differences: [] });
    } finally {
      await app.kill();
      await close();
    }
  });
});

describe('kill -9 during the first start, and during each that tries again', () => {
  // A first start says what it is doing; each of these lies in another part of it.
  const moments = [
    { part: 'before anything is made', said: 'Makegood', delay: 0 },
    { part: 'while the cluster is created', said: 'Creating the database', delay: 300 },
    { part: 'while the database starts', said: 'Starting the database', delay: 50 },
    { part: 'between two migrations', said: '0004_orders', delay: 0 },
  ];
  it(`${moments.map(({ part }) => part).join(', ')}: then the next start works`, { timeout: 400_000 }, async () => {
    const app = await install('first-start', { isDemo: false });
    for (const { said, delay } of moments) {
      await app.start();
      await app.says(said);
      await sleep(delay);
      await app.kill();
    }
    await app.start();
    await app.ready();
    // Where mails and QuickBooks lead people back to.
    await app.says(`http://localhost:${new URL(app.origin).port}`);
    const { database, close } = await open(app);
    try {
      const { rows } = await database.query('select count(*)::int as companies from company');
      expect(rows).toEqual([{ companies: 1 }]);
      expect(await verifyBooks(database)).toEqual({ balanced: true, differences: [] });
    } finally {
      await app.kill();
      await close();
    }
  });
});

/** A key is kept with the instant of the request that did the work: for these that was not the answered one. */
async function countDoneBeforeTheRetry(database: Database, acknowledged: readonly Acknowledged[]): Promise<number> {
  const retried = acknowledged.filter(({ brokenAt }) => brokenAt);
  const { rows } = await database.query(
    `select count(*)::int as count from unnest($1::text[], $2::timestamptz[]) as r (key, broken_at)
     join idempotency_keys k on k.key = r.key and k.created_at < r.broken_at`,
    [retried.map(({ key }) => key), retried.map(({ brokenAt }) => brokenAt)],
  );
  return rows[0].count;
}

/** The database of a running app, looked at from outside. Closed after its app was killed, it waits for the database's end. */
async function open({ dataDirectory }: KillableApp) {
  const server = await startEmbeddedPostgres({ dataDirectory });
  const database = connect(server.connection, { connections: 2 });
  return {
    database,
    async close() {
      await database.end();
      await server.stop();
    },
  };
}
