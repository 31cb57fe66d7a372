import { IMPORT_FIELDS, type ImportKind } from './fields.ts';

/** By field, the heading of the column that fills it. */
export type Mapping = Readonly<Record<string, string>>;

/**
 * Which column fills which field, by its heading: the field's own name first, then what others call it. Each column fills one
 * field, and a field that none fits stays out.
 */
export function proposeMapping(kind: ImportKind, headings: readonly string[]): Mapping {
  const plain = headings.map(simplify);
  const used = new Set<number>();
  const mapping: Record<string, string> = {};
  const take = (field: string, names: readonly string[]) => {
    if (mapping[field] !== undefined) return;
    const index = names
      .map((name) => plain.findIndex((one, at) => one === name && !used.has(at)))
      .find((at) => at >= 0);
    if (index === undefined) return;
    used.add(index);
    mapping[field] = headings[index] as string;
  };
  for (const { name } of IMPORT_FIELDS[kind]) take(name, [simplify(name)]);
  for (const { name, alsoCalled = [] } of IMPORT_FIELDS[kind]) take(name, alsoCalled);
  return mapping;
}

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
