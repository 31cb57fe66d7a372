import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { Changes } from '../ledger/changes.ts';
import { lockStock } from '../ledger/lock-stock.ts';
import { mayChangeCustomerOf, readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { dispose, type Placed, restock } from './place-returned.ts';
import { readReturn } from './return-queries.ts';

/**
 * Says where goods go that came back undecided: on the shelf, from where the queue gets them in rank order, to scrap, or back
 * to the supplier. Final for those units.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, then for the first line at fault `line_not_on_record`,
 * `line_named_twice`, `more_than_undecided`.
 */
export async function disposeReturn(
  viewer: Viewer,
  { params, body }: Request<'disposeReturn'>,
  work: Work,
): Promise<Answer<'disposeReturn'> | { refusal: Refusal }> {
  const stock = await work.tx.rows<{ variant_id: string; warehouse_id: string }>(STOCK, [params.id]);
  const warehouseId = stock[0]?.warehouse_id ?? '0';
  const levels = await lockStock(
    viewer,
    work,
    warehouseId,
    stock.map(({ variant_id }) => variant_id),
  );
  const row = await work.tx.first<Row>(LOCK, [params.id, readsOnlyCustomersOf(viewer)]);
  if (!row) return refuse('not_found');
  if (!mayChangeCustomerOf(viewer, row.sales_rep_id)) return refuse('not_your_customer');
  work.saw({ type: 'return', id: row.id, version: row.version });
  const lines = await work.tx.rows<Line>(LINES, [row.id]);
  const placed = place(lines, warehouseId, body.lines);
  if (isRefused(placed)) return placed;

  const changes = new Changes({ type: 'return', id: row.id });
  await dispose(viewer, work, changes, placed);
  await changes.write(viewer, work);
  await work.tx.rows('update returns set version = version + 1 where id = $1', [row.id]);
  await restock(viewer, work, { returnId: row.id, warehouseId, levels, placed });
  work.audit({
    action: 'return.dispose',
    recordType: 'return',
    recordId: row.id,
    orderId: row.order_id,
    changes: {
      number: row.number,
      lines: placed.map(({ returnLineId, quantity, disposition }) => ({
        sku: lines.find(({ id }) => id === returnLineId)?.sku,
        quantity,
        disposition,
      })),
    },
  });
  work.tell('goods_placed', { returnId: row.id, orderId: row.order_id });
  return readReturn(viewer, { ...work, queries: work.tx }, row.id);
}

/** Where each named line goes; refused with the first at fault. */
function place(
  lines: readonly Line[],
  warehouseId: string,
  asked: Request<'disposeReturn'>['body']['lines'],
): Placed[] | { refusal: Refusal } {
  const placed: Placed[] = [];
  for (const [index, { returnLineId, quantity, disposition }] of asked.entries()) {
    const at = (field: string, detail: string) => [{ pointer: `#/lines/${index}/${field}`, detail }];
    const line = lines.find(({ id }) => id === returnLineId);
    if (!line) return refuse('line_not_on_record', { errors: at('returnLineId', 'is not a line of it') });
    if (placed.some((one) => one.returnLineId === returnLineId))
      return refuse('line_named_twice', { errors: at('returnLineId', 'is named a second time') });
    if (line.undecided === 0 || (quantity ?? 0) > line.undecided)
      return refuse('more_than_undecided', {
        errors: at('quantity', `${line.sku}: only ${line.undecided} undecided`),
        facts: { sku: line.sku, undecided: line.undecided },
      });
    placed.push({
      returnLineId,
      stock: { variantId: line.variant_id, warehouseId },
      quantity: quantity ?? line.undecided,
      disposition,
    });
  }
  return placed;
}

type Row = { id: string; number: string; order_id: string; version: number; sales_rep_id: string | null };
type Line = { id: string; variant_id: string; sku: string; undecided: number };

const STOCK = 'select distinct variant_id, warehouse_id from return_lines where return_id = $1';

const LOCK = `
  select r.id, r.number, r.order_id, r.version, c.sales_rep_id
  from returns r join customers c on c.id = r.customer_id
  where r.id = $1 and ($2::bigint is null or c.sales_rep_id = $2) for update of r`;

const LINES = `
  select l.id, l.variant_id, v.sku, l.undecided from return_lines l join variants v on v.id = l.variant_id
  where l.return_id = $1 order by l.id`;
