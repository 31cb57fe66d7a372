-- News of a backorder that somebody decided not to tell its customer.

create table news_set_aside (
  backorder_id bigint not null references backorders,
  news text not null check (length(news) between 1 and 60),
  set_aside_at timestamptz not null,
  set_aside_by text not null,
  primary key (backorder_id, news)
);
comment on table news_set_aside is 'What is not proposed to be told again: other news of the same backorder are.';
