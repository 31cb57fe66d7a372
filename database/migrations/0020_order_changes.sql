-- Edits of orders, and who changed a record since somebody saw it.

alter table audit_events
  add column record_version integer,
  add column order_version integer;
comment on column audit_events.record_version is 'The version of the record this change made; null where the record has none. order_version says the same of the order it belongs to.';

alter table order_lines
  add column cancel_if_not_shipped_by date;
comment on column order_lines.increase_of_id is 'The line whose quantity this one raises: people see both as one row, each keeps its own queue time and life.';
comment on column order_lines.cancel_if_not_shipped_by is 'Past this day what has not shipped is proposed for cancellation; a person decides.';
create index order_lines_increase_of on order_lines (increase_of_id) where increase_of_id is not null;
create index order_lines_ship_by on order_lines (cancel_if_not_shipped_by, id) where cancel_if_not_shipped_by is not null;
-- An increase raises a line that is no increase itself.
create function check_increases() returns trigger language plpgsql as $$
begin
  if exists (select from added a join order_lines l on l.id = a.increase_of_id where l.increase_of_id is not null) then
    raise exception 'an increase raises a line that is no increase itself' using errcode = 'check_violation', constraint = 'order_lines_increase_of_line';
  end if;
  return null;
end $$;
create trigger order_lines_increase_of_line after insert on order_lines
  referencing new table as added for each statement execute function check_increases();
