import type { Days } from '#domain/carriers/delivery-days.ts';
import { addDays, type CalendarDate } from '#domain/time/calendar.ts';

const TEN_YEARS_DAYS = 3653;

/**
 * The days on which a supplier may be expected to deliver: ten years back, as purchase orders of before are brought in, and ten ahead, as wine
 * is bought before it is made. What lies outside is a slip of the pen.
 */
export function expectedDays(today: CalendarDate): Days {
  return { earliest: addDays(today, -TEN_YEARS_DAYS), latest: addDays(today, TEN_YEARS_DAYS) };
}
