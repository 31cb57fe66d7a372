import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '../platform/database.ts';
import { queriesOf } from '../platform/transaction.ts';
import type { OpenLedger } from './connected-ledger.ts';
import { lookAtAsked } from './look-there.ts';
import { sendNext } from './send-next.ts';
import { leaveTurn } from './take-next.ts';

/** Longer than any call and all its waiting takes: whoever dies in the middle is followed after that. */
const LEASE_SECONDS = 180;
const LOOK_MILLISECONDS = 3_000;

/**
 * Sends invoices and credit notes that wait until it is stopped, in order of time, and looks at those that changed. Any number
 * of processes may do so: one at a time has the turn. Nothing else waits for it.
 */
export function startInvoiceSender({
  database,
  logger,
  open,
  lookMilliseconds = LOOK_MILLISECONDS,
}: {
  database: Database;
  logger: FastifyBaseLogger;
  open: OpenLedger;
  lookMilliseconds?: number;
}): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const turn = { worker: randomUUID(), leaseSeconds: LEASE_SECONDS, now: () => new Date().toISOString() };
  const go = async () => {
    const outcome = await sendNext(database, open, turn);
    return outcome === 'went_on' || (await lookAtAsked(database, open, turn.now()));
  };
  const rounds = (async () => {
    while (!stopping.signal.aborted) {
      const isBusy = await go().catch((error) => {
        logger.error({ err: error }, 'invoices were not sent');
        return false;
      });
      if (!isBusy) await pause(lookMilliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    await leaveTurn(queriesOf(database), turn.worker).catch(() => undefined);
  })();
  return {
    stop() {
      stopping.abort();
      return rounds;
    },
  };
}
