import type { AccountingLedger } from '#domain/invoicing/ledger-port.ts';
import type { ConnectedLedger } from '#server/invoicing/connected-ledger.ts';
import type { Database } from '#server/platform/database.ts';

/** Thrown to a worker that is dead: nothing it does is done any more. */
export class Killed extends Error {}

/** When a worker dies at something it waits for: before that is done, or after, so that nobody hears of it. */
export type Death = 'before' | 'after' | null;

/** A worker's database and accounting, which `dies` is asked about at each thing that is waited for. */
export function mortalWorker(
  database: Database,
  connected: ConnectedLedger,
  dies: () => Death,
): { database: Database; connected: ConnectedLedger } {
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new Killed();
  };
  async function step<T>(act: () => Promise<T>): Promise<T> {
    if (isDead) return die();
    const death = dies();
    if (death === 'before') return die();
    const done = await act();
    return death === 'after' || isDead ? die() : done;
  }
  // A connection is taken or not: one that nobody holds would be lost to the pool.
  const connect = async (call: Call) => {
    if (isDead || dies() !== null) return die();
    return call();
  };
  // What a dead worker's transaction had begun is undone, as it is when its connection breaks.
  const wrapQueries = <T extends object>(target: T): T =>
    withCalls(target, (name, call) => {
      if (name === 'connect') return async () => wrapQueries((await connect(call)) as T);
      if (name !== 'query') return call;
      return (...given) => (given[0] === 'rollback' ? call(...given) : step(() => call(...given) as Promise<unknown>));
    });
  const ledger = withCalls<AccountingLedger>(
    connected.ledger,
    (_, call) =>
      (...given) =>
        step(() => call(...given) as Promise<unknown>),
  );
  return { database: wrapQueries(database), connected: { ...connected, ledger } };
}

type Call = (...given: unknown[]) => unknown;

function withCalls<T extends object>(target: T, wrap: (name: string | symbol, call: Call) => Call): T {
  return new Proxy(target, {
    get(of, name) {
      const value = Reflect.get(of, name, of);
      return typeof value === 'function' ? wrap(name, value.bind(of)) : value;
    },
  });
}
