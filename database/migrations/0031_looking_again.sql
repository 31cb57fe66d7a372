-- What was looked at, and by whom: the weekly review, notifications read, the home page, exceptions derived on reading.

alter table backorders add column reviewed_at timestamptz;
comment on column backorders.reviewed_at is 'The newest of its backorder_reviews.';
create index backorders_unreviewed on backorders (coalesce(reviewed_at, created_at), id)
  where status in ('open', 'ready_to_fulfill', 'partially_fulfilled');

create table backorder_reviews (
  id bigint generated always as identity primary key,
  backorder_id bigint not null references backorders,
  note text check (btrim(note) <> ''),
  at timestamptz not null,
  actor text not null
);
create index backorder_reviews_backorder on backorder_reviews (backorder_id, id);
create trigger backorder_reviews_append_only before update or delete or truncate on backorder_reviews
  for each statement execute function refuse_change();

create table notification_reads (
  principal text not null,
  notification_id bigint not null references notifications,
  primary key (principal, notification_id)
);
comment on table notification_reads is 'Read one by one, beyond what reading_marks covers.';

create table reading_marks (
  principal text primary key,
  notifications_to bigint not null default 0 check (notifications_to >= 0),
  home_seen_at timestamptz
);
comment on table reading_marks is 'How far somebody has read: every notification up to an id, and the home page up to an instant.';

-- Demand that stands on the order itself and has no stock: the few lines among which shortages without a backorder are.
create index queue_lines_waiting_on_order on queue_lines (id) where backorder_line_id is null and open > allocated;

-- The ledger grows in the order of time, so a range of it is found by blocks.
create index demand_entries_at on demand_entries using brin (at) with (pages_per_range = 32);
create index audit_events_at on audit_events using brin (at) with (pages_per_range = 32);
