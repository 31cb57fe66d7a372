-- Private pages of customers: the links that open them, and what customers answered there.

create table customer_links (
  id bigint generated always as identity primary key,
  token_hash bytea not null unique check (length(token_hash) = 32),
  customer_id bigint not null references customers,
  backorder_id bigint references backorders,
  message_id bigint references messages,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null check (expires_at > created_at),
  revoked_at timestamptz,
  revoked_by text,
  last_used_at timestamptz,
  constraint customer_links_revoked check ((revoked_at is null) = (revoked_by is null))
);
create index customer_links_customer on customer_links (customer_id, id);
create index customer_links_backorder on customer_links (backorder_id, id) where backorder_id is not null;
create index customer_links_message on customer_links (message_id) where message_id is not null;
comment on table customer_links is 'Who has the link of a row sees the page of its customer, or of its backorder alone. The link itself is kept nowhere.';
comment on column customer_links.message_id is 'The mail that carries the link; null where a person made it.';
comment on column customer_links.last_used_at is 'When somebody last answered by it. Opening it is not counted: mail scanners open links.';

create table customer_answers (
  id bigint generated always as identity primary key,
  link_id bigint not null references customer_links,
  customer_id bigint not null references customers,
  order_id bigint references orders,
  backorder_id bigint,
  fulfillment_id bigint references fulfillments,
  answer text not null check (answer in ('wait', 'send_available', 'substitute', 'cancel_rest', 'not_before', 'not_received', 'ask')),
  quantity integer check (quantity > 0),
  not_before date,
  text text check (btrim(text) <> ''),
  outcome text not null check (outcome in ('done', 'noted', 'asked')),
  follow_up_id bigint references follow_ups,
  answered_at timestamptz not null,
  foreign key (backorder_id, order_id) references backorders (id, order_id),
  constraint customer_answers_day check ((answer = 'not_before') = (not_before is not null)),
  constraint customer_answers_question check (answer <> 'ask' or text is not null)
);
create index customer_answers_backorder on customer_answers (backorder_id, id) where backorder_id is not null;
create index customer_answers_customer on customer_answers (customer_id, id);
create index customer_answers_at on customer_answers (answered_at);
create index customer_answers_link on customer_answers (link_id);
create trigger customer_answers_kept before update or delete or truncate on customer_answers for each statement execute function refuse_change();
comment on table customer_answers is 'What customers decided on their page. It is never changed: a new decision is a new row.';
comment on column customer_answers.outcome is 'done: the records changed at once; noted: nothing had to change; asked: a person has to act, by a follow-up or by an exception.';

alter table follow_ups drop constraint follow_ups_cause_check;
alter table follow_ups add constraint follow_ups_cause_check
  check (cause in ('communication', 'delivery', 'outcome', 'by_hand', 'tell_cancelled', 'tell_created', 'tell_promised',
    'customer_asked', 'send_available'));

alter table company add column color text not null default '#0b6b5c' check (color ~ '^#[0-9a-f]{6}$');
comment on column company.color is 'Its colour, on the pages of customers.';
alter table settings
  add column customer_link_days integer not null default 30 check (customer_link_days between 1 and 365),
  add column consent_within_days integer not null default 7 check (consent_within_days between 1 and 90);
comment on column settings.customer_link_days is 'So long a link to a customer page works.';
comment on column settings.consent_within_days is 'So long a customer has to agree to a second delay, before the backorder is proposed for cancellation.';

-- How often a promise had moved later, so that a second slip is found without reading every promise.
alter table backorder_promises add column slips integer not null default 0 check (slips >= 0);
alter table backorder_promises disable trigger backorder_promises_append_only;
update backorder_promises p set slips = counted.slips
from (
  select id, sum(slipped) over (partition by backorder_id order by id)::integer as slips
  from (
    select p.id, p.backorder_id, case when p.promised_on > before.promised_on then 1 else 0 end as slipped
    from backorder_promises p
    left join lateral (
      select b.promised_on from backorder_promises b
      where b.backorder_id = p.backorder_id and b.id < p.id and b.promised_on is not null order by b.id desc limit 1) before on true
  ) each) counted
where counted.id = p.id and counted.slips > 0;
alter table backorder_promises enable trigger backorder_promises_append_only;
create index backorder_promises_slipped_twice on backorder_promises (backorder_id, id) where slips >= 2;
comment on column backorder_promises.slips is 'How many promises of the backorder, up to this one, named a later day than the one before.';
