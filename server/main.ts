import pino from 'pino';
import { readConfiguration } from './platform/configuration.ts';
import type { Running } from './processes/running.ts';

// `npm start`: everything in one process, until it is told to end. With an argument, one part of it, on the database of
// DATABASE_URL: `web` or `worker`, of which there may be any number beside each other, or `migrate`, which ends by itself.

/** Each loads only what it runs, after the settings were found to be right. */
const PROCESSES = {
  web: async () => (await import('./processes/serve-web.ts')).serveWeb,
  worker: async () => (await import('./processes/run-worker.ts')).runWorker,
  migrate: async () => (await import('./processes/prepare-database.ts')).prepareExternalDatabase,
};
const everything = async () => (await import('./processes/serve-everything.ts')).serveEverything;

let running: Running | null = null;
let isEnding = false;
process.once('SIGINT', () => void end(130));
process.once('SIGTERM', () => void end(143));

try {
  const part = readPart(process.argv[2]);
  const configuration = readConfiguration(process.env, part);
  const logger = pino({ level: process.env.LOG_LEVEL ?? 'warn' });
  const start = await (part === null ? everything : PROCESSES[part])();
  running = await start(configuration, logger);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (process.env.MAKEGOOD_TRACE) console.error(error);
  process.exit(1);
}

function readPart(name: string | undefined): keyof typeof PROCESSES | null {
  if (name === undefined) return null;
  if (!Object.hasOwn(PROCESSES, name)) throw new Error(`There is no "${name}"; say web, worker, migrate, or nothing.`);
  return name as keyof typeof PROCESSES;
}

/** Ends in order; before it is running there is nothing to put in order, and it did not do what it was started for. */
async function end(codeWhenStarting: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  if (running === null) process.exit(codeWhenStarting);
  await running.stop();
  process.exit(0);
}
