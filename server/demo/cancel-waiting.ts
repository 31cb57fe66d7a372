import type { CancellationReason } from '#domain/orders/cancellation-reason.ts';
import { type CalendarDate, daysBetween } from '#domain/time/calendar.ts';
import { cancelBackorder } from '../backorders/cancel-backorder.ts';
import { askedOf, type DemoCompany, doInOrder, type Shop } from './demo-company.ts';

/** How often on a day somebody gives up, and from which age on. */
const SHARE = 0.025;
const FROM_DAYS = 4;
const EXCESSIVE_DAYS = 21;

type Row = {
  id: string;
  customer_id: string;
  created_on: string;
  variant_ids: string[];
  backorder_line_id: string;
  waiting: number;
};

/** Customers who waited cancel, the whole backorder or a line of it. */
export async function cancelWaiting(demo: DemoCompany, day: CalendarDate): Promise<void> {
  const { chances, calendar } = demo;
  const { rows } = await demo.database.query<Row>(WAITING);
  const chosen = rows.filter(
    ({ id, created_on }) => daysBetween(created_on, day) >= FROM_DAYS && chances.fraction('cancels', id, day) < SHARE,
  );
  await doInOrder(
    demo,
    chosen.map(({ id, customer_id, created_on, variant_ids, backorder_line_id, waiting }) => {
      const isLine = variant_ids.length > 1 && chances.fraction('cancels a line', id) < 0.4;
      const body = {
        reason: reasonFor(demo, id, daysBetween(created_on, day)),
        notes: null,
        notifyCustomer: false,
        ...(isLine && { lines: [{ backorderLineId: backorder_line_id, quantity: waiting }] }),
      };
      return {
        viewer: (demo.shopsById.get(customer_id) as Shop).rep,
        now: calendar.instant(day, 0.41),
        variantIds: variant_ids,
        useCase: (viewer, work) => cancelBackorder(viewer, askedOf(id, body), work),
      };
    }),
  );
}

function reasonFor({ chances }: DemoCompany, id: string, ageDays: number): CancellationReason {
  const chance = chances.fraction('cancels because', id);
  if (chance < 0.15) return 'product_discontinued';
  if (chance < 0.3) return 'unable_to_fulfill';
  return ageDays >= EXCESSIVE_DAYS ? 'excessive_delay' : 'customer_requested';
}

const WAITING = `
  select b.id, b.customer_id, b.created_on, array_agg(q.variant_id::text order by q.id) as variant_ids,
    (array_agg(q.backorder_line_id::text order by q.id) filter (where q.open > 0))[1] as backorder_line_id,
    (array_agg(q.open order by q.id) filter (where q.open > 0))[1] as waiting
  from backorders b join queue_lines q on q.backorder_id = b.id
  where b.status in ('open', 'partially_fulfilled') and b.allocated = 0
  group by b.id order by b.id`;
