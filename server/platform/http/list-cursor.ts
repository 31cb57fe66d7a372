import { type Refusal, refuse } from '#contract/errors.ts';
import { date, id, instant } from '#contract/primitives.ts';
import type { OperationName } from '#contract/routes.ts';

/** Where a list goes on: the sort values of the last row shown. */
export type Position = readonly (string | number)[];
type Part = (value: unknown) => boolean;

const LARGEST_INTEGER = 2_147_483_647;
const isDigits = (value: unknown): value is string => typeof value === 'string' && /^-?\d{1,18}$/.test(value);

/** What a place in a list is made of, as the database writes it and reads it again. */
export const part = {
  id: (value) => id.safeParse(value).success,
  /** The text of any whole number. */
  wholeNumber: isDigits,
  /** The text of a number that fits an `integer`. */
  integer: (value) => isDigits(value) && Math.abs(Number(value)) <= LARGEST_INTEGER,
  amount: (value) => typeof value === 'string' && /^-?\d{1,16}(\.\d{1,6})?$/.test(value),
  /** A day, or one of the two that stand for none. */
  day: (value) => value === 'infinity' || value === '9999-12-31' || date.safeParse(value).success,
  instant(value) {
    const [, day, time] = (typeof value === 'string' && /^(\S+) (\S+)\+00$/.exec(value)) || [];
    return instant.safeParse(`${day}T${time}Z`).success;
  },
  /** PostgreSQL cannot take a NUL character. */
  text: (value) => typeof value === 'string' && !value.includes('\u0000'),
  count: (value) => Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= LARGEST_INTEGER,
} as const satisfies Record<string, Part>;

/** The cursors of one list in one order. */
export type ListCursor = {
  /** The place a cursor means; null for none, and a refusal for one that is not of this list. */
  read(cursor: string | undefined): Position | null | { refusal: Refusal };
  /** Opaque to callers. */
  write(position: Position): string;
};

/**
 * Cursors that name their list, and its order where there are several, and hold values of these kinds: whatever is not one
 * of them never reaches the database.
 */
export function listCursor(list: OperationName | `${OperationName} ${string}`, ...parts: readonly Part[]): ListCursor {
  return {
    read(cursor) {
      if (cursor === undefined) return null;
      const [name, ...position] = decode(cursor);
      const isOurs = name === list && position.length === parts.length && parts.every((is, n) => is(position[n]));
      return isOurs ? (position as unknown as Position) : notACursor();
    },
    write: (position) => Buffer.from(JSON.stringify([list, ...position])).toString('base64url'),
  };
}

function decode(cursor: string): readonly unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(values) ? values : [];
  } catch {
    return [];
  }
}

/** What a cursor of another list is refused with. */
export function notACursor(): { refusal: Refusal } {
  return refuse('invalid_request', {
    errors: [{ pointer: '#/query/cursor', detail: 'is not a cursor of this list' }],
  });
}
