import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the repository: its path from the root, and what it says. */
export type Source = { path: string; text: string };

/** A rule that is broken, in one sentence that begins with file and line. */
export type Breach = string;

export const root = join(import.meta.dirname, '..', '..', '..');

/** Every file that is kept or about to be, but what is derived. */
export function readSources(): Source[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root });
  return listed
    .toString()
    .split('\n')
    .filter((path) => /\.(tsx?|md|sql|json)$/.test(path) && !DERIVED.has(path) && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

const DERIVED = new Set(['database/types.ts', 'docs/openapi.json', 'docs/errors.md', 'package-lock.json']);

export function isCode({ path }: Source): boolean {
  return /\.tsx?$/.test(path);
}

export function isTest({ path }: Source): boolean {
  return path.startsWith('tests/') || /\.test\.tsx?$/.test(path);
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

export function breach({ path, text }: Source, offset: number, sentence: string): Breach {
  return `${path}:${lineAt(text, offset)} ${sentence}`;
}

/** The folder of the server a file stands in; none for what stands beside the folders. */
export function folderOf(path: string): string | null {
  return /^server\/([^/]+)\//.exec(path)?.[1] ?? null;
}
