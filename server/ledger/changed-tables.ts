import type { Part } from '../platform/compound-statement.ts';

/** The columns in which the rows of each target come. */
const COLUMNS = {
  demand_entries: {
    orderLineId: 'bigint',
    backorderLineId: 'bigint',
    kind: 'text',
    quantity: 'integer',
    reason: 'text',
    cancellationId: 'bigint',
  },
  allocations: { id: 'bigint', live: 'integer', picked: 'integer' },
  moved_allocations: {
    fromId: 'bigint',
    queueLineId: 'bigint',
    putBackTaskId: 'bigint',
    quantity: 'integer',
    runId: 'bigint',
  },
  stock_movements: {
    variantId: 'bigint',
    warehouseId: 'bigint',
    quantity: 'integer',
    fulfillmentLineId: 'bigint',
    shortPickId: 'bigint',
    returnDispositionId: 'bigint',
    reason: 'text',
  },
  order_lines: {
    id: 'bigint',
    filled: 'integer',
    backordered: 'integer',
    cancelled: 'integer',
    delivered: 'integer',
    returned: 'integer',
    taken_back: 'integer',
  },
  backorder_lines: {
    id: 'bigint',
    fulfilled: 'integer',
    cancelled: 'integer',
    substituted: 'integer',
    delivered: 'integer',
    returned: 'integer',
    taken_back: 'integer',
    sent: 'integer',
    arrived_at: 'timestamptz',
  },
  queue_lines: { id: 'bigint', open: 'integer', allocated: 'integer', picked: 'integer', prepaid: 'integer' },
  orders: {
    id: 'bigint',
    ordered: 'integer',
    shipped: 'integer',
    delivered: 'integer',
    cancelled: 'integer',
    backordered: 'integer',
    taken_back: 'integer',
  },
  backorders: {
    id: 'bigint',
    quantity: 'integer',
    fulfilled: 'integer',
    delivered: 'integer',
    cancelled: 'integer',
    substituted: 'integer',
    allocated: 'integer',
    taken_back: 'integer',
    open_lines: 'integer',
    value: 'numeric',
    sent: 'integer',
    arrived_at: 'timestamptz',
  },
  stock_levels: { id: 'bigint', warehouse_id: 'bigint', allocated: 'integer' },
} as const;
/** A table that changes write; new allocations that were moved stand beside those that change. */
export type Target = keyof typeof COLUMNS;
export const TARGETS = Object.keys(COLUMNS) as Target[];

/** What was sent now has left, and has arrived until a delivery says when. */
const latest = (row: string) =>
  `greatest(${row}.arrived_at, d.arrived_at, case when d.sent > 0 then {now}::timestamptz end)`;

