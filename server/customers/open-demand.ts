import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { itemPairs } from '../catalog/item-words.ts';
import { isOpen } from '../ledger/sql-words.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

/**
 * The open backorder lines of a customer for some variants, oldest first: what an order of the same items would ask for
 * a second time. `not_found` when the viewer may not read the customer.
 */
export async function readOpenDemand(
  viewer: Viewer,
  { params, query }: Request<'getOpenDemand'>,
  { queries }: Reading,
): Promise<Answer<'getOpenDemand'> | { refusal: Refusal }> {
  const visible = await queries.first(
    'select from customers c where c.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)',
    [params.id, readsOnlyCustomersOf(viewer)],
  );
  if (!visible) return refuse('not_found');
  const rows = await queries.rows<{ line: Answer<'getOpenDemand'>['lines'][number] }>(OPEN, [
    params.id,
    query.variantIds,
    query.warehouseId ?? null,
  ]);
  return { lines: rows.map(({ line }) => line) };
}

const OPEN = `
  select json_build_object('backorderId', b.id::text, 'backorderNumber', b.number, 'backorderLineId', l.id::text, 'orderId', o.id::text,
    'orderNumber', o.number, 'orderedOn', o.ordered_on, 'warehouseId', b.warehouse_id::text, 'variantId', l.variant_id::text,
    ${itemPairs()}, 'outstanding', l.outstanding, 'allocated', q.allocated,
    'picked', q.picked, 'promisedOn', b.promised_on) as line
  from backorders b
  join backorder_lines l on l.backorder_id = b.id and l.outstanding > 0
  join queue_lines q on q.backorder_line_id = l.id
  join orders o on o.id = b.order_id
  join variants v on v.id = l.variant_id
  where b.customer_id = $1 and ${isOpen()} and l.variant_id = any($2::bigint[])
    and ($3::bigint is null or b.warehouse_id = $3)
  order by b.created_at, l.id limit 500`;
