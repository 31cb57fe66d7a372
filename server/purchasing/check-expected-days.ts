import type { Refusal } from '#contract/errors.ts';
import { expectedDays } from '#domain/purchasing/expected-days.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';
import { checkDeliveryDay } from '../carriers/check-delivery-day.ts';

/** A day and where a request names it. */
export type NamedDay = { pointer: string; day: CalendarDate | null | undefined };

/** Null where a supplier may be expected on each of some days; else `delivery_day_out_of_reach` for the first at fault. */
export function checkExpectedDays(named: readonly NamedDay[], today: CalendarDate): Refusal | null {
  const days = expectedDays(today);
  for (const { pointer, day } of named) {
    const unfit = checkDeliveryDay(day, days, pointer);
    if (unfit) return unfit;
  }
  return null;
}
