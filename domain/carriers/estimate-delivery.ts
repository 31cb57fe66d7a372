import { addDays, addWorkingDays, type CalendarDate, weekday } from '#domain/time/calendar.ts';

/** The day a parcel should be there: the usual working days after it leaves. Null where nobody knows how many. */
export function estimateOfCarrier(
  { usualDays }: { usualDays: number | null },
  { today, workingDays }: { today: CalendarDate; workingDays: readonly number[] },
): CalendarDate | null {
  return usualDays === null ? null : addWorkingDays(today, usualDays, workingDays);
}

/**
 * The next day a truck drives its route: today while it has not left, else the first of its days after today. `weekdays` are ISO
 * weekdays and name at least one.
 */
export function nextDayOfRoute(
  { weekdays, hasLeftToday }: { weekdays: readonly number[]; hasLeftToday: boolean },
  today: CalendarDate,
): CalendarDate {
  let day = hasLeftToday ? addDays(today, 1) : today;
  while (!weekdays.includes(weekday(day))) day = addDays(day, 1);
  return day;
}
