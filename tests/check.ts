/** Everything that must hold before a change is good: `npm test`. */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { delimiter, join, relative } from 'node:path';

const tests: Step = {
  name: 'tests',
  command: 'vitest run --reporter=default --reporter=json --outputFile.json=test-results/vitest.json',
  replaces: 'test-results/vitest.json',
  counts: countTests,
};

/** Lines of steps beside each other: the tests, which need the screens, and what reads and compiles the sources. */
const lines: Step[][] = [
  [
    { name: 'web build', command: 'tsx server/build.ts', replaces: 'dist/web' },
    { name: 'web budget', command: 'tsx tests/check/web-budget.ts' },
    tests,
  ],
  [
    { name: 'types', command: 'npm run --silent typecheck' },
    { name: 'lint, format, imports', command: 'biome ci' },
    { name: 'unused', command: 'knip' },
    { name: 'the rules of the house', command: 'tsx tests/check/house.ts' },
    { name: 'generated files are current', command: 'tsx server/platform/generate.ts --check' },
  ],
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
  /** What a step said that failed while the tests went on. */
  complaint: string;
}

/** What is read of the report on the tests. */
interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: TestFile[];
}

interface TestFile {
  name: string;
  status: string;
  startTime: number;
  endTime: number;
  assertionResults: { status: string }[];
}

const SLOWEST_FILES = 15;

const root = join(import.meta.dirname, '..');
const reportFile = join(root, 'test-results', 'vitest.json');

const startedAt = performance.now();
const results = (await Promise.all(lines.map(takeInTurn))).flat();

const total = (key: keyof Counts) => results.reduce((sum, result) => sum + result[key], 0);
process.exitCode = total('failed') === 0 ? 0 : 1;

console.log(results.map(({ complaint }) => complaint).join(''));
console.log(`\n${(await slowestFiles()).join('\n')}`);
console.log(`\n${results.map(row).join('\n')}\n`);
console.log(`${((performance.now() - startedAt) / 1000).toFixed(0)} s in all`);
console.log(`${total('passed')} passed, ${total('failed')} failed`);

async function takeInTurn(steps: Step[]): Promise<Result[]> {
  const taken: Result[] = [];
  for (const step of steps) taken.push(await take(step));
  return taken;
}

async function take(step: Step): Promise<Result> {
  console.log(`▸ ${step.name}`);
  if (step.replaces) await rm(join(root, step.replaces), { recursive: true, force: true });

  const startedAt = performance.now();
  const { exitCode, output } = await execute(step);
  const seconds = (performance.now() - startedAt) / 1000;

  const counts = step.counts ? await step.counts(exitCode) : { passed: exitCode ? 0 : 1, failed: exitCode ? 1 : 0 };
  const complaint = counts.failed > 0 ? `\n${output}✗ ${step.name}: ${step.command}\n` : '';
  return { name: step.name, seconds, complaint, ...counts };
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

function readReport(): Promise<Report | undefined> {
  return readFile(reportFile, 'utf8').then(JSON.parse, () => undefined);
}

/** The tests that ran, and one failure for each thing that went wrong outside a test. */
async function countTests(exitCode: number): Promise<Counts> {
  const report = await readReport();
  if (!report?.testResults.length) return { passed: 0, failed: 1 };

  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;

  const failed = report.numFailedTests + brokenFiles;
  // An error after the last test, or a global setup that did not come down: every test passed and the run did not.
  return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}

/** Where the time of the tests goes: whoever makes them slower sees it here. */
async function slowestFiles(): Promise<string[]> {
  const files = (await readReport())?.testResults ?? [];
  const seconds = ({ startTime, endTime }: TestFile) => (endTime - startTime) / 1000;
  return files
    .toSorted((a, b) => seconds(b) - seconds(a))
    .slice(0, SLOWEST_FILES)
    .map((file) => `${seconds(file).toFixed(1).padStart(6)} s  ${relative(root, file.name)}`);
}

function row({ name, seconds, passed, failed }: Result): string {
  const mark = failed === 0 ? '✓' : '✗';
  const counts = passed + failed > 1 ? `  ${passed} passed, ${failed} failed` : '';
  return `${mark} ${name.padEnd(30)}${seconds.toFixed(1).padStart(7)} s${counts}`;
}
