-- A customer orders again what a backorder of theirs still waits for.

alter table order_lines
  add column double_demand text check (double_demand in ('add', 'merge', 'replace'));
comment on column order_lines.double_demand is 'What was decided about the customer''s open backorders of the same variant; null where nobody was asked, which adds.';

create table double_demands (
  order_line_id bigint not null references order_lines,
  backorder_line_id bigint not null references backorder_lines,
  decision text not null check (decision in ('add', 'merge', 'replace')),
  was_asked boolean not null,
  outstanding integer not null check (outstanding > 0),
  at timestamptz not null,
  primary key (order_line_id, backorder_line_id)
);
create index double_demands_backorder_line on double_demands (backorder_line_id);
comment on table double_demands is 'The same customer waited for the same variant on a backorder line when this order line was confirmed: what was outstanding then, and what was decided.';
create trigger double_demands_append_only before update or delete or truncate on double_demands
  for each statement execute function refuse_change();

create index backorders_open_of_customer on backorders (customer_id)
  where status in ('open', 'ready_to_fulfill', 'partially_fulfilled');
