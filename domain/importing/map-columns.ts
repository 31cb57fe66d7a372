import { IMPORT_FIELDS, type ImportField, type ImportKind } from './fields.ts';
import { dayFormOf, numberFormOf, readDay, readNumber } from './read-values.ts';

/** By field, the heading of the column that fills it. */
export type Mapping = Readonly<Record<string, string>>;

/**
 * Which column fills which field, by its heading and what stands in it: the field's own name first, then what others call it. Each
 * column fills one field; a field that none fits stays out, and so does a column whose values cannot be what the field asks for.
 */
export function proposeMapping(
  kind: ImportKind,
  headings: readonly string[],
  rows: readonly (readonly string[])[] = [],
): Mapping {
  const plain = headings.map(simplify);
  const used = new Set<number>();
  const mapping: Record<string, string> = {};
  const take = (field: ImportField, names: readonly string[]) => {
    if (mapping[field.name] !== undefined) return;
    const fits = (at: number) => !used.has(at) && canBe(field, isKeyOf(kind, field), valuesAt(rows, at));
    const index = names.map((name) => plain.findIndex((one, at) => one === name && fits(at))).find((at) => at >= 0);
    if (index === undefined) return;
    used.add(index);
    mapping[field.name] = headings[index] as string;
  };
  for (const field of IMPORT_FIELDS[kind]) take(field, [simplify(field.name)]);
  for (const field of IMPORT_FIELDS[kind]) take(field, field.alsoCalled ?? []);
  return mapping;
}

const LOOKED_AT = 500;
const MOSTLY = 0.8;

const valuesAt = (rows: readonly (readonly string[])[], at: number) =>
  rows.slice(0, LOOKED_AT).flatMap((cells) => cells[at]?.trim() || []);

/** By which rows of a kind are told apart, where each stands for itself. */
const isKeyOf = (kind: ImportKind, { name }: ImportField) =>
  (name === 'sku' && (kind === 'products' || kind === 'prices')) || name === 'accountNumber';

/** Whether most of these values are what the field asks for; with none, nothing speaks against it. */
function canBe({ form }: ImportField, isKey: boolean, values: readonly string[]): boolean {
  const most = values.length * MOSTLY;
  if (isKey && new Set(values).size < most) return false;
  if (form === 'day')
    return values.filter((value) => readDay(value, dayFormOf(values)) !== null || isNull(value)).length >= most;
  if (form === 'number' || form === 'money')
    return values.filter((value) => readNumber(value, numberFormOf(values)) !== null || isNull(value)).length >= most;
  return true;
}

const isNull = (value: string) => value.toUpperCase() === 'NULL';

/** What is wrong with a mapping, in a sentence; null for nothing. */
export function mappingProblem(kind: ImportKind, mapping: Mapping, headings: readonly string[]): string | null {
  const fields = IMPORT_FIELDS[kind];
  for (const [field, heading] of Object.entries(mapping)) {
    if (!fields.some(({ name }) => name === field)) return `${kind} have no field ${field}`;
    if (!headings.includes(heading)) return `the file has no column ${heading}`;
  }
  return null;
}

/** The required fields that no column fills. */
export function missingFields(kind: ImportKind, mapping: Mapping): string[] {
  return IMPORT_FIELDS[kind].filter(({ name, isRequired }) => isRequired && !mapping[name]).map(({ name }) => name);
}

function simplify(heading: string): string {
  return heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}
