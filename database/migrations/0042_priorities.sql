-- Marks and overrides of backorders, kept from the first one on.

alter table backorders add column manual_rank smallint not null default 0;
alter table backorders add constraint backorders_manual_rank check (manual_rank between -1 and 1);

create table backorder_priorities (
  id bigint generated always as identity primary key,
  backorder_id bigint not null references backorders,
  high_priority boolean not null,
  manual_rank smallint not null check (manual_rank between -1 and 1),
  reason text not null check (btrim(reason) <> ''),
  set_at timestamptz not null,
  set_by text not null
);
create index backorder_priorities_backorder on backorder_priorities (backorder_id, id);
comment on table backorder_priorities is 'Every change of a mark or override with its reason; the newest is in force and stands on the waiting lines as rank.';
create trigger backorder_priorities_append_only before update or delete or truncate on backorder_priorities
  for each statement execute function refuse_change();
