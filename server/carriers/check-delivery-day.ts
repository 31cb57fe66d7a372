import type { Refusal } from '#contract/errors.ts';
import type { Days } from '#domain/carriers/delivery-days.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';

/** Null where something may be delivered on a day, or none is named; else `delivery_day_out_of_reach`. */
export function checkDeliveryDay(
  day: CalendarDate | null | undefined,
  { earliest, latest }: Days,
  pointer: string,
): Refusal | null {
  if (!day || (day >= earliest && day <= latest)) return null;
  const detail = day < earliest ? `lies before ${earliest}` : `lies after ${latest}`;
  return { code: 'delivery_day_out_of_reach', errors: [{ pointer, detail }], facts: { earliest, latest } };
}
