-- Holds: what is held keeps its place in the queue and the stock it has, and takes and gives nothing until released.

create table holds (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  backorder_id bigint,
  reason text not null check (btrim(reason) <> ''),
  until date,
  notes text,
  held_at timestamptz not null,
  held_by text not null,
  released_at timestamptz,
  released_by text,
  release_notes text,
  foreign key (backorder_id, order_id) references backorders (id, order_id),
  constraint holds_released_whole check ((released_at is null) = (released_by is null)),
  constraint holds_release_notes check (release_notes is null or released_at is not null)
);
create unique index holds_one_open_of_order on holds (order_id) where backorder_id is null and released_at is null;
create unique index holds_one_open_of_backorder on holds (backorder_id) where released_at is null;
create index holds_order on holds (order_id);
create index holds_until on holds (until) where released_at is null;
comment on table holds is 'A hold of a backorder, or of a whole order with its backorders (backorder_id is null). on_hold of queue lines and backorders says whether one is open.';

create function guard_hold() returns trigger language plpgsql as $$
begin
  raise exception 'a hold is only released, once' using errcode = 'restrict_violation';
end $$;
create trigger holds_released_once before update on holds
  for each row when (old.released_at is not null
    or (old.order_id, old.backorder_id, old.reason, old.until, old.notes, old.held_at, old.held_by)
      is distinct from (new.order_id, new.backorder_id, new.reason, new.until, new.notes, new.held_at, new.held_by))
  execute function guard_hold();
create trigger holds_kept before delete or truncate on holds for each statement execute function refuse_change();

alter table allocation_runs drop constraint allocation_runs_cause_type_check;
alter table allocation_runs add constraint allocation_runs_cause_type_check check (cause_type in
  ('confirmation', 'receipt', 'adjustment', 'cancellation', 'fulfillment', 'void', 'return', 'review', 'schedule', 'release', 'priority')) not valid;
alter table allocation_runs validate constraint allocation_runs_cause_type_check;
