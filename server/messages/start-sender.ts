import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../platform/database.ts';
import { queriesOf } from '../platform/transaction.ts';
import { Alarm } from './alarm.ts';
import { holdSending } from './hold-sending.ts';
import type { Outcome, Post } from './post.ts';
import type { Ready } from './put-in-links.ts';
import { nextDue, prepareDue } from './send-due.ts';
import { sendPasswordResets } from './send-password-resets.ts';
import { settleMessage } from './settle-message.ts';

/** How long the sender rests and waits. Tests are in more of a hurry. */
export type Pace = {
  /** Between two looks for what is due, where nothing is heard of and nothing known to become due before. */
  lookMilliseconds: number;
  /** After each failure of a message, the last for good. */
  retryMilliseconds: readonly number[];
  /** While the server is away: doubled each time, up to the last. */
  awayMilliseconds: readonly [first: number, last: number];
};

const PACE: Pace = {
  lookMilliseconds: 10_000,
  retryMilliseconds: [5_000, 30_000, 120_000, 600_000, 3_600_000, 14_400_000],
  awayMilliseconds: [1_000, 60_000],
};
const PATIENCE_MILLISECONDS = 5_000;
/** How soon another process takes over from one that ended. */
const TURN_MILLISECONDS = 1_000;
/**
 * Written ahead of each connection, so that none of them waits: many at a time, because much of the work is the same for one as for
 * many, and more as soon as there are few, because writing takes its time.
 */
const AHEAD = 8;
const FEW = 3;
const RECORDED_AT_ONCE = 50;
/** While mails are under way, how soon it is looked for more. */
const BUSY_MILLISECONDS = 250;

type Sending = {
  database: Database;
  logger: FastifyBaseLogger;
  post: Post | null;
  publicUrl: string;
  pace: Pace;
  alarm: Alarm;
  stopping: AbortSignal;
};

/**
 * Sends what is due until it is stopped. Of all processes on the database one sends at a time, another as soon as it ended,
 * however it ended. Nothing else waits for the mail server: while it is away messages wait, and leave when it is back.
 * Without `post` messages are recorded as they would have been sent.
 */
