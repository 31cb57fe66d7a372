import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { operations } from '#contract/operations.ts';
import { line, name, text } from '#contract/primitives.ts';

/** Fields that name a record, or are what people find it by. */
const NAMES = new Set(
  'name companyName accountNumber sku code phone family terms carrier trackingNumber receivedBy lot line1 line2 city region postalCode country'.split(
    ' ',
  ),
);
const UNSEEN: [string, string][] = [
  ['a zero-width space', '\u200B'],
  ['a zero-width joiner', '\u200D'],
  ['a byte order mark', '\uFEFF'],
  ['a soft hyphen', '\u00AD'],
  ['right-to-left', '\u202E'],
  ['an isolate', '\u2066'],
  ['a line break', '\n'],
  ['a bell', '\u0007'],
  ['a C1 control', '\u0085'],
  ['a line separator', '\u2028'],
  ['half a character', '\uD800'],
  ['a Hangul filler', '\u3164'],
];

describe('text', () => {
  it.each([
    ['a NUL character', '\u0000'],
    ['a bell', '\u0007'],
    ['an escape', '\u001B'],
    ['a C1 control', '\u0085'],
    ['right-to-left', '\u202E'],
    ['an isolate', '\u2066'],
    ['half a character', '\uD800'],
  ])('has no %s', (_, character) => {
    expect(text(50).safeParse(`AB${character}C`).success).toBe(false);
  });

  it.each(['two\r\nlines\tand a tab', 'خانه‌ها', '👩‍🍳 שלום'])('may be %j', (written) => {
    expect(text(50).safeParse(written).success).toBe(true);
  });
});

describe('names, codes and references', () => {
  it.each(UNSEEN)('have no %s', (_, character) => {
    expect(line(50).safeParse(`AB${character}C`).success).toBe(false);
    expect(name(50).safeParse(character).success).toBe(false);
  });

  it.each(['Château d’Yquem', 'Zażółć gęślą', '木村酒店', 'שלום', 'O’Brien & Söhne 🍷', "D'Arcy – 2/3"])(
    'may be %s',
    (text) => {
      expect(name(50).safeParse(text).success).toBe(true);
    },
  );

  it.each([' UPS ', 'UPS\u00A0'])('are without the blanks around %j', (text) => {
    expect(name(50).parse(text)).toBe('UPS');
  });

  it('are so wherever a request has one', () => {
    const found: string[] = [];
    for (const [operation, { body }] of Object.entries(operations) as [string, { body?: z.ZodType }][]) {
      for (const [path, schema] of body ? fieldsOf(body, operation) : []) {
        if (!NAMES.has(path.split('.').at(-1) as string)) continue;
        found.push(path);
        expect({ path, isTaken: schema.safeParse('A\u200BB').success }).toEqual({ path, isTaken: false });
      }
    }
    expect(found.length).toBeGreaterThan(40);
  });
});

type Definition = {
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  innerType?: z.ZodType;
  options?: z.ZodType[];
  in?: z.ZodType;
};

function fieldsOf(schema: z.ZodType, path: string): [string, z.ZodType][] {
  const { shape, element, innerType, options, in: before } = schema.def as Definition;
  if (shape) {
    return Object.entries(shape).flatMap(([field, part]) => [
      [`${path}.${field}`, part] as [string, z.ZodType],
      ...fieldsOf(part, `${path}.${field}`),
    ]);
  }
  return [element, innerType, before, ...(options ?? [])].flatMap((part) => (part ? fieldsOf(part, path) : []));
}
