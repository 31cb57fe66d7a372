-- What each open backorder may expect, kept for lists: computed by jobs, never inside the change that moved it.

create table told_dates (
  id bigint generated always as identity primary key,
  backorder_id bigint not null references backorders,
  told_on date,
  told_at timestamptz not null,
  told_by text not null
);
create index told_dates_backorder on told_dates (backorder_id, id);
comment on table told_dates is 'Every date a customer was told, by a promise or in a contact; the newest counts. Null: told that there is no date yet.';
create trigger told_dates_append_only before update or delete or truncate on told_dates
  for each statement execute function refuse_change();

insert into told_dates (backorder_id, told_on, told_at, told_by)
select backorder_id, promised_on, promised_at, promised_by from backorder_promises order by id;

create table backorder_line_outlooks (
  backorder_line_id bigint primary key,
  backorder_id bigint not null,
  variant_id bigint not null,
  warehouse_id bigint not null,
  projected_on date,
  no_date_because text check (no_date_because in ('no_supply', 'late_supply', 'on_hold')),
  place_in_queue integer check (place_in_queue > 0),
  quantity_ahead integer not null check (quantity_ahead >= 0),
  check ((projected_on is null) = (no_date_because is not null))
) with (fillfactor = 80);
create index backorder_line_outlooks_stock on backorder_line_outlooks (variant_id, warehouse_id);
create index backorder_line_outlooks_backorder on backorder_line_outlooks (backorder_id);
comment on table backorder_line_outlooks is 'A projection of the queue of each stock onto its open backorder lines; backorder_outlooks is made of it. No foreign keys: checking them would lock rows that the work of the day waits for.';

create table backorder_outlooks (
  backorder_id bigint primary key,
  projected_on date,
  no_date_because text check (no_date_because in ('no_supply', 'late_supply', 'on_hold')),
  place_in_queue integer check (place_in_queue > 0),
  quantity_ahead integer not null check (quantity_ahead >= 0),
  is_at_risk boolean not null,
  date_moved boolean not null,
  told_on date,
  told_at timestamptz,
  refreshed_at timestamptz not null,
  check ((projected_on is null) = (no_date_because is not null))
) with (fillfactor = 80);
create index backorder_outlooks_at_risk on backorder_outlooks (backorder_id) where is_at_risk;
create index backorder_outlooks_date_moved on backorder_outlooks (backorder_id) where date_moved;
comment on table backorder_outlooks is 'One row per open backorder: its latest line decides the date, its best line the place. Kept current by jobs, a second or so behind.';
comment on column backorder_outlooks.told_on is 'The date the customer was last told; told_at is null when nobody told anything.';
