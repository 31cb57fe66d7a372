-- What a customer is charged for the carriage of a fulfillment: stated when it ships, on its invoice, and credited with it where
-- nothing of it arrived.

alter table fulfillments add column freight numeric(16,2) not null default 0,
  add constraint fulfillments_freight_check check (freight >= 0 and freight < 'NaN' and (freight = 0 or shipped_at is not null)) not valid;
alter table fulfillments validate constraint fulfillments_freight_check;
comment on column fulfillments.freight is 'What the customer is charged for its carriage, stated when it left: part of its invoice beside the goods.';

drop trigger fulfillments_final on fulfillments;
create trigger fulfillments_final before update of order_id, backorder_id, shipped_at, shipment_id, freight, delivered_at, not_delivered_at, voided_at on fulfillments
  for each row when ((old.order_id, old.backorder_id) is distinct from (new.order_id, new.backorder_id)
    or old.shipped_at is not null and (old.shipped_at, old.shipment_id, old.freight) is distinct from (new.shipped_at, new.shipment_id, new.freight)
    or old.delivered_at is not null and new.delivered_at is distinct from old.delivered_at and (new.delivered_at is not null or new.reopened_at is null)
    or old.not_delivered_at is not null and new.not_delivered_at is distinct from old.not_delivered_at
    or old.voided_at is not null and new.voided_at is distinct from old.voided_at) execute function guard_fulfillment();

alter table credit_notes add column freight numeric(16,2) not null default 0,
  add constraint credit_notes_freight_check check (freight = 0 or freight > 0 and freight <= amount and fulfillment_id is not null) not valid;
alter table credit_notes validate constraint credit_notes_freight_check;
comment on column credit_notes.freight is 'The freight of its fulfillment, of which nothing arrived: part of the amount.';
create unique index credit_notes_freight on credit_notes (fulfillment_id) where freight > 0;

alter table carriers add column usual_freight numeric(16,2),
  add constraint carriers_usual_freight_check check (usual_freight >= 0 and usual_freight < 'NaN') not valid;
alter table carriers validate constraint carriers_usual_freight_check;
comment on column carriers.usual_freight is 'What is charged for one shipment, as a rule: it fills in the freight.';

alter table quickbooks_connection add column freight_item_id text;
comment on column quickbooks_connection.freight_item_id is 'The item that freight is written to.';

-- The invoice whose freight is credited changes, also where its goods stand on another.
create function stamp_invoices_of_freight() returns trigger language plpgsql as $$
begin
  update invoice_dispositions d set updated_at = clock_timestamp()
  from made n join invoices i on i.fulfillment_id = n.fulfillment_id where n.freight > 0 and d.invoice_id = i.id;
  return null;
end $$;
comment on function stamp_invoices_of_freight is 'Notes on an invoice that its freight was credited.';
create trigger invoices_of_freight_stamped after insert on credit_notes
  referencing new table as made for each statement execute function stamp_invoices_of_freight();