/** What is written to each target from its rows, `d`. Words in braces are parameters. */
const SQL: Record<Target, string> = {
  demand_entries: `
    insert into demand_entries (order_line_id, backorder_line_id, kind, quantity, reason, cancellation_id, cause_type, cause_id, at, actor)
    select d."orderLineId", d."backorderLineId", d.kind, d.quantity, d.reason, d."cancellationId", {causeType}, {causeId}, {now}, {actor} from {rows}`,
  allocations: `
    update allocations a set live = a.live + d.live, picked = a.picked + d.picked
    from (select id, sum(live)::integer live, sum(picked)::integer picked from {rows} group by id) d
    where a.id = d.id`,
  moved_allocations: `
    insert into allocations (variant_id, warehouse_id, queue_line_id, put_back_task_id, firmness, quantity, live, run_id, moved_from_id, at)
    select a.variant_id, a.warehouse_id, d."queueLineId", d."putBackTaskId", a.firmness, d.quantity, d.quantity, coalesce(d."runId", a.run_id), a.id, {now}
    from {rows} join allocations a on a.id = d."fromId"`,
  stock_movements: `
    insert into stock_movements (variant_id, warehouse_id, kind, quantity, reason, fulfillment_line_id, short_pick_id, return_disposition_id, at, actor)
    select d."variantId", d."warehouseId",
      case when d."shortPickId" is not null then 'adjustment' when d."returnDispositionId" is not null then 'return' else 'shipment' end, d.quantity,
      case when d."shortPickId" is not null then 'short_pick' else d.reason end, d."fulfillmentLineId", d."shortPickId", d."returnDispositionId",
      {now}, {actor} from {rows}`,
  order_lines: `
    update order_lines l set filled = l.filled + coalesce(d.filled, 0), backordered = l.backordered + coalesce(d.backordered, 0),
      cancelled = l.cancelled + coalesce(d.cancelled, 0), delivered = l.delivered + coalesce(d.delivered, 0),
      returned = l.returned + coalesce(d.returned, 0), taken_back = l.taken_back + coalesce(d.taken_back, 0)
    from {rows} where l.id = d.id`,
  backorder_lines: `
    update backorder_lines l set fulfilled = l.fulfilled + coalesce(d.fulfilled, 0), cancelled = l.cancelled + coalesce(d.cancelled, 0),
      substituted = l.substituted + coalesce(d.substituted, 0), delivered = l.delivered + coalesce(d.delivered, 0),
      returned = l.returned + coalesce(d.returned, 0),
      taken_back = l.taken_back + coalesce(d.taken_back, 0),
      left_at = greatest(l.left_at, case when d.sent > 0 then {now}::timestamptz end), arrived_at = ${latest('l')}
    from {rows} where l.id = d.id`,
  queue_lines: `
    update queue_lines l set open = l.open + coalesce(d.open, 0), allocated = l.allocated + coalesce(d.allocated, 0),
      picked = l.picked + coalesce(d.picked, 0), prepaid = l.prepaid + coalesce(d.prepaid, 0)
    from {rows} where l.id = d.id`,
  orders: `
    update orders o set ordered = o.ordered + coalesce(d.ordered, 0), shipped = o.shipped + coalesce(d.shipped, 0), delivered = o.delivered + coalesce(d.delivered, 0),
      cancelled = o.cancelled + coalesce(d.cancelled, 0), backordered = o.backordered + coalesce(d.backordered, 0),
      taken_back = o.taken_back + coalesce(d.taken_back, 0), version = o.version + 1, updated_at = clock_timestamp()
    from {rows} where o.id = d.id`,
  backorders: `
    update backorders b set quantity = b.quantity + coalesce(d.quantity, 0), fulfilled = b.fulfilled + coalesce(d.fulfilled, 0), delivered = b.delivered + coalesce(d.delivered, 0),
      cancelled = b.cancelled + coalesce(d.cancelled, 0), substituted = b.substituted + coalesce(d.substituted, 0), allocated = b.allocated + coalesce(d.allocated, 0),
      taken_back = b.taken_back + coalesce(d.taken_back, 0), value = b.value + coalesce(d.value, 0),
      open_lines = b.open_lines + coalesce(d.open_lines, 0), arrived_at = ${latest('b')}, version = b.version + 1,
      updated_at = clock_timestamp()
    from {rows} where b.id = d.id`,
  stock_levels: `
    update stock_levels s set allocated = s.allocated + d.allocated
    from {rows} where s.variant_id = d.id and s.warehouse_id = d.warehouse_id`,
};

/** The statement that writes some rows of a target. A single row, the usual case, comes as plain parameters: PostgreSQL need not take a record set apart. */
export function toPart(target: Target, rows: readonly unknown[], given: Record<string, unknown>): Part {
  const columns = Object.entries(COLUMNS[target]);
  const isSingle = rows.length === 1;
  const values: unknown[] = isSingle
    ? columns.map(([name]) => (rows[0] as Record<string, unknown>)[name] ?? null)
    : [JSON.stringify(rows)];
  const names = columns.map(([name]) => `"${name}"`).join(', ');
  const types = columns.map(([name, type]) => `"${name}" ${type}`).join(', ');
  const source = isSingle
    ? `(values (${columns.map(([, type], index) => `$${index + 1}::${type}`).join(', ')})) d(${names})`
    : `jsonb_to_recordset($1::jsonb) d(${types})`;
  const sql = SQL[target].replace(/\{(\w+)\}/g, (_, word: string) => {
    if (word === 'rows') return source;
    values.push(given[word]);
    return `$${values.length}`;
  });
  return { name: `${target}_${isSingle ? 'row' : 'rows'}`, sql, values };
}
