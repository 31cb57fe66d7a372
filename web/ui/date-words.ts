import { type CalendarDate, daysBetween } from '#domain/time/calendar.ts';
import { t } from '#web/i18n/words.ts';

const shape = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
const dayOfYear = inLanguage({ day: 'numeric', month: 'short' });
const dayOfAnyYear = inLanguage({ day: 'numeric', month: 'short', year: 'numeric' });
const inMonth = inLanguage({ month: 'short', year: 'numeric' });
const ofWeek = inLanguage({ weekday: 'long' });
const inFull = inLanguage({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** Days in the language of the screen; made once for each, for lists have many. */
function inLanguage(options: Intl.DateTimeFormatOptions) {
  const known = new Map<string, Intl.DateTimeFormat>();
  return (on: CalendarDate): string => {
    const locale = t('date.locale');
    const format = known.get(locale) ?? new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
    known.set(locale, format);
    return format.format(midnight(on));
  };
}

/** "2 Dec" this year, "2 Dec 2027" in any other. */
export function dayText(on: CalendarDate, today: CalendarDate): string {
  return (on.slice(0, 4) === today.slice(0, 4) ? dayOfYear : dayOfAnyYear)(on);
}

/** "Dec 2026" of `2026-12` */
export function monthText(month: string): string {
  return inMonth(`${month}-01`);
}

/** "Wednesday" */
export function weekdayText(on: CalendarDate): string {
  return ofWeek(on);
}

/** "Wednesday 2 December 2026" */
export function fullDayText(on: CalendarDate): string {
  return inFull(on);
}

/** "today", "in 3 days", "5 days ago" */
export function relativeDayText(on: CalendarDate, today: CalendarDate): string {
  const days = daysBetween(today, on);
  if (days === 0) return t('date.today');
  if (days === 1) return t('date.tomorrow');
  if (days === -1) return t('date.yesterday');
  return days > 0 ? t('date.inDays', { count: days }) : t('date.daysAgo', { count: -days });
}

/** "just now", "2 minutes ago", "3 hours ago", "5 days ago" */
export function agoText(at: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(at)) / 60_000));
  if (minutes === 0) return t('date.justNow');
  if (minutes < 60) return t('date.minutesAgo', { count: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t('date.hoursAgo', { count: hours }) : t('date.daysAgo', { count: Math.floor(hours / 24) });
}

/** A moment in a time zone: "2 Dec, 14:05" and the same in full. */
export function instantText(at: string, timeZone: string): { short: string; full: string } {
  const instant = new Date(at);
  const yearOf = (moment: string) => dateOf(moment, timeZone).slice(0, 4);
  const year = yearOf(at) === yearOf(new Date().toISOString()) ? undefined : 'numeric';
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return {
    short: shape({ timeZone, day: 'numeric', month: 'short', year, ...clock }).format(instant),
    full: shape({
      timeZone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      ...clock,
      second: '2-digit',
      timeZoneName: 'short',
    }).format(instant),
  };
}

/** The day a moment falls on in a time zone. */
export function dateOf(at: string, timeZone: string): CalendarDate {
  const parts = { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-CA', parts).format(new Date(at));
}

/** The moment at which clocks in a time zone show "2026-11-15T18:00": what a person there types is about their own clock. */
export function instantIn(local: string, timeZone: string): string {
  const asUtc = Date.parse(`${local}Z`);
  // Twice: the first guess may lie on the other side of a change of clocks.
  const guess = asUtc - offsetAt(asUtc, timeZone);
  return new Date(asUtc - offsetAt(guess, timeZone)).toISOString();
}

/** How far the clocks of a time zone are ahead of UTC, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, ...day, ...clock }).formatToParts(new Date(at));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '00';
  const shown = `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}Z`;
  return Date.parse(shown) - Math.floor(at / 1000) * 1000;
}

function midnight(on: CalendarDate): Date {
  return new Date(`${on}T00:00:00Z`);
}
