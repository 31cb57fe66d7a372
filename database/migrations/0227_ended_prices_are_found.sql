-- What is held because a price ended is an exception until somebody decides.
create index holds_price_ended on holds (id) where price_ended and released_at is null;
