import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrateJobs } from '#server/jobs/runner.ts';
import { chanceFrom } from '#tests/simulation/seeded-random.ts';
import { bundleProgram } from '#tests/support/bundle-program.ts';
import { type MailServer, openMailServer } from '#tests/support/mail-server.ts';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { addCustomer, buildWorld, order, type World } from '#tests/support/world.ts';
import { freePort } from './killable-app.ts';

/** How often the process that sends is killed between a commit and the mail it causes; `MAIL_KILLS=50` for the whole. */
const KILLS = Number(process.env.MAIL_KILLS ?? 3);
const ORDERS_EACH = 4;
const ROOT = path.join(import.meta.dirname, '../..');
/** The worker begins within a second or two; then it is killed somewhere in what it does first. */
const LATEST_KILL_MILLISECONDS = 400;

let company: TestCompany;
let server: MailServer;
let world: World;
let worker: ChildProcess | null = null;

beforeAll(async () => {
  company = await openTestCompany();
  await migrateJobs(company.databaseUrl, pino({ level: 'silent' }));
  server = await openMailServer();
  world = await buildWorld(company.as('administrator'), { MALBEC: 0 });
});
afterAll(async () => {
  await kill();
  await server.close();
  await company.close();
});

async function startWorker(): Promise<void> {
  const port = await freePort();
  const started = spawn(process.execPath, [await bundleProgram('server/main.ts'), 'worker'], {
    cwd: ROOT,
    env: {
      ...process.env,
      DATABASE_URL: company.databaseUrl,
      SMTP_URL: server.url,
      MAIL_FROM: 'orders@river.example',
      MAKEGOOD_URL: company.origin,
      PORT: String(port),
      LOG_LEVEL: 'silent',
    },
    stdio: 'ignore',
  });
  worker = started;
  for (;;) {
    const reply = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null);
    await reply?.arrayBuffer();
    if (reply?.ok) return;
    if (started.exitCode !== null) throw new Error('the worker ended');
    await sleep(20);
  }
}

async function kill(): Promise<void> {
  if (!worker || worker.exitCode !== null || worker.signalCode !== null) return;
  worker.kill('SIGKILL');
  await once(worker, 'exit');
}

it(
  `killed ${KILLS} times between a commit and its mail, every message arrives, and one that arrives twice says so`,
  async () => {
    const admin = company.as('administrator');
    const chance = chanceFrom(KILLS);
    const numbers: string[] = [];
    for (let round = 0; round < KILLS; round += 1) {
      await startWorker();
      const placed = await Promise.all(
        Array.from({ length: ORDERS_EACH }, async () =>
          order(admin, { ...world, customerId: await addCustomer(admin) }, { MALBEC: 5 }),
        ),
      );
      numbers.push(...placed.map(({ number }) => number));
      await sleep(chance.between(0, LATEST_KILL_MILLISECONDS));
      await kill();
    }
    await startWorker();
    const waiting = async () => (await admin.get('/mailbox?status=queued&limit=1')).body.data.length;
    const outbox = async () => (await company.database.query('select from outbox limit 1')).rows.length;
    while ((await outbox()) + (await waiting()) > 0) await sleep(100);
    await kill();

    const told = new Map<string, Set<string>>();
    for (const mail of server.mails) {
      const number = numbers.find((one) => mail.subject?.endsWith(` ${one}`)) ?? '';
      told.set(number, (told.get(number) ?? new Set()).add(mail.messageId ?? ''));
    }
    // Each order by mails of one Message-ID: what a mail program shows once.
    expect([...told].filter(([, ids]) => ids.size !== 1)).toEqual([]);
    expect(new Set(told.keys())).toEqual(new Set(numbers));
    const doubled = server.mails.length - numbers.length;
    console.log(`${KILLS} kills, ${numbers.length} messages, ${doubled} handed over twice with the same Message-ID`);
  },
  120_000 + KILLS * 60_000,
);
