-- A delivery with differences, one that was not received, and what becomes of its units and of its invoice.

alter table queue_lines add column prepaid integer not null default 0 check (prepaid >= 0);
alter table queue_lines add constraint queue_lines_prepaid_open check (prepaid <= open);
comment on column queue_lines.prepaid is 'Units of open that an earlier invoice charges already: they were lost and go again.';

alter table fulfillment_lines
  add column undelivered integer not null default 0 check (undelivered >= 0),
  add column returned integer not null default 0 check (returned >= 0),
  add column prepaid integer not null default 0 check (prepaid >= 0),
  add constraint fulfillment_lines_within_leaving check (greatest(undelivered + returned, prepaid) <= quantity - put_back);
comment on column fulfillment_lines.undelivered is 'Units that left and did not reach the customer. Delivered, and kept, are leaving − undelivered − returned.';
comment on column fulfillment_lines.prepaid is 'Units that its invoice leaves out, because an earlier one charges them or nobody pays them.';

alter table order_lines add column returned integer not null default 0 check (returned >= 0),
  add constraint order_lines_returned_delivered check (returned <= delivered);
alter table backorder_lines add column returned integer not null default 0 check (returned >= 0),
  add constraint backorder_lines_returned_delivered check (returned <= delivered);

alter table fulfillments
  add column reopened_at timestamptz,
  add column not_delivered_at timestamptz,
  add constraint fulfillments_reopened_on_the_way check (reopened_at is null or shipped_at is not null and delivered_at is null and not_delivered_at is null),
  add constraint fulfillments_one_end check (num_nonnulls(delivered_at, not_delivered_at) <= 1 and (not_delivered_at is null or shipped_at is not null));
comment on column fulfillments.reopened_at is 'Somebody said that it was not received, and nobody settled it yet.';
alter table fulfillments alter column status set expression as (case
  when voided_at is not null then 'voided'
  when not_delivered_at is not null then 'not_delivered'
  when delivered_at is not null then 'delivered'
  when shipped_at is not null then 'shipped'
  when packed_at is not null then 'packed'
  else 'picked' end);
create index fulfillments_reopened on fulfillments (id) where reopened_at is not null;

drop trigger fulfillments_final on fulfillments;
create trigger fulfillments_final before update of order_id, backorder_id, shipped_at, shipment_id, delivered_at, not_delivered_at, voided_at on fulfillments
  for each row when ((old.order_id, old.backorder_id) is distinct from (new.order_id, new.backorder_id)
    or old.shipped_at is not null and (old.shipped_at, old.shipment_id) is distinct from (new.shipped_at, new.shipment_id)
    or old.delivered_at is not null and new.delivered_at is distinct from old.delivered_at and (new.delivered_at is not null or new.reopened_at is null)
    or old.not_delivered_at is not null and new.not_delivered_at is distinct from old.not_delivered_at
    or old.voided_at is not null and new.voided_at is distinct from old.voided_at) execute function guard_fulfillment();

-- Each time somebody confirmed a delivery. A reopened one keeps what was confirmed first.
create table deliveries (
  id bigint generated always as identity primary key,
  fulfillment_id bigint not null references fulfillments,
  delivered_at timestamptz not null,
  received_by text,
  proof_kind text check (proof_kind in ('photo', 'signature', 'note')),
  proof_note text,
  proof_image text,
  recorded_at timestamptz not null,
  recorded_by text not null,
  unique (id, fulfillment_id),
  check ((proof_kind is null) = (proof_note is null and proof_image is null))
);
create index deliveries_fulfillment on deliveries (fulfillment_id, id);
create trigger deliveries_append_only before update or delete or truncate on deliveries
  for each statement execute function refuse_change();
insert into deliveries (fulfillment_id, delivered_at, received_by, recorded_at, recorded_by)
select id, delivered_at, received_by, delivered_at, delivered_by from fulfillments where delivered_at is not null order by id;

