-- What people were last told, so that a message says only what is other than that.

create table told_supply_dates (
  purchase_order_line_id bigint primary key references purchase_order_lines (id),
  expected_on date
);
comment on table told_supply_dates is 'The expected date people last heard of a line. A line not listed: the first of its supply_date_changes.';
insert into told_supply_dates (purchase_order_line_id, expected_on)
select l.id, l.expected_on from purchase_order_lines l
where exists (select from supply_date_changes d where d.purchase_order_line_id = l.id and d.expected_on is distinct from l.expected_on);

alter table notification_backorders drop constraint notification_backorders_news_check;
alter table notification_backorders add constraint notification_backorders_news_check
  check (news in ('ready', 'not_ready', 'moved', 'at_risk', 'broken'));
alter table notification_backorders add column covered integer check (covered >= 0);
update notification_backorders t set covered = b.fulfilled + b.allocated
from backorders b where b.id = t.backorder_id and t.news = 'ready';
alter table notification_backorders add constraint notification_backorders_covered
  check ((covered is not null) = (news in ('ready', 'not_ready')));
comment on column notification_backorders.covered is 'Of news about readiness: how many of its units were allocated or had left when it was told.';
