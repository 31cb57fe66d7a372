import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAlive } from './is-alive.ts';

/** Folders this very process is building: a left-over of an earlier process may carry our process number. */
const building = new Set<string>();

/**
 * Makes a folder that exists either whole or not at all: it is built beside its final place and renamed, so an
 * interruption at any moment leaves only a stray folder, which the next call removes. When two build the same folder
 * the first one's stays.
 */
export async function createWholeFolder(folder: string, build: (scratch: string) => Promise<void>): Promise<void> {
  const prefix = `${basename(folder)}.new-`;
  await removeStrays(dirname(folder), prefix);
  const scratch = await mkdtemp(join(dirname(folder), `${prefix}${process.pid}-`));
  building.add(scratch);
  try {
    await build(scratch);
    await rename(scratch, folder).catch(unlessSomebodyWasFirst);
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 20 });
    building.delete(scratch);
  }
}

async function removeStrays(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix) || building.has(join(parent, name))) continue;
    const builder = Number.parseInt(name.slice(prefix.length), 10);
    if (builder !== process.pid && isAlive(builder)) continue;
    // Retried, because a program the dead process had started may still be writing there for a moment.
    await rm(join(parent, name), { recursive: true, force: true, maxRetries: 20 });
  }
}

function unlessSomebodyWasFirst(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
}
