/**
 * One insert, update or delete of a compound statement. Its parameters count from $1 and each is used in it. No two parts
 * change the same row, and none sees what another did.
 */
export type Part = { name: string; sql: string; values: readonly unknown[] };

const composed = new Map<string, string>();

/** One statement of several parts, so that they cost one trip and one plan. The same parts give the same text. */
export function compose(parts: readonly Part[]): { sql: string; values: unknown[] } {
  const key = parts.map(({ name }) => name).join(' ');
  let sql = composed.get(key);
  if (sql === undefined) {
    let before = 0;
    const written = parts.map((part) => {
      const offset = before;
      before += part.values.length;
      return `${part.name} as (${part.sql.replace(/\$(\d+)/g, (_, number) => `$${Number(number) + offset}`)})`;
    });
    sql = `with ${written.join(',\n')}\nselect`;
    composed.set(key, sql);
  }
  return { sql, values: parts.flatMap(({ values }) => values) };
}
