-- Seals go by the ids of the events, which a restore into another cluster keeps. Numbers of transactions begin again there,
-- below those that are sealed already: nothing would ever have been sealed again.
alter table audit_seals add column last_event_id bigint;
alter table audit_seals alter column last_transaction_id drop not null;

-- An old seal covers as many events as it says, the first ones of its transactions: later ones with such a number are of
-- another cluster.
alter table audit_seals disable trigger audit_seals_append_only;
with sealed as (
  select id, events, last_transaction_id, lag(last_transaction_id, 1, '0'::xid8) over (order by id) as after_transaction_id
  from audit_seals
), reached as (
  select s.id, (
    select max(e.id) from (
      select id from audit_events
      where transaction_id > s.after_transaction_id and transaction_id <= s.last_transaction_id
      order by id limit s.events) e) as last_event_id
  from sealed s
)
update audit_seals s set last_event_id = r.last_event_id
from (select id, coalesce(max(last_event_id) over (order by id), 0) as last_event_id from reached) r
where r.id = s.id;
alter table audit_seals enable trigger audit_seals_append_only;
-- The version before cannot seal any more, rather than begin the chain anew.
alter table audit_seals alter column last_event_id set not null;

comment on column audit_seals.last_event_id is 'Covers the events up to this id that no seal before it covers.';
comment on column audit_seals.last_transaction_id is 'Of seals that went by transactions: covers those up to this one, of ids up to last_event_id.';

create table audit_sealing (
  is_only boolean primary key default true check (is_only),
  sealed_until timestamptz not null
);
insert into audit_sealing (sealed_until) values (now());
comment on table audit_sealing is 'One row: everything recorded before this instant, by the clock of the server, is sealed.';
