import fc from 'fast-check';
import type { Chance } from '#tests/simulation/seeded-random.ts';
import type { Schema } from './api-document.ts';
import type { KnownRecords } from './known-records.ts';

/** What a value is made for: the field's name, and the record of the path whose parts it may name. */
export type Purpose = { field: string; owner?: { path: string; id: string } };

const DAY_MILLISECONDS = 86_400_000;
const ID_PATTERN = '^[1-9]\\d{0,17}$';
const CURRENCY_PATTERN = '^[A-Z]{3}$';

/** Texts a person or a program may send where any text may stand. */
const TEXTS = [
  'Malbec Reserva',
  'no more than usual',
  'Château d’Yquem 2015 — “1er Cru”',
  'дом вина',
  '葡萄酒 🍷🍾',
  'e\u0301 ﷽ \u202e right to left',
  "Robert'); drop table orders; --",
  '%_\\',
  '{{7*7}}<script>alert(1)</script>',
  'two\nlines\tand\r\na tab',
  '  spaces around  ',
  '=1+1',
  '0',
  'null',
];

/** Makes values that a schema of the document allows; most are ordinary, some lie on the bounds. */
export class ValueMaker {
  readonly #chance: Chance;
  readonly #records: KnownRecords;
  #count = 0;

  constructor(chance: Chance, records: KnownRecords) {
    this.#chance = chance;
    this.#records = records;
  }

  make(schema: Schema, purpose: Purpose): unknown {
    const chance = this.#chance;
    if (schema.anyOf) return this.make(chance.one(schema.anyOf) as Schema, purpose);
    if (schema.enum) return chance.one(schema.enum);
    if ('const' in schema) return schema.const;
    switch (schema.type) {
      case 'object':
        return this.#object(schema, purpose);
      case 'array':
        return this.#array(schema, purpose);
      case 'integer':
      case 'number':
        return this.#number(schema);
      case 'boolean':
        return chance.below(2) === 0;
      case 'string':
        return this.#string(schema, purpose);
      case 'null':
        return null;
      default:
        return chance.one(['text', 1, null, true, [], {}]);
    }
  }

  #object({ properties = {}, required = [], additionalProperties }: Schema, { owner }: Purpose): object {
    const named = Object.entries(properties).filter(([name]) => required.includes(name) || this.#chance.below(5) < 2);
    const value: Record<string, unknown> = {};
    for (const [field, property] of named) value[field] = this.make(property, { field, ...(owner && { owner }) });
    if (typeof additionalProperties === 'object') value.other = this.make(additionalProperties, { field: 'other' });
    return value;
  }

  #array({ items = {}, minItems = 0, maxItems = 3 }: Schema, purpose: Purpose): unknown[] {
    const most = Math.min(maxItems, Math.max(minItems, this.#chance.below(4) === 0 ? 3 : 1));
    const length = this.#chance.between(Math.min(Math.max(minItems, this.#chance.below(10) > 0 ? 1 : 0), most), most);
    return Array.from({ length }, () => this.make(items, purpose));
  }

  #number({ minimum = 0, maximum = 1_000_000, type }: Schema): number {
    const kind = this.#chance.below(16);
    if (kind === 0) return minimum;
    if (kind === 1) return maximum;
    const most = this.#chance.below(3) > 0 ? minimum + 2 : minimum + 24;
    const ordinary = this.#chance.between(Math.ceil(minimum), Math.min(maximum, most));
    return type === 'number' && kind === 2 ? Math.min(maximum, ordinary + 0.5) : ordinary;
  }

  #string(schema: Schema, { field, owner }: Purpose): string {
    const { pattern, format } = schema;
    if (pattern === ID_PATTERN) return this.#records.idFor(field, owner);
    if (pattern === CURRENCY_PATTERN) return this.#chance.below(12) === 0 ? 'EUR' : 'USD';
    if (format === 'date') return this.#date();
    if (format === 'date-time') return this.#instant();
    if (format === 'email') return `person${this.#next()}@example.com`;
    if (/^ids$|Ids$/.test(field)) return `${this.#records.idFor(field)},${this.#records.idFor(field)}`;
    if (field === 'amount')
      return this.#chance.one(['12.50', '0', '0.0001', '9.99', '999999999.9999', '999999999999.9999', '3']) as string;
    if (pattern !== undefined && !ANY_TEXT.has(pattern)) return this.#matching(pattern);
    return this.#text(schema);
  }

  #text({ minLength = 0, maxLength = 1000 }: Schema): string {
    const kind = this.#chance.below(12);
    if (kind === 0) return 'é'.repeat(maxLength);
    if (kind === 1 && minLength === 0) return '';
    const text = kind < 6 ? `text ${this.#next()}` : (this.#chance.one(TEXTS) as string);
    return [...text.padEnd(minLength, 'x')].slice(0, maxLength).join('').slice(0, maxLength);
  }

  /** A text of a shape that no rule above knows. */
  #matching(pattern: string): string {
    const [text = ''] = fc.sample(fc.stringMatching(new RegExp(pattern)), {
      seed: this.#chance.below(2 ** 31),
      numRuns: 1,
    });
    return text;
  }

  #date(): string {
    const odd = ['1900-01-01', '2999-12-31', '2028-02-29', '2000-02-29'];
    return this.#chance.below(8) === 0 ? (this.#chance.one(odd) as string) : this.#day().slice(0, 10);
  }

  #instant(): string {
    const odd = ['1900-01-01T00:00:00Z', '2999-12-31T23:59:59.999999Z', '2026-01-01T00:00:00+14:00'];
    return this.#chance.below(8) === 0 ? (this.#chance.one(odd) as string) : this.#day();
  }

  #day(): string {
    return new Date(Date.now() + this.#chance.between(-30, 90) * DAY_MILLISECONDS).toISOString();
  }

  #next(): number {
    this.#count += 1;
    return this.#count;
  }
}

const ANY_TEXT = new Set(['^[^\\u0000]*$']);
