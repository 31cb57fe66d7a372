import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { itemPairs } from '../catalog/item-words.ts';
import { orAlike } from '../platform/find-alike.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import { settledUntil } from '../platform/read-changes.ts';
import { finds } from '../platform/read-list.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

/**
 * Stock by SKU and warehouse, with what is on order and what waits; with `updatedSince` what moved, was allocated, was found
 * missing, counted or put in another bin, in the order of the changes. Every role reads all of it.
 */
export async function listStock(
  viewer: Viewer,
  { query }: Request<'listStock'>,
  reading: Reading,
): Promise<Answer<'listStock'> | { refusal: Refusal }> {
  const { updatedSince } = query;
  const cursor = updatedSince
    ? listCursor('listStock updatedAt', part.instant, part.id, part.id)
    : listCursor('listStock', part.text, part.id);
  const after = cursor.read(query.cursor);
  if (after && 'refusal' in after) return after;
  type Row = { row: Answer<'listStock'>['data'][number]; changedAt: string };
  const statement = updatedSince ? STOCK_CHANGED : query.variantId ? STOCK_OF_VARIANT : STOCK;
  return orAlike({ viewer, queries: reading.queries, q: query.q, kinds: ['variant'] }, async (patterns) => {
    const rows = await reading.queries.rows<Row>(statement, [
      query.variantId ?? null,
      query.warehouseId ?? null,
      patterns,
      after?.[0] ?? null,
      after?.[1] ?? null,
      query.limit + 1,
      query.show ?? null,
      ...(updatedSince ? [after?.[2] ?? null, updatedSince, await settledUntil(reading.queries)] : []),
    ]);
    return toPage(
      rows,
      { limit: query.limit, cursor },
      ({ row, changedAt }) => (updatedSince ? [changedAt, row.variantId, row.warehouseId] : [row.sku, row.warehouseId]),
      ({ row }) => row,
    );
  });
}

/** The stock ledger, newest first. The document behind a movement is named to whom may read it. */
export async function listStockMovements(
  viewer: Viewer,
  { query }: Request<'listStockMovements'>,
  reading: Reading,
): Promise<Answer<'listStockMovements'> | { refusal: Refusal }> {
  const cursor = listCursor('listStockMovements', part.id);
  const after = cursor.read(query.cursor);
  if (after && 'refusal' in after) return after;
  type Row = { row: Answer<'listStockMovements'>['data'][number] };
  const rows = await reading.queries.rows<Row>(MOVEMENTS, [
    query.variantId ?? null,
    query.warehouseId ?? null,
    after?.[0] ?? null,
    query.limit + 1,
    readsOnlyCustomersOf(viewer),
  ]);
  return toPage(
    rows,
    { limit: query.limit, cursor },
    ({ row }) => [row.id],
    ({ row }) => row,
  );
}

/** Put-back tasks, oldest first; open ones unless asked otherwise. */
export async function listPutBackTasks(
  viewer: Viewer,
  { query }: Request<'listPutBackTasks'>,
  reading: Reading,
): Promise<Answer<'listPutBackTasks'> | { refusal: Refusal }> {
  const cursor = listCursor('listPutBackTasks', part.id);
  const after = cursor.read(query.cursor);
  if (after && 'refusal' in after) return after;
  type Row = { row: Answer<'listPutBackTasks'>['data'][number] };
  const rows = await reading.queries.rows<Row>(PUT_BACK_TASKS, [
    query.warehouseId ?? null,
    query.done === 'true',
    readsOnlyCustomersOf(viewer),
    after?.[0] ?? null,
    query.limit + 1,
    query.variantId ?? null,
  ]);
  return toPage(
    rows,
    { limit: query.limit, cursor },
    ({ row }) => [row.id],
    ({ row }) => row,
  );
}

/** One put-back task, or `not_found`. */
export async function readPutBackTask(
  viewer: Viewer,
  reading: Reading,
  taskId: string,
): Promise<Answer<'completePutBackTask'> | { refusal: Refusal }> {
  const found = await reading.queries.first<{ row: Answer<'completePutBackTask'> }>(
    `select ${PUT_BACK_TASK} where t.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`,
    [taskId, readsOnlyCustomersOf(viewer)],
  );
  return found ? found.row : refuse('not_found');
}

const ON_ORDER = `(select coalesce(sum(p.remaining), 0) from purchase_order_lines p
      where p.variant_id = s.variant_id and p.warehouse_id = s.warehouse_id and p.remaining > 0)`;
const WAITS = `from queue_lines q where q.variant_id = s.variant_id and q.warehouse_id = s.warehouse_id and q.open > q.allocated`;
const WAITING = `(select coalesce(sum(q.waiting), 0) ${WAITS})`;
const COUNT_REQUEST = `from count_requests r
      where r.variant_id = s.variant_id and r.warehouse_id = s.warehouse_id and r.closed_at is null`;

