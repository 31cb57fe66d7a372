import { keptShare, type LeadTimePool, type Level, RECEIPTS_USED } from '#domain/purchasing/lead-time-pool.ts';

/** Fewer outcomes do not show that a narrower pool is the better one. */
const OUTCOMES_TO_CHOOSE = 3;

/**
 * The pool whose dates are told, of pools from the widest to the narrowest: a narrower one takes the place of a wider one only
 * where the share it kept so far lies as near to the level or nearer. Null where none has enough receipts.
 */
export function choosePool<Pool extends { history: LeadTimePool }>(pools: readonly Pool[], level: Level): Pool | null {
  const able = pools.filter(({ history }) => history.say(level) !== null);
  const [widest, ...narrower] = able;
  if (!widest) return null;
  return narrower.reduce((best, pool) => (isBetter(pool.history, best.history, level) ? pool : best), widest);
}

function isBetter(narrow: LeadTimePool, wide: LeadTimePool, level: Level): boolean {
  const outcomes = narrow.outcomes[level];
  if (outcomes.length < OUTCOMES_TO_CHOOSE) return false;
  const compared = Math.min(RECEIPTS_USED, outcomes.length, wide.outcomes[level].length);
  if (compared === 0) return true;
  return distance(narrow, level, compared) <= distance(wide, level, compared);
}

/** How far the share that the rank rule kept lies from the level. */
function distance({ outcomes }: LeadTimePool, level: Level, compared: number): number {
  const share = keptShare(outcomes[level].slice(-compared), 'ranked') ?? 0;
  return Math.abs(100 * share - level);
}
