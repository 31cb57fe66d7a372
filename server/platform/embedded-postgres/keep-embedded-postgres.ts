import { setTimeout as pause } from 'node:timers/promises';
import { rotateLog } from './rotate-log.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.ts';

const LOOK_MILLISECONDS = 250;
const TRY_AGAIN_MILLISECONDS = 1_000;
const LOG_MILLISECONDS = 10_000;

/**
 * Runs PostgreSQL for a data folder as `startEmbeddedPostgres` does, and starts it again at the same address whenever it
 * ends though it is held: killed, or for want of space. Who is connected to it only has to connect anew. Its log begins
 * anew when it has grown large.
 */
export async function keepEmbeddedPostgres(options: {
  dataDirectory: string;
  onProgress: (message: string) => void;
}): Promise<{ url: string; stop(): Promise<void> }> {
  const stopping = new AbortController();
  let server: EmbeddedPostgres = await startEmbeddedPostgres(options);
  const { url, connection } = server;
  let logSeenAt = 0;
  const rest = restUntil(stopping.signal);
  const startAgain = async () => {
    options.onProgress('The database server has ended; it is started again');
    await server.stop();
    while (!stopping.signal.aborted) {
      try {
        server = await startEmbeddedPostgres({ ...options, socketDirectory: connection.host });
        return;
      } catch (error) {
        // Killed again while it started, or still without space: tried until it works.
        options.onProgress((error as Error).message);
        await rest(TRY_AGAIN_MILLISECONDS);
      }
    }
  };
  const watch = (async () => {
    while (!stopping.signal.aborted) {
      await rest(LOOK_MILLISECONDS);
      logSeenAt = rotateNowAndThen(server.logFile, logSeenAt);
      if (!stopping.signal.aborted && server.hasEnded()) await startAgain();
    }
  })();
  return {
    url,
    async stop() {
      stopping.abort();
      await watch;
      await server.stop();
    },
  };
}

function restUntil(stopping: AbortSignal): (milliseconds: number) => Promise<void> {
  return (milliseconds) => pause(milliseconds, undefined, { signal: stopping }).catch(() => undefined);
}

/** Answers when the log was looked at last. */
function rotateNowAndThen(logFile: string, seenAt: number): number {
  if (performance.now() - seenAt <= LOG_MILLISECONDS) return seenAt;
  rotateLog(logFile);
  return performance.now();
}