create table reopenings (
  id bigint generated always as identity primary key,
  fulfillment_id bigint not null references fulfillments,
  reported_by text not null check (reported_by in ('customer', 'staff')),
  note text,
  was_delivered_at timestamptz,
  opened_at timestamptz not null,
  opened_by text not null,
  outcome text check (outcome in ('delivered', 'reshipped', 'credited')),
  closed_at timestamptz,
  closed_by text,
  unique (id, fulfillment_id),
  check (num_nonnulls(outcome, closed_at, closed_by) in (0, 3))
);
create unique index reopenings_one_open on reopenings (fulfillment_id) where closed_at is null;
create index reopenings_fulfillment on reopenings (fulfillment_id, id);
create function guard_reopening() returns trigger language plpgsql as $$
begin
  raise exception 'a reopening is settled once' using errcode = 'restrict_violation';
end $$;
create trigger reopenings_final before update on reopenings
  for each row when (old.closed_at is not null or (old.fulfillment_id, old.reported_by, old.note, old.was_delivered_at, old.opened_at, old.opened_by)
    is distinct from (new.fulfillment_id, new.reported_by, new.note, new.was_delivered_at, new.opened_at, new.opened_by)) execute function guard_reopening();
create trigger reopenings_kept before delete or truncate on reopenings
  for each statement execute function refuse_change();

-- Units that left and did not arrive: why, and the line on which they wait again; none where they are credited instead.
create table undelivered_units (
  id bigint generated always as identity primary key,
  fulfillment_line_id bigint not null references fulfillment_lines,
  quantity integer not null check (quantity > 0),
  reason text not null check (reason in ('short', 'damaged', 'refused', 'wrong_item', 'lost')),
  delivery_id bigint references deliveries,
  waits_as_id bigint references queue_lines,
  note text,
  at timestamptz not null,
  actor text not null,
  check ((reason = 'lost') = (delivery_id is null))
);
create index undelivered_units_line on undelivered_units (fulfillment_line_id);
create trigger undelivered_units_append_only before update or delete or truncate on undelivered_units
  for each statement execute function refuse_change();

alter table demand_entries
  drop constraint demand_entries_kind_check,
  add constraint demand_entries_kind_check check (kind in ('ordered', 'backordered', 'picked', 'shipped', 'delivered', 'cancelled', 'substituted', 'lost', 'returned')),
  drop constraint demand_entries_check1,
  add constraint demand_entries_grows check (quantity > 0 or kind = 'picked' or kind = 'delivered' and reason is not null);
comment on table demand_entries is 'The demand ledger, append-only. A row with a backorder_line_id counts on that line. Picked may be negative (a void or a put-back), delivered too (a delivery that was not received); all else only grows. Filled is shipped − lost.';

-- What an invoice charges less. An amendment corrects it by what the driver brought back, and shows on the invoice
-- itself; a credit note has a number and a paper of its own.
create sequence credit_note_number start 1001;
create table credit_notes (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('amendment', 'credit_note')),
  number text unique,
  order_id bigint not null references orders,
  customer_id bigint not null references customers,
  fulfillment_id bigint references fulfillments,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount numeric(16, 2) not null check (amount >= 0 and amount < 'NaN'),
  reason text not null,
  credited_on date not null,
  created_at timestamptz not null,
  created_by text not null,
  check ((kind = 'credit_note') = (number is not null))
);
create index credit_notes_order on credit_notes (order_id, id);
create index credit_notes_customer on credit_notes (customer_id, id);
create table credit_note_lines (
  id bigint generated always as identity primary key,
  credit_note_id bigint not null references credit_notes,
  invoice_line_id bigint not null references invoice_lines,
  quantity integer not null check (quantity > 0),
  amount numeric(16, 2) not null check (amount >= 0 and amount < 'NaN')
);
create index credit_note_lines_note on credit_note_lines (credit_note_id);
create index credit_note_lines_invoice_line on credit_note_lines (invoice_line_id);
create trigger credit_notes_append_only before update or delete or truncate on credit_notes
  for each statement execute function refuse_change();
create trigger credit_note_lines_append_only before update or delete or truncate on credit_note_lines
  for each statement execute function refuse_change();

alter table cancellations drop constraint cancellations_reason_check,
  add constraint cancellations_reason_check check (reason in ('customer_requested', 'product_discontinued', 'unable_to_fulfill', 'excessive_delay', 'other', 'order_changed', 'replaced_by_order', 'shortage_cancelled', 'not_received'));

