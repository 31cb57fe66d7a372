-- What of a delivery came damaged: it arrived, and never stands on the shelf.

alter table receipt_lines add column damaged integer not null default 0
  constraint receipt_lines_damaged_check check (damaged >= 0 and damaged <= quantity);
comment on column receipt_lines.damaged is 'What of the quantity came damaged: counted as arrived, not put in stock.';
