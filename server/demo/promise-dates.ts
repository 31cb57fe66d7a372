import { addDays, type CalendarDate, nextWorkingDay } from '#domain/time/calendar.ts';
import { refreshOutlooks } from '../allocation/refresh-outlooks.ts';
import { promiseBackorder } from '../backorders/promise-backorder.ts';
import { askedOf, type DemoCompany, doInOrder, type Shop } from './demo-company.ts';

/** How often a representative gets to it on a day: a first date, one that supply breaks, one that passed with no other in sight. */
const SHARE = { first: 0.45, again: 0.7, guessAgain: 0.16 };
/** Most promise a day to spare. */
const SPARE_DAYS = { lowest: 0, highest: 2 };

type Row = {
  id: string;
  customer_id: string;
  variant_ids: string[];
  promised_on: string | null;
  projected_on: string | null;
};

/**
 * Representatives promise dates for new backorders, by what supply says or by guess, and other dates where supply no longer keeps
 * what was promised. What moved since this morning waits for whoever tries the demo.
 */
export async function promiseDates(demo: DemoCompany, day: CalendarDate): Promise<void> {
  const { chances, calendar } = demo;
  await refreshOutlooks(demo.database, calendar.instant(day, 0.39), 'all');
  const { rows } = await demo.database.query<Row>(UNKEPT, [day]);
  const promising = rows.flatMap((row) => {
    const { id, promised_on, projected_on } = row;
    const share = promised_on === null ? SHARE.first : projected_on === null ? SHARE.guessAgain : SHARE.again;
    if (chances.fraction('promises', id, day) >= share) return [];
    const guess = chances.wholeBetween({ lowest: 5, highest: 24 }, 'promise', id, day);
    // Some say nothing while nothing is on its way.
    if (projected_on === null && chances.fraction('silent', id) < 0.5) return [];
    const spare = chances.wholeBetween(SPARE_DAYS, 'spare', id);
    const on = projected_on ? addDays(projected_on, spare) : addDays(day, guess);
    return [{ row, promisedOn: nextWorkingDay(on, demo.company.workingDays) }];
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

/** Nothing is promised, or supply breaks it, or it passed and supply gives no other. */
const UNKEPT = `
  select b.id, b.customer_id, b.promised_on, x.projected_on,
    (select array_agg(q.variant_id::text) from queue_lines q where q.backorder_id = b.id) as variant_ids
  from backorders b join backorder_outlooks x on x.backorder_id = b.id
  where b.status in ('open', 'partially_fulfilled')
    and (b.promised_on is null or x.projected_on > b.promised_on or (x.projected_on is null and b.promised_on < $1::date))
  order by b.id`;
