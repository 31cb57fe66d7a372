import { describe, expect, it } from 'vitest';
import { type NewsFacts, newsOf } from './proposals.ts';

const quiet: NewsFacts = {
  today: '2026-03-20',
  createdOn: '2026-03-18',
  heardOn: '2026-03-18',
  dateMoved: false,
  projectedOn: '2026-04-01',
  slips: 0,
  slippedOn: null,
  isTopCustomer: false,
  weeklyStatusAfterDays: 14,
};
const reasons = (facts: Partial<NewsFacts>) => newsOf({ ...quiet, ...facts }).map(({ reason }) => reason);
const keys = (facts: Partial<NewsFacts>) => newsOf({ ...quiet, ...facts }).map(({ key }) => key);

describe('whom to tell today', () => {
  it('is nobody who knows how it stands', () => {
    expect(reasons({})).toEqual([]);
  });

  it('is who was told another day than supply says, once for each day', () => {
    expect(keys({ dateMoved: true })).toEqual(['date_moved:2026-04-01']);
    expect(keys({ dateMoved: true, projectedOn: '2026-04-03' })).toEqual(['date_moved:2026-04-03']);
    expect(keys({ dateMoved: true, projectedOn: null })).toEqual(['date_moved:none']);
  });

  it('is whose promise moved back twice, until somebody spoke to them', () => {
    expect(keys({ slips: 2, slippedOn: '2026-03-19' })).toEqual(['slipped_twice:2']);
    expect(reasons({ slips: 1, slippedOn: '2026-03-19' })).toEqual([]);
    expect(reasons({ slips: 2, slippedOn: '2026-03-19', heardOn: '2026-03-19' })).toEqual([]);
    expect(keys({ slips: 3, slippedOn: '2026-03-19', heardOn: null })).toEqual(['slipped_twice:3']);
  });

  it.each([
    ['2026-03-13', false],
    ['2026-03-12', true],
    ['2026-03-10', true],
    ['2026-03-09', false],
  ])('is who waits since %s and heard nothing since, on day 8 to 10 only: %s', (createdOn, isProposed) => {
    expect(reasons({ createdOn, heardOn: null }).includes('waits_a_week')).toBe(isProposed);
  });

  it('is who waits long and heard nothing for a week, once a week', () => {
    const long = { createdOn: '2026-03-01', heardOn: '2026-03-13' };
    expect(keys(long)).toEqual(['weekly_due:2']);
    expect(reasons({ ...long, heardOn: '2026-03-14' })).toEqual([]);
    expect(keys({ ...long, today: '2026-03-25' })).toEqual(['weekly_due:3']);
  });

  it('is a top customer after a week without news, however young the wait counts otherwise', () => {
    const waits = { createdOn: '2026-03-13', heardOn: '2026-03-13', isTopCustomer: true };
    expect(reasons(waits)).toEqual(['top_customer']);
    expect(reasons({ ...waits, isTopCustomer: false })).toEqual([]);
  });

  it('names every reason, the most pressing first', () => {
    expect(
      reasons({
        createdOn: '2026-03-01',
        heardOn: '2026-03-02',
        dateMoved: true,
        slips: 2,
        slippedOn: '2026-03-19',
        isTopCustomer: true,
      }),
    ).toEqual(['date_moved', 'slipped_twice', 'weekly_due', 'top_customer']);
  });
});
