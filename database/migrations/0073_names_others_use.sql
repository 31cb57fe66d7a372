-- What others call a record: the number a customer gives an order, and the id a record has in the program that sent it.

alter table orders
  add column customer_reference text constraint orders_customer_reference_said check (btrim(customer_reference) <> ''),
  add column external_id text,
  add column external_sender text,
  add constraint orders_external_of_sender check ((external_id is null) = (external_sender is null));
alter table customers
  add column external_id text,
  add column external_sender text,
  add constraint customers_external_of_sender check ((external_id is null) = (external_sender is null));
alter table variants
  add column external_id text,
  add column external_sender text,
  add constraint variants_external_of_sender check ((external_id is null) = (external_sender is null));
alter table purchase_orders
  add column external_id text,
  add column external_sender text,
  add constraint purchase_orders_external_of_sender check ((external_id is null) = (external_sender is null));

create index orders_customer_reference on orders (upper(customer_reference) collate "C") where customer_reference is not null;
create unique index orders_external on orders (external_id, external_sender) where external_id is not null;
create unique index customers_external on customers (external_id, external_sender) where external_id is not null;
create unique index variants_external on variants (external_id, external_sender) where external_id is not null;
create unique index purchase_orders_external on purchase_orders (external_id, external_sender) where external_id is not null;

comment on column orders.customer_reference is 'The number the customer gave the order.';
comment on column orders.external_id is 'The id it has in the program that sent it, unique among what the same sender sent.';
comment on column orders.external_sender is 'Who set the external id: a program by the name of its key, or a person.';
