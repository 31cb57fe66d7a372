/** Everything that must hold before a change is good: `npm test`. */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const steps: Step[] = [
  { name: 'types', command: 'npm run --silent typecheck' },
  { name: 'lint, format, imports', command: 'biome ci' },
  { name: 'unused', command: 'knip' },
  { name: 'generated files are current', command: 'tsx server/platform/generate.ts --check' },
  { name: 'web build', command: 'tsx server/build.ts', replaces: 'dist/web' },
  { name: 'web budget', command: 'tsx tests/check/web-budget.ts' },
  {
    name: 'tests',
    command: 'vitest run --reporter=default --reporter=json --outputFile.json=test-results/vitest.json',
    replaces: 'test-results/vitest.json',
    counts: countTests,
  },
];

interface Step {
  name: string;
  command: string;
  /** Removed before the command runs, so that a result of an earlier run is never taken for this one's. */
  replaces?: string;
  /** A step that runs tests shows them as they run and counts each; any other counts as one. */
  counts?: (exitCode: number) => Promise<Counts>;
}

interface Counts {
  passed: number;
  failed: number;
}

interface Result extends Counts {
  name: string;
  seconds: number;
}

const root = join(import.meta.dirname, '..');

const results: Result[] = [];
for (const step of steps) results.push(await take(step));

const total = (key: keyof Counts) => results.reduce((sum, result) => sum + result[key], 0);
process.exitCode = total('failed') === 0 ? 0 : 1;

console.log(`\n${results.map(row).join('\n')}\n`);
console.log(`${total('passed')} passed, ${total('failed')} failed`);

async function take(step: Step): Promise<Result> {
  console.log(`\n▸ ${step.name}`);
  if (step.replaces) await rm(join(root, step.replaces), { recursive: true, force: true });

  const startedAt = performance.now();
  const { exitCode, output } = await execute(step);
  const seconds = (performance.now() - startedAt) / 1000;

  const counts = step.counts ? await step.counts(exitCode) : { passed: exitCode ? 0 : 1, failed: exitCode ? 1 : 0 };
  if (counts.failed > 0) console.log(`${output}✗ ${step.name}: ${step.command}`);
  return { name: step.name, seconds, ...counts };
}

function execute(step: Step): Promise<{ exitCode: number; output: string }> {
  const output = step.counts ? 'inherit' : 'pipe';
  const child = spawn(step.command, {
    cwd: root,
    shell: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter) },
  });

  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));

  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // No exit code: a signal ended it.
    child.once('close', (exitCode) => resolve({ exitCode: exitCode ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

/** The tests that ran, and one failure for each thing that went wrong outside a test. */
async function countTests(exitCode: number): Promise<Counts> {
  const report = await readFile(join(root, 'test-results', 'vitest.json'), 'utf8').then(JSON.parse, () => undefined);
  if (!report?.numTotalTests) return { passed: 0, failed: 1 };

  const files: { status: string; assertionResults: { status: string }[] }[] = report.testResults;
  const brokenFiles = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;

  const failed = report.numFailedTests + brokenFiles;
  // An error after the last test, or a global setup that did not come down: every test passed and the run did not.
  return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}

function row({ name, seconds, passed, failed }: Result): string {
  const mark = failed === 0 ? '✓' : '✗';
  const counts = passed + failed > 1 ? `  ${passed} passed, ${failed} failed` : '';
  return `${mark} ${name.padEnd(30)}${seconds.toFixed(1).padStart(7)} s${counts}`;
}
