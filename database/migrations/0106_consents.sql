-- What a customer agreed to once and for all: another vintage or another item of the style, without being asked each time.

create table customer_consents (
  id bigint generated always as identity primary key,
  customer_id bigint not null references customers,
  product_id bigint references products,
  family text check (btrim(family) <> ''),
  rule text not null check (rule in ('exact_vintage', 'next_vintage', 'same_style', 'always_ask')),
  price_limit numeric(14, 4) check (price_limit > 0 and price_limit < 'NaN'),
  note text check (btrim(note) <> ''),
  given_at timestamptz not null,
  recorded_by text not null,
  revoked_at timestamptz,
  revoked_by text,
  constraint customer_consents_about_one check (num_nonnulls(product_id, family) = 1),
  constraint customer_consents_limit check (case rule when 'same_style' then price_limit is not null when 'next_vintage' then true else price_limit is null end),
  constraint customer_consents_revoked check ((revoked_at is null) = (revoked_by is null))
);
create unique index customer_consents_in_force on customer_consents (customer_id, product_id, family) nulls not distinct where revoked_at is null;
create index customer_consents_customer on customer_consents (customer_id, id);
create index customer_consents_product on customer_consents (product_id) where product_id is not null;
comment on table customer_consents is 'For a product, or for a family of products. The newest of its subject is in force until it is revoked; that of a product goes before that of its family.';

create trigger customer_consents_kept before delete or truncate on customer_consents for each statement execute function refuse_change();
create function guard_consent() returns trigger language plpgsql as $$
begin
  raise exception 'a consent is revoked, never changed' using errcode = 'restrict_violation';
end $$;
create trigger customer_consents_final before update on customer_consents for each row when (
  old.revoked_at is not null or (old.customer_id, old.product_id, old.family, old.rule, old.price_limit, old.note, old.given_at, old.recorded_by)
    is distinct from (new.customer_id, new.product_id, new.family, new.rule, new.price_limit, new.note, new.given_at, new.recorded_by))
  execute function guard_consent();

alter table substitution_acceptances add column consent_id bigint references customer_consents;
comment on column substitution_acceptances.consent_id is 'The standing consent by which a representative accepted.';
create index substitution_acceptances_consent on substitution_acceptances (consent_id) where consent_id is not null;
