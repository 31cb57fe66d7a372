-- The company, the people who work in it, and how programs get in.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation';
end $$;

-- How instants and money leave the database inside JSON: RFC 3339 in UTC, and a decimal string with its currency.
create function instant(at timestamptz) returns text language sql stable parallel safe
  return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
create function money(amount numeric, currency text) returns json language sql stable parallel safe
  return json_build_object('amount',
    case when scale(trim_scale(amount)) > 2 then trim_scale(amount) else round(amount, 2) end::text, 'currency', currency);

create table company (
  id boolean primary key default true check (id),
  name text not null check (btrim(name) <> ''),
  time_zone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  working_days smallint[] not null default '{1,2,3,4,5}' check (working_days <@ '{1,2,3,4,5,6,7}' and cardinality(working_days) > 0),
  demo boolean not null default false,
  version integer not null default 1
);
comment on table company is 'One row. Every date of the business is a date in time_zone; working_days are ISO weekdays (1 = Monday).';

-- A time zone the database does not know would make "today" fail on every request.
create function check_time_zone() returns trigger language plpgsql as $$
begin
  -- Only names of zones: POSIX texts such as 'ABC3' are accepted by "at time zone" and by nothing else.
  if not exists (select from pg_timezone_names
    where name = new.time_zone and (name = 'UTC' or name ~ '^[A-Z][A-Za-z]+(/[A-Za-z0-9_+-]+)+$')) then
    raise exception 'there is no time zone %', new.time_zone using errcode = 'invalid_parameter_value';
  end if;
  return new;
end $$;
create trigger company_time_zone before insert or update of time_zone on company
  for each row execute function check_time_zone();

create table settings (
  id boolean primary key default true check (id),
  backorder_creation text not null default 'at_partial_fulfillment'
    check (backorder_creation in ('at_partial_fulfillment', 'at_confirmation', 'never')),
  allocation_mode text not null default 'automatic' check (allocation_mode in ('automatic', 'after_review', 'by_hand')),
  allocation_policy text not null default 'priority' check (allocation_policy in ('fifo', 'priority')),
  policy_version integer not null default 1,
  default_ship_policy text not null default 'partial' check (default_ship_policy in ('partial', 'complete')),
  invoice_rule text not null default 'per_fulfillment' check (invoice_rule in ('per_fulfillment')),
  reserve_ahead_days integer not null default 14 check (reserve_ahead_days between 0 and 365),
  handling_days integer not null default 1 check (handling_days between 0 and 60),
  reps_read_all boolean not null default true,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by text not null
);
comment on table settings is 'One row. updated_by and updated_at answer "off, by whom and when" beside a shortage without a backorder.';

create table users (
  id bigint generated always as identity primary key,
  name text not null check (btrim(name) <> ''),
  email text not null check (email = lower(email) and email like '%_@_%'),
  phone text,
  role text not null check (role in ('sales_rep', 'warehouse', 'manager', 'administrator', 'read_only')),
  active boolean not null default true,
  sign_in_id text unique,
  version integer not null default 1,
  created_at timestamptz not null,
  unique (email)
);
comment on column users.sign_in_id is 'The identity provider''s id of this person; null until a password is set.';

create table api_keys (
  id bigint generated always as identity primary key,
  name text not null check (btrim(name) <> ''),
  role text not null check (role in ('sales_rep', 'warehouse', 'manager', 'administrator', 'read_only')),
  key_hash bytea not null unique check (octet_length(key_hash) = 32),
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  check (expires_at is null or expires_at > created_at)
);
comment on table api_keys is 'Only the SHA-256 of a key of at least 128 random bits is kept.';

create trigger company_kept before delete or truncate on company for each statement execute function refuse_change();
create trigger settings_kept before delete or truncate on settings for each statement execute function refuse_change();
