import type { LedgerId } from '#domain/invoicing/ledger-port.ts';

/** One of our records: `code` is a customer's account number or a variant's SKU. */
export type Ours = { id: string; code: string; name: string; email: string | null };

/** A record of the ledger, with every name it goes by. */
export type Theirs = { id: LedgerId; code: string | null; names: readonly string[]; email: string | null };

/** What speaks for a proposal, the strongest first. */
export const MATCH_REASONS = ['code', 'name', 'email', 'similar_name'] as const;
export type MatchReason = (typeof MATCH_REASONS)[number];

/** Which record of the ledger may stand for one of ours, and whether a person should look because the names differ. */
export type Proposal = { theirs: Theirs; because: MatchReason; differs: boolean };

/**
 * Proposals by the id of ours. One reason after the other; a record of the ledger is proposed once, and only where a reason
 * finds one record on either side: what is not certain to be meant is not proposed.
 */
export function proposeMatches(ours: readonly Ours[], theirs: readonly Theirs[]): Map<string, Proposal> {
  const proposals = new Map<string, Proposal>();
  const taken = new Set<LedgerId>();
  for (const because of MATCH_REASONS) {
    const free = theirs.filter(({ id }) => !taken.has(id));
    const open = ours.filter(({ id }) => !proposals.has(id));
    for (const [one, other] of pairsBy(because, open, free)) {
      taken.add(other.id);
      proposals.set(one.id, {
        theirs: other,
        because,
        differs: !other.names.some((name) => isSameName(name, one.name)),
      });
    }
  }
  return proposals;
}

/** Whether two names are one to a person: blanks and case make no other customer. */
export function isSameName(a: string, b: string): boolean {
  return sameName(a) === sameName(b);
}

/** A name without what makes no other customer. */
export function sameName(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}

function pairsBy(because: MatchReason, ours: readonly Ours[], theirs: readonly Theirs[]): [Ours, Theirs][] {
  const keyed = keys[because];
  const here = uniqueBy(ours, (one) => [keyed(one.code, one.name, one.email)]);
  const there = uniqueBy(theirs, (one) => one.names.map((name) => keyed(one.code ?? '', name, one.email)));
  return [...here].flatMap(([key, one]) => {
    const other = there.get(key);
    return other ? [[one, other] as [Ours, Theirs]] : [];
  });
}

const keys: Record<MatchReason, (code: string, name: string, email: string | null) => string> = {
  code: (code) => sameName(code),
  name: (_, name) => sameName(name),
  email: (_, __, email) => email?.trim().toLowerCase() ?? '',
  similar_name: (_, name) => similarName(name),
};

/** Words that companies add to their names and people leave out. */
const LEFT_OUT = /\b(the|inc|llc|ltd|co|corp|company|incorporated|limited|and)\b/g;

function similarName(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/['’.]/g, '');
  return plain
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(LEFT_OUT, '')
    .replace(/\s+/g, '');
}

/** What has a key to itself; a key that several share is nobody's, and neither is an empty one. */
function uniqueBy<One extends { id: string }>(
  all: readonly One[],
  keysOf: (one: One) => readonly string[],
): Map<string, One> {
  const found = new Map<string, One>();
  const shared = new Set<string>(['']);
  for (const one of all)
    for (const key of new Set(keysOf(one))) {
      if (found.has(key)) shared.add(key);
      found.set(key, one);
    }
  for (const key of shared) found.delete(key);
  return found;
}
