-- People read two names, of the product and of its variant: "Chianti Classico · 2021, 750 ml". Both stand in the row of the
-- variant, so that no list joins its products; the key sees to it that a renamed product is renamed everywhere.

-- A variant that already begins with the product's name does not say it twice.
create function item_name(product_name text, variant_name text) returns text
language sql immutable parallel safe strict
  return case when starts_with(lower(btrim(variant_name)) || ' ', lower(btrim(product_name)) || ' ') then btrim(variant_name)
    else btrim(product_name) || ' · ' || btrim(variant_name) end;

alter table products add constraint products_id_name_key unique (id, name);

alter table variants add column product_name text;
update variants v set product_name = p.name from products p where p.id = v.product_id;
alter table variants
  alter column product_name set not null,
  add constraint variants_product_name_fkey foreign key (product_id, product_name) references products (id, name) on update cascade,
  add column item_name text not null generated always as (item_name(product_name, name)) stored;
comment on column variants.name is 'What tells it from the other variants of its product: vintage, size, pack.';
comment on column variants.product_name is 'Kept equal to the name of its product by the key to it.';

create function name_product_of_variant() returns trigger language plpgsql as $$
begin
  new.product_name := (select p.name from products p where p.id = new.product_id);
  return new;
end $$;
create trigger variants_name_product before insert or update of product_id on variants
  for each row execute function name_product_of_variant();
