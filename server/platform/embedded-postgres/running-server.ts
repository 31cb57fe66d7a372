import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './is-alive.ts';
import { isOurs } from './socket-directory.ts';

/** `socketDirectory` is missing while the server is still starting, `pid` is 0 while even that is not written yet. */
export type RunningServer = { pid: number; socketDirectory: string | undefined };

/**
 * The server that holds the cluster now, by PostgreSQL's own lock file. A file left behind by a crash is not believed:
 * after a restart of the machine or container its process number often belongs to somebody else, and PostgreSQL would
 * refuse to start because of it.
 */
export function findRunningServer(cluster: string): RunningServer | undefined {
  const lockFile = join(cluster, 'postmaster.pid');
  const written = statSync(lockFile, { throwIfNoEntry: false });
  if (!written) return undefined;
  const lines = readIfThere(lockFile).split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10) || 0;
  if (pid === 0 && Date.now() - written.mtimeMs < 2000) return { pid, socketDirectory: undefined };
  const socketDirectory = lines[4]?.trim() || undefined;
  if (pid !== 0 && isServerOf(cluster, pid)) return { pid, socketDirectory };
  // A number nobody has is left to PostgreSQL, which then also looks for sessions that outlived their server.
  if (pid === 0 || isAlive(pid)) rmSync(lockFile, { force: true });
  if (socketDirectory && isOurs(socketDirectory)) rmSync(socketDirectory, { recursive: true, force: true });
  return undefined;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** A server's working folder is its cluster, which tells it apart from any other process that has got its number. */
function isServerOf(cluster: string, pid: number): boolean {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' }).stdout.includes('postgres');
  }
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch (error) {
    // Root in a container may not look into processes of other accounts: then the name of one that still lives has to do.
    const hidden = (error as NodeJS.ErrnoException).code !== 'ENOENT';
    return hidden && /\(postgres\) [^ZX]/.test(readIfThere(`/proc/${pid}/stat`));
  }
}
