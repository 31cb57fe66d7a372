/** What share of receipts a date is meant to keep, in percent. */
export type Level = 50 | 80 | 90;

/** The levels dates are told at. */
export const LEVELS = [50, 80, 90] as const satisfies readonly Level[];

/** How many comparable receipts a date is learned from. */
export const RECEIPTS_USED = 60;
/** How many of the last dates say whether they were kept of late. */
export const RECENT = 30;
/** Fewer outcomes say nothing of a pool's calibration. */
const OUTCOMES_TO_WIDEN = 10;
/** The newest receipts from which a pool says the same as from its whole history. */
export const RECEIPTS_NEEDED = 2 * RECEIPTS_USED + 2 * RECENT;

/**
 * The rank rule: of n days, the ⌈p(n+1)⌉-th smallest. Null where n is too small for the level: 90 % needs 9, 80 % needs 4,
 * 50 % needs 1.
 */
export function rankQuantile(days: readonly number[], level: Level): number | null {
  const rank = Math.ceil((level * (days.length + 1)) / 100);
  return rank > days.length ? null : ([...days].sort((a, b) => a - b)[rank - 1] as number);
}

/** What a pool would say of the next receipt: by the rank rule alone, and widened where it was kept too rarely of late. */
export type Said = { ranked: number; days: number };

/** What was said of a receipt before it came, and how long it took. */
export type Outcome = Said & { took: number };

/**
 * The lead times of comparable receipts, as they came: what is said of the next one comes from those before it only, and what
 * was said of each is kept beside what became of it.
 */
export class LeadTimePool {
  readonly days: number[] = [];
  readonly outcomes: Readonly<Record<Level, Outcome[]>> = { 50: [], 80: [], 90: [] };

  /** The days in which the next receipt arrives at this level; null with too few receipts. */
  say(level: Level): Said | null {
    const ranked = rankQuantile(this.days.slice(-RECEIPTS_USED), level);
    return ranked === null ? null : { ranked, days: widened(ranked, this.widening(level)) };
  }

  /** By what the rank rule is multiplied: 1, or more where the last dates were kept more rarely than they should. */
  widening(level: Level): number {
    return wideningOf(this.outcomes[level].slice(-RECENT), level);
  }

  /** Takes the receipts of one day, of which none was known when the others were expected. */
  receive(took: readonly number[]): void {
    for (const level of LEVELS) {
      const said = this.say(level);
      if (said) this.outcomes[level].push(...took.map((days) => ({ ...said, took: days })));
    }
    this.days.push(...took);
  }
}

/** A pool from its receipts in the order they came. */
export function poolOf(receipts: readonly { receivedOn: string; days: number }[]): LeadTimePool {
  const pool = new LeadTimePool();
  for (const { days } of byDay(receipts)) pool.receive(days);
  return pool;
}

function byDay(receipts: readonly { receivedOn: string; days: number }[]): { on: string; days: number[] }[] {
  const groups: { on: string; days: number[] }[] = [];
  for (const { receivedOn, days } of receipts) {
    const last = groups.at(-1);
    if (last?.on === receivedOn) last.days.push(days);
    else groups.push({ on: receivedOn, days: [days] });
  }
  return groups;
}

/** The rank rule again, on how often the ranked days were too short: the factor that would have kept the level. */
function wideningOf(recent: readonly Outcome[], level: Level): number {
  if (recent.length < OUTCOMES_TO_WIDEN) return 1;
  const kept = recent.filter(({ took, ranked }) => took <= ranked).length;
  if (100 * kept >= level * recent.length) return 1;
  const factors = recent.map(({ took, ranked }) => took / Math.max(1, ranked));
  return Math.max(1, rankQuantile(factors, level) ?? Math.max(...factors));
}

/** Whole days, without the dust of dividing and multiplying again. */
export function widened(days: number, factor: number): number {
  return Math.ceil(days * factor - 1e-9);
}

/** What share of some outcomes was kept, by what was said or by the rank rule alone; null of none. */
export function keptShare(outcomes: readonly Outcome[], by: 'days' | 'ranked' = 'days'): number | null {
  if (outcomes.length === 0) return null;
  return outcomes.filter((outcome) => outcome.took <= outcome[by]).length / outcomes.length;
}
