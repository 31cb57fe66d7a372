import type { Request } from '#contract/operations.ts';
import type { Settlement } from '#domain/invoicing/invoice-rule.ts';
import type { Quantity } from '#domain/quantity.ts';
import { cancelLines } from '../ledger/cancel-lines.ts';
import { Changes } from '../ledger/changes.ts';
import { joinConfirmedOrder } from '../ledger/join-confirmed-order.ts';
import type { LoadedLine } from '../ledger/load-lines.ts';
import type { LockedOrder } from '../ledger/lock-order.ts';
import type { StockLevel } from '../ledger/lock-stock.ts';
import { recordCancellation } from '../ledger/record-cancellation.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { Why } from './end-of-order.ts';
import { noteDoubleDemand } from './note-double-demand.ts';
import { LINE_COLUMNS, LINE_RECORD, LINE_VALUES, type PricedLine } from './price-line.ts';

/** A row of a confirmed order as somebody wants it. */
export type ChangedLine = NonNullable<Request<'updateOrder'>['body']['lines']>[number];

/** What a line was told about its shortage and its last day. */
export type LineRules = { sku: string; shortageRule?: Told; cancelIfNotShippedBy?: Told };
type Told = { from: string | null; to: string | null };

/** A line that joins the order, or more of one, on the order itself or on an open backorder. */
export type AddedLine = PricedLine & { increaseOfId: string | null; backorderId: string | null };

/** The rule of a shortage and the day to ship by may change at any time: they move no stock. What stays as it is is no change. */
export async function changeRules(
  work: Work,
  order: LockedOrder,
  wanted: readonly ChangedLine[],
  rows: readonly { id: string; sku: string; shortageRule: string | null; cancelIfNotShippedBy: string | null }[],
): Promise<LineRules[]> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const ruled = wanted.flatMap((line) => {
    const row = byId.get(line.orderLineId ?? '');
    if (!row) return [];
    const told = {
      ...change('shortageRule', row.shortageRule, line.shortageRule),
      ...change('cancelIfNotShippedBy', row.cancelIfNotShippedBy, line.cancelIfNotShippedBy),
    };
    return Object.keys(told).length > 0 ? [{ id: row.id, sku: row.sku, ...told }] : [];
  });
  if (ruled.length === 0) return [];
  const written = ruled.map(({ id, shortageRule, cancelIfNotShippedBy }) => ({
    id,
    shortageRule: shortageRule?.to,
    setsRule: shortageRule !== undefined,
    shipBy: cancelIfNotShippedBy?.to,
    setsShipBy: cancelIfNotShippedBy !== undefined,
  }));
  await work.tx.rows(RULES, [JSON.stringify(written), order.id]);
  return ruled.map(({ id, ...rules }) => rules);
}

function change<Field extends 'shortageRule' | 'cancelIfNotShippedBy'>(
  field: Field,
  from: string | null,
  to: string | null | undefined,
): { [field in Field]?: Told } {
  return to === undefined || to === from ? {} : ({ [field]: { from, to } } as { [field in Field]: Told });
}

type DecidedLines = {
  cancelled: readonly { line: LoadedLine; quantity: Quantity }[];
  why: Why;
  added: readonly AddedLine[];
  levels: ReadonlyMap<string, StockLevel>;
  /** What the customer gets of what was invoiced of it. */
  settlement: Settlement | undefined;
};

/** Writes what was decided: less is cancelled, more joins the queue. */
export async function recordLineChanges(
  viewer: Viewer,
  work: Work,
  order: LockedOrder,
  { cancelled, why, added, levels, settlement }: DecidedLines,
): Promise<{ levels: StockLevel[]; joined: Set<string> }> {
  const changes = new Changes({ type: 'order_change', id: order.id }, settlement);
  let after = [...levels.values()];
  if (cancelled.length > 0) {
    const cancellation = await recordCancellation(viewer, work, order.id, why, cancelled);
    after = await cancelLines(viewer, work, changes, cancelled, cancellation, levels);
  }
  const joined = added.length > 0 ? await addLines(work, changes, order, added) : new Set<string>();
  await changes.write(viewer, work);
  if (added.length > 0) await noteDoubleDemand(work, order.id, [...joined]);
  return { levels: after, joined };
}

/** Answers the lines that ask for stock on the order itself. */
async function addLines(
  work: Work,
  changes: Changes,
  order: LockedOrder,
  added: readonly AddedLine[],
): Promise<Set<string>> {
  const inserted = await work.tx.rows<{ id: string; position: number }>(INSERT, [order.id, JSON.stringify(added)]);
  const onBackorder = new Map(added.map(({ position, backorderId }) => [position, backorderId]));
  return joinConfirmedOrder(
    work,
    changes,
    order,
    inserted.map(({ id, position }) => ({ orderLineId: id, backorderId: onBackorder.get(position) ?? null })),
  );
}

const RULES = `
  with touched as (update orders set version = version + 1 where id = $2)
  update order_lines l set
    shortage_rule = case when d."setsRule" then d."shortageRule" else l.shortage_rule end,
    cancel_if_not_shipped_by = case when d."setsShipBy" then d."shipBy" else l.cancel_if_not_shipped_by end
  from jsonb_to_recordset($1::jsonb) d(id bigint, "shortageRule" text, "setsRule" boolean, "shipBy" date, "setsShipBy" boolean)
  where coalesce(l.increase_of_id, l.id) = d.id`;

const INSERT = `
  insert into order_lines (order_id, increase_of_id, ${LINE_COLUMNS})
  select $1, "increaseOfId", ${LINE_VALUES}
  from jsonb_to_recordset($2::jsonb) l(${LINE_RECORD}, "increaseOfId" bigint) order by position
  returning id, position`;
