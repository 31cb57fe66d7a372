import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** What playwright-core needs to launch a browser: `chromium.launch(await findBrowser())`. */
export interface Browser {
  executablePath: string;
  args: string[];
  /** The browser's whole environment, where it needs another one than ours. */
  env?: Record<string, string>;
}

/**
 * The browser the tests look through: CHROME_PATH, else an installed Chrome, Chromium or Edge, else on Linux the one
 * that came with `npm ci`. Throws one sentence that says what to install where there is none.
 */
export async function findBrowser(): Promise<Browser> {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROME_PATH names ${named}, which does not exist.`);
    return { executablePath: named, args };
  }

  const installed = await findInstalled();
  if (installed) return { executablePath: installed, args };

  // The bundled one exists for this platform only.
  if (process.platform === 'linux' && process.arch === 'x64') return unpackBundled();

  throw new Error('Install Chrome, Chromium or Edge to run the browser tests, or set CHROME_PATH to one.');
}

const args = [
  // Nothing but the page under test may use the network or the processor.
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  // Containers often have a /dev/shm of 64 MB, on which Chromium crashes.
  '--disable-dev-shm-usage',
  // Chromium's sandbox refuses to start as root, which is what containers run as.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

const run = promisify(execFile);

async function findInstalled(): Promise<string | undefined> {
  for (const candidate of candidates()) {
    if (existsSync(candidate) && (await starts(candidate))) return candidate;
  }
  return undefined;
}

function candidates(): string[] {
  if (process.platform === 'darwin') {
    return ['/Applications', join(process.env.HOME ?? '', 'Applications')].flatMap((folder) =>
      ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`),
    );
  }
  if (process.platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name]);
    return folders
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Chromium', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  }
  const names = [
    'google-chrome',
    'google-chrome-stable',
    'chromium',
    'chromium-browser',
    'microsoft-edge',
    'microsoft-edge-stable',
  ];
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return names.flatMap((name) => folders.filter(Boolean).map((folder) => join(folder, name)));
}

/** Some distributions install a `chromium-browser` that only says which package to install. */
async function starts(executablePath: string): Promise<boolean> {
  // On Windows `--version` would open a window.
  if (process.platform === 'win32') return true;
  return run(executablePath, ['--version'], { timeout: 20_000 }).then(
    () => true,
    () => false,
  );
}

/**
 * Unpacks the browser once per install into `node_modules/.cache`. The package itself would unpack into the shared
 * temporary folder, where a second worker starts a half-written file and an interrupted run spoils all later ones.
 */
async function unpackBundled(): Promise<Browser> {
  const root = join(import.meta.dirname, '..', '..');
  const cache = join(root, 'node_modules', '.cache');
  const home = join(cache, `makegood-chromium-${bundledVersion()}`);

  if (!existsSync(home)) {
    await mkdir(cache, { recursive: true });
    const staging = await mkdtemp(join(cache, 'chromium-'));
    await unpackInto({ staging, root });
    await writeFile(join(staging, 'fonts', 'fonts.conf'), fontsConfiguration(join(home, 'fonts')));
    // Another worker may have been first; its copy is as good as ours.
    await rename(staging, home).catch(() => rm(staging, { recursive: true }));
  }

  return {
    executablePath: join(home, 'chromium'),
    args,
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: [join(home, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter),
      FONTCONFIG_PATH: join(home, 'fonts'),
    },
  };
}

function bundledVersion(): string {
  // The package exports no package.json; its entry lies two folders below it.
  const require = createRequire(import.meta.url);
  const { version } = require(join(require.resolve('@sparticuz/chromium'), '..', '..', '..', 'package.json'));
  return version;
}

/**
 * The package reads its settings from the environment, and changes it, so it runs in a process of its own: here its
 * library path would reach PostgreSQL too.
 */
async function unpackInto({ staging, root }: { staging: string; root: string }): Promise<void> {
  const program = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";
  await run(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: root,
    env: {
      ...process.env,
      // Where it unpacks to.
      TMPDIR: staging,
      // It brings the libraries that a bare machine lacks only when it believes to be on this platform.
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
      AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x',
    },
  });
}

/** The package's own file names folders of its platform; without a font Chromium draws no text and measures none. */
function fontsConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir>${join(folder, 'cache')}</cachedir>
</fontconfig>
`;
}
