-- What was cancelled, why, and what it was worth.

create table cancellations (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  customer_id bigint not null references customers,
  reason text not null check (reason in ('customer_requested', 'product_discontinued', 'unable_to_fulfill', 'excessive_delay', 'other',
    'order_changed', 'replaced_by_order', 'shortage_cancelled')),
  reason_text text check (length(reason_text) <= 200),
  notes text,
  notify_customer boolean not null default false,
  cancelled_at timestamptz not null,
  cancelled_by text not null,
  constraint cancellations_other_says_what check (reason <> 'other' or reason_text is not null)
);
create index cancellations_order on cancellations (order_id);
comment on table cancellations is 'One act of cancelling. reason is what people choose from; what others wrote stands in reason_text; the last three are set by the product.';

create table cancellation_lines (
  id bigint generated always as identity primary key,
  cancellation_id bigint not null references cancellations,
  order_line_id bigint not null references order_lines,
  backorder_line_id bigint,
  quantity integer not null check (quantity > 0),
  value numeric(16, 2) not null check (value >= 0 and value < 'NaN'),
  foreign key (backorder_line_id, order_line_id) references backorder_lines (id, order_line_id),
  unique nulls not distinct (cancellation_id, order_line_id, backorder_line_id),
  unique (id, cancellation_id)
);
create index cancellation_lines_order_line on cancellation_lines (order_line_id);
comment on column cancellation_lines.value is 'The share of the locked line value that the cancelled units had.';
create trigger cancellations_append_only before update or delete or truncate on cancellations
  for each statement execute function refuse_change();
create trigger cancellation_lines_append_only before update or delete or truncate on cancellation_lines
  for each statement execute function refuse_change();

alter table demand_entries add column cancellation_id bigint references cancellations;

-- What was cancelled before: one act for each cause, instant and reason.
create temporary table acts on commit drop as
select l.order_id, e.cause_type, e.cause_id, e.reason, e.at, e.actor, row_number() over (order by min(e.id)) as place
from demand_entries e join order_lines l on l.id = e.order_line_id
where e.kind = 'cancelled' group by 1, 2, 3, 4, 5, 6;
insert into cancellations (order_id, customer_id, reason, reason_text, cancelled_at, cancelled_by)
select a.order_id, o.customer_id,
  case when a.reason in ('customer_requested', 'product_discontinued', 'unable_to_fulfill', 'excessive_delay', 'order_changed', 'shortage_cancelled')
    then a.reason else 'other' end, left(a.reason, 200), a.at, a.actor
from acts a join orders o on o.id = a.order_id order by a.place;

insert into cancellation_lines (cancellation_id, order_line_id, backorder_line_id, quantity, value)
select c.id, e.order_line_id, e.backorder_line_id, sum(e.quantity),
  round(l.value * sum(e.quantity) / l.quantity, 2)
from demand_entries e
join order_lines l on l.id = e.order_line_id
join acts a on (a.order_id, a.cause_type, a.cause_id, a.reason, a.at, a.actor) = (l.order_id, e.cause_type, e.cause_id, e.reason, e.at, e.actor)
join (select id, row_number() over (order by id) as place from cancellations) c on c.place = a.place
where e.kind = 'cancelled' group by c.id, e.order_line_id, e.backorder_line_id, l.value, l.quantity;
alter table demand_entries disable trigger demand_entries_append_only;
update demand_entries e set cancellation_id = c.id
from order_lines l, acts a, (select id, row_number() over (order by id) as place from cancellations) c
where e.kind = 'cancelled' and l.id = e.order_line_id and c.place = a.place
  and (a.order_id, a.cause_type, a.cause_id, a.reason, a.at, a.actor) = (l.order_id, e.cause_type, e.cause_id, e.reason, e.at, e.actor);
alter table demand_entries enable trigger demand_entries_append_only;
alter table demand_entries add constraint demand_entries_cancelled_on_record
  check (kind <> 'cancelled' or cancellation_id is not null);
create index demand_entries_cancellation on demand_entries (cancellation_id) where cancellation_id is not null;

-- Newest first, for one customer or all: the list of what was cancelled.
create index cancellations_newest on cancellations (cancelled_at, id);
create index cancellations_customer on cancellations (customer_id, cancelled_at, id);

-- Lines whose day passed while part of them still waits: proposed for cancellation, never cancelled by themselves.
create view lines_to_ship_by as
select q.id as queue_line_id, q.order_id, q.order_line_id, q.backorder_id, q.backorder_line_id, q.customer_id, q.warehouse_id, q.variant_id,
  l.cancel_if_not_shipped_by as ship_by, q.open - q.picked as quantity
from queue_lines q
join order_lines l on l.id = q.order_line_id and l.cancel_if_not_shipped_by is not null
where q.open > q.picked;
comment on view lines_to_ship_by is 'What still waits of lines that carry "cancel if not shipped by". Past its ship_by it is proposed for cancellation.';
