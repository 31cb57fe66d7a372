/**
 * Why a server did not start, by what was logged since it was launched, and whether that passes by itself: PostgreSQL
 * rightly refuses to start beside sessions that outlive a killed server, or a server just ending. That one writes to the
 * same log, and may add a reason of its own behind ours.
 */
export function explainStartFailure(logged: string): { reason: string; passes: boolean } {
  const reasons = logged.split('\n').filter((line) => /FATAL|PANIC/.test(line));
  return {
    reason: reasons.at(-1)?.trim() ?? 'no reason given',
    passes: reasons.some((reason) => /still in use|postmaster\.pid/.test(reason)),
  };
}
