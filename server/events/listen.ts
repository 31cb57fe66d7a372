import type { FastifyBaseLogger } from 'fastify';
import pg from 'pg';
import { EVENTS_CHANNEL } from '../platform/end-streams.ts';

const RECONNECT_MILLISECONDS = 1_000;

/** What the events of the company are listened to with, and what is done with them. */
type Parts = {
  databaseUrl: string;
  logger: FastifyBaseLogger;
  onPayload(payload: string): Promise<void>;
  /** It listens from now on: for the first time, or again after words may have been missed. */
  onListening(isAgain: boolean): void;
};

/** One connection that listens for live events, and comes again when it breaks. It listens once it is asked to. */
export class Listener {
  readonly #parts: Parts;
  #client: pg.Client | null = null;
  #isStarting = false;
  #isClosed = false;
  #again: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get isListening(): boolean {
    return this.#client !== null;
  }

  /** Begins to listen, unless it does already. */
  async listen(isAgain = false): Promise<void> {
    if (this.#isClosed || this.#isStarting || this.#client) return;
    this.#isStarting = true;
    const client = this.#newClient();
    try {
      await client.connect();
      await client.query(`listen ${EVENTS_CHANNEL}`);
      if (this.#isClosed) return void (await client.end());
      this.#client = client;
      this.#parts.onListening(isAgain);
    } catch (error) {
      this.#parts.logger.warn({ err: error }, 'live events cannot listen');
      client.end().catch(() => undefined);
      this.#retry();
    } finally {
      this.#isStarting = false;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#again);
    const ending = this.#client;
    this.#client = null;
    await ending?.end().catch(() => undefined);
  }

  #newClient(): pg.Client {
    const client = new pg.Client({
      connectionString: this.#parts.databaseUrl,
      application_name: 'makegood events',
      keepAlive: true,
    });
    const lost = () => {
      if (this.#client !== client) return;
      this.#client = null;
      this.#retry();
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ payload }) => void this.#parts.onPayload(payload ?? '[]'));
    return client;
  }

  #retry(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => void this.listen(true), RECONNECT_MILLISECONDS);
  }
}
