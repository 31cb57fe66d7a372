import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

const ROOT = path.join(import.meta.dirname, '../..');
const bundled = new Map<string, Promise<string>>();

type Program = 'server/main.ts' | 'server/admin.ts' | 'tests/durability/load-small-demo.ts';

/**
 * A program of ours as one file, for tests that start it many times: it starts in a third of the time. Made once by each
 * process, of the sources as they are; a program that another process has started goes on with its own.
 */
export function bundleProgram(source: Program): Promise<string> {
  const known = bundled.get(source) ?? bundle(source);
  bundled.set(source, known);
  return known;
}

async function bundle(source: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [source],
    outdir: 'dist/programs',
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    plugins: [ownPlace],
  });
  const program = path.join(ROOT, 'dist/programs', `${path.basename(source, '.ts')}.mjs`);
  await mkdir(path.dirname(program), { recursive: true });
  await writeFile(`${program}.${process.pid}`, outputFiles[0]?.contents ?? '');
  await rename(`${program}.${process.pid}`, program);
  return program;
}

/** A source still finds what lies beside it. */
const ownPlace: Plugin = {
  name: 'own place',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8');
      const contents = text
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href))
        .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file)));
      return { contents, loader: 'ts' };
    });
  },
};
