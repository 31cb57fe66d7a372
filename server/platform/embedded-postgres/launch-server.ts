import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, closeSync, copyFileSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedPostgresUnavailable } from './embedded-postgres-unavailable.ts';
import { createHoldersPipe, openBothEnds } from './holders-pipe.ts';
import type { ServerAccount } from './server-account.ts';
import { createSocketDirectory } from './socket-directory.ts';

export type GuardedServer = { socketDirectory: string; holder: number; hasEnded: () => boolean };
type Place = { cluster: string; account: ServerAccount | undefined; logFile: string };

/**
 * How programs are told where the cluster is. They start with it as their working folder, entered before root is given
 * up, and never look at the path that leads there: so it may be of any length and lie where only root can enter.
 */
export const clusterByWorkingFolder = process.platform === 'linux' ? '/proc/self/cwd' : '.';

/** Nothing of ours but what programs need: PG* variables meant for another server would mislead this one. */
export const programEnvironment = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' };

/** Starts the server under a guard. It may still be recovering from a crash, or fail, when this returns. */
export async function launchServer(
  place: Place & { programs: string; settings: Record<string, string>; socketDirectory?: string },
): Promise<GuardedServer> {
  const socketDirectory = createSocketDirectory(place.socketDirectory);
  createHoldersPipe(socketDirectory);
  copyFileSync(fileURLToPath(new URL('./guard-postgres.sh', import.meta.url)), guardIn(socketDirectory));
  if (place.account) chownSync(socketDirectory, place.account.uid, place.account.gid);
  const settings = {
    ...place.settings,
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: socketDirectory,
    unix_socket_permissions: '0700',
  };
  return startGuard(place, socketDirectory, [
    join(place.programs, 'bin', 'postgres'),
    '-D',
    clusterByWorkingFolder,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
}

/** Gives a running server whose guard was killed a new one. Processes that hold it keep holding it. */
export async function guardAgain(place: Place & { pid: number; socketDirectory: string }): Promise<GuardedServer> {
  return startGuard(place, place.socketDirectory, [String(place.pid)]);
}

async function startGuard(place: Place, socketDirectory: string, subject: string[]): Promise<GuardedServer> {
  const { holder, reader } = openBothEnds(socketDirectory);
  const log = openSync(place.logFile, 'a', 0o600);
  try {
    const guard = spawn('/bin/sh', [guardIn(socketDirectory), socketDirectory, ...subject], {
      cwd: place.cluster,
      detached: true, // a session of its own: Ctrl-C in the terminal must reach the app only
      stdio: [reader, log, log],
      env: programEnvironment,
      ...place.account,
    });
    guard.unref();
    await once(guard, 'spawn');
    return { socketDirectory, holder, hasEnded: () => guard.exitCode !== null || guard.signalCode !== null };
  } catch (error) {
    closeSync(holder);
    throw new EmbeddedPostgresUnavailable(`starting a process failed: ${(error as Error).message}`);
  } finally {
    closeSync(reader);
    closeSync(log);
  }
}

function guardIn(socketDirectory: string): string {
  return join(socketDirectory, 'guard-postgres.sh');
}
