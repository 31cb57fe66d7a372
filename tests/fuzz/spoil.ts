import type { Chance } from '#tests/simulation/seeded-random.ts';
import type { Wire } from './wire.ts';

/** A request before it is text. */
export type Draft = {
  method: string;
  path: string;
  query: [string, string][];
  headers: Record<string, string>;
  body: unknown;
};

const DEEP = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`);

/** What may stand anywhere in a body by mistake or malice. */
const WRONG_VALUES: readonly unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  -0,
  1.5,
  1e21,
  1e308,
  2 ** 31,
  2 ** 53 + 2,
  -(2 ** 63),
  true,
  false,
  [],
  [null],
  {},
  { __proto__: null, constructor: 'x', toString: 1 },
  DEEP,
  'NaN',
  'Infinity',
  '1',
  '0',
  '-1',
  '01',
  '1e3',
  '999999999999999999',
  '9223372036854775807',
  '9223372036854775808',
  '99999999999999999999999999',
  '2026-02-30',
  '2026-13-01',
  '0000-00-00',
  '0001-01-01',
  '+275760-09-13',
  '2026-11-01T24:00:00Z',
  '2026-06-30T23:59:60Z',
  'infinity',
  'now',
  'a\u0000b',
  '\u0000',
  '\ud800',
  'x\udc00y',
  '\ufeff',
  '🍷'.repeat(300),
  'x'.repeat(20_000),
  "'; drop table orders; --",
  '%',
  '\\',
  '١٢٣',
  '12.345678',
  '-12.50',
  '1,000.00',
  '.5',
  '9999999999999',
  'usd',
];

const WRONG_IN_ADDRESS = [
  ...['0', '-1', '1.0', '01', 'abc', '%00', '%2F', '%', '%zz', '%ff', '%C3%A9', 'null', '..', '.', '', ' ', '*'],
  ...['999999999999999999', '9223372036854775808', '1'.repeat(190), '1'.repeat(300), '%F0%9F%8D%B7', '1;2', '{id}'],
];

const WRONG_HEADERS: readonly [string, readonly (string | undefined)[]][] = [
  ['idempotency-key', [undefined, '', ' ', 'x'.repeat(255), 'x'.repeat(256), 'ÿþ', '"quoted"', 'a,b', '\t']],
  [
    'if-match',
    [undefined, '"0"', '"1"', 'W/"2"', '"999999999"', '"9999999999"', '*', 'abc', '""', '"1", "2"', '"-1"', '"1.5"'],
  ],
  [
    'content-type',
    [
      ...[undefined, '', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'json'],
      ...['application/json; charset=utf-16', 'application/problem+json', 'application/json, text/plain', ';', '*/*'],
    ],
  ],
  ['content-encoding', ['gzip', 'br', 'identity', 'nonsense']],
  ['authorization', [undefined, '', 'Bearer', 'Bearer ', 'Basic YTpi', 'bearer x', `Bearer ${'x'.repeat(5000)}`, 'ÿ']],
  ['cookie', ['makegood.session_token=x', 'makegood.session_token=%00', '=', ';;;', 'makegood.session_token=a.b']],
  [
    'makegood-now',
    [
      ...['', 'yesterday', '2026-02-30T00:00:00Z', '2026-11-01', '0001-01-01T00:00:00Z', '1e3', '2026-11-01T00:00:00Z'],
      ...['+275760-09-13T00:00:00Z', '-271821-04-20T00:00:00Z', '+010000-01-01T00:00:00Z', '1900-01-01T00:00:00Z'],
    ],
  ],
  ['origin', ['null', 'https://elsewhere.example']],
  ['accept', ['text/html', 'application/xml', '*/*;q=0']],
  ['x-filler', ['x'.repeat(15_000), 'x'.repeat(40_000)]],
];

const WRONG_CURSORS = [
  ...['a', 'AAAA', '-', '*', ' ', 'bnVsbA', 'e30', 'W10', 'x'.repeat(500), 'x'.repeat(501)],
  ...[
    '[null,null]',
    '["a","b"]',
    '[1,2]',
    '["x","999999999999999999"]',
    '["x","9223372036854775808"]',
    '["2026-02-30","1"]',
    '["\\u0000","1"]',
    '["\\ud800","1"]',
    '[1e308,"1"]',
    '[9007199254740991,9007199254740991]',
    '["infinity","1"]',
    '["",""]',
    '["a","1","2"]',
    '[[],{}]',
  ].map((text) => Buffer.from(text).toString('base64url')),
];

/** Makes one thing wrong with a request that looked right. */
export function spoil(draft: Draft, chance: Chance, seenCursors: readonly string[]): Draft {
  if (draft.body !== undefined && chance.below(3) > 0) return spoilBody(draft, chance);
  switch (chance.below(3)) {
    case 0:
      return spoilHeader(draft, chance);
    case 1:
      return spoilAddress(draft, chance);
    default:
      return spoilQuery(draft, chance, seenCursors);
  }
}

function spoilBody(draft: Draft, chance: Chance): Draft {
  const body: unknown = structuredClone(draft.body);
  const spots = spotsOf(body);
  const spot = chance.one(spots);
  if (!spot) return { ...draft, body: chance.one(WRONG_VALUES) };
  const { holder, key } = spot;
  const kind = chance.below(10);
  if (kind === 0) return { ...draft, body: chance.one(WRONG_VALUES) };
  if (kind === 1 && Array.isArray(holder))
    for (let copies = chance.one([1, 600]) ?? 1; copies > 0; copies -= 1) holder.push(holder[0]);
  else if (kind === 1) (holder as Record<string, unknown>).nobodyAskedForThis = chance.one(WRONG_VALUES);
  else if (kind <= 3) delete (holder as Record<string, unknown>)[key];
  else (holder as Record<string, unknown>)[key] = chance.one(WRONG_VALUES);
  return { ...draft, body };
}

/** Every place in a body that holds a value. */
function spotsOf(value: unknown): { holder: object; key: string }[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.keys(value).flatMap((key) => [
    { holder: value, key },
    ...spotsOf((value as Record<string, unknown>)[key]),
  ]);
}

function spoilHeader(draft: Draft, chance: Chance): Draft {
  const [name, values] = chance.one(WRONG_HEADERS) as (typeof WRONG_HEADERS)[number];
  const { [name]: _, ...headers } = draft.headers;
  const value = chance.one(values);
  return { ...draft, headers: value === undefined ? headers : { ...headers, [name]: value } };
}

function spoilAddress(draft: Draft, chance: Chance): Draft {
  if (chance.below(8) === 0)
    return { ...draft, method: chance.one(['PUT', 'DELETE', 'PATCH', 'POST', 'HEAD', 'OPTIONS']) ?? '' };
  const parts = draft.path.split('/');
  const wrong = chance.one(WRONG_IN_ADDRESS) as string;
  const place = parts.findIndex((part) => /^\d+$/.test(part));
  if (place > 0) parts[place] = encodeUnsafe(wrong);
  else parts.push(encodeUnsafe(wrong));
  return { ...draft, path: parts.join('/') };
}

function spoilQuery(draft: Draft, chance: Chance, seenCursors: readonly string[]): Draft {
  const extra = chance.one<[string, string]>([
    ['limit', chance.one(['0', '-1', '201', '1.5', '', 'ten', '1e2', '999999999999999999999', 'NaN', ' 5 ']) as string],
    ['cursor', chance.one([...WRONG_CURSORS, ...seenCursors]) as string],
    ['cursor', chance.one([...seenCursors, 'AAAA']) as string],
    ['sort', chance.one(['', 'id; drop table orders', '-', '__proto__', 'createdAt']) as string],
    ['__proto__', 'x'],
    ['limit[]', '5'],
    [chance.one(draft.query)?.[0] ?? 'q', chance.one(WRONG_IN_ADDRESS) as string],
    [
      chance.one(draft.query)?.[0] ?? 'q',
      String(chance.one(WRONG_VALUES.filter((value) => typeof value !== 'object'))),
    ],
  ]) as [string, string];
  return {
    ...draft,
    query: chance.below(4) === 0 ? [...draft.query, extra] : [...without(draft.query, extra[0]), extra],
  };
}

function without(query: [string, string][], name: string): [string, string][] {
  return query.filter(([other]) => other !== name);
}

const WRONG_TEXTS = [
  '',
  '{',
  '[',
  '"',
  'NaN',
  'undefined',
  '{"a":1}}',
  "{'a':1}",
  '\ufeff{}',
  'null',
  '"x"',
  '1',
  '{"__proto__":{}}',
];

/** Breaks the text of a request on its way. */
export function breakText(wire: Wire, chance: Chance): Wire {
  const text = wire.body ?? '{}';
  switch (chance.below(5)) {
    case 0:
      return { ...wire, body: text.slice(0, chance.below(text.length + 1)) };
    case 1:
      return { ...wire, body: chance.one(WRONG_TEXTS) as string };
    case 2:
      // No program writes these numbers, and every reader makes something of them.
      return {
        ...wire,
        body: text.replace(
          /:-?\d+(?=[,}])/,
          `:${chance.one(['1e400', '-1e400', '01', '0x10', '1e-400', '-0', `${'9'.repeat(400)}`])}`,
        ),
      };
    case 3:
      return { ...wire, body: `{"filler":"${'x'.repeat(chance.one([1_048_500, 1_100_000]) ?? 0)}"}` };
    default:
      return { ...wire, body: text.replace(/^\{/, '{"__proto__":{"role":"administrator"},"constructor":1,') };
  }
}

/** As given where it is an escape already or may stand in an address; what may not is escaped. */
export function encodeUnsafe(text: string): string {
  return text
    .replace(/[^\x21-\x7e]/g, (character) => encodeURIComponent(character))
    .replace(/[?#]/g, encodeURIComponent);
}
