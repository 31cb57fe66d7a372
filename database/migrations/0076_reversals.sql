-- A receipt or a count that was a mistake is undone by a row beside it and movements of the opposite sign.

create table receipt_reversals (
  id bigint generated always as identity primary key,
  receipt_id bigint not null unique references receipts,
  reason text not null check (btrim(reason) <> ''),
  notes text,
  reversed_at timestamptz not null,
  reversed_by text not null
);
comment on table receipt_reversals is 'A receipt that was undone: its lines no longer count as received, its movements are reversed.';
create trigger receipt_reversals_append_only before update or delete or truncate on receipt_reversals
  for each statement execute function refuse_change();

create table stock_adjustment_reversals (
  id bigint generated always as identity primary key,
  stock_adjustment_id bigint not null unique references stock_adjustments,
  reason text not null check (btrim(reason) <> ''),
  notes text,
  reversed_at timestamptz not null,
  reversed_by text not null
);
comment on table stock_adjustment_reversals is 'A count or adjustment that was undone: its movements are reversed, and it says no longer what is there.';
create trigger stock_adjustment_reversals_append_only before update or delete or truncate on stock_adjustment_reversals
  for each statement execute function refuse_change();