-- Goods that came back: after a delivery, or on the truck that could not hand them over.
create sequence return_number start 1001;
create table returns (
  id bigint generated always as identity primary key,
  number text not null unique default 'RT-' || nextval('return_number'),
  fulfillment_id bigint not null,
  order_id bigint not null,
  customer_id bigint not null,
  delivery_id bigint references deliveries,
  credit_note_id bigint references credit_notes,
  note text,
  returned_at timestamptz not null,
  returned_by text not null,
  version integer not null default 1,
  foreign key (fulfillment_id, order_id, customer_id) references fulfillments (id, order_id, customer_id)
);
comment on column returns.delivery_id is 'Set: the driver brought it back, so it was never delivered.';
create index returns_fulfillment on returns (fulfillment_id);
create index returns_customer on returns (customer_id, id);
create trigger returns_fixed before update of number, fulfillment_id, order_id, customer_id, delivery_id, note, returned_at, returned_by on returns
  for each statement execute function refuse_change();
create trigger returns_kept before delete or truncate on returns for each statement execute function refuse_change();

create table return_lines (
  id bigint generated always as identity primary key,
  return_id bigint not null references returns,
  fulfillment_line_id bigint not null,
  variant_id bigint not null,
  warehouse_id bigint not null,
  quantity integer not null check (quantity > 0),
  undecided integer not null check (undecided >= 0),
  reason text not null check (reason in ('damaged', 'wrong_item', 'not_wanted', 'quality', 'other', 'refused')),
  foreign key (fulfillment_line_id, variant_id, warehouse_id) references fulfillment_lines (id, variant_id, warehouse_id),
  unique (return_id, fulfillment_line_id),
  unique (id, variant_id, warehouse_id),
  constraint return_lines_undecided check (undecided <= quantity)
);
create index return_lines_fulfillment_line on return_lines (fulfillment_line_id);
create index return_lines_undecided on return_lines (return_id) where undecided > 0;
create trigger return_lines_fixed before update of return_id, fulfillment_line_id, variant_id, warehouse_id, quantity, reason on return_lines
  for each statement execute function refuse_change();
create trigger return_lines_kept before delete or truncate on return_lines for each statement execute function refuse_change();

create table return_dispositions (
  id bigint generated always as identity primary key,
  return_line_id bigint not null,
  variant_id bigint not null,
  warehouse_id bigint not null,
  quantity integer not null check (quantity > 0),
  disposition text not null check (disposition in ('restock', 'scrap', 'back_to_supplier')),
  at timestamptz not null,
  actor text not null,
  foreign key (return_line_id, variant_id, warehouse_id) references return_lines (id, variant_id, warehouse_id),
  unique (id, variant_id, warehouse_id)
);
create index return_dispositions_line on return_dispositions (return_line_id);
create trigger return_dispositions_append_only before update or delete or truncate on return_dispositions
  for each statement execute function refuse_change();

alter table stock_movements add column return_disposition_id bigint,
  add foreign key (return_disposition_id, variant_id, warehouse_id) references return_dispositions (id, variant_id, warehouse_id),
  drop constraint stock_movements_document,
  add constraint stock_movements_document check (
    num_nonnulls(receipt_line_id, fulfillment_line_id, stock_adjustment_id, short_pick_id, return_disposition_id, reverses_id)
      = case kind when 'transfer' then 0 else 1 end
    and case kind
      when 'receipt' then receipt_line_id is not null and quantity > 0
      when 'shipment' then fulfillment_line_id is not null and quantity < 0
      when 'return' then return_disposition_id is not null and quantity > 0 and reason is not null
      when 'adjustment' then reason is not null and num_nonnulls(stock_adjustment_id, short_pick_id) = 1
      when 'reversal' then reverses_id is not null and reason is not null
      else reason is not null end) not valid;
alter table stock_movements validate constraint stock_movements_document;
create unique index stock_movements_returned_once on stock_movements (return_disposition_id) where return_disposition_id is not null;

-- What replaces returned goods is a line of its own, at no charge, outside what its order asks for.
alter table order_lines add column return_line_id bigint references return_lines;
create unique index order_lines_replacement on order_lines (return_line_id) where return_line_id is not null;
comment on column order_lines.return_line_id is 'Set: it replaces what came back on this line of a return. No sum of its order counts it.';
alter table backorders drop constraint backorders_cause_check,
  add constraint backorders_cause_check check (cause in ('partial_fulfillment', 'confirmation', 'manual', 'lost_delivery', 'return'));
