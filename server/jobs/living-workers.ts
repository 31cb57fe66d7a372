import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type pg from 'pg';
import { heldConnection } from '../platform/held-connection.ts';

const MILLISECONDS_PER_LOOK = 1_000;
/** A worker has this long to say that it lives, after it began or lost its connection. */
const GRACE_MILLISECONDS = 2_000;
const RECONNECT_MILLISECONDS = 250;
/** The first half of the advisory locks by which workers are known to live; the second is the worker's name, hashed. */
const LIVING = 4_711_202;

type Options = {
  databaseUrl: string;
  logger: FastifyBaseLogger;
  /** The workers that live in this process now. */
  workerIds(): readonly string[];
  onTakenOver(): Promise<void>;
};

/**
 * Makes known which workers of this process live, and takes over what dead ones held. A job and its queue stay locked
 * by the worker that took them; when its process was killed nobody else would get them for hours. So each process holds
 * a lock for each of its workers on one connection, which ends with the process however that ends, and looks what is held
 * by workers nobody holds a lock for: after a moment of grace, in which a connection that only broke is made anew, it is
 * unlocked.
 */
export function startLivingWorkers(options: Options): { stop(): Promise<void> } {
  const { databaseUrl, logger } = options;
  const stopping = new AbortController();
  const rest = (milliseconds: number) =>
    pause(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
  const lookWhile = async (session: Session) => {
    // Who lives may not have said so again yet, if they too lost their connection.
    const look = takeOver(session, options);
    while (!session.isLost && !stopping.signal.aborted) {
      await look().catch((error) => logger.warn({ err: error }, 'the living workers were not looked for'));
      await Promise.race([session.ended, rest(MILLISECONDS_PER_LOOK)]);
    }
    await session.close();
  };
  const looks = (async () => {
    while (!stopping.signal.aborted) {
      const session = await Session.open(databaseUrl).catch(() => null);
      if (session) await lookWhile(session);
      if (!stopping.signal.aborted) await rest(RECONNECT_MILLISECONDS);
    }
  })();
  return {
    stop() {
      stopping.abort();
      return looks;
    },
  };
}

/** One look, again and again: says who lives, and takes over from those who are missing for longer than the grace. */
function takeOver(session: Session, { logger, workerIds, onTakenOver }: Options): () => Promise<void> {
  let missingSince = new Map<string, number>();
  return async () => {
    await session.announce(workerIds());
    const found = await session.findAbandoned();
    const now = performance.now();
    missingSince = new Map(found.map((id) => [id, missingSince.get(id) ?? now]));
    const dead = found.filter((id) => now - (missingSince.get(id) ?? now) >= GRACE_MILLISECONDS);
    if (dead.length === 0) return;
    logger.warn({ workers: dead }, 'what dead workers held is taken over');
    await session.unlock(dead);
    await onTakenOver();
  };
}

/** One connection, the locks held on it, and what it sees. */
class Session {
  readonly ended: Promise<void>;
  isLost = false;
  readonly #client: pg.Client;
  readonly #announced = new Set<string>();

  private constructor(client: pg.Client) {
    this.#client = client;
    this.ended = new Promise((resolve) => {
      const end = () => {
        this.isLost = true;
        resolve();
      };
      client.on('error', end);
      client.on('end', end);
    });
  }

  static async open(connectionString: string): Promise<Session> {
    const client = heldConnection(connectionString, 'makegood living workers');
    const session = new Session(client);
    await client.connect();
    return session;
  }

  /** Locked as shared: two names may have one hash, and nobody ever waits here. */
  async announce(workerIds: readonly string[]): Promise<void> {
    const gone = [...this.#announced].filter((id) => !workerIds.includes(id));
    for (const id of workerIds.filter((id) => !this.#announced.has(id))) {
      await this.#client.query(`select pg_advisory_lock_shared(${LIVING}, hashtext($1))`, [id]);
      this.#announced.add(id);
    }
    for (const id of gone) {
      await this.#client.query(`select pg_advisory_unlock_shared(${LIVING}, hashtext($1))`, [id]);
      this.#announced.delete(id);
    }
  }

  async findAbandoned(): Promise<string[]> {
    return (await this.#client.query<{ id: string }>(ABANDONED)).rows.map(({ id }) => id);
  }

  async unlock(workerIds: readonly string[]): Promise<void> {
    await this.#client.query('select graphile_worker.force_unlock_workers($1::text[])', [workerIds]);
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }
}

const ABANDONED = `
  select id from (
    select locked_by from graphile_worker._private_jobs where locked_by is not null
    union
    select locked_by from graphile_worker._private_job_queues where locked_by is not null
  ) held (id)
  where not exists (
    select from pg_locks l
    where l.locktype = 'advisory' and l.granted and l.objsubid = 2 and l.classid = ${LIVING}
      and l.objid::bigint = hashtext(held.id)::bigint & 4294967295
      and l.database = (select oid from pg_database where datname = current_database()))`;
