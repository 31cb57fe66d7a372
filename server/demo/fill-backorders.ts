import { groupBy } from '#domain/group-by.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';
import { fulfillBackorder } from '../fulfillment/fulfill-backorder.ts';
import { packFulfillment } from '../fulfillment/pack-fulfillment.ts';
import { askedOf, type DemoCompany, doInOrder, doTogether } from './demo-company.ts';
import { departure, findOnShelf } from './leave-warehouse.ts';
import { warehousePerson } from './warehouse-person.ts';

/** How many of the ready ones the warehouse gets done on a day: first those that can be finished. */
const DONE = { whole: 0.7, part: 0.1, today: 0.35 };

type Row = {
  backorder_id: string;
  backorder_line_id: string;
  variant_id: string;
  sku: string;
  open: number;
  allocated: number;
  picked: number;
  ship_complete: boolean;
};

/** Backorders that are ready are filled with what they hold, some of them on another day. */
export async function fillBackorders(demo: DemoCompany, day: CalendarDate): Promise<void> {
  const { chances, calendar } = demo;
  const { rows } = await demo.database.query<Row>(READY);
  const share = calendar.daysLeft(day) === 0 ? DONE.today : 1;
  const chosen = [...groupBy(rows, ({ backorder_id }) => backorder_id)].filter(([id, lines]) => {
    const isWhole = lines.every(({ open, allocated }) => open === allocated);
    return chances.fraction('fills', id, day) < share * (isWhole ? DONE.whole : DONE.part);
  });
  const filled = await doInOrder(
    demo,
    chosen.map(([id, lines], index, { length }) => {
      const body = fillBody(demo, day, id, lines);
      return {
        viewer: warehousePerson(demo, `backorder ${id} ${day}`),
        now: calendar.instant(day, 0.3 + (0.1 * index) / length),
        variantIds: lines.map(({ variant_id }) => variant_id),
        useCase: (viewer, work) => fulfillBackorder(viewer, askedOf(id, body), work),
      };
    }),
  );
  await packSome(
    demo,
    day,
    filled.flatMap(({ id, status }, index) =>
      id && status === 'picked' && departure(demo, day, `backorder ${chosen[index]?.[0]}`).isPacked ? [id] : [],
    ),
  );
}

function fillBody(demo: DemoCompany, day: CalendarDate, id: string, rows: readonly Row[]) {
  const { shipment, delivery } = departure(demo, day, `backorder ${id}`);
  const holding = rows.filter(({ allocated, picked }) => allocated > picked);
  const lines = holding.map(({ backorder_line_id, sku, open, allocated, picked, ship_complete }) => {
    const onShelf = allocated - picked;
    const quantity = ship_complete ? onShelf : findOnShelf(demo, onShelf, ['backorder', id, day, sku]);
    return {
      backorderLineId: backorder_line_id,
      quantity,
      short: quantity < onShelf ? open - picked - quantity : 0,
    };
  });
  return { lines, shipment, delivery };
}

/** Goods that stand packed in the house. */
export async function packSome(demo: DemoCompany, day: CalendarDate, fulfillmentIds: readonly string[]): Promise<void> {
  await doTogether(
    demo,
    fulfillmentIds.map((id) => ({
      viewer: warehousePerson(demo, id),
      now: demo.calendar.instant(day, 0.98),
      useCase: (viewer, work) => packFulfillment(viewer, askedOf(id, undefined), work),
    })),
  );
}

const READY = `
  select q.backorder_id, q.backorder_line_id, q.variant_id, v.sku, q.open, q.allocated, q.picked, q.ship_complete
  from backorders b
  join queue_lines q on q.backorder_id = b.id
  join variants v on v.id = q.variant_id
  where b.is_ready and exists (select from queue_lines x where x.backorder_id = b.id and x.allocated > x.picked)
  order by b.id, q.id`;
