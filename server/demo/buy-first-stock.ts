import { groupBy } from '#domain/group-by.ts';
import { wholeCases } from '#domain/quantity.ts';
import { addDays, type CalendarDate } from '#domain/time/calendar.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { createPurchaseOrder } from '../purchasing/create-purchase-order.ts';
import { receivePurchaseOrder } from '../purchasing/receive-purchase-order.ts';
import { asked, askedOf, type DemoCompany, doInOrder, doTogether, type Item } from './demo-company.ts';
import type { OrderRow } from './read-demo-data.ts';

/** The company opens with so much of what sells. */
const OPENING_WEEKS = 3.4;
export const OPENING_LEAD_DAYS = 9;

/** The first stock is ordered from each supplier, and received whole. */
export async function buyFirstStock(demo: DemoCompany, day: CalendarDate, orders: readonly OrderRow[]): Promise<void> {
  const bought = await orderFirstStock(demo, day, wantedAtFirst(demo, orders));
  await doInOrder(
    demo,
    bought.map(({ id, lines }) => {
      const body = { lines: lines.map((line) => ({ purchaseOrderLineId: line.id, quantity: line.quantity })) };
      return {
        viewer: demo.people.warehouse[0] as Viewer,
        now: demo.calendar.instant(addDays(day, OPENING_LEAD_DAYS), 0.3),
        variantIds: lines.map(({ variantId }) => variantId),
        useCase: (viewer, work) => receivePurchaseOrder(viewer, askedOf(id, body), work),
      };
    }),
  );
}

type Wanted = { item: Item; quantity: number };

function wantedAtFirst(demo: DemoCompany, orders: readonly OrderRow[]): Wanted[] {
  const sold = new Set(orders.flatMap(({ lines }) => lines.map(({ sku }) => sku)));
  return [...demo.items.values()].flatMap((item) => {
    const chance = demo.chances.fraction('opening', item.sku);
    // What the shops of the history never ask for is there for whoever tries the product out, or is not.
    const untold = chance < 0.7 ? 2 * item.unitsPerCase : 0;
    const units = sold.has(item.sku) ? item.unitsPerWeek * OPENING_WEEKS * 2 * chance : untold;
    const quantity = wholeCases(units, item.unitsPerCase);
    return quantity > 0 ? [{ item, quantity }] : [];
  });
}

function orderFirstStock(demo: DemoCompany, day: CalendarDate, wanted: readonly Wanted[]) {
  const expectedOn = addDays(day, OPENING_LEAD_DAYS);
  return doTogether(
    demo,
    [...groupBy(wanted, ({ item }) => item.supplierId)].map(([supplierId, lines]) => {
      const body = {
        supplierId,
        warehouseId: demo.warehouseId,
        notes: 'First stock',
        lines: lines.map(({ item: { variantId }, quantity }) => ({ variantId, quantity, expectedOn })),
      };
      return {
        viewer: demo.people.manager,
        now: demo.calendar.instant(day, 0.5),
        useCase: (viewer: Viewer, work: Work) => createPurchaseOrder(viewer, asked(body), work),
      };
    }),
  );
}
