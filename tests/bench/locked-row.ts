import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Scratch } from './scratch.ts';
import { seedCompany, seedWaitingLines } from './seed.ts';
import { type RunningServer, startServer } from './start-server.ts';

const WRITERS = 30;
const TIMES = 60;
const WAITING_LINES = 10_000;
const GOAL = 4;

/**
 * What people who have nothing to do with it notice of thirty orders that wait for one locked stock row: each request as often
 * before and beside them, in turn, over HTTP. Prints p95 of both and how many times the usual that is.
 */
export async function benchLockedRow(scratch: Scratch): Promise<void> {
  const { database, url, drop } = await scratch.create();
  await seedCompany(database, 3);
  await seedWaitingLines(database, WAITING_LINES);
  const server = await startServer({ url, database }, 'administrator');
  const locking = new pg.Client(url);
  try {
    await locking.connect();
    await measureAll(server);
    const usual = await measureAll(server);
    await locking.query('begin');
    await locking.query('select from stock_levels where variant_id = 1 for update');
    let isLocked = true;
    // Who was told to come again comes again: there are thirty at any moment.
    const writers = Array.from({ length: WRITERS }, async () => {
      while (isLocked) {
        const { status } = await takeOrder(server, '1');
        if (status === 429) await pause(500);
      }
    });
    await pause(500);
    const crowded = await measureAll(server);
    isLocked = false;
    await locking.query('commit');
    await Promise.all(writers);
    console.log(
      '| request | usual p95 | beside 30 orders on a locked row | ratio | goal |\n| --- | --- | --- | --- | --- |',
    );
    for (const [name, before] of Object.entries(usual)) {
      const beside = crowded[name] as number;
      const cells = [`${before.toFixed(1)} ms`, `${beside.toFixed(1)} ms`, (beside / before).toFixed(2)];
      console.log(`| ${name} | ${cells.join(' | ')} | ≤ ${GOAL} × |`);
    }
  } finally {
    await locking.end();
    await server.stop();
    await drop();
  }
}

async function measureAll(server: RunningServer): Promise<Record<string, number>> {
  const asked: Record<string, () => Promise<Response>> = {
    '/me': () => call(server, '/api/v1/me'),
    'list of orders': () => call(server, '/api/v1/orders?limit=50'),
    'list of backorders': () => call(server, '/api/v1/backorders?limit=50'),
    'order of another item': () => takeOrder(server, '2'),
    '/readyz': () => call(server, '/readyz'),
  };
  const times = new Map<string, number[]>(Object.keys(asked).map((name) => [name, []]));
  for (let round = 0; round < TIMES; round += 1) {
    for (const [name, ask] of Object.entries(asked)) {
      const startedAt = performance.now();
      const { status } = await ask();
      if (status >= 300) throw new Error(`${name}: ${status}`);
      times.get(name)?.push(performance.now() - startedAt);
    }
  }
  return Object.fromEntries([...times].map(([name, taken]) => [name, p95(taken)]));
}

function p95(taken: readonly number[]): number {
  return [...taken].sort((a, b) => a - b)[Math.ceil(0.95 * taken.length) - 1] as number;
}

function takeOrder(server: RunningServer, variantId: string): Promise<Response> {
  return call(server, '/api/v1/orders', { customerId: '1', lines: [{ variantId, quantity: 1 }], confirm: true });
}

async function call({ port, key }: RunningServer, path: string, body?: object): Promise<Response> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${key}`,
      ...(body ? { 'content-type': 'application/json', 'idempotency-key': randomUUID() } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  await response.arrayBuffer();
  return response;
}
