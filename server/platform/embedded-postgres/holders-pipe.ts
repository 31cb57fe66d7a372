import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The named pipe by which the guard knows that somebody uses the server (see guard-postgres.sh). Opening never waits and
 * leaves no moment in which our death would go unnoticed: the guard inherits the reading end.
 */
export function createHoldersPipe(socketDirectory: string): void {
  execFileSync('mkfifo', ['-m', '600', pipeIn(socketDirectory)]);
}

export function openBothEnds(socketDirectory: string): { holder: number; reader: number } {
  const both = openSync(pipeIn(socketDirectory), constants.O_RDWR);
  const reader = openSync(pipeIn(socketDirectory), constants.O_RDONLY);
  const holder = openSync(pipeIn(socketDirectory), constants.O_WRONLY);
  closeSync(both);
  return { holder, reader };
}

/** Joins the holders: answers our end of the pipe, or why not. */
export function joinHolders(socketDirectory: string): number | 'closed' | 'unguarded' {
  try {
    return openSync(pipeIn(socketDirectory), constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return 'closed';
    if (code === 'ENXIO') return 'unguarded';
    throw error;
  }
}

/** A pipe without writers reads as ended; with writers that say nothing, as "try again". */
export function isHeld(socketDirectory: string): boolean {
  let reader: number | undefined;
  try {
    reader = openSync(pipeIn(socketDirectory), constants.O_RDONLY | constants.O_NONBLOCK);
    readSync(reader, Buffer.alloc(1));
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EAGAIN';
  } finally {
    if (reader !== undefined) closeSync(reader);
  }
}

function pipeIn(socketDirectory: string): string {
  return join(socketDirectory, 'holders');
}
