import type { FastifyBaseLogger } from 'fastify';
import type pg from 'pg';
import type { Database } from '../database.ts';

const MILLISECONDS_PER_LOOK = 50;
/** A line that moves is left alone: only behind a lock that has been waited for this long is it cut. */
const STUCK_MILLISECONDS = 500;
/** Beyond this many requests without a connection one more is refused. */
const MOST_WITHOUT_CONNECTION = 100;

/** Whether so many writers wait for a connection that one more would only wait longer. */
export function isCrowded(database: Database): boolean {
  return database.waitingCount >= MOST_WITHOUT_CONNECTION;
}

/**
 * Keeps writers that wait for a lock from taking every connection: while somebody holds a row for long, half of the pool
 * may wait for it, and whoever came last beyond that is refused (`too_many_requests`). So what needs other rows goes on. Looks
 * only while more than half of the connections are busy, by `looking`, another pool.
 */
export function boundWaitingWriters(
  database: Database,
  looking: Database,
  logger: FastifyBaseLogger,
): { stop(): Promise<void> } {
  const connections = connectionsOf(database);
  const most = Math.max(1, Math.floor((database.options.max ?? 10) / 2));
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    if (running || database.totalCount - database.idleCount <= most) return;
    running = refuseLast()
      .catch((error) => logger.warn({ err: error }, 'waiting writers were not bounded'))
      .finally(() => {
        running = null;
      });
  }, MILLISECONDS_PER_LOOK);
  timer.unref();

  async function refuseLast(): Promise<void> {
    const { rowCount } = await looking.query(REFUSE_LAST, [connections.processIds(), most, STUCK_MILLISECONDS]);
    if (rowCount) logger.warn({ refused: rowCount }, 'writers that waited for a lock were refused');
  }

  return {
    async stop() {
      clearInterval(timer);
      connections.forget();
      await running;
    },
  };
}

/** The connections of a pool, by their processes of the server. */
function connectionsOf(database: Database) {
  const clients = new Set<pg.PoolClient>();
  const add = (client: pg.PoolClient) => void clients.add(client);
  const remove = (client: pg.PoolClient) => void clients.delete(client);
  database.on('connect', add);
  database.on('remove', remove);
  return {
    processIds: () => [...clients].map((client) => (client as unknown as { processID: number }).processID),
    forget() {
      database.off('connect', add);
      database.off('remove', remove);
    },
  };
}

const REFUSE_LAST = `
  with waiting as (
    select pid, min(waitstart) as since from pg_locks where not granted and pid = any($1::int[]) group by pid
  ), last as (
    select pid from waiting order by since desc nulls first
    limit greatest(0, (select count(*) from waiting) - $2::int)
  )
  select pg_cancel_backend(pid) from last
  where (select min(since) from waiting) < clock_timestamp() - $3::int * interval '1 millisecond'`;
