/** Chance from a seed: the same seed gives the same choices. */
export type Chance = {
  /** A whole number from 0 up to, and not, `below`. */
  below(below: number): number;
  /** A whole number from `from` to `to`, both possible. */
  between(from: number, to: number): number;
  /** One of some things; undefined when there are none. */
  one<T>(things: readonly T[]): T | undefined;
  /** The same things in another order. */
  shuffled<T>(things: readonly T[]): T[];
};

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    between: (from, to) => from + below(to - from + 1),
    one: (things) => things[below(things.length)],
    shuffled: (things) =>
      things
        .map((thing) => ({ thing, place: next() }))
        .sort((a, b) => a.place - b.place)
        .map(({ thing }) => thing),
  };
}

/** The seed of a run: MAKEGOOD_SEED, or a new one. Printed, so that what failed can be run again. */
export function seedOfRun(about: string): number {
  const seed = Number(process.env.MAKEGOOD_SEED ?? Math.floor(Math.random() * 1_000_000_000));
  console.log(`${about}: MAKEGOOD_SEED=${seed}`);
  return seed;
}
