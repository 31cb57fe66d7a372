import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { bundleProgram } from '#tests/support/bundle-program.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const PATIENCE_MILLISECONDS = 180_000;

/**
 * The app as `npm start` starts it, as a process of its own, on an embedded database in `dataDirectory` or the one it is given, that can be
 * killed and started again.
 */
export class KillableApp {
  readonly origin: string;
  readonly dataDirectory: string;
  readonly #environment: NodeJS.ProcessEnv;
  #process: ChildProcess | undefined;
  #said = '';

  constructor(options: { dataDirectory: string; port: number; isDemo: boolean; databaseUrl?: string }) {
    const { dataDirectory, port, isDemo, databaseUrl } = options;
    this.dataDirectory = dataDirectory;
    this.origin = `http://127.0.0.1:${port}`;
    const { DATABASE_URL: _, ...inherited } = process.env;
    this.#environment = {
      ...inherited,
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
      MAKEGOOD_DATA_DIR: dataDirectory,
      PORT: String(port),
      MAKEGOOD_DEMO: isDemo ? 'on' : 'off',
      MAKEGOOD_SECRET: 'signs the sessions of a company that is killed often',
      LOG_LEVEL: 'silent',
    };
  }

  async start(): Promise<void> {
    this.#said = '';
    const app = spawn(process.execPath, [await bundleProgram('server/main.ts')], {
      cwd: ROOT,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const output of [app.stdout, app.stderr]) output.on('data', (text) => (this.#said += text));
    this.#process = app;
  }

  get isRunning(): boolean {
    return this.#process?.exitCode === null && this.#process.signalCode === null;
  }

  /** Waits until it can serve. */
  async ready(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MILLISECONDS;
    for (;;) {
      const reply = await fetch(`${this.origin}/readyz`).catch(() => null);
      await reply?.arrayBuffer().catch(() => null);
      if (reply?.status === 200) return;
      const isOver = this.#process?.exitCode !== null || Date.now() > deadline;
      if (isOver) throw new Error(`The app did not get ready:\n${this.#said}`);
      await sleep(25);
    }
  }

  /** Waits until it has printed a text. */
  async says(text: string): Promise<void> {
    const deadline = Date.now() + PATIENCE_MILLISECONDS;
    while (!this.#said.includes(text)) {
      if (this.#process?.exitCode !== null || Date.now() > deadline) {
        throw new Error(`The app never said "${text}":\n${this.#said}`);
      }
      await sleep(5);
    }
  }

  /** kill -9 of the app, and of nothing else. */
  async kill(): Promise<void> {
    const app = this.#process;
    if (!app || app.exitCode !== null || app.signalCode !== null) return;
    app.kill('SIGKILL');
    await once(app, 'exit');
  }

  /** kill -9 of the database server. */
  async killDatabase(): Promise<void> {
    const lockFile = await readFile(path.join(this.dataDirectory, 'postgres/postmaster.pid'), 'utf8');
    process.kill(Number.parseInt(lockFile, 10), 'SIGKILL');
  }

  /** An administrator's key, made beside the running app. */
  async createApiKey(): Promise<string> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'server/admin.ts', 'create-api-key', '--role', 'administrator'],
      { cwd: ROOT, env: this.#environment },
    );
    return stdout.trim().split('\n').at(-1) as string;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
