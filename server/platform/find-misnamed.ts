import type { Refusal } from '#contract/errors.ts';

/** What is wrong with the ids of a list of lines: one named twice, or one that the record does not have. `field` ends the pointers. */
export function findMisnamed(
  named: readonly string[],
  known: readonly { id: string }[],
  { record, field = '' }: { record: string; field?: string },
): Refusal | null {
  const at = (index: number, detail: string) => ({ errors: [{ pointer: `#/lines/${index}${field}`, detail }] });
  const seen = new Set<string>();
  const repeated = named.findIndex((id) => seen.size === seen.add(id).size);
  if (repeated >= 0) return { code: 'line_named_twice', ...at(repeated, 'names a line a second time') };
  const ids = new Set(known.map(({ id }) => id));
  const foreign = named.findIndex((id) => !ids.has(id));
  return foreign >= 0 ? { code: 'line_not_on_record', ...at(foreign, `names no line of this ${record}`) } : null;
}
