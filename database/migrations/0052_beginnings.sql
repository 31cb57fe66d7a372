-- A searched text is looked for in names by an index; with one for the numbers beside them no table is read whole.

create index variants_sku_beginning on variants (upper(sku) text_pattern_ops);
create index customers_account_beginning on customers (upper(account_number) text_pattern_ops);
