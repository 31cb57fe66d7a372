import type { Database } from '../platform/database.ts';
import { queriesOf } from '../platform/transaction.ts';
import { refreshOutlooks, type Stock } from './refresh-outlooks.ts';

/** A record whose change may have moved dates, as a message names it; `everything` after a change of the rules. */
export type Changed =
  | 'everything'
  | { orderId: string }
  | { backorderId: string }
  | { purchaseOrderId: string }
  | { receiptId: string }
  | { allocationRunId: string }
  | { customerId: string }
  | Stock;

/** Refreshes the outlooks on every queue that these changes touch. */
export async function refreshChangedOutlooks(
  database: Database,
  now: string,
  changed: readonly Changed[],
): Promise<void> {
  const stocks = changed.includes('everything') ? 'all' : await findStocks(database, changed);
  await refreshOutlooks(database, now, stocks);
}

async function findStocks(database: Database, records: readonly Changed[]): Promise<Stock[]> {
  const rows = await queriesOf(database).rows<{ variant_id: string; warehouse_id: string }>(STOCKS, [
    JSON.stringify(records),
  ]);
  return rows.map(({ variant_id, warehouse_id }) => ({ variantId: variant_id, warehouseId: warehouse_id }));
}

const STOCKS = `
  with changed as materialized (
    select * from jsonb_to_recordset($1::jsonb) r("orderId" bigint, "backorderId" bigint, "purchaseOrderId" bigint,
      "receiptId" bigint, "allocationRunId" bigint, "customerId" bigint, "variantId" bigint, "warehouseId" bigint))
  select "variantId" as variant_id, "warehouseId" as warehouse_id from changed where "variantId" is not null
  union select q.variant_id, q.warehouse_id from changed join queue_lines q on q.order_id = "orderId"
  union select q.variant_id, q.warehouse_id from changed join queue_lines q on q.backorder_id = "backorderId"
  union select l.variant_id, l.warehouse_id from changed join purchase_order_lines l on l.purchase_order_id = "purchaseOrderId"
  union select l.variant_id, l.warehouse_id
    from changed join receipt_lines r on r.receipt_id = "receiptId" join purchase_order_lines l on l.id = r.purchase_order_line_id
  union select (s.supply ->> 'variantId')::bigint, r.warehouse_id
    from changed join allocation_runs r on r.id = "allocationRunId" cross join jsonb_array_elements(r.supply) s(supply)
  union select q.variant_id, q.warehouse_id
    from changed join orders o on o.customer_id = "customerId" join queue_lines q on q.order_id = o.id where q.open > 0`;
