import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const VITE = path.join(ROOT, 'node_modules/vite/bin/vite.js');
const STAMP = path.join(ROOT, 'dist/web/.vite/sources');

/**
 * Builds the screens when they were never built, or from other sources than these. In a process of its own: building takes
 * more memory than the whole product, and only a process that ends gives it back.
 */
export async function buildWeb(onProgress: (message: string) => void): Promise<void> {
  const sources = await hashSources();
  if ((await readFile(STAMP, 'utf8').catch(() => '')) === sources) return;
  onProgress('building the screens');
  // Whoever builds them, tests too, builds what people get: else React checks itself at every step, in twice the time.
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [VITE, 'build', path.join(ROOT, 'web'), '--logLevel', 'error'], { env });
  await writeFile(STAMP, sources);
}

async function hashSources(): Promise<string> {
  const files = (await Promise.all(['web', 'contract', 'domain'].map((folder) => listFiles(path.join(ROOT, folder)))))
    .flat()
    .sort();
  const hash = createHash('sha256');
  for (const file of [...files, path.join(ROOT, 'package-lock.json')]) {
    hash.update(path.relative(ROOT, file)).update(await readFile(file));
  }
  return hash.digest('hex');
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
