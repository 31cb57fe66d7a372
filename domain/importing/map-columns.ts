import { IMPORT_FIELDS, type ImportField, type ImportKind } from './fields.ts';
import { dayFormOf, numberFormOf, readDay, readNumber, readShare } from './read-values.ts';

/** By field, the heading of the column that fills it. */
export type Mapping = Readonly<Record<string, string>>;

/**
 * Which column fills which field, by its heading and what stands in it: the field's own name first, then what others call it. Each
 * column fills one field; a field that none fits stays out, and so does a column whose values cannot be what the field asks for.
 * Of a column with the field's own name some values are enough: the others are named row by row, not left out unseen.
 */
export function proposeMapping(
  kind: ImportKind,
  headings: readonly string[],
  rows: readonly (readonly string[])[] = [],
): Mapping {
  const plain = headings.map(simplify);
  const used = new Set<number>();
  const mapping: Record<string, string> = {};
  const take = (field: ImportField, names: readonly string[], share: number) => {
    if (mapping[field.name] !== undefined) return;
    const isKey = isKeyOf(kind, field);
    const fits = (at: number) => !used.has(at) && canBe(field, { isKey, share }, valuesAt(rows, at));
    const index = names.map((name) => plain.findIndex((one, at) => one === name && fits(at))).find((at) => at >= 0);
    if (index === undefined) return;
    used.add(index);
    mapping[field.name] = headings[index] as string;
  };
  for (const field of IMPORT_FIELDS[kind]) take(field, [simplify(field.name)], SOME);
  for (const field of IMPORT_FIELDS[kind]) take(field, field.alsoCalled ?? [], HALF);
  return mapping;
}

const LOOKED_AT = 500;
/** So many of its values a column must have in the form of its field: under its own name, and under another. */
const SOME = 0.01;
const HALF = 0.5;
/** So many values of a key must differ. */
const MOSTLY = 0.8;

const valuesAt = (rows: readonly (readonly string[])[], at: number) =>
  rows.slice(0, LOOKED_AT).flatMap((cells) => cells[at]?.trim() || []);

/** By which rows of a kind are told apart, where each stands for itself. */
const isKeyOf = (kind: ImportKind, { name }: ImportField) =>
  (name === 'sku' && (kind === 'products' || kind === 'prices')) || name === 'accountNumber';

/** Whether such a share of these values is what the field asks for; with none, nothing speaks against it. */
function canBe(
  { form }: ImportField,
  { isKey, share }: { isKey: boolean; share: number },
  values: readonly string[],
): boolean {
  if (isKey && new Set(values).size < values.length * MOSTLY) return false;
  const fitting = (read: (value: string) => unknown) =>
    values.filter((value) => read(value) !== null || isNull(value)).length >= values.length * share;
  if (form === 'day') return fitting((value) => readDay(value, dayFormOf(values)));
  if (form === 'number' || form === 'money') return fitting((value) => readNumber(value, numberFormOf(values)));
  if (form === 'share') return fitting((value) => readShare(value, 'percent'));
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
