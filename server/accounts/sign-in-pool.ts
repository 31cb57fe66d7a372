import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { surviving } from '../platform/database.ts';
import { databaseTrouble } from '../platform/database-trouble.ts';

/** The connections of the sign-in library, and what it makes of their failures. */
export type SignInPool = {
  pool: pg.Pool;
  /**
   * Asks the library. It answers "failed" for whatever went wrong; when that was the database, its own error is thrown in
   * place of the answer or error of the library.
   */
  ask<Answer>(question: () => Promise<Answer>, isFailure: (answer: Answer) => boolean): Promise<Answer>;
};

type Trouble = { error?: unknown };

/** A small pool of the library's own. */
export function openSignInPool(connectionString: string): SignInPool {
  const asked = new AsyncLocalStorage<Trouble>();
  const pool = surviving(new NotingPool(asked, connectionString));
  return {
    pool,
    ask: (question, isFailure) => {
      const trouble: Trouble = {};
      return asked.run(trouble, async () => {
        const answer = await question().catch((error) => {
          throw trouble.error ?? error;
        });
        if (trouble.error !== undefined && isFailure(answer)) throw trouble.error;
        return answer;
      });
    },
  };
}

/** Writes down for each question what the database failed with. */
class NotingPool extends pg.Pool {
  readonly #asked: AsyncLocalStorage<Trouble>;

  constructor(asked: AsyncLocalStorage<Trouble>, connectionString: string) {
    super({
      connectionString,
      max: 3,
      keepAlive: true,
      statement_timeout: 30_000,
      application_name: 'makegood sign-in',
      // The library compares instants as Date; the rest of the product reads them as text.
      types: {
        getTypeParser: ((oid: number, format?: 'text') =>
          oid === pg.types.builtins.TIMESTAMPTZ
            ? (text: string) => new Date(text)
            : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
      },
    });
    this.#asked = asked;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Parameters<pg.Pool['connect']>[0]): void;
  override connect(callback?: Parameters<pg.Pool['connect']>[0]): Promise<pg.PoolClient> | undefined {
    // The library takes a connection without a callback; what does with one is the pool's own.
    if (!callback) return this.#connectNoting();
    super.connect(callback);
    return undefined;
  }

  async #connectNoting(): Promise<pg.PoolClient> {
    const client = await super.connect().catch((error) => this.#note(error));
    const release = client.release.bind(client);
    const query = client.query.bind(client) as (...asked: unknown[]) => unknown;
    const noting = (...given: unknown[]) => {
      const answer = query(...given);
      return answer instanceof Promise ? answer.catch((error) => this.#note(error)) : answer;
    };
    client.query = noting as typeof client.query;
    client.release = (error) => {
      client.query = query as typeof client.query;
      release(error);
    };
    return client;
  }

  #note(error: unknown): never {
    const trouble = this.#asked.getStore();
    if (trouble && databaseTrouble(error)) trouble.error ??= error;
    throw error;
  }
}
