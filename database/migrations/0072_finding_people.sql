-- People and suppliers are found as customers are: by their names folded, and by telephone.

alter table users
  add column search_text text not null generated always as (' ' || fold(name || ' ' || email)) stored,
  add column phone_from_end text generated always as (
    reverse(right(regexp_replace(regexp_replace(phone, '\s*(x|ext|#).*$', '', 'i'), '[^0-9]', '', 'g'), 9))) stored;
alter table suppliers
  add column phone_from_end text generated always as (
    reverse(right(regexp_replace(regexp_replace(phone, '\s*(x|ext|#).*$', '', 'i'), '[^0-9]', '', 'g'), 9))) stored;

create index users_search on users using gin (search_text gin_trgm_ops);
create index users_phone on users (phone_from_end text_pattern_ops);
create index suppliers_phone on suppliers (phone_from_end text_pattern_ops);
