import { addDays, type CalendarDate } from '#domain/time/calendar.ts';

const MOST_DAYS = 366;

/** The days on which something that leaves on a day may be delivered: from that day to a year later. What lies outside is a slip of the pen. */
export function deliveryDays(leavesOn: CalendarDate): { earliest: CalendarDate; latest: CalendarDate } {
  return { earliest: leavesOn, latest: addDays(leavesOn, MOST_DAYS) };
}

/** The first day on which something may have been delivered that is recorded on a day. */
export function firstDayRecorded(today: CalendarDate): CalendarDate {
  return addDays(today, -MOST_DAYS);
}
