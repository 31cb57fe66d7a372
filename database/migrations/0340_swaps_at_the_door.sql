-- What a customer still has of a return, because whoever brings what replaces it takes it along.
alter table return_lines add column with_customer integer not null default 0;
alter table return_lines add constraint return_lines_with_customer_check check (with_customer between 0 and undecided);
comment on column return_lines.with_customer is
  'Of what is undecided, what the customer still has: whoever brings what replaces it takes it along.';
create index return_lines_with_customer on return_lines (return_id) where with_customer > 0;
