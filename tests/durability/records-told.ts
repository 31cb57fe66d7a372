import type { Database } from '#server/platform/database.ts';
import type { Acknowledged } from './writer.ts';

/** Every record that the answers tell of, by kind. */
export function recordsIn(acknowledged: readonly Acknowledged[]) {
  const made = (pattern: RegExp, name: (answer: Acknowledged['answer']) => string) =>
    acknowledged
      .filter(({ path }) => pattern.test(path))
      .map(({ answer }) => name(answer))
      .sort();
  return {
    adjustments: made(/^\/stock-adjustments$/, ({ id }) => id),
    orders: made(/^\/orders$/, ({ number }) => number),
    fulfillments: made(/fulfillments$/, ({ id }) => id),
  };
}

/** Every record there is, by kind: none that was told may be missing, and none be there twice. */
export async function readRecords(database: Database) {
  const names = async (sql: string) => (await database.query(sql)).rows.map(({ name }) => name as string).sort();
  return {
    adjustments: await names('select id::text as name from stock_adjustments'),
    orders: await names('select number as name from orders'),
    fulfillments: await names('select id::text as name from fulfillments'),
  };
}
