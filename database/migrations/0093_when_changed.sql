-- Programs ask each list what changed since they last looked. A record is stamped by the clock of the database, not of the
-- company: what one program read must come before what it reads next. A version counts what is a change.

create function stamp_change() returns trigger language plpgsql as $$
begin
  new.updated_at := clock_timestamp();
  return new;
end $$;
comment on function stamp_change is 'Notes when a record changed, unless the statement already did.';

do $$
declare changing text;
begin
  foreach changing in array array['customers', 'products', 'variants', 'suppliers', 'warehouses', 'deals', 'orders', 'backorders',
    'fulfillments', 'purchase_orders', 'follow_ups'] loop
    execute format('alter table %I add column updated_at timestamptz not null default now()', changing);
    execute format('alter table %I alter column updated_at set default clock_timestamp()', changing);
    execute format('create index %I on %I (updated_at, id)', changing || '_changed', changing);
    execute format('create trigger stamp_change before update on %I for each row
      when (old.version <> new.version and old.updated_at = new.updated_at) execute function stamp_change()', changing);
  end loop;
end $$;
