-- A day on which half of all dates move rewrites half of each page: where the new rows have room beside the old ones, no index is written.

alter table backorder_line_outlooks set (fillfactor = 50);
alter table backorder_outlooks set (fillfactor = 50);
