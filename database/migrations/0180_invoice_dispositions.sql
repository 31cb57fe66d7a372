-- What becomes of each invoice and credit note in the company's accounting. Written where they are made, by the statement that
-- makes them, so that none is ever without.

create table invoice_sending (
  id boolean primary key default true check (id),
  is_on boolean not null default false,
  starts_on date,
  leased_by text,
  leased_until timestamptz,
  paused_until timestamptz,
  failures integer not null default 0 check (failures >= 0),
  failing_since timestamptz,
  problem jsonb,
  last_sent_at timestamptz,
  compared_at timestamptz,
  check (not is_on or starts_on is not null),
  check ((leased_by is null) = (leased_until is null))
);
comment on table invoice_sending is 'How invoices go to the company''s accounting. No row, or is_on false: nothing is queued.';
comment on column invoice_sending.starts_on is 'Invoices from this day on are sent; earlier ones are in the accounting by other means.';
comment on column invoice_sending.leased_by is 'Whoever sends now: one at a time, so that everything arrives in order of time.';

create table invoice_dispositions (
  id bigint generated always as identity primary key,
  invoice_id bigint unique references invoices,
  credit_note_id bigint unique references credit_notes,
  customer_id bigint not null references customers,
  status text not null check (status in ('waiting', 'sent', 'failed', 'excluded', 'changed_there')),
  reason text check (reason in ('not_connected', 'before_start', 'nothing_to_charge', 'with_invoice', 'by_hand')),
  note text,
  number text not null,
  issued_on date not null,
  occurred_at timestamptz not null,
  request_id text unique,
  begun_at timestamptz,
  unanswered integer not null default 0 check (unanswered >= 0),
  problem jsonb,
  ledger_id text,
  ledger_kind text check (ledger_kind in ('invoice', 'credit_memo', 'void')),
  written jsonb,
  there jsonb,
  is_void boolean not null default false,
  sent_at timestamptz,
  checked_at timestamptz,
  check_asked_at timestamptz,
  changed_at timestamptz not null,
  changed_by text not null,
  check (num_nonnulls(invoice_id, credit_note_id) = 1),
  check ((status = 'excluded') = (reason is not null)),
  check ((reason = 'by_hand') is not true or note is not null),
  check ((status in ('sent', 'changed_there')) = (sent_at is not null)),
  check (status not in ('sent', 'changed_there') or (ledger_id is not null and written is not null and there is not null)),
  check (status <> 'failed' or problem is not null),
  check (begun_at is null or (status in ('waiting', 'failed') and request_id is not null))
);
comment on table invoice_dispositions is 'What becomes of an invoice or credit note in the company''s accounting: one row each, made with it.';
comment on column invoice_dispositions.reason is 'Why it is not sent: nothing was connected; it is of before the first day; it comes to nothing; an amendment its invoice is written with; a person said so.';
comment on column invoice_dispositions.number is 'As it is written there; its own number unless that was taken.';
comment on column invoice_dispositions.request_id is 'Kept before the first call, so that every try is the same one.';
comment on column invoice_dispositions.begun_at is 'A try began and nobody knows how it ended: it is looked up before the next.';
comment on column invoice_dispositions.unanswered is 'How often it was written without an answer while its ledger answers otherwise.';
comment on column invoice_dispositions.written is 'What we wrote: its amount, its customer and its number there.';
comment on column invoice_dispositions.there is 'How it stood there when it was last looked at; JSON null where it is gone.';
comment on column invoice_dispositions.is_void is 'We voided it ourselves.';
create index invoice_dispositions_waiting on invoice_dispositions (occurred_at, id) where status = 'waiting';
create index invoice_dispositions_status on invoice_dispositions (status, id) where status in ('failed', 'changed_there');
create index invoice_dispositions_strays on invoice_dispositions (id) where reason = 'not_connected';
create index invoice_dispositions_ledger on invoice_dispositions (ledger_id) where ledger_id is not null;
create index invoice_dispositions_asked on invoice_dispositions (check_asked_at) where check_asked_at is not null;
create index invoice_dispositions_customer on invoice_dispositions (customer_id);

create function dispose_invoices() returns trigger language plpgsql as $$
begin
  insert into invoice_dispositions (invoice_id, customer_id, number, issued_on, occurred_at, changed_at, changed_by, status, reason)
  select i.id, i.customer_id, i.number, i.invoiced_on, i.created_at, i.created_at, 'system invoicing',
    case when due.is_sent then 'waiting' else 'excluded' end,
    case when due.is_sent then null when s.is_on then 'before_start' else 'not_connected' end
  from made i left join invoice_sending s on true
  cross join lateral (select coalesce(s.is_on and i.invoiced_on >= s.starts_on, false) as is_sent) due
  order by i.id;
  return null;
end $$;
create trigger invoices_disposed after insert on invoices referencing new table as made
  for each statement execute function dispose_invoices();

create function dispose_credit_notes() returns trigger language plpgsql as $$
begin
  insert into invoice_dispositions (credit_note_id, customer_id, number, issued_on, occurred_at, changed_at, changed_by, status, reason)
  select n.id, n.customer_id, coalesce(n.number, 'AM-' || n.id), n.credited_on, n.created_at, n.created_at, 'system invoicing',
    case when due.is_sent then 'waiting' else 'excluded' end,
    case when due.is_sent then null when s.is_on then 'before_start' else 'not_connected' end
  from made n left join invoice_sending s on true
  cross join lateral (select coalesce(s.is_on and n.credited_on >= s.starts_on, false) as is_sent) due
  order by n.id;
  return null;
end $$;
create trigger credit_notes_disposed after insert on credit_notes referencing new table as made
  for each statement execute function dispose_credit_notes();

insert into invoice_dispositions (invoice_id, customer_id, number, issued_on, occurred_at, changed_at, changed_by, status, reason)
select id, customer_id, number, invoiced_on, created_at, created_at, 'system invoicing', 'excluded', 'not_connected' from invoices order by id;
insert into invoice_dispositions (credit_note_id, customer_id, number, issued_on, occurred_at, changed_at, changed_by, status, reason)
select id, customer_id, coalesce(number, 'AM-' || id), credited_on, created_at, created_at, 'system invoicing', 'excluded', 'not_connected'
from credit_notes order by id;

create trigger invoice_dispositions_kept before delete or truncate on invoice_dispositions for each statement execute function refuse_change();
