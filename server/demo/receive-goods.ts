import type { CalendarDate } from '#domain/time/calendar.ts';
import { receivePurchaseOrder } from '../purchasing/receive-purchase-order.ts';
import { updatePurchaseOrder } from '../purchasing/update-purchase-order.ts';
import { askedOf, type DemoCompany, doInOrder, doTogether } from './demo-company.ts';
import { warehousePerson } from './warehouse-person.ts';

/** In the morning the goods of the day arrive, and suppliers say what will be late. */
export async function receiveGoods(demo: DemoCompany, day: CalendarDate): Promise<void> {
  const { calendar } = demo;
  await doInOrder(
    demo,
    (demo.arrivals.get(day) ?? []).map(({ purchaseOrderId, lines }, index, { length }) => ({
      viewer: warehousePerson(demo, purchaseOrderId),
      now: calendar.instant(day, (0.15 * index) / length),
      variantIds: lines.map(({ variantId }) => variantId),
      useCase: (viewer, work) =>
        receivePurchaseOrder(
          viewer,
          askedOf(purchaseOrderId, {
            lines: lines.map(({ purchaseOrderLineId, quantity }) => ({ purchaseOrderLineId, quantity })),
          }),
          work,
        ),
    })),
  );
  await doTogether(
    demo,
    (demo.delays.get(day) ?? []).map(({ purchaseOrderId, lineIds, newDate }) => ({
      viewer: demo.people.manager,
      now: calendar.instant(day, 0.18),
      useCase: (viewer, work) =>
        updatePurchaseOrder(
          viewer,
          askedOf(purchaseOrderId, { lines: lineIds.map((id) => ({ id, expectedOn: newDate })) }),
          work,
        ),
    })),
  );
  demo.arrivals.delete(day);
  demo.delays.delete(day);
}
