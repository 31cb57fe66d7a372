-- Lists as people keep them: the filters, the order and the grouping of a list under a name.

create table saved_views (
  id bigint generated always as identity primary key,
  user_id bigint not null references users,
  list text not null check (list in ('backorders', 'orders')),
  name text not null check (btrim(name) <> '' and length(name) <= 80),
  address jsonb not null check (jsonb_typeof(address) = 'object'),
  is_shared boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null
);
create unique index saved_views_name on saved_views (user_id, list, lower(name));
create index saved_views_shared on saved_views (list) where is_shared;
comment on column saved_views.address is 'The parameters of the list''s address on the screen.';
