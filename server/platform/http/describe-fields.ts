import { examples } from '#contract/words/everywhere.ts';
import { wordsOfField, wordsOfValue } from '#contract/words/find-words.ts';

/** A part of a JSON schema. */
export type JsonSchema = {
  type?: string | string[];
  description?: string;
  examples?: unknown[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  /** The forms of a choice that one field tells apart. */
  oneOf?: JsonSchema[];
  additionalProperties?: JsonSchema | boolean;
  [more: string]: unknown;
};

/**
 * A schema of the document with what each of its fields means, what a choice offers, how texts are written and a sample:
 * the words of `contract/words`, found by where the field stands. A page's rows are described as the record itself.
 */
export function describeFields(id: string, schema: JsonSchema): JsonSchema {
  return described(schema, [id.replace(/Page$/, '')]);
}

function described(schema: JsonSchema, place: readonly string[]): JsonSchema {
  const { properties, items, anyOf, oneOf, additionalProperties } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [name, describeField(field, [...place, name])]),
      ),
    }),
    ...(items && { items: described(items, place) }),
    ...(anyOf && { anyOf: anyOf.map((form) => described(form, place)) }),
    ...(oneOf && { oneOf: oneOf.map((form) => described(form, place)) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: described(additionalProperties, place) }),
  };
}

function describeField(field: JsonSchema, place: readonly string[]): JsonSchema {
  const name = place.at(-1) as string;
  const isRow = name === 'data' && place.length === 2;
  const { default: whenLeftOut, ...within } = described(field, isRow ? place.slice(0, 1) : place);
  const saysNull = isNullable(field) || !isRequest(place);
  const words = saysNull ? wordsOfField(place) : wordsOfField(place)?.replace(OF_NULL, '');
  const says = [words, sayDefault(whenLeftOut, words), describeValues(field, place)].filter((part) => part).join(' ');
  const sample = examples[name];
  return {
    ...withFormat(within, name),
    ...(says && { description: says }),
    ...(sample !== undefined && isText(field) && { examples: [sample] }),
  };
}

const isRequest = ([id = '']: readonly string[]) => /(Body|Changes|Plan|Dates)$/.test(id);

/** What the words of a field say of null, which concerns no field of a request that may not be null. */
const OF_NULL = /; null [^.;]*(?=[.;])| Null [^.]*\./g;

function isNullable({ type, anyOf = [] }: JsonSchema): boolean {
  return type === 'null' || (Array.isArray(type) && type.includes('null')) || anyOf.some(isNullable);
}

/** In words: of a field that has a `default`, generators of typed clients make one that has to be sent. */
function sayDefault(value: unknown, words = ''): string | undefined {
  if (value === undefined || /left out/i.test(words)) return undefined;
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\` when left out.`;
}

/** What a choice offers, each value with what it means. */
export function describeValues(field: JsonSchema, place: readonly string[]): string | undefined {
  const offered = valuesOf(field);
  if (offered.length === 0 || offered.every((value) => value === 'true' || value === 'false')) return undefined;
  return offered
    .map((value) => {
      const meaning = wordsOfValue(place, value);
      return meaning === undefined ? `\`${value}\`` : `\`${value}\`: ${meaning}`;
    })
    .join('; ')
    .concat('.');
}

/** The values a field chooses from, without null. */
export function valuesOf({ enum: offered, anyOf = [], items }: JsonSchema): string[] {
  const own = (offered ?? []).filter((value) => value !== null).map(String);
  return [...own, ...anyOf.flatMap(valuesOf), ...(items ? valuesOf(items) : [])];
}

function isText({ type, anyOf = [] }: JsonSchema): boolean {
  return type === 'string' || anyOf.some(isText);
}

/** Days end in `On`, instants in `At`; `id` and what ends in `Id` are whole numbers as text. */
function withFormat(field: JsonSchema, name: string): JsonSchema {
  const format = formatOf(name);
  if (!format) return field;
  const { anyOf, type } = field;
  if (anyOf) return { ...field, anyOf: anyOf.map((form) => withFormat(form, name)) };
  if (type !== 'string' || field.format || field.pattern || field.enum) return field;
  return { ...field, format };
}

function formatOf(name: string): string | undefined {
  if (/(^on|On)$/.test(name)) return 'date';
  return /(^at|At)$/.test(name) ? 'date-time' : undefined;
}
