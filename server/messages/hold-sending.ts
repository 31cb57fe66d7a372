import type pg from 'pg';
import { heldConnection } from '../platform/held-connection.ts';
import { SENDER_CHANNEL } from '../platform/wake-sender.ts';

/** The advisory lock of the process that sends. */
const SENDING = [4_711_203, 1] as const;

/**
 * The turn to send, which one process on a database has at a time: a lock on a connection of its own, so that it passes on
 * when the process ends, however that ends. `take` answers whether it is ours, now or still. `onNews` is called when something
 * may be waiting to leave.
 */
export function holdSending(
  connectionString: string,
  onNews: () => void,
): { take(): Promise<boolean>; end(): Promise<void> } {
  let client: pg.Client | null = null;
  let isOurs = false;
  const lose = (lost: pg.Client) => {
    if (client !== lost) return;
    client = null;
    isOurs = false;
  };
  const open = async (): Promise<pg.Client> => {
    const opened = heldConnection(connectionString, 'makegood messages');
    opened.on('error', () => lose(opened));
    opened.on('end', () => lose(opened));
    opened.on('notification', onNews);
    await opened.connect();
    await opened.query(`listen ${SENDER_CHANNEL}`);
    return opened;
  };
  return {
    async take() {
      if (client && isOurs) return true;
      try {
        client ??= await open();
        const { rows } = await client.query<{ ours: boolean }>('select pg_try_advisory_lock($1, $2) as ours', [
          ...SENDING,
        ]);
        isOurs = rows[0]?.ours ?? false;
      } catch {
        client?.end().catch(() => undefined);
        client = null;
        isOurs = false;
      }
      return isOurs;
    },
    async end() {
      await client?.end().catch(() => undefined);
    },
  };
}
