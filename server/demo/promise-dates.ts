import { addDays, type CalendarDate } from '#domain/time/calendar.ts';
import { promiseBackorder } from '../backorders/promise-backorder.ts';
import { askedOf, type DemoCompany, doInOrder, type Shop } from './demo-company.ts';

/** How often a representative gets to it on a day. */
const SHARE = { first: 0.45, again: 0.16 };

type Row = {
  id: string;
  customer_id: string;
  variant_ids: string[];
  promised_on: string | null;
  covered_on: string | null;
};

/**
 * Representatives promise dates for new backorders, two days after the goods are expected or by guess, and other dates
 * for some of those that have passed.
 */
export async function promiseDates(demo: DemoCompany, day: CalendarDate): Promise<void> {
  const { chances, calendar } = demo;
  const { rows } = await demo.database.query<Row>(UNPROMISED, [day]);
  const promising = rows.flatMap((row) => {
    const { id, promised_on, covered_on } = row;
    if (chances.fraction('promises', id, day) >= (promised_on === null ? SHARE.first : SHARE.again)) return [];
    const guess = chances.wholeBetween({ lowest: 5, highest: 24 }, 'promise', id, day);
    // Some say nothing while nothing is on its way.
    if (covered_on === null && chances.fraction('silent', id) < 0.5) return [];
    return [{ row, promisedOn: covered_on ? addDays(covered_on, 2) : addDays(day, guess) }];
  });
  await doInOrder(
    demo,
    promising.map(({ row: { id, customer_id, variant_ids, promised_on }, promisedOn }, index, { length }) => {
      const reason = promised_on === null ? 'Date given by the supplier' : 'The supplier moved the date';
      return {
        viewer: (demo.shopsById.get(customer_id) as Shop).rep,
        now: calendar.instant(day, 0.4 + (0.01 * index) / length),
        variantIds: variant_ids,
        useCase: (viewer, work) =>
          promiseBackorder(viewer, askedOf(id, { promisedOn, reason, notifyCustomer: false }), work),
      };
    }),
  );
}

const UNPROMISED = `
  select b.id, b.customer_id, b.promised_on, array_agg(q.variant_id::text) as variant_ids,
    max((select min(l.expected_on) from purchase_order_lines l
      where l.variant_id = q.variant_id and l.remaining > 0 and l.expected_on >= $1::date))::text as covered_on
  from backorders b join queue_lines q on q.backorder_id = b.id
  where b.status in ('open', 'partially_fulfilled') and (b.promised_on is null or b.promised_on < $1::date)
  group by b.id order by b.id`;
