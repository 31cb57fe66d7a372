import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findUnknownFields } from './unknown-fields.ts';

const schema = z
  .object({
    status: z.enum(['open', 'closed']).optional(),
    ids: z
      .string()
      .transform((text) => text.split(','))
      .optional(),
    address: z.object({ city: z.string() }).nullable().optional(),
    lines: z.array(z.object({ unitPrice: z.number().default(0), quantity: z.number() })).default([]),
    anything: z.record(z.string(), z.unknown()).optional(),
    either: z.union([z.object({ units: z.number() }), z.object({ cases: z.number() })]).optional(),
  })
  .refine(() => true);

const found = (value: unknown) =>
  findUnknownFields(schema, value, '#').map(({ pointer, detail }) => `${pointer} ${detail}`);

describe('fields an operation does not have', () => {
  it.each<[string, unknown, string[]]>([
    ['none', { status: 'open', ids: '1,2', lines: [{ quantity: 1 }], either: { cases: 2 } }, []],
    ['a slip of a finger', { staus: 'open' }, ['#/staus is not known here; did you mean status?']],
    ['a shorter name', { lines: [{ price: 1 }] }, ['#/lines/0/price is not known here; did you mean unitPrice?']],
    ['deep inside', { address: { town: 'Ames' } }, ['#/address/town is not known here']],
    ['of no form', { either: { bottles: 1 } }, ['#/either/bottles is not known here']],
    ['nothing like it', { fone: 1 }, ['#/fone is not known here']],
    ['a name with a slash', { 'a/b~': 1 }, ['#/a~1b~0 is not known here']],
    ['where any name goes', { anything: { whatever: 1 } }, []],
    ['of another kind altogether', 'text', []],
  ])('%s', (_what, value, expected) => {
    expect(found(value)).toEqual(expected);
  });

  it('takes none where the operation has no body', () => {
    expect(findUnknownFields(undefined, { a: 1 }, '#')).toHaveLength(1);
    expect(findUnknownFields(undefined, null, '#')).toEqual([]);
  });
});
