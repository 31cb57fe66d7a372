-- People type names as they say them: without accents, in any order, with whatever apostrophe their keyboard has. Names are
-- kept folded beside themselves, under an index of their parts; `domain/finding/fold.ts` folds what is typed in the same way.

create function fold(given text) returns text
language sql immutable parallel safe strict
  return btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    lower(regexp_replace(normalize(
      replace(replace(replace(replace(replace(replace(replace(replace(
        translate(given, 'øØđĐðÐłŁı''’‘`´ʼ′', 'ooddddlli'),
        'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'), 'þ', 'th'), 'Þ', 'th'), NFKD),
      U&'[\0300-\036F]+', '', 'g')),
    '[!-/:-@\u005B-\u0060{-~¡-¿–—“”„‚…⁄×\s]+', ' ', 'g'),
    '([0-9])([^0-9 ])', '\1 \2', 'g'),
    '([^0-9 ])([0-9])', '\1 \2', 'g'),
    '(^| )0+([0-9])', '\1\2', 'g'));
comment on function fold is 'A text as it is looked for: small letters and figures, words apart. Twin of fold in domain/finding/fold.ts.';

alter table variants
  add column search_text text not null generated always as (' ' || fold(product_name || ' ' || name || ' ' || sku || ' ' || coalesce(upc, ''))) stored,
  add column gtin text generated always as (lpad(upc, 14, '0')) stored;
comment on column variants.search_text is 'Its names, SKU and UPC, folded; every word behind a space.';
comment on column variants.gtin is 'The UPC as a GTIN-14: what scanners read differs by leading zeros only.';
alter table products add column search_text text not null generated always as (' ' || fold(name || ' ' || coalesce(family, ''))) stored;
alter table suppliers add column search_text text not null generated always as (' ' || fold(name)) stored;
alter table customers
  add column search_text text not null generated always as (' ' || fold(name || ' ' || account_number)) stored,
  -- From its end, where numbers are the same with and without what is dialled before them; without an extension.
  add column phone_from_end text generated always as (
    reverse(right(regexp_replace(regexp_replace(phone, '\s*(x|ext|#).*$', '', 'i'), '[^0-9]', '', 'g'), 9))) stored;

drop index customers_name_words, variants_name_words, customers_account_beginning, variants_sku_beginning;
create index customers_search on customers using gin (search_text gin_trgm_ops);
create index variants_search on variants using gin (search_text gin_trgm_ops);
create index products_search on products using gin (search_text gin_trgm_ops);
create index suppliers_search on suppliers using gin (search_text gin_trgm_ops);
create index customers_phone on customers (phone_from_end text_pattern_ops);
drop index variants_upc;
create index variants_gtin on variants (gtin);
