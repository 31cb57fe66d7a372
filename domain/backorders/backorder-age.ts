import { type CalendarDate, daysBetween } from '#domain/time/calendar.ts';

/** Whole days a backorder has waited, counted in company dates: 0 on the day it was created. */
export function ageInDays(createdOn: CalendarDate, today: CalendarDate): number {
  return Math.max(0, daysBetween(createdOn, today));
}

/** The aging buckets of the reports, by whole days open. */
export const AGE_BUCKETS = [
  { bucket: 'today', fromDays: 0, toDays: 0 },
  { bucket: '1-7', fromDays: 1, toDays: 7 },
  { bucket: '8-14', fromDays: 8, toDays: 14 },
  { bucket: '15-30', fromDays: 15, toDays: 30 },
  { bucket: '31+', fromDays: 31, toDays: null },
] as const;

export type AgeBucket = (typeof AGE_BUCKETS)[number]['bucket'];

/** The bucket an age falls into. */
export function ageBucket(ageDays: number): AgeBucket {
  const found = AGE_BUCKETS.find(({ toDays }) => toDays === null || ageDays <= toDays);
  return (found as (typeof AGE_BUCKETS)[number]).bucket;
}
