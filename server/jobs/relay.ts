import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { queueMessages, type Told } from '../messages/queue-messages.ts';
import type { Database } from '../platform/database.ts';
import { EVENTS_CHANNEL } from '../platform/end-streams.ts';
import { inTransaction, type Queries } from '../platform/transaction.ts';
import { changedRecords, type Message } from './changed-records.ts';

/** Something changed: which record, for screens that show it. Each notification is a JSON array of them. */
export type LiveEvent = { topic: string; type: string; id: string | null };

/** A job as it is added. Of jobs with the same key one waits, and its moment stays. */
type Job = {
  task: string;
  payload: Record<string, unknown>;
  key?: string;
  afterSeconds?: number;
  /** Of the jobs in one queue one runs. */
  queue?: string;
};

/**
 * Topics that make a job. All others only become live events. A job tells what the records say when it runs, so moves of one
 * purchase order that follow each other at once are one job, a moment later.
 */
const JOB_OF_TOPIC: Record<string, (payload: Record<string, unknown>) => Job | null> = {
  allocation_run: (payload) => ({ task: 'notify_ready', payload }),
  stock_freed: (payload) => ({ task: 'notify_stock_freed', payload }),
  purchase_order_changed: (payload) =>
    (payload.moved as unknown[] | undefined)?.length
      ? {
          task: 'notify_supply_moved',
          payload,
          key: `supply_moved:${payload.purchaseOrderId}`,
          afterSeconds: SETTLING_SECONDS,
        }
      : null,
  // One file after the other: two at once would leave no room for anything else, and each meets what the other brought.
  import_asked: (payload) => ({
    task: 'carry_out_import',
    payload,
    key: `import:${payload.importId}`,
    queue: 'imports',
  }),
  // One file after the other, so that the short jobs have the other worker.
  report_run_asked: (payload) => ({
    task: 'make_report_run',
    payload,
    key: `report_run:${payload.reportRunId}`,
    queue: 'report_runs',
  }),
  order_cancelled: priceMayBeSettled,
  order_changed: priceMayBeSettled,
  backorder_cancelled: priceMayBeSettled,
  backorder_substituted: priceMayBeSettled,
  user_left: (payload) => ({ task: 'notify_leaver', payload }),
};
const SETTLING_SECONDS = 3;

/** What waited at a price that had ended may be gone, and the hold with it. */
function priceMayBeSettled(): Job {
  return { task: 'hold_ended_prices', payload: {}, key: 'hold_ended_prices', queue: 'night' };
}

/** The task that refreshes outlooks. What it has to look at gathers in one waiting job while another runs. */
export const REFRESH_OUTLOOKS = 'refresh_outlooks';
export const ONE_WAITING = { queueName: 'outlooks', jobKey: 'refresh_outlooks', maxAttempts: 1 };

/** Tells the live events that outlooks may be other ones: lists that show dates are read anew. */
export async function tellOutlooks(database: Database): Promise<void> {
  const event: LiveEvent = { topic: 'outlooks_refreshed', type: 'outlook', id: null };
  await database.query('select pg_notify($1, $2)', [EVENTS_CHANNEL, JSON.stringify([event])]);
}

const MESSAGES_PER_BATCH = 500;
const MILLISECONDS_PER_ROUND = 100;
/** PostgreSQL refuses 8,000 bytes. */
const BYTES_PER_NOTIFICATION = 7_900;

/**
 * Carries messages from the outbox to jobs and live events until it is stopped, at most ten rounds a second. Any number
 * of processes may do so beside each other.
 */
export function startRelay(database: Database, logger: FastifyBaseLogger): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const rounds = (async () => {
    while (!stopping.signal.aborted) {
      const startedAt = performance.now();
      await inTransaction(database, (tx) => relayBatch(tx, new Date().toISOString())).catch((error) =>
        logger.error({ err: error }, 'the outbox was not relayed'),
      );
      const left = MILLISECONDS_PER_ROUND - (performance.now() - startedAt);
      await pause(Math.max(0, left), undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    stop() {
      stopping.abort();
      return rounds;
    },
  };
}

/**
 * Takes the oldest messages nobody else is taking, adds their jobs, queues what customers are told, tells the live events,
 * and removes them: all in the given transaction, so that a message is relayed whole or stays. Answers how many it took.
 */
export async function relayBatch(tx: Queries, now: string): Promise<number> {
  const messages = await tx.rows<Told>(TAKE, [MESSAGES_PER_BATCH]);
  if (messages.length === 0) return 0;
  messages.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  const jobs = messages.flatMap(({ id, topic, payload }) => {
    const job = JOB_OF_TOPIC[topic]?.({ ...payload, messageId: id });
    return job ? [job] : [];
  });
  await tx.rows(ADD_JOBS, [JSON.stringify(jobs)]);
  await queueMessages(tx, messages, now);
  const changed = changedRecords(messages);
  if (changed.length > 0) await tx.rows(REFRESH, [REFRESH_OUTLOOKS, JSON.stringify(changed)]);
  await tx.rows(`select pg_notify('${EVENTS_CHANNEL}', told) from unnest($1::text[]) told`, [notifications(messages)]);
  return messages.length;
}

const TAKE = `
  delete from outbox where id in (select id from outbox order by id limit $1 for update skip locked)
  returning id, topic, payload, act, created_at as "createdAt"`;

const ADD_JOBS = `
  select graphile_worker.add_job(job.task, job.payload, run_at => now() + make_interval(secs => coalesce(job."afterSeconds", 0)),
    job_key => job.key, job_key_mode => 'preserve_run_at', queue_name => job.queue)
  from jsonb_to_recordset($1::jsonb) job(task text, payload json, key text, "afterSeconds" float8, queue text)`;

// Lists under one key are joined into one waiting job, so a burst is one refresh.
const REFRESH = `
  select graphile_worker.add_job($1, $2::json, queue_name => '${ONE_WAITING.queueName}', job_key => '${ONE_WAITING.jobKey}',
    max_attempts => ${ONE_WAITING.maxAttempts})`;

/** The live events of some messages, each told once, in as few notifications as their size allows. */
function notifications(messages: readonly Message[]): string[] {
  const events = new Set(messages.map((message) => JSON.stringify(liveEvent(message))));
  const lists: string[][] = [];
  let size = BYTES_PER_NOTIFICATION;
  for (const event of events) {
    const bytes = Buffer.byteLength(event) + 1;
    if (size + bytes > BYTES_PER_NOTIFICATION) {
      lists.push([]);
      size = 2;
    }
    lists.at(-1)?.push(event);
    size += bytes;
  }
  return lists.map((list) => `[${list.join()}]`);
}

/** Records whose names are two words. */
const TWO_WORDS = ['allocation_run', 'purchase_order', 'follow_up', 'report_run'];

/** A topic begins with the record it is about: `backorder_created` with its `backorderId`. */
function liveEvent({ topic, payload }: Message): LiveEvent {
  if (topic === 'allocation_run') return { topic, type: 'allocation_run', id: String(payload.runId) };
  const type = TWO_WORDS.find((record) => topic.startsWith(`${record}_`)) ?? (topic.split('_')[0] as string);
  const id = payload[`${type.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())}Id`];
  return { topic, type, id: id === undefined || id === null ? null : String(id) };
}
