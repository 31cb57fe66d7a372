import { setTimeout as pause } from 'node:timers/promises';
import Fastify, { type FastifyBaseLogger } from 'fastify';
import { allocateDueLines } from '../allocation/allocate-due-lines.ts';
import { refreshChangedOutlooks } from '../allocation/refresh-changed-outlooks.ts';
import { holdEndedPrices } from '../holds/hold-ended-prices.ts';
import { releaseDueHolds } from '../holds/release-due-holds.ts';
import { compareAll } from '../invoicing/look-there.ts';
import { startInvoiceSender } from '../invoicing/start-invoice-sender.ts';
import { startJobs } from '../jobs/runner.ts';
import { openPost } from '../messages/post.ts';
import { startSender } from '../messages/start-sender.ts';
import {
  type Configuration,
  databaseOf,
  type MailConfiguration,
  type QuickbooksConfiguration,
} from '../platform/configuration.ts';
import { connect, type Database } from '../platform/database.ts';
import { addHealth } from '../platform/http/health.ts';
import { pendingMigrations } from '../platform/migrate.ts';
import { openReplica } from '../platform/replica.ts';
import { queriesOf } from '../platform/transaction.ts';
import { openConnectedLedger } from '../quickbooks/connected-ledger.ts';
import { setUpQuickbooks } from '../quickbooks/open-quickbooks.ts';
import { makeReportRun } from '../reports/make-report-run.ts';
import { pruneReportRuns } from '../reports/report-runs.ts';
import { sendScheduledReports } from '../reports/send-scheduled.ts';
import { type Running, say } from './running.ts';

/**
 * `worker`: the relay of the outbox, the jobs and the work of the night, as soon as the database is migrated. Of HTTP it
 * has `/healthz`, `/readyz` and `/metrics` only.
 */
export async function runWorker(configuration: Configuration, logger: FastifyBaseLogger): Promise<Running> {
  const databaseUrl = databaseOf(configuration);
  const { mail, publicUrl, quickbooks, reportsDatabaseUrl } = configuration;
  const secret = configuration.secret ?? '';
  const database = connect({ connectionString: databaseUrl }, { connections: 10 });
  const health = Fastify({ loggerInstance: logger, forceCloseConnections: true });
  addHealth(health, database);
  say(`${await health.listen({ port: configuration.port, host: configuration.host })}/readyz`);

  const stopping = new AbortController();
  const jobs = untilMigrated(database, stopping.signal).then((isMigrated) =>
    isMigrated
      ? startAllJobs({ database, databaseUrl, logger, mail, publicUrl, secret, quickbooks, reportsDatabaseUrl })
      : null,
  );
  // A worker without its jobs is none: whoever watches it starts another.
  jobs.catch((error) => {
    console.error(error);
    process.exit(1);
  });
  return {
    async stop() {
      stopping.abort();
      await (await jobs)?.stop();
      await health.close();
      await database.end();
    },
  };
}

/** Every job of the product, and the mail that leaves. */
export async function startAllJobs(options: {
  database: Database;
  databaseUrl: string;
  logger: FastifyBaseLogger;
  mail: MailConfiguration | null;
  publicUrl: string;
  secret: string;
  quickbooks: QuickbooksConfiguration | null;
  /** A replica that long reports are read from. */
  reportsDatabaseUrl: string | null;
}): Promise<Running> {
  const { database, mail, publicUrl, logger, quickbooks: configuration } = options;
  const quickbooks = configuration && setUpQuickbooks({ ...options, configuration });
  const open = () => openConnectedLedger(quickbooks);
  const post = mail && openPost(mail);
  const reading = connect({ connectionString: options.databaseUrl }, { connections: 2, plans: 'by_value' });
  const replica = options.reportsDatabaseUrl ? openReplica(options.reportsDatabaseUrl) : null;
  const reports = replica ? replica.before(queriesOf(reading)) : queriesOf(reading);
  const jobs = await startJobs({
    ...options,
    tasks: {
      allocateDueLines: async (now) => void (await allocateDueLines(database, now)),
      releaseDueHolds: async (now) => void (await releaseDueHolds(database, now)),
      holdEndedPrices: async (now) => void (await holdEndedPrices(database, now)),
      compareInvoices: (now) => compareAll(database, open, now),
      sendReports: (now) => sendScheduledReports({ database, reading, post, publicUrl, now }),
      makeReportRun: (id, clock) => makeReportRun({ database, reading: reports, clock }, id),
      pruneReportRuns: (now) => pruneReportRuns(queriesOf(database), now),
      refreshOutlooks: (changed, now) => refreshChangedOutlooks(database, now, changed),
    },
  });
  const sender = startSender({ ...options, post });
  const invoices = quickbooks && startInvoiceSender({ database, logger, open });
  return {
    async stop() {
      await jobs.stop();
      await Promise.all([sender.stop(), invoices?.stop(), reading.end(), replica?.end()]);
    },
  };
}

/** Waits for the migrations of this version. False when told to stop before. */
async function untilMigrated(database: Database, signal: AbortSignal): Promise<boolean> {
  for (let hasTold = false; !signal.aborted; hasTold = true) {
    const pending = await pendingMigrations(database).catch(() => null);
    if (pending?.length === 0) return true;
    if (!hasTold) say('Waiting for a database that is migrated.');
    await pause(500, undefined, { signal }).catch(() => undefined);
  }
  return false;
}
