import { closeSync, existsSync, statSync } from 'node:fs';
import { mkdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, ensureApplicationDatabase } from './application-database.ts';
import { clusterExists, createCluster } from './create-cluster.ts';
import { isHeld, joinHolders } from './holders-pipe.ts';
import { type GuardedServer, guardAgain, launchServer } from './launch-server.ts';
import { findProgramsPackage, placesForCopy, preparePrograms } from './prepare-programs.ts';
import { rotateLog } from './rotate-log.ts';
import { findRunningServer, type RunningServer } from './running-server.ts';
import { chooseServerAccount } from './server-account.ts';
import { serverSettings } from './server-settings.ts';
import { isOurs } from './socket-directory.ts';
import { explainStartFailure } from './start-failure.ts';

export type EmbeddedPostgres = {
  /** For `pg`: `host` is the socket folder. */
  connection: Connection;
  /** The same as an address, for programs that take a connection string. */
  url: string;
  /** What the server writes about its work. */
  logFile: string;
  /** True when a server already running for this data folder was joined. */
  attached: boolean;
  /** Whether the server has ended, though it was held: it was killed, or its disk is full. */
  hasEnded(): boolean;
  /** Lets go of the server; when nobody else holds it, waits until it has shut down. Can be called again. */
  stop(): Promise<void>;
};

type Options = {
  dataDirectory: string;
  onProgress?: (message: string) => void;
  settings?: Record<string, string>;
  /** Of a server that ended, to have its address again. */
  socketDirectory?: string;
};

type Place = { cluster: string; logFile: string; account: ReturnType<typeof chooseServerAccount> };

/** A server that ends after long work may take this long to write its checkpoint. */
const patienceForStopMilliseconds = 60_000;
/** After a crash the server first repeats what its log holds, which can take minutes after heavy writing. */
const patienceForStartMilliseconds = 300_000;

/**
 * Runs PostgreSQL for this data folder, or joins the server that already runs for it: the server belongs to all
 * processes that hold it, and shuts down when the last one has stopped or died (see guard-postgres.sh). The cluster lies
 * in `<dataDirectory>/postgres`, the server's log in `<dataDirectory>/postgres.log`. Throws EmbeddedPostgresUnavailable
 * where it cannot run.
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const onProgress = options.onProgress ?? (() => undefined);
  const packageFolder = findProgramsPackage();
  await mkdir(options.dataDirectory, { recursive: true });
  const dataDirectory = await realpath(options.dataDirectory);
  const cluster = join(dataDirectory, 'postgres');
  const place = { cluster, logFile: join(dataDirectory, 'postgres.log'), account: chooseServerAccount(cluster) };

  // Once more when another process started a server for this folder at the same moment, or one was just ending.
  const deadline = Date.now() + patienceForStopMilliseconds;
  for (;;) {
    const joined = await joinRunningServer(place, onProgress);
    if (joined) return use(joined, place, true);
    const places = placesForCopy(dataDirectory, place.account);
    const programs = await preparePrograms({ packageFolder, account: place.account, places, onProgress });
    const { server, logged } = await startServer(place, programs, { ...options, onProgress });
    if (await untilReady(server)) return use(server, place, false);
    closeSync(server.holder);
    if (!findRunningServer(cluster)) await throwUnlessPassing(place.logFile, logged, deadline);
  }
}

/** Starts a server, on a new cluster where there is none; `logged` is how long its log was before. */
async function startServer(
  place: Place,
  programs: Awaited<ReturnType<typeof preparePrograms>>,
  { onProgress, settings, socketDirectory }: Options & { onProgress: (message: string) => void },
) {
  const { cluster, logFile, account } = place;
  if (!clusterExists(cluster)) {
    onProgress('Creating the database');
    await createCluster({ cluster, programs, account });
  }
  onProgress('Starting the database');
  rotateLog(logFile);
  const logged = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  const server = await launchServer({
    ...place,
    programs,
    settings: { ...serverSettings, ...settings },
    socketDirectory,
  });
  return { server, logged };
}

/** Joins the live server of this cluster. While one is shutting down, waits for its end and answers undefined. */
async function joinRunningServer(
  place: Place,
  onProgress: (message: string) => void,
): Promise<GuardedServer | undefined> {
  const deadline = Date.now() + patienceForStopMilliseconds;
  let told = false;
  for (;;) {
    const running = findRunningServer(place.cluster);
    if (!running) return undefined;
    const server = await hold(running, place);
    if (server && (await untilReady(server))) return server;
    if (server) closeSync(server.holder);
    if (Date.now() > deadline) throw heldBySomebody(running, place.cluster);
    if (!told) onProgress(`Waiting for the database server that still runs (process ${running.pid})`);
    told = true;
    await sleep(50);
  }
}

async function hold(running: RunningServer, place: Place): Promise<GuardedServer | undefined> {
  const { pid, socketDirectory } = running;
  if (!socketDirectory) return undefined;
  if (!isOurs(socketDirectory)) throw heldBySomebody(running, place.cluster);
  // Asked anew each time: one that was killed a moment ago may still look alive now.
  const hasEnded = () => findRunningServer(place.cluster)?.pid !== pid;
  const holder = joinHolders(socketDirectory);
  if (holder === 'closed') return undefined;
  if (holder === 'unguarded') return { ...(await guardAgain({ ...place, pid, socketDirectory })), hasEnded };
  return { socketDirectory, holder, hasEnded };
}

/** Answers false when the server ended instead. */
async function untilReady(server: GuardedServer): Promise<boolean> {
  const deadline = Date.now() + patienceForStartMilliseconds;
  while (!server.hasEnded()) {
    if (await ensureApplicationDatabase(connectionTo(server))) return true;
    if (Date.now() > deadline)
      throw new Error('The database server does not answer; its log is postgres.log in the data folder.');
    await sleep(25);
  }
  return false;
}

function use(server: GuardedServer, { logFile }: Place, attached: boolean): EmbeddedPostgres {
  const connection = connectionTo(server);
  const { user, port, database, host } = connection;
  let stopped: Promise<void> | undefined;
  return {
    connection,
    url: `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`,
    logFile,
    attached,
    hasEnded: () => stopped === undefined && server.hasEnded(),
    stop: () => {
      stopped ??= letGo(server);
      return stopped;
    },
  };
}

/** The guard removes the socket folder when the server has ended, as the last thing it does. */
async function letGo({ holder, socketDirectory }: GuardedServer): Promise<void> {
  closeSync(holder);
  const deadline = Date.now() + patienceForStopMilliseconds;
  while (existsSync(socketDirectory) && !isHeld(socketDirectory) && Date.now() < deadline) await sleep(20);
}

function connectionTo({ socketDirectory }: GuardedServer): Connection {
  return { host: socketDirectory, port: 5432, user: 'makegood', database: 'makegood' };
}

function heldBySomebody({ pid }: RunningServer, cluster: string): Error {
  return new Error(
    `The database in ${cluster} is held by process ${pid}: stop that process, or choose another data folder.`,
  );
}

async function throwUnlessPassing(logFile: string, logged: number, deadline: number): Promise<void> {
  const log = await readFile(logFile);
  const { reason, passes } = explainStartFailure(log.subarray(logged).toString());
  if (!passes || Date.now() > deadline)
    throw new Error(`The database server did not start (${reason}); its log is ${logFile}.`);
  await sleep(200);
}
