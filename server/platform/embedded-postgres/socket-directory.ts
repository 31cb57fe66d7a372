import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isAlive } from './is-alive.ts';

const parent = '/tmp';
const ourName = /^makegood-(\d+)-\w{6}$/;

/**
 * The folder of a server's socket: a short path, since a socket path is limited to 107 bytes and the data folder may be
 * deep. Made with mode 700: only the server's account and root can enter, which is why no password is asked inside.
 */
export function createSocketDirectory(again?: string): string {
  removeStrays();
  if (again === undefined) return mkdtempSync(join(parent, `makegood-${process.pid}-`));
  // Of a server that ended: its address stays the same for whoever holds it.
  rmSync(again, { recursive: true, force: true });
  mkdirSync(again, { mode: 0o700 });
  return again;
}

/** Nothing that is not ours is ever removed or joined. */
export function isOurs(socketDirectory: string): boolean {
  return dirname(socketDirectory) === parent && ourName.test(basename(socketDirectory));
}

/** An app killed between making the folder and handing it to the guard leaves it behind, without a server's socket. */
function removeStrays(): void {
  for (const name of readdirSync(parent)) {
    const maker = Number(ourName.exec(name)?.[1] ?? process.pid);
    if (maker === process.pid || isAlive(maker) || existsSync(join(parent, name, '.s.PGSQL.5432.lock'))) continue;
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch {
      // Of another account: left to it.
    }
  }
}
