-- Lead times are learned from the newest receipts of a warehouse, and of a variant.
create index receipts_warehouse on receipts (warehouse_id, id);
create index receipt_lines_variant on receipt_lines (variant_id, id);
