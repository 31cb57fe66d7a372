-- A change of the order reaches its open backorders, except for what a backorder was given for itself.

alter table backorders add column own_terms text[] not null default '{}';
alter table backorders add constraint backorders_own_terms
  check (own_terms <@ array['delivery_address', 'requested_on', 'ship_policy', 'notes']);
update backorders b set own_terms = '{notes}' from orders o
where o.id = b.order_id and b.notes is not null and b.notes is distinct from o.notes;
comment on column backorders.own_terms is 'What this backorder was given for itself: a change of the order leaves it as it is.';
