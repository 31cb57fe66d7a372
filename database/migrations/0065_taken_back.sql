-- What a change of an order took back, beside the sums of the ledger: people read what is wanted now (rule 19).

alter table order_lines add column taken_back integer not null default 0;
alter table backorder_lines add column taken_back integer not null default 0;
alter table orders add column taken_back integer not null default 0;
alter table backorders add column taken_back integer not null default 0;

create temporary table taken on commit drop as
select l.order_id, e.order_line_id, b.backorder_id, e.backorder_line_id, sum(e.quantity)::integer as quantity
from demand_entries e
join order_lines l on l.id = e.order_line_id
left join backorder_lines b on b.id = e.backorder_line_id
where e.kind = 'cancelled' and e.reason = 'order_changed' group by 1, 2, 3, 4;
update order_lines l set taken_back = t.quantity
from (select order_line_id, sum(quantity)::integer as quantity from taken group by 1) t where l.id = t.order_line_id;
update backorder_lines l set taken_back = t.quantity
from (select backorder_line_id, sum(quantity)::integer as quantity from taken where backorder_line_id is not null group by 1) t
where l.id = t.backorder_line_id;
update orders o set taken_back = t.quantity
from (select order_id, sum(quantity)::integer as quantity from taken group by 1) t where o.id = t.order_id;
update backorders b set taken_back = t.quantity
from (select backorder_id, sum(quantity)::integer as quantity from taken where backorder_id is not null group by 1) t
where b.id = t.backorder_id;

alter table order_lines add constraint order_lines_taken_back check (taken_back between 0 and quantity);
alter table backorder_lines add constraint backorder_lines_taken_back check (taken_back between 0 and cancelled);
alter table orders add constraint orders_taken_back check (taken_back between 0 and cancelled);
alter table backorders add constraint backorders_taken_back check (taken_back between 0 and cancelled);
comment on column order_lines.taken_back is 'What changes of the order took back of the line, on the order and on its backorders: part of the cancelled sums, and of no figure people read as ordered.';
comment on column backorder_lines.taken_back is 'What changes of the order took back of it: part of cancelled, and of no figure people read as backordered.';
