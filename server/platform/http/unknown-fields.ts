import type { z } from 'zod';

/** A field that was sent and that the operation does not have. */
export type UnknownField = { pointer: string; detail: string };

/**
 * The fields of a value that its schema does not name, at any depth, each with the near name it may have meant. A field that is
 * dropped in silence answers another question than was asked. `undefined` as schema takes no field at all.
 */
export function findUnknownFields(schema: z.ZodType | undefined, value: unknown, pointer: string): UnknownField[] {
  if (!schema) return isRecord(value) ? unknownKeys(value, [], pointer) : [];
  const { def } = schema as unknown as { def: Definition };
  if (def.type === 'object' && isRecord(value)) {
    const shape = def.shape ?? {};
    return [
      ...unknownKeys(value, Object.keys(shape), pointer),
      ...Object.entries(shape).flatMap(([name, field]) => findUnknownFields(field, value[name], `${pointer}/${name}`)),
    ];
  }
  if (def.type === 'array' && def.element && Array.isArray(value)) {
    const { element } = def;
    return value.flatMap((item, index) => findUnknownFields(element, item, `${pointer}/${index}`));
  }
  // Of several forms, the one that fits best: what is unknown to all of them.
  if (def.type === 'union' && def.options)
    return def.options
      .map((option) => findUnknownFields(option, value, pointer))
      .reduce((fewest, found) => (found.length < fewest.length ? found : fewest));
  const inner = def.innerType ?? def.in;
  return inner ? findUnknownFields(inner, value, pointer) : [];
}

/** What is read of a schema: its kind, and the schemas it is made of. */
type Definition = {
  type: string;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  options?: readonly z.ZodType[];
  innerType?: z.ZodType;
  in?: z.ZodType;
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownKeys(value: Record<string, unknown>, known: readonly string[], pointer: string): UnknownField[] {
  return Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known);
      return {
        pointer: `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        detail: near ? `is not known here; did you mean ${near}?` : 'is not known here',
      };
    });
}

/** The name that was probably meant: one that holds the other, or is at most two slips of a finger away. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const low = name.toLowerCase();
  return known
    .map((candidate) => {
      const other = candidate.toLowerCase();
      const holds = low.length > 2 && (other.includes(low) || low.includes(other));
      return { candidate, slips: holds ? 1 : slipsBetween(low, other) };
    })
    .filter(({ slips }) => slips <= 2)
    .sort((a, b) => a.slips - b.slips)[0]?.candidate;
}

/** Levenshtein's distance: letters added, left out or exchanged. */
function slipsBetween(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...a].entries()) {
    const now = [row + 1];
    for (const [column, other] of [...b].entries())
      now.push(
        Math.min(
          (now[column] as number) + 1,
          (before[column + 1] as number) + 1,
          (before[column] as number) + Number(letter !== other),
        ),
      );
    before = now;
  }
  return before.at(-1) as number;
}
