import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { DEMO_PASSWORD, DEMO_PEOPLE } from '#server/demo/demo-people.ts';
import { freePort } from '#tests/durability/killable-app.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const GOAL_MEGABYTES = 300;
const PATIENCE_SECONDS = 300;
/** What people look at all day, again and again. */
const PAGES = [
  'me',
  'backorders?limit=50',
  'backorders?limit=50&status=all&sort=-outstandingValue',
  'backorders/counts',
  'orders?limit=50',
  'stock?limit=100',
  'purchase-orders?limit=50',
  'fulfillments?limit=50',
  'notifications?limit=50',
];
const ROUNDS = 60;
const RECORDS = 100;
const WORKERS = 8;
const MIXED_ROUNDS = 25;
const SIGN_INS = 100;

/** Starts the product with its demo company, twice, and prints what the app process holds in memory and how long it took. */
export async function benchMemory(): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'makegood-memory-'));
  console.log(
    '| start | seconds to usable | MB after start | MB after requests | most MB under mixed load and 100 sign-ins | goal |\n| --- | --- | --- | --- | --- | --- |',
  );
  try {
    for (const start of ['first', 'later']) {
      const began = performance.now();
      const { app, origin } = await startApp(folder);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      const before = await megabytesOf(app);
      await workWith(origin);
      const after = await megabytesOf(app);
      const most = await mostWhile(app, () => mixedLoad(origin));
      console.log(`| ${start} | ${seconds} | ${before} | ${after} | ${most} | ≤ ${GOAL_MEGABYTES} |`);
      app.kill('SIGTERM');
      await once(app, 'exit');
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

async function startApp(folder: string): Promise<{ app: ChildProcess; origin: string }> {
  const port = await freePort();
  const { DATABASE_URL: _, ...inherited } = process.env;
  const app = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    cwd: ROOT,
    env: { ...inherited, MAKEGOOD_DATA_DIR: folder, PORT: String(port), MAKEGOOD_DEMO: 'on' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const origin = `http://127.0.0.1:${port}`;
  for (let waited = 0; waited < PATIENCE_SECONDS; waited += 0.05) {
    const reply = await fetch(`${origin}/readyz`).catch(() => null);
    if (reply?.status === 200 && (await fetch(origin)).ok) return { app, origin };
    if (app.exitCode !== null) throw new Error('The app ended.');
    await sleep(50);
  }
  throw new Error('The app did not get ready.');
}

/** Everybody signs in at once, while eight people read and take orders. Answers nothing: what counts is what it takes. */
async function mixedLoad(origin: string): Promise<void> {
  const cookie = await signIn(origin);
  const headers = { cookie, 'content-type': 'application/json', origin };
  const read = async (page: string) =>
    (await fetch(`${origin}/api/v1/${page}`, { headers })).json() as Promise<{ data: { id: string }[] }>;
  const [customers, variants] = [await read('customers?limit=50'), await read('variants?limit=50')];
  const work = async (place: number) => {
    for (let round = 0; round < MIXED_ROUNDS; round += 1) {
      const customerId = customers.data[(place + round) % customers.data.length]?.id;
      const lines = variants.data
        .slice(round % 40, (round % 40) + 10)
        .map(({ id }) => ({ variantId: id, quantity: 12 }));
      const body = JSON.stringify({ customerId, lines, confirm: true });
      const key = { 'idempotency-key': `memory-${process.pid}-${place}-${round}-${Date.now()}` };
      await (await fetch(`${origin}/api/v1/orders`, { method: 'POST', headers: { ...headers, ...key }, body })).text();
      await read(PAGES[(place + round) % PAGES.length] as string);
    }
  };
  await Promise.all([
    ...Array.from({ length: WORKERS }, (_, place) => work(place)),
    ...Array.from({ length: SIGN_INS }, () => signIn(origin).catch(() => '')),
  ]);
}

/** The most it holds in memory while something is done, looked at ten times a second. */
async function mostWhile(app: ChildProcess, act: () => Promise<void>): Promise<number> {
  let most = 0;
  let isOver = false;
  const looking = (async () => {
    while (!isOver) {
      most = Math.max(most, await megabytesOf(app));
      await sleep(100);
    }
  })();
  await act();
  isOver = true;
  await looking;
  return most;
}

/** The cookie of a new session. */
async function signIn(origin: string): Promise<string> {
  const signedIn = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email: DEMO_PEOPLE[0]?.email, password: DEMO_PASSWORD }),
  });
  await signedIn.arrayBuffer();
  return signedIn.headers.getSetCookie()[0]?.split(';')[0] as string;
}

async function workWith(origin: string): Promise<void> {
  const cookie = await signIn(origin);
  const read = async (page: string) => {
    const reply = await fetch(`${origin}/api/v1/${page}`, { headers: { cookie } });
    if (!reply.ok) throw new Error(`${page} answered ${reply.status}`);
    return reply.json() as Promise<{ data: { id: string }[] }>;
  };
  for (let round = 0; round < ROUNDS; round += 1) await Promise.all(PAGES.map(read));
  const { data } = await read(`backorders?limit=${RECORDS}&status=all`);
  for (const { id } of data) {
    await Promise.all([
      read(`backorders/${id}`),
      read(`backorders/${id}/explanation`),
      read(`backorders/${id}/history`),
    ]);
  }
}

async function megabytesOf({ pid }: ChildProcess): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Math.round(Number(stdout) / 1024);
}
