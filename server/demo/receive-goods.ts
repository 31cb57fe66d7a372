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
    (demo.arrivals.get(day) ?? []).map((arrival, index, { length }) => {
      const lines = arrival.lines.map(({ purchaseOrderLineId, quantity }) => ({ purchaseOrderLineId, quantity }));
      return {
        viewer: warehousePerson(demo, arrival.purchaseOrderId),
        now: calendar.instant(day, (0.15 * index) / length),
        variantIds: arrival.lines.map(({ variantId }) => variantId),
        useCase: (viewer, work) => receivePurchaseOrder(viewer, askedOf(arrival.purchaseOrderId, { lines }), work),
      };
    }),
  );
  await doTogether(
    demo,
    (demo.delays.get(day) ?? []).map(({ purchaseOrderId, lineIds, newDate }) => {
      const body = { lines: lineIds.map((id) => ({ id, expectedOn: newDate })) };
      return {
        viewer: demo.people.manager,
        now: calendar.instant(day, 0.18),
        useCase: (viewer, work) => updatePurchaseOrder(viewer, askedOf(purchaseOrderId, body), work),
      };
    }),
  );
  demo.arrivals.delete(day);
  demo.delays.delete(day);
}
