-- A role for whoever brings the goods: it sees the deliveries of its own routes.
alter table users drop constraint users_role_check;
alter table users add constraint users_role_check
  check (role in ('sales_rep', 'warehouse', 'driver', 'manager', 'administrator', 'read_only'));
alter table api_keys drop constraint api_keys_role_check;
alter table api_keys add constraint api_keys_role_check
  check (role in ('sales_rep', 'warehouse', 'driver', 'manager', 'administrator', 'read_only'));
