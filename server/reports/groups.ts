import { type RawBuilder, sql } from 'kysely';

/** By what figures are put together, as SQL: what a group is of, what it is called, and what that takes to join. */
export type By = { key: RawBuilder<unknown>; label: RawBuilder<unknown>; join: RawBuilder<unknown> };

/** By the record a column of these rows names. */
export const byRecord = (table: string, column: string, row: string): By => ({
  key: sql`k.id`,
  label: sql`k.name`,
  join: sql.raw(`left join ${table} k on k.id = ${row}.${column}`),
});

type Named = { key: string | null; label: string | null };
/** A row of grouping sets: the figures of a group, or those of all of them. */
export type GroupRow<Group> = { isTotal: boolean; group: Group };

/** The groups of such rows in their order, and the totals of all. */
export function splitTotals<Group extends Named>(
  rows: readonly GroupRow<Group>[],
): { groups: Group[]; totals: Omit<Group, keyof Named> } {
  // The set of nothing is answered even where there is no row to group.
  const { key: _, label: __, ...totals } = (rows.find(({ isTotal }) => isTotal) as GroupRow<Group>).group;
  return { groups: rows.filter(({ isTotal }) => !isTotal).map(({ group }) => group), totals };
}