// What is open either waits or is allocated: said in two halves because each has its partial index.
const stockOf = (levels: string, isNext: string, order: string) => `
  select s.updated_at::text as "changedAt", json_build_object('variantId', v.id::text, 'warehouseId', s.warehouse_id::text, ${itemPairs()},
    'onHand', s.on_hand, 'allocated', s.allocated, 'available', s.available, 'missing', s.missing,
    'onOrder', ${ON_ORDER},
    'backordered', (select coalesce(sum(q.open), 0) from queue_lines q
      where q.variant_id = s.variant_id and q.warehouse_id = s.warehouse_id and q.backorder_id is not null
        and (q.open > q.allocated or q.allocated > 0)),
    'waiting', ${WAITING},
    'lastCountedAt', instant(s.last_counted_at),
    'bin', (select n.bin from bins n where n.variant_id = s.variant_id and n.warehouse_id = s.warehouse_id), 'toCountSince', instant((select r.requested_at ${COUNT_REQUEST})),
    'updatedAt', instant(s.updated_at)) as row
  from ${levels} s join variants v on v.id = s.variant_id
  where ($1::bigint is null or s.variant_id = $1) and ($2::bigint is null or s.warehouse_id = $2)
    and ($3::text[] is null or ${finds('v.search_text', '$3')})
    and ${isNext}
    and case $7
      when 'waiting' then exists (select ${WAITS})
      when 'short' then exists (select ${WAITS}) and ${WAITING} > s.on_hand - s.allocated + ${ON_ORDER}
      when 'to_count' then exists (select ${COUNT_REQUEST})
      else true end
  order by ${order} limit $6`;

const BY_SKU = ['($4::text is null or (v.sku, s.warehouse_id) > ($4, $5::bigint))', 'v.sku, s.warehouse_id'] as const;
const STOCK = stockOf('stock_levels', ...BY_SKU);
const STOCK_CHANGED = stockOf(
  'stock_levels',
  `s.updated_at >= $9::timestamptz and s.updated_at < $10::timestamptz
    and ($4::timestamptz is null or (s.updated_at, s.variant_id, s.warehouse_id) > ($4, $5::bigint, $8::bigint))`,
  's.updated_at, s.variant_id, s.warehouse_id',
);

/** Asked for one variant, every warehouse answers, with zero where it never held any. */
const STOCK_OF_VARIANT = stockOf(
  `(
  select v.id as variant_id, w.id as warehouse_id, coalesce(l.on_hand, 0) as on_hand, coalesce(l.allocated, 0) as allocated,
    coalesce(l.available, 0) as available, coalesce(l.missing, 0) as missing, l.last_counted_at,
    coalesce(l.updated_at, v.updated_at) as updated_at
  from variants v cross join warehouses w left join stock_levels l on l.variant_id = v.id and l.warehouse_id = w.id
  where v.id = $1)`,
  ...BY_SKU,
);

const mayRead = (customerId: string) =>
  `($5::bigint is null or exists (select from customers c where c.id = ${customerId} and c.sales_rep_id = $5))`;

const MOVEMENTS = `
  select json_build_object('id', m.id::text, 'variantId', m.variant_id::text, 'warehouseId', m.warehouse_id::text, 'kind', m.kind,
    'quantity', m.quantity, 'reason', m.reason,
    'document', case
      when r.id is not null then json_build_object('type', 'receipt', 'id', r.id::text, 'number', r.number)
      when f.id is not null then json_build_object('type', 'fulfillment', 'id', f.id::text, 'number', f.number)
      when o.id is not null then json_build_object('type', 'order', 'id', o.id::text, 'number', o.number)
      when m.stock_adjustment_id is not null then json_build_object('type', 'stock_adjustment', 'id', m.stock_adjustment_id::text, 'number', null)
      when m.reverses_id is not null then json_build_object('type', 'stock_movement', 'id', m.reverses_id::text, 'number', null) end,
    'reversedAt', instant(x.at), 'at', instant(m.at), 'actor', m.actor) as row
  from stock_movements m
  left join stock_movements x on x.reverses_id = m.id
  left join receipt_lines rl on rl.id = m.receipt_line_id
  left join receipts r on r.id = rl.receipt_id
  left join fulfillment_lines fl on fl.id = m.fulfillment_line_id
  left join fulfillments f on f.id = fl.fulfillment_id and ${mayRead('f.customer_id')}
  left join short_picks k on k.id = m.short_pick_id
  left join orders o on o.id = k.order_id and ${mayRead('o.customer_id')}
  where ($1::bigint is null or m.variant_id = $1) and ($2::bigint is null or m.warehouse_id = $2) and ($3::bigint is null or m.id < $3)
  order by m.id desc limit $4`;

const PUT_BACK_TASK = `
  json_build_object('id', t.id::text, 'variantId', t.variant_id::text, 'warehouseId', t.warehouse_id::text, ${itemPairs()},
    'orderId', o.id::text, 'orderNumber', o.number, 'backorderId', b.id::text, 'backorderNumber', b.number,
    'fulfillmentId', f.id::text, 'fulfillmentNumber', f.number, 'lot', fl.lot, 'quantity', t.quantity, 'createdAt', instant(t.created_at),
    'doneAt', instant(t.done_at), 'doneBy', t.done_by) as row
  from put_back_tasks t
  join variants v on v.id = t.variant_id
  join fulfillment_lines fl on fl.id = t.fulfillment_line_id
  join fulfillments f on f.id = fl.fulfillment_id
  left join backorders b on b.id = f.backorder_id
  join order_lines l on l.id = t.order_line_id
  join orders o on o.id = l.order_id
  join customers c on c.id = o.customer_id`;

const PUT_BACK_TASKS = `select ${PUT_BACK_TASK}
  where ($1::bigint is null or t.warehouse_id = $1) and (t.done_at is not null) = $2 and ($3::bigint is null or c.sales_rep_id = $3)
    and ($4::bigint is null or t.id > $4) and ($6::bigint is null or t.variant_id = $6)
  order by t.id limit $5`;
