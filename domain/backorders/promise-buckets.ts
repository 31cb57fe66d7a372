import { addDays, type CalendarDate, weekOf } from '#domain/time/calendar.ts';

/** Spans of promised days, in their order. */
export const PROMISE_BUCKETS = ['overdue', 'this_week', 'next_week', 'this_month', 'later', 'no_date'] as const;
/** A span of promised days. */
export type PromiseBucket = (typeof PROMISE_BUCKETS)[number];

/** The first and last day of each span, null where it is open; a week ends on Sunday, and a month may end before the next week does. */
export function bucketBounds(today: CalendarDate): Record<Exclude<PromiseBucket, 'no_date'>, Bounds> {
  const { sunday } = weekOf(today);
  const nextSunday = addDays(sunday, 7);
  const monthEnd = lastOfMonth(today);
  const afterWeeks = addDays(nextSunday, 1);
  const later = monthEnd >= afterWeeks ? addDays(monthEnd, 1) : afterWeeks;
  return {
    overdue: { from: null, to: addDays(today, -1) },
    this_week: { from: today, to: sunday },
    next_week: { from: addDays(sunday, 1), to: nextSunday },
    this_month: { from: afterWeeks, to: addDays(later, -1) },
    later: { from: later, to: null },
  };
}

type Bounds = { from: CalendarDate | null; to: CalendarDate | null };

/** The span a promise stands in. */
export function bucketOf(promisedOn: CalendarDate | null, today: CalendarDate): PromiseBucket {
  if (promisedOn === null) return 'no_date';
  const bounds = bucketBounds(today);
  const dated = PROMISE_BUCKETS.filter((name) => name !== 'no_date');
  return (
    dated.find((name) => {
      const { from, to } = bounds[name];
      return (from === null || promisedOn >= from) && (to === null || promisedOn <= to);
    }) ?? 'later'
  );
}

function lastOfMonth(day: CalendarDate): CalendarDate {
  const [year, month] = day.split('-').map(Number) as [number, number];
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  return addDays(next, -1);
}
