import { type Refusal, refuse } from '#contract/errors.ts';
import { takeBack, takeForPick } from '#domain/allocation/hold.ts';
import { type PickOutcome, recordPick } from '#domain/inventory/short-pick.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { Changes } from '../demand/changes.ts';
import type { LoadedLine } from '../demand/load-lines.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/** A line of a pick as it was asked for; `index` is its place in the request. */
export type AskedLine = { line: LoadedLine; picked: Quantity; short: Quantity; lot: string | null; index: number };

/** A line of a pick that was found good, with what it does. */
export type PickLine = AskedLine & { outcome: PickOutcome };

/**
 * Checks all lines of a pick against what they have open and reserved, without what other unfinished picks hold.
 *
 * Refusals, in this order for the first line at fault: `nothing_picked`, `quantity_not_whole_multiple`,
 * `more_than_open` (of a backorder: `more_than_outstanding`), `more_than_allocated`; then `not_whole_order`.
 */
export function decidePick(
  asked: readonly AskedLine[],
  record: { lines: readonly LoadedLine[]; shipComplete: boolean; pickedField: 'picked' | 'quantity' },
): { lines: PickLine[] } | { refusal: Refusal } {
  const lines: PickLine[] = [];
  for (const request of asked) {
    const { line, picked, short, index } = request;
    const result = recordPick({
      open: line.open - line.picked,
      allocated: line.allocated - line.picked,
      picked,
      short,
      orderMultiple: line.orderMultiple,
    });
    if ('code' in result) {
      const { code: found, ...facts } = result;
      const code = found === 'more_than_open' && line.backorderLineId ? 'more_than_outstanding' : found;
      const pointer = `#/lines/${index}/${code === 'nothing_picked' ? '' : record.pickedField}`.replace(/\/$/, '');
      return refuse(code, { errors: [{ pointer, detail: sentence(line, facts) }], facts: { sku: line.sku, ...facts } });
    }
    lines.push({ ...request, outcome: result });
  }
  if (record.shipComplete && !isWhole(lines, record.lines)) return refuse('not_whole_order');
  return { lines };
}

function sentence(line: LoadedLine, facts: { open?: Quantity; allocated?: Quantity; orderMultiple?: number }): string {
  if (facts.open !== undefined) return `${line.sku}: only ${facts.open} still open`;
  if (facts.allocated !== undefined) return `${line.sku}: only ${facts.allocated} reserved for this line`;
  if (facts.orderMultiple !== undefined) return `${line.sku}: goes in whole multiples of ${facts.orderMultiple}`;
  return `${line.sku}: state a picked or a short quantity above zero`;
}

/** Whether a pick takes everything a ship-complete record still has, or finds something short and so cannot. */
function isWhole(picked: readonly PickLine[], all: readonly LoadedLine[]): boolean {
  if (picked.some(({ short }) => short > 0)) return picked.every((line) => line.picked === 0);
  return all.every((line) => {
    const left = line.open - line.picked;
    return left === 0 || picked.find((pick) => pick.line === line)?.picked === left;
  });
}

export type RecordedPick = { fulfillmentId: string | null };

/**
 * Writes a pick: the fulfillment with what was picked, the movements that take phantom units out of stock, and the bins
 * to count. Reservations and the demand ledger go through `changes`, which the caller writes next.
 */
