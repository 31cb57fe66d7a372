import { describe, expect, it } from 'vitest';
import { AGE_BUCKETS, type AgeBucket, ageBucket, ageInDays } from '#domain/backorders/backorder-age.ts';
import { addDays } from '#domain/time/calendar.ts';

describe('the age of a backorder', () => {
  it.each<[rule: string, createdOn: string, today: string, days: number]>([
    ['is 0 on the day it was created', '2026-05-01', '2026-05-01', 0],
    ['is 1 the next day', '2026-05-01', '2026-05-02', 1],
    ['counts over the end of a month', '2026-04-30', '2026-05-02', 2],
    ['counts over summer time in whole days', '2026-03-28', '2026-03-30', 2],
    ['counts over a leap day', '2028-02-28', '2028-03-01', 2],
    ['is 0 when it was created a day ahead of here', '2026-05-02', '2026-05-01', 0],
  ])('%s', (_rule, createdOn, today, days) => {
    expect(ageInDays(createdOn, today)).toBe(days);
  });

  it.each<[days: number, bucket: AgeBucket]>([
    [0, 'today'],
    [1, '1-7'],
    [7, '1-7'],
    [8, '8-14'],
    [14, '8-14'],
    [15, '15-30'],
    [30, '15-30'],
    [31, '31+'],
    [9999, '31+'],
  ])('of %s days is in the bucket %s', (days, bucket) => {
    expect(ageBucket(days)).toBe(bucket);
  });

  it('is in exactly one bucket on every day of its life', () => {
    for (let days = 0; days <= 400; days += 1) {
      const age = ageInDays('2026-05-01', addDays('2026-05-01', days));
      const holding = AGE_BUCKETS.filter((b) => b.fromDays <= age && (b.toDays === null || age <= b.toDays));
      expect(holding.map((b) => b.bucket)).toEqual([ageBucket(age)]);
    }
  });
});
