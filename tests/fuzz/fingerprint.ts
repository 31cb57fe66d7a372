import type { Database } from '#server/platform/database.ts';

/** Tables a refused request may write: the record of who tried what. */
const RECORDS_OF_ATTEMPTS = ['audit_events', 'audit_seals', 'refused_acts', 'sign_in_attempts'];

export type Fingerprint = Map<string, string>;

/** The tables of these schemas, but not those of these names. */
type LooksAt = { schemas: readonly string[]; butNot: readonly string[] };

/**
 * Sees whether anything was stored. A look costs as much as reading every table, so it is taken only when the server has
 * begun a transaction that writes since the last one.
 */
export class Watch {
  readonly #database: Database;
  readonly #looksAt: LooksAt;
  #statement: { name: string; text: string } | undefined;
  #next = '';
  #fingerprint: Fingerprint = new Map();

  constructor(database: Database, looksAt: LooksAt = { schemas: ['public'], butNot: RECORDS_OF_ATTEMPTS }) {
    this.#database = database;
    this.#looksAt = looksAt;
  }

  /** The tables of the company that differ from what they were at the last call. */
  async changedTables(): Promise<string[]> {
    const { rows } = await this.#database.query('select pg_snapshot_xmax(pg_current_snapshot())::text as next');
    if (rows[0].next === this.#next) return [];
    this.#next = rows[0].next;
    const before = this.#fingerprint;
    this.#fingerprint = await this.#take();
    return [...this.#fingerprint].filter(([table, rows]) => before.get(table) !== rows).map(([table]) => table);
  }

  async #take(): Promise<Fingerprint> {
    this.#statement ??= { name: 'fingerprint', text: await readStatement(this.#database, this.#looksAt) };
    const { rows } = await this.#database.query<{ table: string; rows: string }>(this.#statement);
    return new Map(rows.map((row) => [row.table, row.rows]));
  }
}

/** A row that is inserted, changed or deleted changes the number of rows or the sum over who wrote each and where. */
async function readStatement(database: Database, { schemas, butNot }: LooksAt): Promise<string> {
  const { rows } = await database.query<{ name: string }>(
    `select case nspname when 'public' then '' else quote_ident(nspname) || '.' end || quote_ident(relname) as name
     from pg_class c join pg_namespace n on n.oid = relnamespace
     where nspname = any ($1) and relkind = 'r' and relname <> all ($2) order by 1`,
    [schemas, butNot],
  );
  return rows
    .map(
      ({ name }) => `
        select '${name}' as table, count(*) || ' ' || coalesce(sum(hashtextextended(xmin::text || ctid::text, 0)), 0) as rows
        from ${name}`,
    )
    .join(' union all ');
}
