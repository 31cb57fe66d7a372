-- How many lines of a backorder are open is kept beside what it is worth, so that reports need not read a million lines to count them.

alter table backorders add column open_lines integer not null default 0 check (open_lines >= 0);
update backorders b set open_lines = l.open_lines
  from (select backorder_id, count(*) as open_lines from backorder_lines where outstanding > 0 group by 1) l
  where l.backorder_id = b.id;
comment on column backorders.open_lines is 'Lines with something outstanding.';
