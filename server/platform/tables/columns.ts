import { z } from 'zod';

/** A column of a table made of records: its heading, where its value stands in a record, and what it is. */
export type Column = { heading: string; path: readonly string[]; kind: Kind };
export type Kind = 'text' | 'number' | 'day' | 'instant' | 'flag' | 'list' | 'json';

type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
};

/**
 * The columns of records of a schema of the contract, in its order: their headings are the names of the fields, so that they stay
 * as long as the contract does. Money is one column of the amount and one of its currency; a record within a record is one
 * column for each of its fields.
 */
export function columnsOf(record: z.ZodType): Column[] {
  return columns(z.toJSONSchema(record, { io: 'output', unrepresentable: 'any' }) as Schema, []);
}

function columns(schema: Schema, path: readonly string[]): Column[] {
  const { properties, items, anyOf } = schema;
  if (anyOf) return ofForms(anyOf, path);
  if (properties) {
    const isMoney = path.length > 0 && Object.keys(properties).join() === 'amount,currency';
    if (isMoney)
      return [
        { heading: heading(path), path: [...path, 'amount'], kind: 'number' },
        { heading: `${heading(path)}.currency`, path: [...path, 'currency'], kind: 'text' },
      ];
    return Object.entries(properties).flatMap(([name, field]) => columns(field, [...path, name]));
  }
  if (items) return [{ heading: heading(path), path, kind: items.properties || items.anyOf ? 'json' : 'list' }];
  return [{ heading: heading(path), path, kind: kindOf(schema, path.at(-1) ?? '') }];
}

/** Null stands for an empty cell; of what has several forms, the whole is one cell. */
function ofForms(forms: Schema[], path: readonly string[]): Column[] {
  const filled = forms.filter(({ type }) => type !== 'null');
  const [only, ...more] = filled;
  return only && more.length === 0 ? columns(only, path) : [{ heading: heading(path), path, kind: 'json' }];
}

const heading = (path: readonly string[]) => path.join('.');

function kindOf({ type: types, enum: choices, const: constant }: Schema, name: string): Kind {
  const [type] = [types ?? []].flat().filter((one) => one !== 'null');
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'boolean') return 'flag';
  if (type !== 'string' && choices === undefined && constant === undefined) return 'json';
  if (/On$/.test(name)) return 'day';
  return /At$/.test(name) ? 'instant' : 'text';
}

/** A value of a record, as its column has it: null for an empty cell. */
export function cellOf(record: unknown, { path, kind }: Column): string | number | boolean | null {
  let value = record;
  for (const name of path) value = (value as Record<string, unknown> | null | undefined)?.[name];
  if (value === null || value === undefined) return null;
  if (kind === 'number') return typeof value === 'number' ? value : Number(value);
  if (kind === 'flag') return value === true;
  if (kind === 'list') return (value as unknown[]).join('; ');
  return kind === 'json' ? JSON.stringify(value) : String(value);
}
