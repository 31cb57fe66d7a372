-- Who brings the goods: carriers with where they answer about a parcel, and routes of our own trucks with their stops.

create table carriers (
  id bigint not null generated always as identity primary key,
  name text not null check (btrim(name) <> ''),
  tracking_link text check (tracking_link ~ '^https://[^[:space:]]+$' and tracking_link like '%{number}%'),
  usual_days integer check (usual_days between 0 and 60),
  active boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null default clock_timestamp(),
  version integer not null default 1
);
create unique index carriers_name on carriers (lower(name));
create index carriers_changed on carriers (updated_at, id);
comment on column carriers.tracking_link is 'Where the carrier answers about a parcel; {number} stands for its number.';
comment on column carriers.usual_days is 'Working days from the shipment to the delivery, as a rule.';
create trigger stamp_change before update on carriers for each row
  when (old.version <> new.version and old.updated_at = new.updated_at) execute function stamp_change();

create table routes (
  id bigint not null generated always as identity primary key,
  name text not null check (btrim(name) <> ''),
  weekdays smallint[] not null check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[] and cardinality(weekdays) between 1 and 7),
  driver_id bigint references users (id),
  phone text,
  active boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null default clock_timestamp(),
  version integer not null default 1
);
create unique index routes_name on routes (lower(name));
create index routes_changed on routes (updated_at, id);
create index routes_driver on routes (driver_id);
comment on table routes is 'A way one of our own trucks drives on its days, 1 is Monday.';
comment on column routes.phone is 'Where the truck is reached, when that is not the telephone of its driver.';
create trigger stamp_change before update on routes for each row
  when (old.version <> new.version and old.updated_at = new.updated_at) execute function stamp_change();

create table route_stops (
  route_id bigint not null references routes (id),
  customer_id bigint not null references customers (id),
  position integer not null check (position > 0),
  primary key (route_id, customer_id),
  unique (route_id, position)
);
create index route_stops_customer on route_stops (customer_id);
comment on table route_stops is 'The customers of a route in the order in which the truck comes to them.';

alter table shipments add column carrier_id bigint references carriers (id);
comment on column shipments.carrier is 'What the carrier was called; null for a truck of our own.';
comment on column shipments.carrier_id is 'The carrier of that name; null where it is in no list.';

-- Every carrier that was written by hand, once, under the name written most often; our own truck is none.
with written as (
  select btrim(carrier) as name, count(*) as times from shipments
  where btrim(carrier) <> '' and lower(btrim(carrier)) not in ('own truck', 'our truck', 'our own truck', 'camión propio')
  group by 1)
insert into carriers (name, tracking_link, created_at)
select distinct on (lower(name)) name,
  case
    when name ~* '^ups\y' then 'https://www.ups.com/track?tracknum={number}'
    when name ~* '^fedex\y' then 'https://www.fedex.com/fedextrack/?trknbr={number}'
    when name ~* '^(usps|us postal)\y' then 'https://tools.usps.com/go/TrackConfirmAction?tLabels={number}'
    when name ~* '^dhl\y' then 'https://www.dhl.com/us-en/home/tracking.html?tracking-id={number}'
  end, now()
from written order by lower(name), times desc, name;
update shipments s set carrier_id = c.id from carriers c where lower(c.name) = lower(btrim(s.carrier));
create index shipments_carrier on shipments (carrier_id) where carrier_id is not null;
