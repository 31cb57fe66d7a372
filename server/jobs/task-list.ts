import type { JobHelpers, TaskList } from 'graphile-worker';
import { pruneRefusedActs } from '../accounts/refused-acts.ts';
import type { Changed } from '../allocation/refresh-changed-outlooks.ts';
import { carryOutImport } from '../imports/carry-out.ts';
import { queueDueMessages } from '../messages/queue-due-messages.ts';
import { notifyFollowUps } from '../notifications/notify-follow-ups.ts';
import { notifyLeaver } from '../notifications/notify-leaver.ts';
import { notifyPromises } from '../notifications/notify-promises.ts';
import { notifyNotReady, notifyReady } from '../notifications/notify-ready.ts';
import { notifyStockFreed } from '../notifications/notify-stock-freed.ts';
import { notifySupplyMoved } from '../notifications/notify-supply-moved.ts';
import { readCompany } from '../platform/company.ts';
import type { Database } from '../platform/database.ts';
import { queriesOf } from '../platform/transaction.ts';
import { isNightlyHour, NIGHTLY_TASKS } from './night.ts';
import { pruneIdempotencyKeys } from './prune-idempotency-keys.ts';
import { ONE_WAITING, REFRESH_OUTLOOKS, tellOutlooks } from './relay.ts';
import { sealAudit } from './seal-audit.ts';
import { verifyNightly } from './verify-nightly.ts';

/** Background work that belongs to another capability. */
export type CapabilityWork = {
  /** Computes again what open backorders may expect, after these changes. */
  refreshOutlooks(changed: readonly Changed[], now: string): Promise<void>;
  /** Releases the holds whose last day has come. */
  releaseDueHolds(now: string): Promise<void>;
  /** Holds what waits at a price that has ended, and lets go what no longer does. */
  holdEndedPrices(now: string): Promise<void>;
  /** Allocates free stock to lines whose "not before" day has come near enough. */
  allocateDueLines(now: string): Promise<void>;
  /** Looks how the invoices of late stand in the company's accounting. */
  compareInvoices(now: string): Promise<void>;
  /** Mails the reports that are due. */
  sendReports(now: string): Promise<void>;
  /** Makes the file of a report that somebody asked for. */
  makeReportRun(id: string, clock: () => string): Promise<void>;
  /** Forgets the files of reports whose days are over. */
  pruneReportRuns(now: string): Promise<void>;
};

const RETRY_MILLISECONDS = 5_000;

/** What each task does. */
export function taskList(database: Database, work: CapabilityWork): TaskList {
  const now = () => new Date().toISOString();
  const refresh = async (changed: readonly Changed[]) => {
    await work.refreshOutlooks(changed, now());
    await tellOutlooks(database);
  };
  return {
    ...tellingTasks(database, now),
    async [REFRESH_OUTLOOKS](payload, { addJob, logger }) {
      const changed = payload as Changed[];
      try {
        await refresh(changed);
      } catch (error) {
        // Not by failing: once newer changes wait under its key, a failed job is never run again.
        logger.error('the outlooks were not refreshed', { error });
        await addJob(REFRESH_OUTLOOKS, changed, { ...ONE_WAITING, runAt: new Date(Date.now() + RETRY_MILLISECONDS) });
      }
    },
    carry_out_import: (payload) => carryOutImport(database, (payload as { importId: string }).importId, now()),
    refresh_all_outlooks: () => refresh(['everything']),
    release_due_holds: () => work.releaseDueHolds(now()),
    hold_ended_prices: () => work.holdEndedPrices(now()),
    allocate_due_lines: () => work.allocateDueLines(now()),
    compare_invoices: () => work.compareInvoices(now()),
    send_reports: () => work.sendReports(now()),
    make_report_run: (payload) => work.makeReportRun((payload as { reportRunId: string }).reportRunId, now),
    prune_report_runs: () => work.pruneReportRuns(now()),
    prune_idempotency_keys: () => pruneIdempotencyKeys(database, now()),
    prune_refused_acts: () => pruneRefusedActs(queriesOf(database), now()),
    seal_audit: async () => void (await sealAudit(database, now())),
    verify_nightly: () => verifyNightly(database, now()),
    start_night: (payload, { addJob }) => startNight(database, payload, addJob),
  };
}

/** Who is told what, and when. */
function tellingTasks(database: Database, now: () => string): TaskList {
  return {
    notify_ready: (payload) => notifyReady(database, payload as Parameters<typeof notifyReady>[1], now()),
    notify_not_ready: () => notifyNotReady(database, now()),
    notify_stock_freed: (payload) =>
      notifyStockFreed(database, payload as Parameters<typeof notifyStockFreed>[1], now()),
    notify_leaver: (payload) => notifyLeaver(database, payload as Parameters<typeof notifyLeaver>[1], now()),
    notify_supply_moved: (payload) =>
      notifySupplyMoved(database, payload as Parameters<typeof notifySupplyMoved>[1], now()),
    notify_promises: () => notifyPromises(database, now()),
    queue_due_messages: () => queueDueMessages(database, now()),
    notify_follow_ups: () => notifyFollowUps(database, now()),
  };
}

async function startNight(database: Database, payload: unknown, addJob: JobHelpers['addJob']): Promise<void> {
  const { company, settings } = await readCompany(queriesOf(database));
  // A price ends at midnight, long before the night's work.
  if (settings.priceGuard !== 'off')
    await addJob('hold_ended_prices', {}, { queueName: 'night', maxAttempts: 1, jobKey: 'hold_ended_prices' });
  const due = (payload as { _cron: { ts: string } })._cron.ts;
  if (!isNightlyHour(company.timeZone, due)) return;
  for (const [priority, task] of NIGHTLY_TASKS.entries()) {
    await addJob(task, {}, { queueName: 'night', priority, maxAttempts: 5, jobKey: task });
  }
}
