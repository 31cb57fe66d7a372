-- Whoever asks that a customer is told leaves a follow-up that says so, until it was done.

alter table follow_ups drop constraint follow_ups_cause_check;
alter table follow_ups add constraint follow_ups_cause_check
  check (cause in ('communication', 'delivery', 'outcome', 'by_hand', 'tell_cancelled', 'tell_created', 'tell_promised'));
alter table follow_ups add column cancellation_id bigint references cancellations (id);
alter table follow_ups add constraint follow_ups_cancellation check (cancellation_id is null or cause = 'tell_cancelled');
create unique index follow_ups_cancellation_once on follow_ups (cancellation_id) where cancellation_id is not null;
comment on column follow_ups.cancellation_id is 'What the customer is to be told was cancelled.';
