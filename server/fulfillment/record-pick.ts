import { type Refusal, refuse } from '#contract/errors.ts';
import { takeBack, takeForPick } from '#domain/allocation/hold.ts';
import { type PickOutcome, type PickRefusal, recordPick } from '#domain/inventory/short-pick.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { Changes } from '../ledger/changes.ts';
import type { HeldAllocation, LoadedLine } from '../ledger/load-lines.ts';
import type { StockLevel } from '../ledger/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/** A line of a pick as it was asked for; `index` is its place in the request. */
export type AskedLine = { line: LoadedLine; picked: Quantity; short: Quantity; lot: string | null; index: number };

/** A line of a pick that was found good, with what it does. */
export type PickLine = AskedLine & { outcome: PickOutcome };

/**
 * Checks all lines of a pick against what they have open and allocated, without what other unfinished picks hold.
 *
 * Refusals, in this order: `not_whole_order` where something of it is missing, naming what; then for the first line at fault: `nothing_picked`, `quantity_not_whole_multiple`,
 * `more_than_outstanding`, `more_than_allocated`; then `not_whole_order`.
 */
export function decidePick(
  asked: readonly AskedLine[],
  record: {
    lines: readonly LoadedLine[];
    levels: ReadonlyMap<string, StockLevel>;
    shipComplete: boolean;
    pickedField: 'picked' | 'quantity';
  },
): { lines: PickLine[] } | { refusal: Refusal } {
  const lacking = record.shipComplete && asked.some(wantsMoreThanItHolds) ? whatIsMissing(record) : [];
  if (lacking.length > 0) return refuseMissing(asked, lacking);
  const lines: PickLine[] = [];
  for (const request of asked) {
    const { line, picked, short } = request;
    const result = recordPick({
      open: line.open - line.picked,
      allocated: line.allocated - line.picked,
      picked,
      short,
      orderMultiple: line.orderMultiple,
    });
    if ('code' in result) return refuseLine(request, result, record.pickedField);
    lines.push({ ...request, outcome: result });
  }
  if (record.shipComplete && !isWhole(lines, record.lines)) return refuse('not_whole_order');
  return { lines };
}

function refuseMissing(asked: readonly AskedLine[], lacking: readonly Lacking[]): { refusal: Refusal } {
  return refuse('not_whole_order', {
    errors: lacking.map(({ line, missing }) => ({
      pointer: pointerTo(asked, line),
      detail: `${line.sku}: ${missing} missing`,
    })),
    facts: { missing: lacking.map(({ line, missing }) => ({ sku: line.sku, quantity: missing })) },
  });
}

function refuseLine(
  { line, index }: AskedLine,
  { code, ...facts }: PickRefusal,
  pickedField: 'picked' | 'quantity',
): { refusal: Refusal } {
  const pointer = code === 'nothing_picked' ? `#/lines/${index}` : `#/lines/${index}/${pickedField}`;
  return refuse(code, {
    errors: [{ pointer, detail: sentence(line, facts) }],
    facts: { sku: line.sku, ...facts, ...availableOf(facts) },
  });
}

type Lacking = { line: LoadedLine; missing: Quantity };

/** The pick asks for more than the line holds, and not for more than it may. */
const wantsMoreThanItHolds = ({ line, picked }: AskedLine) =>
  picked > line.allocated - line.picked && picked <= line.open - line.picked;

/** What keeps a record that ships only as a whole from shipping; all that waits where others are ahead of it. */
function whatIsMissing(record: { lines: readonly LoadedLine[]; levels: ReadonlyMap<string, StockLevel> }): Lacking[] {
  const free = new Map([...record.levels].map(([variantId, { available }]) => [variantId, Math.max(0, available)]));
  const waiting = record.lines
    .map((line) => ({ line, missing: line.open - line.allocated }))
    .filter(({ missing }) => missing > 0);
  const short = waiting.flatMap(({ line, missing }) => {
    const left = free.get(line.variantId) ?? 0;
    free.set(line.variantId, Math.max(0, left - missing));
    return missing > left ? [{ line, missing: missing - left }] : [];
  });
  return short.length > 0 ? short : waiting;
}

function pointerTo(asked: readonly AskedLine[], line: LoadedLine): string {
  const index = asked.find((one) => one.line === line)?.index;
  return index === undefined ? '#/lines' : `#/lines/${index}`;
}

/** How much the line could take, under the one name that clients read. */
function availableOf(facts: { unpicked?: Quantity; allocated?: Quantity; orderMultiple?: number }): {
  available?: Quantity;
} {
  const available = facts.unpicked ?? facts.allocated;
  return available === undefined ? {} : { available };
}

