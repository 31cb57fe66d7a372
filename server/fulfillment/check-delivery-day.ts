import type { Refusal } from '#contract/errors.ts';
import { deliveryDays } from '#domain/carriers/delivery-days.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';

/** Null where something that leaves on `leavesOn` may be delivered on a day, or none is named; else `delivery_day_out_of_reach`. */
export function checkDeliveryDay(
  day: CalendarDate | null | undefined,
  { leavesOn, pointer }: { leavesOn: CalendarDate; pointer: string },
): Refusal | null {
  const { earliest, latest } = deliveryDays(leavesOn);
  if (!day || (day >= earliest && day <= latest)) return null;
  const detail = day < earliest ? `lies before ${earliest}, when it leaves` : `lies more than a year after it leaves`;
  return { code: 'delivery_day_out_of_reach', errors: [{ pointer, detail }], facts: { earliest, latest } };
}
