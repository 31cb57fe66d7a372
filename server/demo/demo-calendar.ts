import { addDays, type CalendarDate, daysBetween, weekday } from '#domain/time/calendar.ts';
import { dateIn } from '../platform/company.ts';

const HOUR_MILLISECONDS = 3_600_000;
/** Working hours everywhere in North America, in UTC. */
const OPENS_AT = 'T14:00:00.000Z';
const CLOSES_AT = 'T23:00:00.000Z';
const ORDERS_OF_TODAY = 14;

/** When things happen in the demo company: its history, moved so that it ends at `now`. */
export type DemoCalendar = {
  /** The last day of the history, the company's today. */
  today: CalendarDate;
  /** The day on which something of the records happens here; null when that has not come yet. */
  dayOf(on: CalendarDate): CalendarDate | null;
  daysLeft(day: CalendarDate): number;
  /** An instant of a day, from 0, when the doors open, up to 1. None lies after `now`. */
  instant(day: CalendarDate, share: number): string;
};

/**
 * Moves a history by whole weeks so that it ends today. Whatever day of the week that is, something happens on it: its
 * orders are those of the records' day and of the next ones, until there are enough.
 */
export function demoCalendar(options: {
  timeZone: string;
  now: string;
  orders: readonly { on: CalendarDate }[];
}): DemoCalendar {
  const { timeZone, now } = options;
  const today = dateIn(timeZone, now);
  const days = options.orders.map(({ on }) => on).sort();
  const lastWeek = addDays(days.at(-1) as CalendarDate, -9);
  const lastDay = addDays(lastWeek, (weekday(today) - weekday(lastWeek) + 7) % 7);
  const lastDays = days.filter((on) => on >= lastDay);
  const lastTaken = lastDays[Math.min(ORDERS_OF_TODAY, lastDays.length) - 1] ?? lastDay;
  const shift = daysBetween(lastDay, today);
  return {
    today,
    dayOf: (on) => (on > lastTaken ? null : on > lastDay ? today : addDays(on, shift)),
    daysLeft: (day) => daysBetween(day, today),
    instant(day, share) {
      const closes = Math.min(Date.parse(day + CLOSES_AT), day === today ? Date.parse(now) : Number.POSITIVE_INFINITY);
      const usual = Date.parse(day + OPENS_AT);
      // Looked at early in the morning, today has begun at midnight.
      const opens = closes - usual > HOUR_MILLISECONDS ? usual : beginOf(day, timeZone);
      return new Date(opens + Math.floor((closes - opens) * share)).toISOString();
    },
  };
}

/** The first whole hour of a day in a time zone. */
function beginOf(day: CalendarDate, timeZone: string): number {
  let instant = Date.parse(`${day}T12:00:00Z`);
  const isOn = (at: number) => dateIn(timeZone, new Date(at).toISOString()) === day;
  while (isOn(instant - HOUR_MILLISECONDS)) instant -= HOUR_MILLISECONDS;
  return instant;
}
