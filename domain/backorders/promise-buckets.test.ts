import { describe, expect, it } from 'vitest';
import { bucketOf, type PromiseBucket } from '#domain/backorders/promise-buckets.ts';

describe('the span a promise stands in, on Friday 6 November 2026', () => {
  it.each<[string | null, PromiseBucket]>([
    ['2026-11-05', 'overdue'],
    ['2026-11-06', 'this_week'],
    ['2026-11-08', 'this_week'],
    ['2026-11-09', 'next_week'],
    ['2026-11-15', 'next_week'],
    ['2026-11-16', 'this_month'],
    ['2026-11-30', 'this_month'],
    ['2026-12-01', 'later'],
    [null, 'no_date'],
  ])('%s is %s', (promisedOn, bucket) => expect(bucketOf(promisedOn, '2026-11-06')).toBe(bucket));

  it('leaves nothing of this month where the next week ends in the next', () => {
    expect(bucketOf('2026-12-01', '2026-11-27')).toBe('next_week');
    expect(bucketOf('2026-12-07', '2026-11-27')).toBe('later');
    expect(bucketOf('2027-01-01', '2026-12-31')).toBe('this_week');
  });
});
