import { type RawBuilder, sql } from 'kysely';
import { builder } from '../platform/query-builder.ts';
import type { Reading } from '../platform/work.ts';
import { all, type Conditions, promisedWithin, type Way } from './list-filters.ts';

/** A way to find what filters leave, as one condition. */
export type Lookup = Omit<Way, 'by'> & { by: RawBuilder<boolean> };
/** With what the planner expects it to cost, and how many backorders to be left. */
export type PricedLookup = Lookup & { cost: number; expected: number };

/** The way that is expected to cost least. */
export async function chooseLookup(conditions: Conditions, reading: Reading): Promise<PricedLookup> {
  const ways = await Promise.all(
    lookupsOf(conditions).map(async (way) => ({
      ...way,
      ...(await expect(sql`select from ${byLookup(way)}`, reading)),
    })),
  );
  return ways.reduce((best, way) => (way.cost < best.cost ? way : best));
}

/** The same for who finds all of them whatever it costs: where there is one way, nobody is asked. */
export async function onlyOrLeastLookup(conditions: Conditions, reading: Reading): Promise<Lookup> {
  const [only, ...others] = lookupsOf(conditions);
  return only && others.length === 0 ? only : chooseLookup(conditions, reading);
}

function lookupsOf({ created, promised, ways }: Conditions): Lookup[] {
  const range = promisedWithin(promised, sql`coalesce(b.promised_on, 'infinity')`, 'infinity');
  return ways.map((way) => ({ ...way, by: all([...created, ...range, ...way.by]) }));
}

/** What the planner expects of a statement, without running it. */
export async function expect(
  statement: RawBuilder<unknown>,
  reading: Reading,
): Promise<{ cost: number; expected: number }> {
  const explained = sql<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number; 'Total Cost': number } }] }>`
    explain (format json) ${statement}`;
  const [row] = await reading.queries.built(explained.compile(builder));
  const plan = row?.['QUERY PLAN'][0].Plan;
  return { cost: plan?.['Total Cost'] ?? 0, expected: plan?.['Plan Rows'] ?? 0 };
}

/**
 * The backorders `b` that match, found one way and then tested one by one. The fence keeps the planner from other indexes, whose
 * use it thinks cheaper than it is; of the columns inside it reads only those that are asked for. Ends in a condition: more may
 * follow with `and`.
 */
export function byLookup({ by, tested }: Lookup): RawBuilder<unknown> {
  return sql`(select b.* from backorders b where ${by} offset 0) b where ${all(tested)}`;
}
