-- One row for each new line, however many backorders of the customer wait for the same variant: a row for each of them made
-- every further order of such a customer slower than the one before.

alter table double_demands rename to double_demands_by_backorder_line;
alter index double_demands_backorder_line rename to double_demands_by_backorder_line_old;
alter table double_demands_by_backorder_line rename constraint double_demands_pkey to double_demands_by_backorder_line_pkey;

create table double_demands (
  order_line_id bigint primary key references order_lines,
  customer_id bigint not null references customers,
  variant_id bigint not null references variants,
  decision text not null check (decision in ('add', 'merge', 'replace')),
  was_asked boolean not null,
  outstanding bigint not null check (outstanding > 0),
  backorders integer not null check (backorders > 0),
  oldest_backorder_line_id bigint not null references backorder_lines,
  at timestamptz not null
);
comment on table double_demands is 'The same customer waited for the same variant when this order line was confirmed: how much was outstanding then in all, on how many backorders, which waited longest, and what was decided.';

insert into double_demands
select d.order_line_id, o.customer_id, l.variant_id, min(d.decision), bool_or(d.was_asked), sum(d.outstanding),
  count(distinct b.backorder_id), (array_agg(b.id order by h.created_at, b.id))[1], min(d.at)
from double_demands_by_backorder_line d
join order_lines l on l.id = d.order_line_id
join orders o on o.id = l.order_id
join backorder_lines b on b.id = d.backorder_line_id
join backorders h on h.id = b.backorder_id
group by d.order_line_id, o.customer_id, l.variant_id;

drop table double_demands_by_backorder_line;
create index double_demands_of_customer on double_demands (customer_id, variant_id, at);
create trigger double_demands_append_only before update or delete or truncate on double_demands
  for each statement execute function refuse_change();
