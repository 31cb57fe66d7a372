import pino from 'pino';
import { readConfiguration } from './platform/configuration.ts';
import { prepareExternalDatabase } from './processes/prepare-database.ts';
import { runWorker } from './processes/run-worker.ts';
import type { Running } from './processes/running.ts';
import { serveEverything } from './processes/serve-everything.ts';
import { serveWeb } from './processes/serve-web.ts';

// `npm start`: everything in one process, until it is told to end. With an argument, one part of it, on the database of
// DATABASE_URL: `web` or `worker`, of which there may be any number beside each other, or `migrate`, which ends by itself.

const PROCESSES = { web: serveWeb, worker: runWorker, migrate: prepareExternalDatabase };

let running: Running | null = null;
let isEnding = false;
process.once('SIGINT', () => void end(130));
process.once('SIGTERM', () => void end(143));

try {
  const part = readPart(process.argv[2]);
  const configuration = readConfiguration(process.env, part);
  const logger = pino({ level: process.env.LOG_LEVEL ?? 'warn' });
  running = await (part === null ? serveEverything : PROCESSES[part])(configuration, logger);
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
