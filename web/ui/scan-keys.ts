/** Keys closer together than this come from a scanner: nobody types so fast. Milliseconds. */
const FASTEST_TYPING = 100;
/** A quantity that was typed quickly stays a quantity: a code has six signs or more, and no blanks. */
const CODE = /^\S{6,}$/;

/** Keys that came one after the other, as fast as only a scanner is. */
export type Burst = { text: string; at: number };

/** The burst after another key; a key that comes late begins a new one. */
export function afterKey(burst: Burst | null, key: string, at: number): Burst {
  return burst && at - burst.at <= FASTEST_TYPING ? { text: burst.text + key, at } : { text: key, at };
}

/** The code that Enter ends, or null where a person typed. */
export function codeEnded(burst: Burst | null, at: number): string | null {
  if (!burst || at - burst.at > FASTEST_TYPING) return null;
  return CODE.test(burst.text) ? burst.text : null;
}