function sentence(
  line: LoadedLine,
  facts: { unpicked?: Quantity; allocated?: Quantity; orderMultiple?: number },
): string {
  if (facts.unpicked !== undefined) return `${line.sku}: only ${facts.unpicked} still to pick`;
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

/** What writing a pick made: the fulfillment, null when nothing was picked, with the ids of its lines by order line. */
export type WrittenPick = { id: string; number: string; lineIds: Map<string, string> } | null;

/**
 * Writes a pick: the fulfillment with what was picked, what was short, and the bins to count. Allocations, the demand
 * ledger and the movements that take phantom units out of stock go on `changes`, which the caller writes next. The
 * lines are brought up to date before the first statement is sent.
 */
export async function writePick(
  viewer: Viewer,
  work: Work,
  changes: Changes,
  pick: { orderId: string; backorderId: string | null; lines: readonly PickLine[] },
): Promise<WrittenPick> {
  const hasPicked = pick.lines.some(({ picked }) => picked > 0);
  const traced = pick.lines.flatMap((line) => reserve(changes, line));
  const rows = await work.tx.rows<PickRow>(hasPicked ? WRITE_PICK : WRITE_SHORT, [
    pick.orderId,
    work.now,
    viewer.actor,
    JSON.stringify(pick.lines.map(toWritten)),
    ...(hasPicked ? [pick.backorderId, JSON.stringify(traced)] : []),
  ]);
  for (const { line, outcome } of pick.lines) {
    const shortPickId = rows.find((row) => row.order_line_id === line.orderLineId)?.short_pick_id;
    if (outcome.phantom > 0 && shortPickId) changes.moveStock(line, { quantity: -outcome.phantom, shortPickId });
  }
  return toWrittenPick(rows);
}

const toWritten = ({ line, picked, short, lot, outcome }: PickLine) => ({
  orderLineId: line.orderLineId,
  backorderLineId: line.backorderLineId,
  queueLineId: line.queueLineId,
  variantId: line.variantId,
  warehouseId: line.warehouseId,
  picked,
  short,
  phantom: outcome.phantom,
  lot,
});

function toWrittenPick(rows: readonly PickRow[]): WrittenPick {
  const [first] = rows;
  if (!first?.id || !first.number) return null;
  const lineIds = new Map(rows.map((row) => [row.order_line_id, row.line_id as string]));
  return { id: first.id, number: first.number, lineIds };
}

type PickRow = {
  id: string | null;
  number: string | null;
  line_id: string | null;
  order_line_id: string;
  short_pick_id: string | null;
};

/** Takes the picked units from what the line holds and gives its phantom units up; answers which units were picked. */
function reserve(
  changes: Changes,
  { line, picked, outcome }: PickLine,
): { queueLineId: string; id: string; quantity: Quantity }[] {
  const taken = takeForPick(line.allocations, picked);
  for (const { id, quantity } of taken) {
    changes.allocation(line, id, { picked: quantity });
    (line.allocations.find((hold) => hold.id === id) as HeldAllocation).picked += quantity;
  }
  for (const { id, quantity } of takeBack(line.allocations, outcome.phantom)) {
    changes.allocation(line, id, { live: -quantity });
    (line.allocations.find((hold) => hold.id === id) as HeldAllocation).live -= quantity;
  }
  changes.demand(line, 'picked', picked);
  line.picked += picked;
  line.allocated -= outcome.phantom;
  return taken.map((part) => ({ queueLineId: line.queueLineId, ...part }));
}

/** The lines of a pick as the audit record says them. */
export function auditedLines(lines: readonly PickLine[]): Record<string, unknown>[] {
  return lines.map(({ line, picked, short, outcome }) => ({ sku: line.sku, picked, short, phantom: outcome.phantom }));
}

const asked = `
  asked as (
    select * from jsonb_to_recordset($4::jsonb) a("orderLineId" bigint, "backorderLineId" bigint, "queueLineId" bigint,
      "variantId" bigint, "warehouseId" bigint, picked integer, short integer, phantom integer, lot text))`;

const shortPicks = (fulfillment: string) => `
  shorts as (
    insert into short_picks (order_id, order_line_id, backorder_line_id, fulfillment_id, variant_id, warehouse_id, picked, short, phantom, recorded_at, recorded_by)
    select $1, "orderLineId", "backorderLineId", ${fulfillment}, "variantId", "warehouseId", picked, short, phantom, $2, $3
    from asked where short > 0 returning id, order_line_id),
  counts as (
    insert into count_requests (variant_id, warehouse_id, reason, requested_at, requested_by)
    select distinct "variantId", "warehouseId", 'short_pick', $2::timestamptz, $3 from asked where short > 0
    on conflict do nothing)`;

const WRITE_PICK = `
  with ${asked},
  header as (
    insert into fulfillments (order_id, backorder_id, customer_id, warehouse_id, picked_at, picked_by)
    select o.id, $5, o.customer_id, o.warehouse_id, $2, $3 from orders o where o.id = $1
    returning id, number),
  lines as (
    insert into fulfillment_lines (fulfillment_id, order_id, order_line_id, backorder_line_id, queue_line_id, variant_id, warehouse_id, quantity, short, lot)
    select header.id, $1, "orderLineId", "backorderLineId", "queueLineId", "variantId", "warehouseId", picked, short, lot from asked, header
    returning id, order_line_id, queue_line_id),
  traced as (
    insert into fulfillment_line_allocations (fulfillment_line_id, allocation_id, quantity)
    select lines.id, t.id, t.quantity from jsonb_to_recordset($6::jsonb) t("queueLineId" bigint, id bigint, quantity integer)
    join lines on lines.queue_line_id = t."queueLineId"),
  ${shortPicks('(select id from header)')}
  select header.id, header.number, lines.id as line_id, lines.order_line_id, shorts.id as short_pick_id
  from header cross join lines left join shorts on shorts.order_line_id = lines.order_line_id order by lines.id`;

const WRITE_SHORT = `with ${asked}, ${shortPicks('null::bigint')} 
  select null::bigint as id, null as number, null::bigint as line_id, order_line_id, id as short_pick_id from shorts`;
