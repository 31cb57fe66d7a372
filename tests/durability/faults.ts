import { spawnSync } from 'node:child_process';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type Database } from '#server/platform/database.ts';
import { keepEmbeddedPostgres } from '#server/platform/embedded-postgres/keep-embedded-postgres.ts';
import { startEmbeddedPostgres } from '#server/platform/embedded-postgres/start-embedded-postgres.ts';
import { freePort, KillableApp } from './killable-app.ts';

/** What can break under a running company. */
export const FAULTS = ['backend', 'app', 'server', 'restart', 'disk'] as const;
export type Fault = (typeof FAULTS)[number];

/** A company with one way to break it. */
export type Breakable = {
  app: KillableApp;
  /** Breaks it, and does of the mending what a person would: starts a dead app, makes space. */
  breakIt(): Promise<void>;
  /** Looks into its database from outside. */
  look<T>(work: (database: Database) => Promise<T>): Promise<T>;
  end(): Promise<void>;
};

const DISK_BYTES = 700_000_000;
const DISK_FULL_MILLISECONDS = 2_000;

/** Starts a company to be broken in this way; a sentence where this machine cannot. */
export function openBreakable(fault: Fault, folder: string): Promise<Breakable | string> {
  if (fault === 'disk') return onSmallDisk(folder);
  return fault === 'restart'
    ? onExternalServer(path.join(folder, 'external'), folder)
    : onEmbeddedServer(fault, folder);
}

async function onEmbeddedServer(fault: 'backend' | 'app' | 'server', folder: string): Promise<Breakable> {
  const dataDirectory = path.join(folder, 'company');
  const app = new KillableApp({ dataDirectory, port: await freePort(), isDemo: false });
  const look: Breakable['look'] = async (work) => {
    const server = await startEmbeddedPostgres({ dataDirectory });
    try {
      return await lookAt(server.url, work);
    } finally {
      await server.stop();
    }
  };
  const breakIt = {
    async app() {
      await app.kill();
      await app.start();
    },
    server: () => app.killDatabase(),
    backend: () => look((database) => killOneBackend(database)),
  }[fault];
  await app.start();
  return { app, breakIt, look, end: () => app.kill() };
}

async function killOneBackend(database: Database): Promise<void> {
  await database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
     order by state = 'active' desc, random() limit 1`,
  );
}

/** A server of its own that the app is only told the address of. */
async function onExternalServer(dataDirectory: string, folder: string): Promise<Breakable> {
  const server = await keepEmbeddedPostgres({ dataDirectory, onProgress: () => undefined });
  const app = new KillableApp({
    dataDirectory: path.join(folder, 'company'),
    port: await freePort(),
    isDemo: false,
    databaseUrl: server.url,
  });
  await app.start();
  return {
    app,
    // PostgreSQL's fast shutdown, as a restart does it; whoever keeps the server starts it again.
    breakIt: async () => void process.kill(await processOf(dataDirectory), 'SIGINT'),
    look: (work) => lookAt(server.url, work),
    async end() {
      await app.kill();
      await server.stop();
    },
  };
}

async function onSmallDisk(folder: string): Promise<Breakable | string> {
  const disk = path.join(folder, 'disk');
  await mkdir(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', disk], { encoding: 'utf8' });
  if (mounted.status !== 0) {
    return `Skipped: a small disk cannot be mounted here (${(mounted.stderr || mounted.error?.message || '').trim()}); run it as root.`;
  }
  const unmount = () => spawnSync('umount', ['--lazy', disk]);
  try {
    const external = await onExternalServer(path.join(disk, 'data'), folder);
    const ballast = path.join(disk, 'ballast');
    return {
      ...external,
      async breakIt() {
        await fill(ballast);
        await pause(DISK_FULL_MILLISECONDS);
        await rm(ballast);
      },
      async end() {
        await external.end();
        unmount();
      },
    };
  } catch (error) {
    unmount();
    throw error;
  }
}

/** Takes all the space there is, and again what is freed meanwhile. */
async function fill(file: string): Promise<void> {
  const ballast = await open(file, 'a');
  try {
    for (const bytes of [1_000_000, 4_096, 4_096]) {
      const block = Buffer.alloc(bytes);
      for (;;) if ((await ballast.write(block).catch(() => null)) === null) break;
    }
  } finally {
    await ballast.close();
  }
}

async function processOf(dataDirectory: string): Promise<number> {
  return Number.parseInt(await readFile(path.join(dataDirectory, 'postgres/postmaster.pid'), 'utf8'), 10);
}

async function lookAt<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = connect({ connectionString: url }, { connections: 2 });
  try {
    return await work(database);
  } finally {
    await database.end();
  }
}
