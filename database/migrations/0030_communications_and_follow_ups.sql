-- What was said to customers, what must be said next, and notes for colleagues.

create table communications (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  backorder_id bigint,
  at timestamptz not null,
  method text not null check (method in ('phone', 'email', 'in_person', 'other')),
  direction text not null check (direction in ('inbound', 'outbound')),
  text text not null check (btrim(text) <> ''),
  preference text,
  agreement text,
  arrangements text,
  reaction text check (reaction in ('satisfied', 'neutral', 'unhappy')),
  next_follow_up_on date,
  recorded_at timestamptz not null,
  recorded_by text not null,
  foreign key (backorder_id, order_id) references backorders (id, order_id)
);
create index communications_order on communications (order_id, at, id);
create index communications_backorder on communications (backorder_id, at, id) where backorder_id is not null;
comment on table communications is 'Every call, e-mail and visit, append-only. Without a backorder_id it was about the order as a whole; at is when it happened, recorded_at when it was written down.';
create trigger communications_append_only before update or delete or truncate on communications
  for each statement execute function refuse_change();

create table notes (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  backorder_id bigint,
  text text not null check (btrim(text) <> ''),
  at timestamptz not null,
  actor text not null,
  foreign key (backorder_id, order_id) references backorders (id, order_id)
);
create index notes_order on notes (order_id, id);
comment on table notes is 'Remarks for colleagues, append-only; no customer sees them.';
create trigger notes_append_only before update or delete or truncate on notes
  for each statement execute function refuse_change();

create table follow_ups (
  id bigint generated always as identity primary key,
  order_id bigint not null references orders,
  backorder_id bigint,
  assigned_to_id bigint references users,
  cause text not null check (cause in ('communication', 'delivery', 'outcome', 'by_hand')),
  communication_id bigint references communications,
  subject text check (btrim(subject) <> ''),
  due_on date not null,
  created_at timestamptz not null,
  created_by text not null,
  outcome text check (btrim(outcome) <> ''),
  outcome_notes text,
  closed_at timestamptz,
  closed_by text,
  version integer not null default 1,
  foreign key (backorder_id, order_id) references backorders (id, order_id),
  constraint follow_ups_communication check ((cause = 'communication') = (communication_id is not null)),
  constraint follow_ups_closed_with_outcome check (num_nonnulls(outcome, closed_at, closed_by) in (0, 3)),
  constraint follow_ups_notes_of_outcome check (outcome_notes is null or outcome is not null)
);
create index follow_ups_due on follow_ups (due_on, id) where closed_at is null;
create index follow_ups_mine on follow_ups (assigned_to_id, due_on, id) where closed_at is null;
create index follow_ups_order on follow_ups (order_id, id);
create unique index follow_ups_one_after_delivery on follow_ups (backorder_id) where cause = 'delivery';
comment on table follow_ups is 'A promise to ourselves to speak with a customer. Closed once, by its outcome.';

create function guard_follow_up() returns trigger language plpgsql as $$
begin
  raise exception 'a follow-up keeps what it is about, and a closed one stays as it was closed' using errcode = 'restrict_violation';
end $$;
create trigger follow_ups_final before update on follow_ups for each row when (old.closed_at is not null
  or (old.order_id, old.backorder_id, old.cause, old.communication_id, old.created_at, old.created_by)
    is distinct from (new.order_id, new.backorder_id, new.cause, new.communication_id, new.created_at, new.created_by))
  execute function guard_follow_up();
create trigger follow_ups_kept before delete or truncate on follow_ups for each statement execute function refuse_change();

alter table customers add column contact_preference text;
comment on column customers.contact_preference is 'How this customer wants to be told, lasting: shown wherever somebody is about to call.';

-- From how many days on something is long, and needs a person.
alter table settings
  add column weekly_status_after_days integer not null default 14 check (weekly_status_after_days between 1 and 365),
  add column review_after_days integer not null default 7 check (review_after_days between 1 and 365),
  add column maximum_age_days integer not null default 60 check (maximum_age_days between 1 and 3650),
  add column start_within_days integer not null default 2 check (start_within_days between 0 and 365),
  add column ship_within_days integer not null default 2 check (ship_within_days between 0 and 365),
  add column confirm_delivery_within_days integer not null default 7 check (confirm_delivery_within_days between 0 and 365);
comment on column settings.weekly_status_after_days is 'A backorder that waited this long is long: its customer hears weekly, and its delivery proposes a follow-up.';

-- Which backorders a notification speaks of: for the timeline, and so that the same news is told once.
create table notification_backorders (
  backorder_id bigint not null references backorders,
  notification_id bigint not null references notifications,
  news text not null check (news in ('ready', 'moved', 'at_risk', 'broken')),
  promised_on date,
  primary key (backorder_id, notification_id)
);
comment on column notification_backorders.promised_on is 'The promise the news is about: another promise is other news.';
