import { addDays, type CalendarDate } from '#domain/time/calendar.ts';

const YEAR_DAYS = 366;

/** The days from `earliest` to `latest`. */
export type Days = { earliest: CalendarDate; latest: CalendarDate };

/** The days on which something that leaves on a day may be delivered: from that day to a year later. What lies outside is a slip of the pen. */
export function deliveryDays(leavesOn: CalendarDate): Days {
  return { earliest: leavesOn, latest: addDays(leavesOn, YEAR_DAYS) };
}

/** The days of what left and arrived before it is recorded: a year back, and no further ahead than of anything else. */
export function recordedDays(today: CalendarDate): Days {
  return { earliest: addDays(today, -YEAR_DAYS), latest: addDays(today, YEAR_DAYS) };
}
