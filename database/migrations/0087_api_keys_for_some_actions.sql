-- A key for a program may be given some actions only, for all customers, in place of a whole role. Its role then says nothing but
-- whose customers it reaches.
alter table api_keys add column actions text[];
alter table api_keys add constraint api_keys_actions_check check (actions is null or (cardinality(actions) > 0 and role = 'manager'));
comment on column api_keys.actions is 'What the key may do, for all customers; null where its role says it.';
