import type { CalendarDate } from '#domain/time/calendar.ts';
import { adjustStock } from '../inventory/adjust-stock.ts';
import { completePutBackTask } from '../inventory/complete-put-back-task.ts';
import { asked, askedOf, type DemoCompany, doInOrder } from './demo-company.ts';
import { warehousePerson } from './warehouse-person.ts';

const COUNTED_SHARE = 0.2;
const FOUND_SHARE = 0.25;
const PUT_BACK_SHARE = 0.12;

/** Bins that turned out short are counted on one of the next mornings, and picked goods that were cancelled put back. */
export async function countStock(demo: DemoCompany, day: CalendarDate): Promise<void> {
  await countBins(demo, day);
  await putBack(demo, day);
}

async function countBins(demo: DemoCompany, day: CalendarDate): Promise<void> {
  const { chances, calendar, database, warehouseId } = demo;
  const { rows: requests } = await database.query<{ id: string; variant_id: string; on_hand: number }>(REQUESTS, [
    calendar.instant(day, 0),
  ]);
  const counted = requests.filter(({ id }) => chances.fraction('counts', id, day) < COUNTED_SHARE);
  await doInOrder(
    demo,
    counted.map(({ id, variant_id, on_hand }, index, { length }) => {
      const found =
        chances.fraction('finds', id) < FOUND_SHARE ? chances.wholeBetween({ lowest: 1, highest: 4 }, 'found', id) : 0;
      const body = { variantId: variant_id, warehouseId, countedQuantity: on_hand + found, reason: 'counted' };
      return {
        viewer: warehousePerson(demo, id),
        now: calendar.instant(day, 0.2 + (0.05 * index) / length),
        variantIds: [variant_id],
        useCase: (viewer, work) => adjustStock(viewer, asked(body), work),
      };
    }),
  );
}

async function putBack(demo: DemoCompany, day: CalendarDate): Promise<void> {
  const { chances, calendar, database } = demo;
  const { rows: tasks } = await database.query<{ id: string; variant_id: string }>(
    'select id, variant_id from put_back_tasks where done_at is null order by id',
  );
  await doInOrder(
    demo,
    tasks
      .filter(({ id }) => calendar.daysLeft(day) > 0 && chances.fraction('puts back', id, day) < PUT_BACK_SHARE)
      .map(({ id, variant_id }) => ({
        viewer: warehousePerson(demo, id),
        now: calendar.instant(day, 0.26),
        variantIds: [variant_id],
        useCase: (viewer, work) => completePutBackTask(viewer, askedOf(id, undefined), work),
      })),
  );
}

const REQUESTS = `
  select c.id, c.variant_id, s.on_hand from count_requests c
  join stock_levels s on s.variant_id = c.variant_id and s.warehouse_id = c.warehouse_id
  where c.closed_at is null and c.requested_at < $1 order by c.id`;