export function startSender(options: {
  database: Database;
  databaseUrl: string;
  logger: FastifyBaseLogger;
  post: Post | null;
  /** Where the links of mails lead. */
  publicUrl: string;
  pace?: Pace;
}): { stop(): Promise<void> } {
  const { database, logger, post, publicUrl, pace = PACE } = options;
  const stopping = new AbortController();
  const alarm = new Alarm();
  const sender = new Sender({ database, logger, post, publicUrl, pace, alarm, stopping: stopping.signal });
  const turn = holdSending(options.databaseUrl, () => alarm.ring());
  const rounds = (async () => {
    await sender.begin();
    while (!stopping.signal.aborted) {
      if (await turn.take()) await sender.go();
      else await alarm.sleep(Math.min(pace.lookMilliseconds, TURN_MILLISECONDS), stopping.signal);
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await rounds;
      await Promise.race([sender.settled(), pause(PATIENCE_MILLISECONDS)]);
      post?.close();
      await turn.end();
    },
  };
}

/** What one process has under way. */
class Sender {
  readonly #sending: Sending;
  readonly #server: ServerHealth;
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(sending: Sending) {
    this.#sending = sending;
    this.#server = new ServerHealth(sending.database, sending.pace.awayMilliseconds);
  }

  async begin(): Promise<void> {
    const { post, logger } = this.#sending;
    await this.#server
      .begin(post !== null)
      .catch((error) => logger.warn({ err: error }, 'the mail server was not noted'));
  }

  async settled(): Promise<void> {
    await Promise.all(this.#underWay.values());
  }

  /** One look: what is due is written and handed over, and what was handed over is waited for a moment. */
  async go(): Promise<void> {
    const { logger, alarm, stopping } = this.#sending;
    const rest = (milliseconds: number) => pause(milliseconds, undefined, { signal: stopping }).catch(() => undefined);
    if (this.#server.waits > 0) {
      await rest(this.#server.waits);
      return;
    }
    const didSomething = await this.#begin().catch((error) => {
      logger.error({ err: error }, 'messages were not sent');
      return false;
    });
    if (this.#underWay.size > 0)
      await Promise.race([...this.#underWay.values(), alarm.sleep(BUSY_MILLISECONDS, stopping)]);
    else if (!didSomething) await alarm.sleep(await this.#untilNext(), stopping);
  }

  /** Until what is known to become due does so; not longer than between two looks. */
  async #untilNext(): Promise<number> {
    const { database, pace } = this.#sending;
    const next = await nextDue(database, new Date().toISOString()).catch(() => null);
    return Math.max(0, Math.min(pace.lookMilliseconds, next === null ? pace.lookMilliseconds : next - Date.now()));
  }

  async #begin(): Promise<boolean> {
    const { database, post, publicUrl } = this.#sending;
    if (post && this.#underWay.size > post.connections * FEW) return false;
    const now = new Date().toISOString();
    if (post) await sendPasswordResets(queriesOf(database), post, { now, publicUrl });
    const ahead = post ? post.connections * AHEAD - this.#underWay.size : RECORDED_AT_ONCE;
    const limit = this.#server.isAway ? Math.min(1, ahead) : ahead;
    if (limit <= 0) return false;
    const { ready, settled } = await prepareDue(database, {
      now,
      limit,
      busy: [...this.#underWay.keys()],
      domain: post?.domain ?? null,
      publicUrl,
    });
    for (const one of ready)
      this.#underWay.set(
        one.id,
        this.#handOver(one).finally(() => this.#underWay.delete(one.id)),
      );
    return ready.length + settled > 0;
  }

  async #handOver(ready: Ready): Promise<void> {
    const { post, logger, pace } = this.#sending;
    const sent = (post as Post).send(ready.mail);
    const outcome = await sent.catch((error): Outcome => ({ is: 'away', why: String(error) }));
    await this.#server
      .note(outcome)
      .catch((error) => logger.warn({ err: error }, 'the state of the mail server was not noted'));
    const { retryMilliseconds } = pace;
    const wait = retryMilliseconds[Math.min(ready.attempts, retryMilliseconds.length - 1)] as number;
    await this.#settle({
      id: ready.id,
      outcome,
      attempts: ready.attempts + 1,
      retryMilliseconds: outcome.is === 'away' ? Math.min(wait, pace.awayMilliseconds[1]) : wait,
    });
  }

  /** Until it is written the message stays under way: handing it over again would be telling twice. */
  async #settle(settling: Parameters<typeof settleMessage>[1]): Promise<void> {
    const { database, logger, stopping } = this.#sending;
    for (let tries = 0; ; tries += 1) {
      try {
        return await settleMessage(database, settling, new Date().toISOString());
      } catch (error) {
        logger.warn({ err: error, message: settling.id }, 'what became of a message was not written yet');
        if (stopping.aborted && tries >= 3) return;
        await pause(Math.min(250 * 2 ** tries, 5_000));
      }
    }
  }
}

/** Whether the mail server answers, kept for people to see, and how long it is left alone when it does not. */
class ServerHealth {
  isAway = false;
  readonly #database: Database;
  readonly #limits: Pace['awayMilliseconds'];
  #wait = 0;
  #until = 0;

  constructor(database: Database, limits: Pace['awayMilliseconds']) {
    this.#database = database;
    this.#limits = limits;
  }

  /** So many milliseconds nothing is tried. */
  get waits(): number {
    return Math.max(0, this.#until - Date.now());
  }

  async begin(isSetUp: boolean): Promise<void> {
    await this.#database.query(
      `insert into mail_server (is_set_up) values ($1)
       on conflict (id) do update set is_set_up = $1, failing_since = null, last_error = null`,
      [isSetUp],
    );
  }

  async note(outcome: { is: string; why?: string }): Promise<void> {
    if (outcome.is !== 'away') {
      const wasAway = this.isAway;
      this.isAway = false;
      this.#wait = 0;
      this.#until = 0;
      if (wasAway) await this.#database.query('update mail_server set failing_since = null, last_error = null');
      return;
    }
    // Mails that were handed over together fail together: that is one failure.
    if (this.waits > 0) return;
    this.isAway = true;
    this.#wait = Math.min(this.#wait === 0 ? this.#limits[0] : this.#wait * 2, this.#limits[1]);
    this.#until = Date.now() + this.#wait;
    await this.#database.query('update mail_server set failing_since = coalesce(failing_since, $1), last_error = $2', [
      new Date().toISOString(),
      outcome.why,
    ]);
  }
}
