import type { Database } from '#server/platform/database.ts';
import type { Chance } from '#tests/simulation/seeded-random.ts';

type Row = { id: string; version?: number } & Record<string, unknown>;

/** How many of the newest records of a table are known at a time. */
const ROWS_OF_A_TABLE = 30;

/** Names of fields that do not name their table. */
const TABLE_OF_FIELD: Record<string, string> = { salesRepId: 'users' };

/** The ids of real records, so that requests about them get as far as the rules of the business. */
export class KnownRecords {
  readonly #database: Database;
  readonly #chance: Chance;
  #tables = new Map<string, Row[]>();
  #statement: { name: string; text: string } | undefined;

  constructor(database: Database, chance: Chance) {
    this.#database = database;
    this.#chance = chance;
  }

  /** Looks anew at what exists. */
  async refresh(): Promise<void> {
    this.#statement ??= { name: 'known_records', text: await readStatement(this.#database) };
    const { rows } = await this.#database.query<{ table: string; row: Row }>(this.#statement);
    this.#tables = grouped(rows);
  }

  /** The id of a record a field such as `variantId` may name, mostly of one that belongs to `owner`; seldom of none. */
  idFor(field: string, owner?: { path: string; id: string }): string {
    if (this.#chance.below(30) === 0) return this.#chance.one(['999999999999999999', '77777777']) as string;
    const rows = this.#tables.get(TABLE_OF_FIELD[field] ?? tableOfField(field)) ?? this.#anyTable();
    const column = owner && `${singular(tableOfPath(owner.path))}_id`;
    const owned = column ? rows.filter((row) => String(row[column]) === owner.id) : [];
    return String((this.#chance.one(owned.length > 0 && this.#chance.below(5) > 0 ? owned : rows) ?? { id: '1' }).id);
  }

  /** The record of a path such as `/put-back-tasks/{id}/completions`. */
  recordFor(path: string): Row {
    return this.#chance.one(this.#tables.get(tableOfPath(path)) ?? this.#anyTable()) ?? { id: '1' };
  }

  #anyTable(): Row[] {
    return this.#chance.one([...this.#tables.values()]) ?? [];
  }
}

function grouped(rows: { table: string; row: Row }[]): Map<string, Row[]> {
  const tables = new Map<string, Row[]>();
  for (const { table, row } of rows) tables.set(table, [...(tables.get(table) ?? []), row]);
  return tables;
}

/** Ids, versions and references of the newest rows of every table. */
async function readStatement(database: Database): Promise<string> {
  const { rows } = await database.query<{ table: string; columns: string }>(`
    select c.relname as table, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and (a.attname in ('id', 'version') or (a.attname like '%\\_id' and a.atttypid = 'bigint'::regtype))
    group by 1 having bool_or(a.attname = 'id') order by 1`);
  return rows
    .map(
      ({ table, columns }) => `
        (select '${table}' as table, to_jsonb(r) as row
         from (select ${columns} from ${table} order by id desc limit ${ROWS_OF_A_TABLE}) r)`,
    )
    .join(' union all ');
}

/** `purchaseOrderLineId` → `purchase_order_lines`. */
function tableOfField(field: string): string {
  const words = field.replace(/Ids?$/, '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return words.endsWith('y') ? `${words.slice(0, -1)}ies` : `${words}s`;
}

/** `/put-back-tasks/{id}/completions` → `put_back_tasks`. */
function tableOfPath(path: string): string {
  return (path.split('/')[1] ?? '').replaceAll('-', '_');
}

function singular(table: string): string {
  return table.endsWith('ies') ? `${table.slice(0, -3)}y` : table.replace(/s$/, '');
}
