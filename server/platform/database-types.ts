import type { Database } from './database.ts';

/** TypeScript types of every table and view, as the driver returns their columns. */
export async function describeTypes(database: Database): Promise<string> {
  const { rows } = await database.query<ColumnRow>(`
    select c.relname as table, a.attname as column, t.typname as type, a.attnotnull as required,
      a.attgenerated <> '' or a.attidentity = 'a' as generated, d.adbin is not null as defaulted
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and c.relname <> 'migrations'
    order by c.relname collate "C", a.attnum`);
  const tables = new Map<string, string[]>();
  for (const row of rows) {
    const lines = tables.get(row.table) ?? [];
    tables.set(row.table, lines);
    lines.push(`    ${row.column}: ${columnType(row)};`);
  }
  const body = [...tables].map(([table, lines]) => `  ${table}: {\n${lines.join('\n')}\n  };`).join('\n');
  return `// Generated from the schema; edit a migration instead.\nimport type { ColumnType, Generated, GeneratedAlways } from 'kysely';\n\nexport type Tables = {\n${body}\n};\n`;
}

type ColumnRow = {
  table: string;
  column: string;
  type: string;
  required: boolean;
  generated: boolean;
  defaulted: boolean;
};

function columnType({ type, required, generated, defaulted }: ColumnRow): string {
  const base = SCALARS[type];
  if (base === undefined) throw new Error(`no TypeScript type for ${type}`);
  const whole = required ? base : `${base} | null`;
  if (generated) return `GeneratedAlways<${whole}>`;
  if (type === 'timestamptz')
    return `ColumnType<${whole}, Date | ${whole}${required ? '' : ' | undefined'}, Date | ${whole}>`;
  return defaulted || !required ? `Generated<${whole}>` : whole;
}

const SCALARS: Record<string, string> = {
  bool: 'boolean',
  bytea: 'Buffer',
  date: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'string',
  jsonb: 'unknown',
  numeric: 'string',
  text: 'string',
  uuid: 'string',
  timestamptz: 'string',
  xid8: 'string',
  _int2: 'number[]',
  _int8: 'string[]',
  _text: 'string[]',
};
