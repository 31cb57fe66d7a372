import { describe, expect, it } from 'vitest';
import { promiseRecord } from '#domain/backorders/promise-record.ts';

const promised = (...newestFirst: (string | null)[]) => newestFirst.map((promisedOn) => ({ promisedOn }));
const at = { requestedOn: null, doneOn: null, today: '2026-05-10' };

describe('the promise record of a backorder', () => {
  it.each<[string, (string | null)[], number]>([
    ['one promise is no slip', ['2026-05-12'], 0],
    ['a later date is a slip', ['2026-05-19', '2026-05-12'], 1],
    ['an earlier date is none', ['2026-05-05', '2026-05-12'], 0],
    ['back and forth counts what went back', ['2026-05-20', '2026-05-14', '2026-05-19', '2026-05-12'], 2],
    ['"no date yet" between two dates hides no slip', ['2026-05-19', null, '2026-05-12'], 1],
    ['the same date told again is no slip', ['2026-05-12', '2026-05-12'], 0],
    ['nothing promised', [], 0],
  ])('%s', (_what, promises, slips) => {
    expect(promiseRecord(promised(...promises), at).slips).toBe(slips);
  });

  it('is measured against each date by its own name', () => {
    const record = { requestedOn: '2026-05-01', doneOn: '2026-05-12', today: '2026-06-01' };
    expect(promiseRecord(promised('2026-05-14', '2026-05-08'), record)).toEqual({
      first: '2026-05-08',
      last: '2026-05-14',
      slips: 1,
      onTime: [
        { basis: 'requested', on: '2026-05-01', outcome: 'late' },
        { basis: 'first_promise', on: '2026-05-08', outcome: 'late' },
        { basis: 'last_promise', on: '2026-05-14', outcome: 'on_time' },
      ],
    });
  });

  it('is late the day after the date, and open until then', () => {
    const outcome = (on: string) => promiseRecord(promised(on), at).onTime[0]?.outcome;
    expect([outcome('2026-05-11'), outcome('2026-05-10'), outcome('2026-05-09')]).toEqual(['open', 'open', 'late']);
  });
});
