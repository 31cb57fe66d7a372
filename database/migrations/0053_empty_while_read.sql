-- Queries and jobs lock the tables they touch one after the other, in their own order. Emptying waits for each of them less
-- long than deadlocks take to be looked for (deadlock_timeout), lets go of everything and tries again: nobody is ever
-- undone for being met half-way.
create or replace function empty_demo_company() returns void language plpgsql as $$
declare
  given_tables text;
  caller_lock_timeout text := current_setting('lock_timeout');
begin
  if not exists (select from company where demo for update) then
    raise exception 'only a demo company can be emptied' using errcode = 'restrict_violation';
  end if;
  select string_agg(format('%I.%I', schemaname, tablename), ', ' order by schemaname, tablename) into given_tables
  from pg_tables
  where schemaname = 'auth' or (schemaname = 'public'
    and tablename not in ('migrations', 'company', 'settings', 'demo_loads', 'api_keys', 'idempotency_keys'));
  perform set_config('lock_timeout', '100ms', true);
  loop
    begin
      execute 'lock table ' || given_tables || ' in access exclusive mode';
      exit;
    exception when lock_not_available then
      perform pg_sleep(0.05 * random());
    end;
  end loop;
  perform set_config('lock_timeout', caller_lock_timeout, true);
  execute 'truncate ' || given_tables || ' restart identity';
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