export async function writePick(
  viewer: Viewer,
  work: Work,
  changes: Changes,
  pick: { orderId: string; backorderId: string | null; lines: readonly PickLine[] },
): Promise<RecordedPick> {
  const hasPicked = pick.lines.some(({ picked }) => picked > 0);
  const taken = pick.lines.map(({ line, picked }) => takeForPick(line.allocations, picked));
  const written = await work.tx.rows<{ fulfillment_id: string | null }>(hasPicked ? WRITE_PICK : WRITE_SHORT, [
    pick.orderId,
    work.now,
    viewer.actor,
    JSON.stringify(
      pick.lines.map(({ line, picked, short, lot, outcome }) => ({
        orderLineId: line.orderLineId,
        backorderLineId: line.backorderLineId,
        queueLineId: line.queueLineId,
        variantId: line.variantId,
        warehouseId: line.warehouseId,
        picked,
        short,
        phantom: outcome.phantom,
        lot,
      })),
    ),
    ...(hasPicked
      ? [
          pick.backorderId,
          JSON.stringify(
            pick.lines.flatMap(({ line }, index) =>
              (taken[index] ?? []).map((part) => ({ queueLineId: line.queueLineId, ...part })),
            ),
          ),
        ]
      : []),
  ]);
  pick.lines.forEach(({ line, picked, outcome }, index) => {
    for (const hold of taken[index] ?? []) {
      changes.allocation(line, hold.id, { picked: hold.quantity });
      const held = line.allocations.find(({ id }) => id === hold.id);
      if (held) held.picked += hold.quantity;
    }
    for (const hold of takeBack(line.allocations, outcome.phantom)) {
      changes.allocation(line, hold.id, { live: -hold.quantity });
      const held = line.allocations.find(({ id }) => id === hold.id);
      if (held) held.live -= hold.quantity;
    }
    changes.demand(line, 'picked', picked);
    line.picked += picked;
    line.allocated -= outcome.phantom;
  });
  return { fulfillmentId: written[0]?.fulfillment_id ?? null };
}

/** Takes phantom units out of stock. The reservations were released before: on hand never falls below them. */
export async function writePhantoms(viewer: Viewer, work: Work, lines: readonly PickLine[]): Promise<void> {
  if (lines.every(({ outcome }) => outcome.phantom === 0)) return;
  await work.tx.rows(WRITE_PHANTOMS, [lines.map(({ line }) => line.orderLineId), work.now, viewer.actor]);
}

const asked = `
  asked as (
    select * from jsonb_to_recordset($4::jsonb) a("orderLineId" bigint, "backorderLineId" bigint, "queueLineId" bigint,
      "variantId" bigint, "warehouseId" bigint, picked integer, short integer, phantom integer, lot text))`;

const shortPicks = (fulfillment: string) => `
  shorts as (
    insert into short_picks (order_id, order_line_id, backorder_line_id, fulfillment_id, variant_id, warehouse_id, picked, short, phantom, recorded_at, recorded_by)
    select $1, "orderLineId", "backorderLineId", ${fulfillment}, "variantId", "warehouseId", picked, short, phantom, $2, $3
    from asked where short > 0),
  counts as (
    insert into count_requests (variant_id, warehouse_id, reason, requested_at, requested_by)
    select distinct "variantId", "warehouseId", 'short_pick', $2::timestamptz, $3 from asked where short > 0
    on conflict do nothing)`;

const WRITE_PICK = `
  with ${asked},
  header as (
    insert into fulfillments (order_id, backorder_id, customer_id, warehouse_id, picked_at, picked_by)
    select o.id, $5, o.customer_id, o.warehouse_id, $2, $3 from orders o where o.id = $1
    returning id),
  lines as (
    insert into fulfillment_lines (fulfillment_id, order_id, order_line_id, backorder_line_id, queue_line_id, variant_id, warehouse_id, quantity, short, lot)
    select header.id, $1, "orderLineId", "backorderLineId", "queueLineId", "variantId", "warehouseId", picked, short, lot from asked, header
    returning id, queue_line_id),
  traced as (
    insert into fulfillment_line_allocations (fulfillment_line_id, allocation_id, quantity)
    select lines.id, t.id, t.quantity from jsonb_to_recordset($6::jsonb) t("queueLineId" bigint, id bigint, quantity integer)
    join lines on lines.queue_line_id = t."queueLineId"),
  ${shortPicks('(select id from header)')}
  select id as fulfillment_id from header`;

const WRITE_SHORT = `with ${asked}, ${shortPicks('null::bigint')} select null::bigint as fulfillment_id`;

const WRITE_PHANTOMS = `
  insert into stock_movements (variant_id, warehouse_id, kind, quantity, reason, short_pick_id, at, actor)
  select p.variant_id, p.warehouse_id, 'adjustment', -p.phantom, 'short_pick', p.id, $2, $3
  from unnest($1::bigint[]) wanted(order_line_id)
  cross join lateral (
    select * from short_picks s where s.order_line_id = wanted.order_line_id order by s.id desc limit 1) p
  where p.phantom > 0
    and not exists (select from stock_movements m where m.short_pick_id = p.id)`;
