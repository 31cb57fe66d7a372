-- What lists filter by and what search finds by.

create extension if not exists pg_trgm;

alter table variants add column supplier_id bigint references suppliers;
create index variants_supplier on variants (supplier_id) where supplier_id is not null;
comment on column variants.supplier_id is 'Who it is usually bought from; purchase orders may go to anyone.';

alter table backorders add column variant_ids bigint[] not null default '{}';
update backorders b set variant_ids = l.variant_ids
from (select backorder_id, array_agg(distinct variant_id order by variant_id) as variant_ids from backorder_lines group by 1) l
where l.backorder_id = b.id;
comment on column backorders.variant_ids is 'What its lines ask for, so that a list by product reads no lines.';

-- Everything a list filters by that is no range, as words: any combination of them is one index lookup. Kept so plain that
-- PostgreSQL reads it into the index and the query instead of calling it.
create function backorder_facets(status text, is_ready boolean, on_hold boolean, high_priority boolean, promised_on date,
  reason text, warehouse_id bigint, customer_id bigint)
returns text[] language sql immutable parallel safe
  return array[
    status,
    case when status in ('open', 'ready_to_fulfill', 'partially_fulfilled') then 'is_open' else 'is_closed' end,
    case when is_ready then 'is_ready' else 'not_ready' end,
    case when on_hold then 'on_hold' else 'not_held' end,
    case when high_priority then 'high_priority' else 'usual_priority' end,
    case when promised_on is null then 'no_date' else 'has_date' end,
    'reason ' || coalesce(reason, ''),
    'warehouse ' || warehouse_id::text,
    'customer ' || customer_id::text];

create index backorders_facets on backorders using gin (
  backorder_facets(status, is_ready, on_hold, high_priority, promised_on, reason, warehouse_id, customer_id), variant_ids)
  with (gin_pending_list_limit = 256);

-- Rising and falling, what has no date comes last. With what lists sort by in it, a range of dates is sorted from the index.
create index backorders_open_by_promise on backorders (coalesce(promised_on, 'infinity'), id) include (promised_on, created_at, value)
  where status in ('open', 'ready_to_fulfill', 'partially_fulfilled');
create index backorders_open_by_promise_falling on backorders (coalesce(promised_on, '-infinity'), id)
  where status in ('open', 'ready_to_fulfill', 'partially_fulfilled');
create index backorders_open_by_value on backorders (value, id) where status in ('open', 'ready_to_fulfill', 'partially_fulfilled');
create index backorders_newest on backorders (created_at, id);
create index backorders_by_value on backorders (value, id);
create index backorders_by_promise on backorders (coalesce(promised_on, 'infinity'), id);
create index backorders_by_promise_falling on backorders (coalesce(promised_on, '-infinity'), id);

-- Numbers and codes are found by their beginning, in the order of bytes.
create index backorders_number_prefix on backorders (number collate "C");
create index orders_number_prefix on orders (number collate "C");
create index purchase_orders_number_prefix on purchase_orders (number collate "C");
create index shipments_tracking_prefix on shipments (upper(tracking_number) collate "C") where tracking_number is not null;
create index customers_name_words on customers using gin (name gin_trgm_ops);
create index variants_name_words on variants using gin (name gin_trgm_ops);
