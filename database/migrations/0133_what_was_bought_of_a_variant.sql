-- Whose days a backorder waited is told from everything that was bought of its variants.
create index purchase_order_lines_variant on purchase_order_lines (variant_id, warehouse_id, id);
