-- How long the price of a line holds, and what happens after: off unless the company asks for it.

alter table settings add column price_guard text not null default 'off'
  constraint settings_price_guard_check check (price_guard in ('off', 'valid_until', 'month_end'));
comment on column settings.price_guard is 'What past its day is held until a person decides: no price, prices with a day of their own, or all, those without a day at the end of the month they were confirmed in.';

alter table order_lines add column price_valid_until date, add column price_released_at timestamptz;
comment on column order_lines.price_valid_until is 'The last day on which what waits of the line goes at its price without a person deciding; null for ever.';
comment on column order_lines.price_released_at is 'When a person let the line go at its price after that day.';
create index order_lines_price_valid_until on order_lines (price_valid_until) where price_valid_until is not null and price_released_at is null;

alter table holds add column price_ended boolean not null default false;
comment on column holds.price_ended is 'Held because a price had ended: releasing it lets what it holds go at the locked price.';
