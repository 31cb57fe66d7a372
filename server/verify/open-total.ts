import { outstandingChange, valueOfPart } from '../ledger/sql-words.ts';
import type { Queries } from '../platform/transaction.ts';

/** What open backorders are worth by the demand ledger alone: the figure that home and every report must say. */
export async function readOpenTotal(queries: Queries): Promise<{ backorders: number; value: string }> {
  return queries.row(OPEN_TOTAL);
}

const OPEN_TOTAL = `
  select count(distinct bl.backorder_id)::integer as backorders,
    coalesce(sum(${valueOfPart('e.outstanding', 'l')}), 0)::numeric(22, 2)::text as value
  from (
    select backorder_line_id as id, sum(${outstandingChange()})::integer as outstanding from demand_entries e
    where backorder_line_id is not null group by 1) e
  join backorder_lines bl using (id) join order_lines l on l.id = bl.order_line_id
  where e.outstanding > 0`;
