import { type CalendarDate, weekday } from '#domain/time/calendar.ts';
import { cancelWaiting } from './cancel-waiting.ts';
import { countStock } from './count-stock.ts';
import type { DemoCompany } from './demo-company.ts';
import { fillBackorders } from './fill-backorders.ts';
import { pickOrders } from './pick-orders.ts';
import { promiseDates } from './promise-dates.ts';
import { receiveGoods } from './receive-goods.ts';
import { replenish } from './replenish.ts';
import { speakWithCustomers } from './speak-with-customers.ts';
import { takeOrders } from './take-orders.ts';

const MONDAY = 1;
const FRIDAY = 5;

/**
 * One day of the demo company: goods arrive and bins are counted, ready backorders are filled, representatives promise,
 * cancel and call, orders are taken and picked, and once a week what is missing is bought. Everything is done by the use cases
 * of the product, by the person whose work it is, at an hour of that day.
 */
export async function liveDay(demo: DemoCompany, day: CalendarDate): Promise<void> {
  await receiveGoods(demo, day);
  await countStock(demo, day);
  if (weekday(day) <= FRIDAY || demo.calendar.daysLeft(day) === 0) {
    await fillBackorders(demo, day);
    await promiseDates(demo, day);
    await cancelWaiting(demo, day);
    await speakWithCustomers(demo, day);
  }
  await takeOrders(demo, day);
  await pickOrders(demo, day);
  if (weekday(day) === MONDAY) await replenish(demo, day);
}
