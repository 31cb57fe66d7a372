import { createHash } from 'node:crypto';

/** Chances drawn from one seed. */
export type Chances = {
  readonly seed: number;
  /** A number from 0 up to, not including, 1. */
  fraction(...subject: (string | number)[]): number;
  /** A whole number from `lowest` to `highest`, both included. */
  wholeBetween(range: { lowest: number; highest: number }, ...subject: (string | number)[]): number;
};

/**
 * Draws that depend on the seed and on what is drawn for, never on how many were drawn before: clients running side by
 * side, in whatever order, get the same lead times and the same short picks.
 */
export function chancesFrom(seed: number): Chances {
  const fraction = (...subject: (string | number)[]) =>
    createHash('sha256')
      .update([seed, ...subject].join('\n'))
      .digest()
      .readUInt32BE(0) /
    2 ** 32;
  return {
    seed,
    fraction,
    wholeBetween: ({ lowest, highest }, ...subject) =>
      lowest + Math.floor(fraction(...subject) * (highest - lowest + 1)),
  };
}
