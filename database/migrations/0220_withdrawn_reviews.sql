-- A review that was recorded by mistake is taken back: the review stays, and beside it stands who took it back and when.
create table backorder_review_withdrawals (
  review_id bigint primary key references backorder_reviews (id),
  at timestamptz not null,
  actor text not null
);
create trigger backorder_review_withdrawals_append_only before update or delete or truncate on backorder_review_withdrawals
  for each statement execute function refuse_change();
comment on column backorders.reviewed_at is 'The newest of its backorder_reviews that was not withdrawn.';
