import { type RawBuilder, sql } from 'kysely';
import { builder } from '../platform/query-builder.ts';
import type { Reading } from '../platform/work.ts';
import { all, type Conditions, fetching, promisedWithin, type Way } from './list-filters.ts';

/** A way to find what filters leave, as one condition. */
export type Lookup = Omit<Way, 'by'> & { by: RawBuilder<boolean> };
/** With what the planner expects it to cost, and how many backorders to be left. */
export type PricedLookup = Lookup & { cost: number; expected: number };

/**
 * The way that is expected to cost least; beside it, how many backorders `listed` alone leaves, where that is asked. All is
 * asked at once.
 */
export async function chooseLookup(
  conditions: Conditions,
  reading: Reading,
  listed?: RawBuilder<boolean>,
): Promise<{ lookup: PricedLookup; listed: number }> {
  const ways = lookupsOf(conditions);
  const expectations = await expect(
    [
      ...ways.map((way) => sql`select from ${byLookup(way)}`),
      ...(listed ? [sql`select from backorders b where ${listed}`] : []),
    ],
    reading,
  );
  const priced = ways.map((way, index) => ({ ...way, ...(expectations[index] as Expectation) }));
  const cheapest = priced.reduce((best, way) => (way.cost < best.cost ? way : best));
  return {
    // All ways leave the same. What is tested by fetching the planner takes for half.
    lookup: { ...cheapest, expected: Math.min(...priced.map(({ expected }) => expected)) },
    listed: expectations[ways.length]?.expected ?? 0,
  };
}

/** The same for who finds all of them whatever it costs: where there is one way, nobody is asked. */
export async function onlyOrLeastLookup(conditions: Conditions, reading: Reading): Promise<Lookup> {
  const [only, ...others] = lookupsOf(conditions);
  return only && others.length === 0 ? only : (await chooseLookup(conditions, reading)).lookup;
}

function lookupsOf({ created, promised, ways }: Conditions): Lookup[] {
  const range = promisedWithin(promised, sql`coalesce(b.promised_on, 'infinity')`, 'infinity');
  return ways.map((way) => ({ ...way, by: all([...created, ...range, ...way.by]) }));
}

type Expectation = { cost: number; expected: number };
type Explained = { 'QUERY PLAN': [{ Plan: { 'Plan Rows': number; 'Total Cost': number } }] };

/** What the planner expects of each statement, without running it. */
async function expect(statements: readonly RawBuilder<unknown>[], reading: Reading): Promise<Expectation[]> {
  const explain = (statement: RawBuilder<unknown>) =>
    sql<Explained>`explain (format json) ${statement}`.compile(builder);
  const answers = await Promise.all(statements.map((statement) => reading.queries.built(explain(statement))));
  return answers.map(([row]) => {
    const plan = row?.['QUERY PLAN'][0].Plan;
    return { cost: plan?.['Total Cost'] ?? 0, expected: plan?.['Plan Rows'] ?? 0 };
  });
}

/**
 * The backorders `b` that match, found one way and then tested one by one, what no index holds last. The fence keeps the planner
 * from other indexes, whose use it thinks cheaper than it is; of the columns inside it reads only those that are asked for.
 * Ends in a condition: more may follow with `and`.
 */
export function byLookup({ by, tested, fetched }: Lookup): RawBuilder<unknown> {
  return sql`
    (select b.*, b.id as found_id from backorders b where ${by} offset 0) b
    where ${all([...tested, ...fetching(fetched, 'found_id')])}`;
}
