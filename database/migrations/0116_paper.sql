-- What paper says: who sends, where the goods lie, what the driver should know, and what was printed already.

alter table company add column address jsonb;
alter table company add column phone text;
alter table company add column email text;

alter table customers add column delivery_instructions text;
comment on column customers.delivery_instructions is 'For whoever brings the goods: printed on slips, labels and manifests.';

create table bins (
  variant_id bigint not null references variants (id),
  warehouse_id bigint not null references warehouses (id),
  bin text not null check (btrim(bin) <> ''),
  primary key (variant_id, warehouse_id)
);
comment on table bins is 'Where a variant lies in a warehouse, as the shelf says it; none where nobody said.';

create table prints (
  id bigint not null generated always as identity primary key,
  fulfillment_id bigint not null references fulfillments (id),
  document text not null check (document in ('packing_slip', 'label')),
  copy integer not null check (copy > 0),
  reason text check (btrim(reason) <> ''),
  at timestamptz not null,
  actor text not null,
  unique (fulfillment_id, document, copy),
  check (copy = 1 or reason is not null)
);
comment on table prints is 'Each time the paper of a fulfillment was printed. From the second time on it says why, and the paper says which copy it is.';
create trigger prints_append_only before update or delete on prints for each row execute function refuse_change();
