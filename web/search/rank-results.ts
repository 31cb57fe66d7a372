/** What of a search result its place is decided by. */
type Ranked = { kind: string; name: string; status: string | null };

const CLOSED = new Set(['cancelled', 'closed', 'complete', 'delivered', 'fulfilled', 'received', 'voided']);

/**
 * What was found, by kind: what is called exactly so stands first, then what is open, then what is done. A number is
 * called so without its letters too.
 */
export function byKind<Result extends Ranked>(text: string, results: readonly Result[]): Result[][] {
  const rank = ({ name, status }: Result) => {
    const [sought, called] = [text.trim().toLowerCase(), name.toLowerCase()];
    if (called === sought || called.replace(/^[a-z]{2}-/, '') === sought) return 0;
    return status !== null && CLOSED.has(status) ? 2 : 1;
  };
  const kinds = [...new Set(results.map(({ kind }) => kind))];
  return kinds
    .map((kind) => results.filter((result) => result.kind === kind).toSorted((a, b) => rank(a) - rank(b)))
    .toSorted(([a], [b]) => (a && b ? rank(a) - rank(b) : 0));
}
