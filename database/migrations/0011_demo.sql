-- The demo company: whether its making has ended, and how it alone can be emptied.

create table demo_loads (
  id boolean primary key default true check (id),
  started_at timestamptz not null,
  finished_at timestamptz check (finished_at >= started_at)
);
comment on table demo_loads is 'One row once the demo company began to be made. Without finished_at its maker died half-way, and the next start begins anew.';
-- A demo company that is older than this table is whole.
insert into demo_loads (started_at, finished_at)
select created_at, created_at from (select min(created_at) as created_at from warehouses) w
where created_at is not null and exists (select from company where demo);

-- A company that works for real never becomes a demo: emptying it would then be possible.
create function guard_demo() returns trigger language plpgsql as $$
begin
  raise exception 'a company that is no demo never becomes one' using errcode = 'restrict_violation';
end $$;
create trigger company_demo_final before update of demo on company
  for each row when (new.demo and not old.demo) execute function guard_demo();

-- Ledgers stay append-only, row by row, in a demo too; only there may whole tables be emptied.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'TRUNCATE' and tg_table_name not in ('company', 'settings') and exists (select from company where demo) then
    return null;
  end if;
  raise exception '% is append-only: % refused', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation';
end $$;

-- Empties a demo company: every record, every sign-in, all numbers from the start, all rules as they were given. Left are the
-- company itself, what migrations and loads noted, API keys, and the idempotency keys of requests under way.
create function empty_demo_company() returns void language plpgsql as $$
begin
  if not exists (select from company where demo for update) then
    raise exception 'only a demo company can be emptied' using errcode = 'restrict_violation';
  end if;
  execute (
    select 'truncate ' || string_agg(format('%I.%I', schemaname, tablename), ', ' order by schemaname, tablename) || ' restart identity'
    from pg_tables
    where schemaname = 'auth' or (schemaname = 'public'
      and tablename not in ('migrations', 'company', 'settings', 'demo_loads', 'api_keys', 'idempotency_keys')));
  delete from idempotency_keys where response_status is not null;
  execute coalesce((
    select string_agg(format('alter sequence %s restart', s.oid::regclass), '; ')
    from pg_class s
    where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = s.oid and d.deptype in ('a', 'i') and d.refobjsubid > 0)), 'select');
  execute (
    select 'update settings set ' || string_agg(format('%I = default', a.attname), ', ')
    from pg_attribute a
    where a.attrelid = 'settings'::regclass and a.atthasdef and a.attgenerated = '' and a.attname <> 'id');
end $$;
