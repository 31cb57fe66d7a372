import type { Answer } from '#contract/operations.ts';
import { wholeCases } from '#domain/quantity.ts';
import { addDays } from '#domain/time/calendar.ts';
import type { Item } from './company.ts';
import { inParallel } from './in-parallel.ts';
import type { Arrival, ReplayState } from './replay-state.ts';

const LEAD_DAYS = { lowest: 7, highest: 28 };
const LATE_SHARE = 0.15;
const LATE_DAYS = { lowest: 1, highest: 10 };
const TWO_PARTS_SHARE = 0.1;
const DAYS_BETWEEN_PARTS = { lowest: 1, highest: 7 };
/** More lines than a purchase order of the API may have. */
const LINES_OF_ONE_PURCHASE_ORDER = 1000;

/**
 * Orders from every supplier what is missing: as far as what is available and on order falls below `coverWeeks` mean
 * weeks plus what waits, in whole cases. When the goods will come, in how many parts, and how late, is drawn.
 */
export async function replenish(replay: ReplayState, day: string, coverWeeks: number): Promise<void> {
  const now = `${day}T21:00:00Z`;
  const wanted = new Map<string, { item: Item; quantity: number }[]>();
  const { warehouseId, itemsByVariant } = replay.company;
  for await (const stock of replay.api.rows('listStock', { warehouseId }, { now })) {
    const item = itemsByVariant.get(stock.variantId);
    if (!item) continue;
    const level = coverWeeks * item.unitsPerWeek + stock.waiting;
    const quantity = wholeCases(level - stock.available - stock.onOrder, item.unitsPerCase);
    if (quantity === 0) continue;
    const lines = wanted.get(item.supplier.name) ?? [];
    lines.push({ item, quantity });
    wanted.set(item.supplier.name, lines);
  }
  const purchases = [...wanted].flatMap(([supplier, lines]) =>
    chunksOf(lines, LINES_OF_ONE_PURCHASE_ORDER).map((part, index) => ({
      supplierId: part[0]?.item.supplier.id as string,
      lines: part,
      key: `${day} ${supplier} ${index + 1}`,
    })),
  );
  await inParallel(purchases, replay.clients, async ({ supplierId, lines, key }) => {
    const leadDays = replay.chances.wholeBetween(LEAD_DAYS, 'lead', key);
    const purchaseOrder = await replay.api.call(
      'createPurchaseOrder',
      {
        body: {
          supplierId,
          warehouseId,
          lines: lines.map(({ item, quantity }) => ({
            variantId: item.variantId,
            quantity,
            expectedOn: addDays(day, leadDays),
          })),
        },
      },
      { now, idempotencyKey: `replay purchase order ${key}` },
    );
    replay.log.purchaseOrders += 1;
    planArrivals(replay, day, leadDays, key, purchaseOrder);
  });
}

function planArrivals(
  replay: ReplayState,
  day: string,
  leadDays: number,
  key: string,
  purchaseOrder: Answer<'createPurchaseOrder'>,
): void {
  const { chances, company } = replay;
  const isLate = chances.fraction('late', key) < LATE_SHARE;
  const arrivesOn = addDays(day, leadDays + (isLate ? chances.wholeBetween(LATE_DAYS, 'late days', key) : 0));
  const inTwoParts = chances.fraction('two parts', key) < TWO_PARTS_SHARE;
  const lines = purchaseOrder.lines.map(({ id, variantId, quantity }) => {
    const { itemNo, unitsPerCase } = company.itemsByVariant.get(variantId) as Item;
    const first = inTwoParts ? wholeCases(quantity / 2, unitsPerCase) : quantity;
    return { purchaseOrderLineId: id, itemNo, first, second: quantity - first };
  });
  const arrive = (on: string, part: 'first' | 'second') => {
    const arriving = lines
      .filter((line) => line[part] > 0)
      .map((line) => ({ purchaseOrderLineId: line.purchaseOrderLineId, itemNo: line.itemNo, quantity: line[part] }));
    if (arriving.length === 0) return;
    const arrival: Arrival = { purchaseOrderId: purchaseOrder.id, key: `${key} ${part}`, lines: arriving };
    replay.arrivals.set(on, [...(replay.arrivals.get(on) ?? []), arrival]);
  };
  arrive(arrivesOn, 'first');
  arrive(addDays(arrivesOn, chances.wholeBetween(DAYS_BETWEEN_PARTS, 'second part', key)), 'second');
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
