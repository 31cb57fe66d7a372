import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

/** Whether there is such an order and the viewer may read it. */
export function isOrderVisible(viewer: Viewer, reading: Reading, orderId: string): Promise<boolean> {
  return isThere(viewer, reading, 'select from orders r', orderId);
}

/** Whether there is such a backorder and the viewer may read it. */
export function isBackorderVisible(viewer: Viewer, reading: Reading, backorderId: string): Promise<boolean> {
  return isThere(viewer, reading, 'select from backorders r', backorderId);
}

async function isThere(viewer: Viewer, reading: Reading, record: string, id: string): Promise<boolean> {
  const found = await reading.queries.first(
    `${record} join customers c on c.id = r.customer_id where r.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`,
    [id, readsOnlyCustomersOf(viewer)],
  );
  return found !== null;
}
