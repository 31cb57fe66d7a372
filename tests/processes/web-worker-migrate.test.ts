import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { connect, type Database } from '#server/platform/database.ts';
import { createScratchDatabase, type ScratchDatabase } from '#server/platform/scratch-database.ts';
import { freePort } from '#tests/durability/killable-app.ts';
import { bundleProgram } from '#tests/support/bundle-program.ts';
import { clientFor } from '#tests/support/test-company.ts';
import { buildWorld, order, stockOf } from '#tests/support/world.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const PATIENCE_MILLISECONDS = 100_000;
/** Whoever runs containers waits ten seconds before it kills. */
const ENDED_WITHIN_MILLISECONDS = 8_000;
/** A machine that is busy with others does everything late: ending takes no longer than so many beginnings. */
const BEGINNINGS = 3;

/** A part of the product as a container would run it. */
/** As `npm start` runs it. */
const FROM_SOURCES = ['--import', 'tsx', 'server/main.ts'];

class Part {
  readonly process: ChildProcess;
  readonly origin: string;
  readonly #startedAt = performance.now();
  said = '';
  /** How long it took to answer at all, milliseconds. */
  #beganWithin = 0;

  constructor(program: readonly string[], name: string, environment: NodeJS.ProcessEnv) {
    this.origin = `http://127.0.0.1:${environment.PORT}`;
    const { MAKEGOOD_DEMO: _, DATABASE_URL: __, ...inherited } = process.env;
    this.process = spawn(process.execPath, [...program, name], {
      cwd: ROOT,
      env: { ...inherited, LOG_LEVEL: 'silent', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const output of [this.process.stdout, this.process.stderr]) output?.on('data', (text) => (this.said += text));
  }

  async ended(): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, 'exit');
    return this.process.exitCode;
  }

  /** Sends SIGTERM; answers the exit code, and by how many milliseconds the end took too long. */
  async end(): Promise<{ code: number | null; late: number }> {
    const from = performance.now();
    this.process.kill('SIGTERM');
    const code = await this.ended();
    const allowed = Math.max(ENDED_WITHIN_MILLISECONDS, BEGINNINGS * this.#beganWithin);
    return { code, late: Math.max(0, performance.now() - from - allowed) };
  }

  /** Waits until `/readyz` answers with a status. */
  async answersReadiness(status: number): Promise<{ database: string; pendingMigrations?: string[] }> {
    const deadline = Date.now() + PATIENCE_MILLISECONDS;
    for (;;) {
      const reply = await fetch(`${this.origin}/readyz`).catch(() => null);
      if (reply) this.#beganWithin ||= performance.now() - this.#startedAt;
      if (reply?.status === status) return (await reply.json()) as { database: string };
      if (this.process.exitCode !== null || Date.now() > deadline) throw new Error(`no ${status}:\n${this.said}`);
      await sleep(50);
    }
  }
}

describe('web, worker and migrate as processes of their own', () => {
  const parts: Part[] = [];
  let scratch: ScratchDatabase;
  let database: Database;
  let environment: NodeJS.ProcessEnv;
  beforeAll(async () => {
    scratch = await createScratchDatabase(inject('postgresUrl'));
    database = connect({ connectionString: scratch.url }, { connections: 2 });
    environment = { DATABASE_URL: scratch.url, MAKEGOOD_SECRET: 'signs the sessions of three processes' };
  });
  afterEach(async () => {
    for (const part of parts.splice(0)) {
      part.process.kill('SIGKILL');
      await part.ended();
    }
  });
  afterAll(async () => {
    await database.end();
    await scratch.drop();
  });

  async function start(name: string, more: NodeJS.ProcessEnv = {}, program?: readonly string[]): Promise<Part> {
    const started = program ?? [await bundleProgram('server/main.ts')];
    const part = new Part(started, name, { PORT: String(await freePort()), ...environment, ...more });
    parts.push(part);
    return part;
  }

  it('web and worker wait for the migrations, and share the work after them', { timeout: 300_000 }, async () => {
    const web = await start('web');
    const worker = await start('worker', {}, FROM_SOURCES);
    for (const part of [web, worker]) {
      const { pendingMigrations } = await part.answersReadiness(503);
      expect(pendingMigrations?.[0]).toBe('0001_company_and_people.sql');
      expect((await fetch(`${part.origin}/healthz`)).status).toBe(200);
    }

    const early = await run('server/verify.ts');
    expect([early.code, early.said], early.said).toEqual([
      2,
      expect.stringMatching(/^These books are of an earlier version/),
    ]);

    const [one, other] = await Promise.all([start('migrate'), start('migrate')]);
    expect([await one.ended(), await other.ended()], `${one.said}${other.said}`).toEqual([0, 0]);
    await web.answersReadiness(200);
    await worker.answersReadiness(200);
    expect((await fetch(`${worker.origin}/api/v1/orders`)).status).toBe(404);

    expect(await worker.end(), worker.said).toEqual({ code: 0, late: 0 });

    const admin = clientFor(web.origin, await createApiKey());
    const world = await buildWorld(admin, { MALBEC: 12 });
    await order(admin, world, { MALBEC: 5 });
    expect(await stockOf(admin, world, 'MALBEC')).toMatchObject({ onHand: 12, allocated: 5 });
    // What is to be told waits for a worker.
    expect(await messages()).toBeGreaterThan(0);
    const next = await start('worker');
    await expect.poll(messages, { timeout: PATIENCE_MILLISECONDS }).toBe(0);

    for (const part of [web, next]) expect(await part.end(), part.said).toEqual({ code: 0, late: 0 });
  });

  it('web answers while the database cannot be reached', { timeout: 120_000 }, async () => {
    const web = await start('web', { DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/nowhere` });
    expect(await web.answersReadiness(503)).toMatchObject({ database: 'unreachable' });
    expect(await web.end()).toMatchObject({ code: 0 });
  });

  it('what cannot start ends with one sentence', { timeout: 120_000 }, async () => {
    const wrong: [string, NodeJS.ProcessEnv, string][] = [
      ['webb', {}, 'There is no "webb"; say web, worker, migrate, or nothing.'],
      ['web', { DATABASE_URL: '' }, 'DATABASE_URL is not set: web works on a PostgreSQL that other processes share.'],
      ['web', { MAKEGOOD_SECRET: '' }, 'MAKEGOOD_SECRET is not set'],
      ['worker', { MAKEGOOD_DEMO: 'on' }, 'MAKEGOOD_DEMO is on: only "npm start" makes the demo company.'],
      ['migrate', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nowhere' }, 'ECONNREFUSED'],
    ];
    const started = await Promise.all(wrong.map(([name, more]) => start(name, more)));
    for (const [index, part] of started.entries()) {
      expect(await part.ended()).toBe(1);
      expect(part.said).toContain(wrong[index]?.[2]);
      expect(part.said).not.toContain('    at ');
    }
  });

  async function messages(): Promise<number> {
    return (await database.query('select count(*)::int as count from outbox')).rows[0].count;
  }

  async function createApiKey(): Promise<string> {
    const { said } = await run('server/admin.ts', 'create-api-key', '--role', 'administrator');
    return said.trim().split('\n').at(-1) as string;
  }

  async function run(...command: string[]): Promise<{ code: number; said: string }> {
    const child = spawn(process.execPath, ['--import', 'tsx', ...command], {
      cwd: ROOT,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (text) => (said += text));
    child.stderr.on('data', (text) => (said += text));
    const [code] = await once(child, 'exit');
    return { code, said };
  }
});
