-- Programs also ask shipments, returns, credit notes and stock what changed since they last looked.

alter table shipments add column updated_at timestamptz not null default clock_timestamp();
alter table returns add column updated_at timestamptz not null default clock_timestamp();
create index shipments_changed on shipments (updated_at, id);
create index returns_changed on returns (updated_at, id);
create trigger stamp_change before update on shipments for each row
  when (old.version <> new.version and old.updated_at = new.updated_at) execute function stamp_change();
create trigger stamp_change before update on returns for each row
  when (old.version <> new.version and old.updated_at = new.updated_at) execute function stamp_change();

-- An invoice or credit note changes with what became of it, and an invoice with each line credited of it. Looking there again
-- without finding anything new is no change.
alter table invoice_dispositions add column updated_at timestamptz not null default clock_timestamp();
create index invoice_dispositions_changed on invoice_dispositions (updated_at);
create trigger stamp_change before update on invoice_dispositions for each row
  when (old.updated_at = new.updated_at
    and (old.status, old.reason, old.note, old.number, old.issued_on, old.problem, old.written, old.there, old.changed_at)
      is distinct from (new.status, new.reason, new.note, new.number, new.issued_on, new.problem, new.written, new.there, new.changed_at))
  execute function stamp_change();

create function stamp_credited_invoices() returns trigger language plpgsql as $$
begin
  update invoice_dispositions d set updated_at = clock_timestamp()
  where d.invoice_id in (select l.invoice_id from made m join invoice_lines l on l.id = m.invoice_line_id);
  return null;
end $$;
comment on function stamp_credited_invoices is 'Notes on an invoice that some of it was credited or left out.';
create trigger credited_invoices_stamped after insert on credit_note_lines
  referencing new table as made for each statement execute function stamp_credited_invoices();

-- No index: it would make each pick write one, and a company has few stock levels.
alter table stock_levels add column updated_at timestamptz not null default clock_timestamp();
create trigger stamp_change before update on stock_levels for each row
  when ((old.on_hand, old.allocated, old.missing, old.last_counted_at)
    is distinct from (new.on_hand, new.allocated, new.missing, new.last_counted_at))
  execute function stamp_change();
