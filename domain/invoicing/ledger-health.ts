/** What is known of the connection to a ledger. */
export type LedgerConnection = { endedAt: string | null; endsAt: string | null; problemAt: string | null };

/** So many days before somebody has to connect again it is said. */
const ANNOUNCED_DAYS = 14;

/** How a connection stands: null where there is none and none ended. */
export function ledgerHealth(
  connection: LedgerConnection | null,
  { isSetUp, now }: { isSetUp: boolean; now: number },
): 'not_set_up' | 'not_connected' | 'works' | 'ends_soon' | 'away' | 'ended' {
  if (!isSetUp) return 'not_set_up';
  if (connection === null) return 'not_connected';
  if (connection.endedAt !== null || Date.parse(connection.endsAt ?? '') <= now) return 'ended';
  if (connection.problemAt !== null) return 'away';
  const announced = now + ANNOUNCED_DAYS * 86_400_000;
  return Date.parse(connection.endsAt ?? '') <= announced ? 'ends_soon' : 'works';
}
