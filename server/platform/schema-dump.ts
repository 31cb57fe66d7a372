import type { Database } from './database.ts';

/** The schema as people review it: every table, column, rule, index, view, function and trigger, from the catalog. */
export async function dumpSchema(database: Database): Promise<string> {
  const { rows } = await database.query<{ definition: string }>(DEFINITIONS);
  return `-- The whole schema, written from the catalog. Generated; not read by any program.\n\n${rows.map(({ definition }) => definition.trimEnd()).join('\n\n')}\n`;
}

const DEFINITIONS = `
  with tables as (
    select c.oid, c.relname, c.reloptions, obj_description(c.oid, 'pg_class') as comment
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migrations'
  ), parts as (
    select 1 as kind, s.relname as name, '' as part, format('create sequence %I start %s;', s.relname, q.seqstart) as definition
    from pg_class s join pg_sequence q on q.seqrelid = s.oid
    where s.relnamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = s.oid and d.deptype in ('a', 'i'))
    union all
    select 2, t.relname, '', format(E'create table %I (\\n%s\\n)%s;', t.relname,
      (select string_agg(line, E',\\n' order by place, line) from (
        select a.attnum::int as place, format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
          case when a.attnotnull then ' not null' else '' end,
          case when a.attidentity <> '' then ' generated always as identity'
            when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
            when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end) as line
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
        union all
        select 10000, format('  constraint %I %s', k.conname, pg_get_constraintdef(k.oid))
        from pg_constraint k where k.conrelid = t.oid and k.contype <> 'n') lines),
      coalesce(' with (' || array_to_string(t.reloptions, ', ') || ')', ''))
    from tables t
    union all
    select 2, t.relname, 'comment', format('comment on table %I is %L;', t.relname, t.comment) from tables t where t.comment is not null
    union all
    select 2, t.relname, 'comment ' || lpad(a.attnum::text, 3, '0'), format('comment on column %I.%I is %L;', t.relname, a.attname, col_description(t.oid, a.attnum))
    from tables t join pg_attribute a on a.attrelid = t.oid where a.attnum > 0 and col_description(t.oid, a.attnum) is not null
    union all
    select 2, t.relname, 'index ' || i.relname, pg_get_indexdef(x.indexrelid) || ';'
    from tables t join pg_index x on x.indrelid = t.oid join pg_class i on i.oid = x.indexrelid
    where not exists (select from pg_constraint k where k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x'))
    union all
    select 4, t.relname, 'trigger ' || g.tgname, pg_get_triggerdef(g.oid) || ';'
    from tables t join pg_trigger g on g.tgrelid = t.oid where not g.tgisinternal
    union all
    select 3, p.proname, '', pg_get_functiondef(p.oid) || ';'
    from pg_proc p where p.pronamespace = 'public'::regnamespace
    union all
    select 5, v.relname, '', format(E'create view %I as\\n%s', v.relname, pg_get_viewdef(v.oid))
    from pg_class v where v.relnamespace = 'public'::regnamespace and v.relkind = 'v'
  )
  select definition from parts order by kind, name collate "C", part collate "C"`;
