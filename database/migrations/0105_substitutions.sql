-- Another variant in place of what a customer waits for: what was proposed, what they answered, and the order it became.

create table substitutions (
  id bigint generated always as identity primary key,
  backorder_id bigint not null,
  order_id bigint not null,
  backorder_line_id bigint not null,
  customer_id bigint not null references customers,
  quantity integer not null check (quantity > 0),
  note text check (btrim(note) <> ''),
  proposed_at timestamptz not null,
  proposed_by text not null,
  outcome text check (outcome in ('accepted', 'refused', 'withdrawn')),
  closed_at timestamptz,
  closed_by text,
  closing_note text check (btrim(closing_note) <> ''),
  version integer not null default 1,
  foreign key (backorder_id, order_id) references backorders (id, order_id),
  foreign key (backorder_line_id, backorder_id) references backorder_lines (id, backorder_id),
  unique (id, backorder_line_id),
  constraint substitutions_closed check (num_nulls(outcome, closed_at, closed_by) in (0, 3)),
  constraint substitutions_closing_note check (closing_note is null or closed_at is not null)
);
create unique index substitutions_one_open on substitutions (backorder_line_id) where closed_at is null;
create index substitutions_backorder on substitutions (backorder_id, id);
create index substitutions_customer on substitutions (customer_id, id);
create index substitutions_order on substitutions (order_id);
comment on table substitutions is 'A proposal for one line of a backorder. It is answered once; what is not taken keeps waiting in its place.';

create table substitution_offers (
  substitution_id bigint not null references substitutions,
  position integer not null check (position > 0),
  variant_id bigint not null references variants,
  price_kind text not null check (price_kind in ('locked', 'list', 'other')),
  unit_price numeric(14, 4) not null check (unit_price >= 0 and unit_price < 'NaN'),
  price_reason text check (btrim(price_reason) <> ''),
  primary key (substitution_id, position),
  unique (substitution_id, variant_id),
  constraint substitution_offers_other_price_has_reason check (price_kind <> 'other' or price_reason is not null)
);
comment on table substitution_offers is 'The variants of a proposal in order of preference, each at the price it is offered at: that is what its order gets, whatever a price list says by then.';

create table substitution_acceptances (
  id bigint generated always as identity primary key,
  substitution_id bigint not null unique,
  backorder_line_id bigint not null,
  variant_id bigint not null,
  quantity integer not null check (quantity > 0),
  accepted_by text not null check (accepted_by in ('customer', 'representative')),
  note text check (btrim(note) <> ''),
  order_id bigint not null unique,
  order_line_id bigint not null unique,
  accepted_at timestamptz not null,
  recorded_by text not null,
  foreign key (substitution_id, backorder_line_id) references substitutions (id, backorder_line_id),
  foreign key (substitution_id, variant_id) references substitution_offers (substitution_id, variant_id),
  foreign key (order_line_id, order_id, variant_id) references order_lines (id, order_id, variant_id)
);
create index substitution_acceptances_line on substitution_acceptances (backorder_line_id);
comment on table substitution_acceptances is 'What the customer takes instead: the part of the backorder line closed by it, and the order that sends the substitute.';

create trigger substitution_offers_kept before update or delete or truncate on substitution_offers for each statement execute function refuse_change();
create trigger substitution_acceptances_kept before update or delete or truncate on substitution_acceptances for each statement execute function refuse_change();

create function guard_substitution() returns trigger language plpgsql as $$
begin
  raise exception 'an answered proposal stays as it is' using errcode = 'restrict_violation';
end $$;
create trigger substitutions_final before update on substitutions for each row when (old.closed_at is not null) execute function guard_substitution();
create trigger substitutions_kept before delete or truncate on substitutions for each statement execute function refuse_change();

alter table messages add column substitution_id bigint references substitutions;
comment on column messages.substitution_id is 'The proposal it is about.';
alter table messages drop constraint messages_event_check;
alter table messages add constraint messages_event_check check (event in ('order_confirmed', 'backorder_created', 'date_moved', 'stock_arrived',
  'shipped', 'delivered', 'delayed', 'weekly_status', 'cancelled', 'rescheduled', 'substitute_proposed', 'substitute_confirmed',
  'credit_issued', 'digest')) not valid;
alter table messages validate constraint messages_event_check;

alter table allocation_runs drop constraint allocation_runs_cause_type_check;
alter table allocation_runs add constraint allocation_runs_cause_type_check check (cause_type in ('confirmation', 'receipt', 'adjustment',
  'cancellation', 'substitution', 'fulfillment', 'void', 'return', 'review', 'schedule', 'release', 'priority')) not valid;
alter table allocation_runs validate constraint allocation_runs_cause_type_check;
