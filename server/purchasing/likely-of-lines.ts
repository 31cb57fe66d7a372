import type { Answer } from '#contract/operations.ts';
import type { Projection } from '#domain/allocation/project.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';
import type { Reading } from '../platform/work.ts';
import { readLikelyBetween } from './lead-times.ts';

/** A waiting line with what covers it. */
export type CoveredLine = Pick<
  Answer<'getBackorder'>['lines'][number],
  'variantId' | 'outstanding' | 'coveredOn' | 'coveredBy'
>;
type Range = Pick<Answer<'getBackorder'>['lines'][number], 'likelyBetween' | 'noRangeBecause'>;

/** Between which days each line will likely ship whole, by the purchase-order line that covers the last of it. */
export async function readLikelyOfLines(
  reading: Reading,
  warehouseId: string,
  lines: readonly CoveredLine[],
): Promise<Range[]> {
  const last = lines.map(lastOnItsWay);
  const ids = last.flatMap((one) => one?.id ?? []);
  const orders = ids.length === 0 ? [] : await reading.queries.rows<OrderRow>(ORDERS, [[...new Set(ids)]]);
  const byLine = new Map(orders.map((order) => [order.id, order]));
  const coming = lines.flatMap(({ variantId }, index) => {
    const part = last[index];
    const order = part && byLine.get(part.id);
    return order
      ? [
          {
            index,
            supplierId: order.supplier_id,
            orderedOn: order.ordered_on,
            expectedOn: part.on,
            variantId,
            warehouseId,
          },
        ]
      : [];
  });
  const ranges = await readLikelyBetween(reading, coming);
  const found = new Map(coming.map(({ index }, place) => [index, ranges[place]]));
  return lines.map((line, index) => {
    const range = found.get(index);
    if (range && 'p50On' in range) return { likelyBetween: range, noRangeBecause: null };
    return { likelyBetween: null, noRangeBecause: range?.noRangeBecause ?? withoutPurchase(line) };
  });
}

/** By queue line, between which days lines of a queue will likely ship; those of which nothing can be said are left out. */
export async function readRanges(
  reading: Reading,
  lines: readonly { queueLineId: string; variantId: string; warehouseId: string; units: number }[],
  projected: ReadonlyMap<string, Pick<Projection, 'coveredOn' | 'coveredBy'>>,
): Promise<Map<string, { from: CalendarDate; to: CalendarDate }>> {
  const ranges = new Map<string, { from: CalendarDate; to: CalendarDate }>();
  for (const warehouseId of new Set(lines.map((line) => line.warehouseId))) {
    const there = lines.filter((line) => line.warehouseId === warehouseId);
    const found = await readLikelyOfLines(
      reading,
      warehouseId,
      there.map((line) => asCovered(line, projected)),
    );
    for (const [index, { likelyBetween }] of found.entries()) {
      const id = there[index]?.queueLineId;
      if (id && likelyBetween) ranges.set(id, { from: likelyBetween.p50On, to: likelyBetween.p90On });
    }
  }
  return ranges;
}

function asCovered(
  { queueLineId, variantId, units }: { queueLineId: string; variantId: string; units: number },
  projected: ReadonlyMap<string, Pick<Projection, 'coveredOn' | 'coveredBy'>>,
): CoveredLine {
  const { coveredOn = null, coveredBy = [] } = projected.get(queueLineId) ?? {};
  const parts = coveredBy.map(({ purchaseOrderLineId, ...part }) => ({
    ...part,
    purchaseOrderLineId: purchaseOrderLineId === null ? null : String(purchaseOrderLineId),
    purchaseOrderNumber: null,
  }));
  return { variantId, outstanding: units, coveredOn, coveredBy: parts };
}

function withoutPurchase({ outstanding, coveredOn }: CoveredLine): NonNullable<Range['noRangeBecause']> {
  if (outstanding === 0) return 'nothing_outstanding';
  return coveredOn === null ? 'no_date' : 'in_stock';
}

/** The purchase-order line that covers the last unit of a line; null where it has no date or waits for none. */
function lastOnItsWay({ outstanding, coveredOn, coveredBy }: CoveredLine): { id: string; on: CalendarDate } | null {
  if (outstanding === 0 || coveredOn === null) return null;
  const part = coveredBy.findLast(({ on, purchaseOrderLineId }) => purchaseOrderLineId !== null && on === coveredOn);
  return part?.purchaseOrderLineId ? { id: part.purchaseOrderLineId, on: coveredOn } : null;
}

type OrderRow = { id: string; supplier_id: string; ordered_on: string };

const ORDERS = `
  select l.id, p.supplier_id, p.ordered_on from purchase_order_lines l join purchase_orders p on p.id = l.purchase_order_id
  where l.id = any($1::bigint[])`;
