import { copyFileSync, statSync, truncateSync } from 'node:fs';

const MOST_LOGGED_BYTES = 10_000_000;

/**
 * Begins a log anew that has grown beyond 10 MB; `<log>.1` is the one before. It is copied and emptied, not moved away: a
 * server that runs goes on writing at the end of the file it has open. What cannot be copied now, for want of space, is
 * tried again at the next call.
 */
export function rotateLog(logFile: string): void {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) <= MOST_LOGGED_BYTES) return;
  try {
    copyFileSync(logFile, `${logFile}.1`);
    truncateSync(logFile);
  } catch {
    // The server matters more than its log.
  }
}
