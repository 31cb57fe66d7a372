-- Why a line was ordered at another price than its item's.
alter table order_lines add column price_reason text;
alter table order_lines add constraint order_lines_price_reason_check check (price_reason is null or length(price_reason) between 1 and 200);
comment on column order_lines.price_reason is 'Why it was ordered at another price than the list price; null where nobody said.';
