-- Orders that are invoiced when they are confirmed, beside those that are invoiced with each fulfillment.

alter table settings drop constraint settings_invoice_rule_check,
  add constraint settings_invoice_rule_check check (invoice_rule in ('per_fulfillment', 'in_advance'));

alter table orders add column invoice_rule text not null default 'per_fulfillment',
  add constraint orders_invoice_rule_check check (invoice_rule in ('per_fulfillment', 'in_advance')) not valid;
alter table orders validate constraint orders_invoice_rule_check;
comment on column orders.invoice_rule is 'Frozen with the confirmation: the setting of that day. Of a draft it says nothing.';

create or replace function guard_order() returns trigger language plpgsql as $$
begin
  raise exception 'a confirmed order stays confirmed, with its customer, warehouse, currency and invoice rule; a cancelled one stays cancelled' using errcode = 'restrict_violation';
end $$;
drop trigger orders_final on orders;
create trigger orders_final before update of confirmed_at, cancelled_at, customer_id, warehouse_id, currency, invoice_rule on orders
  for each row when (old.confirmed_at is not null and (old.confirmed_at, old.customer_id, old.warehouse_id, old.currency, old.invoice_rule)
    is distinct from (new.confirmed_at, new.customer_id, new.warehouse_id, new.currency, new.invoice_rule)
    or old.cancelled_at is not null and new.cancelled_at is distinct from old.cancelled_at) execute function guard_order();

comment on column queue_lines.prepaid is 'Units of open that an invoice charges already: their order was invoiced in advance, or they were lost and go again.';

alter table invoices alter column fulfillment_id drop not null;
comment on column invoices.fulfillment_id is 'None: the order was invoiced in advance, or more of it.';
alter table invoice_lines alter column fulfillment_line_id drop not null;
create unique index invoice_lines_in_advance on invoice_lines (order_line_id) where fulfillment_line_id is null;

create or replace function check_invoice_lines() returns trigger language plpgsql as $$
begin
  if exists (select from invoiced v join invoices i on i.id = v.invoice_id left join fulfillment_lines l on l.id = v.fulfillment_line_id
    where l.fulfillment_id is distinct from i.fulfillment_id) then
    raise exception 'an invoice charges the lines of its own fulfillment' using errcode = 'check_violation', constraint = 'invoice_lines_own_fulfillment';
  end if;
  if exists (select from invoiced v join invoices i on i.id = v.invoice_id
    left join order_lines l on l.id = v.order_line_id left join orders o on o.id = l.order_id
    where v.fulfillment_line_id is null and (o.id, o.customer_id, o.invoice_rule) is distinct from (i.order_id, i.customer_id, 'in_advance')) then
    raise exception 'an invoice in advance charges the lines of its own order, which is invoiced so' using errcode = 'check_violation', constraint = 'invoice_lines_own_order';
  end if;
  return null;
end $$;

alter table credit_notes add column settlement text not null default 'credit',
  add constraint credit_notes_settlement_check check (settlement = 'credit' or settlement = 'refund' and kind = 'credit_note') not valid;
alter table credit_notes validate constraint credit_notes_settlement_check;
comment on column credit_notes.settlement is 'What the customer gets: credit, which is taken off what they owe, or a refund.';
