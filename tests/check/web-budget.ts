/**
 * What a browser must load before the first screen appears: the entry of the web build and all it imports statically,
 * compressed as the server sends it. Lazy routes are not counted.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const budgets = { script: 240_000, style: 30_000 };

interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
  css?: string[];
}

const folder = join(import.meta.dirname, '..', '..', 'dist', 'web');
const manifest: Record<string, Chunk> = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8'));

const entries = Object.keys(manifest).filter((key) => manifest[key]?.isEntry);
if (entries.length === 0) throw new Error('The web build has no entry.');

// Each entry is a page of its own, so each has the whole budget.
const within = entries.map((entry) => {
  const chunks = initialChunks(entry);
  const files = { script: chunks.map((chunk) => chunk.file), style: chunks.flatMap((chunk) => chunk.css ?? []) };
  return [report(entry, 'script', files.script), report(entry, 'style', files.style)].every(Boolean);
});
process.exitCode = within.every(Boolean) ? 0 : 1;

function initialChunks(entry: string): Chunk[] {
  const seen = new Set([entry]);
  // A set is iterated in order of insertion, so what is added here is visited too.
  for (const key of seen) for (const imported of manifest[key]?.imports ?? []) seen.add(imported);
  return [...seen].map((key) => manifest[key]).filter((chunk) => chunk !== undefined);
}

function report(entry: string, kind: keyof typeof budgets, files: string[]): boolean {
  const bytes = [...new Set(files)].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0);
  const fits = bytes <= budgets[kind];
  console.log(`${fits ? 'ok ' : 'BIG'} ${entry} ${kind}: ${kilobytes(bytes)} of ${kilobytes(budgets[kind])} gzip`);
  return fits;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
