-- A shipment is planned before it leaves: it groups fulfillments of one customer, for a carrier or one of our routes.

alter table shipments
  alter column shipped_at drop not null,
  alter column shipped_by drop not null,
  add column route_id bigint references routes (id),
  add column created_at timestamptz,
  add column created_by text,
  add column version integer not null default 1;
update shipments set created_at = shipped_at, created_by = shipped_by;
alter table shipments
  alter column created_at set not null,
  alter column created_by set not null,
  add constraint shipments_left check ((shipped_at is null) = (shipped_by is null)),
  add constraint shipments_one_way check (route_id is null or (carrier_id is null and carrier is null));
comment on table shipments is 'What goes to one customer at once; not shipped while it is planned. estimated_delivery_on is also the day a route drives.';
create index shipments_planned on shipments (customer_id, id) where shipped_at is null;
create index shipments_on_route on shipments (route_id, estimated_delivery_on) where route_id is not null;
create index if not exists fulfillments_shipment on fulfillments (shipment_id) where shipment_id is not null;

create function escape_address(given text) returns text language sql immutable strict parallel safe as $$
  select coalesce(string_agg(case when c ~ '^[A-Za-z0-9._~-]$' then c
    else regexp_replace(upper(encode(convert_to(c, 'UTF8'), 'hex')), '(..)', '%\1', 'g') end, '' order by n), '')
  from regexp_split_to_table(given, '') with ordinality letters(c, n)
$$;
comment on function escape_address is 'A text as it may stand in an address, letter by letter.';

create function tracking_address(of_carrier_id bigint, carrier_name text, tracking_number text) returns text language sql stable as $$
  select replace(coalesce(
      (select c.tracking_link from carriers c where c.id = of_carrier_id),
      case
        when btrim(carrier_name) ~* '^ups\y' then 'https://www.ups.com/track?tracknum={number}'
        when btrim(carrier_name) ~* '^fedex\y' then 'https://www.fedex.com/fedextrack/?trknbr={number}'
        when btrim(carrier_name) ~* '^(usps|us postal)\y' then 'https://tools.usps.com/go/TrackConfirmAction?tLabels={number}'
        when btrim(carrier_name) ~* '^dhl\y' then 'https://www.dhl.com/us-en/home/tracking.html?tracking-id={number}'
      end), '{number}', escape_address(nullif(regexp_replace(tracking_number, '\s', '', 'g'), '')))
$$;
comment on function tracking_address is 'Where a carrier answers about a parcel: by its link, or where the address is known anyway. Null where nobody knows.';

alter table fulfillments drop constraint fulfillments_shipped_in_shipment;
alter table fulfillments add constraint fulfillments_shipped_in_shipment check (shipped_at is null or shipment_id is not null) not valid;
alter table fulfillments validate constraint fulfillments_shipped_in_shipment;
