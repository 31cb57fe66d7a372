import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addWorkingDays,
  daysBetween,
  nextWorkingDay,
  stepToWorkingDay,
  weekday,
} from '#domain/time/calendar.ts';

const WEEKDAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

const dates = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1990-01-01', days));

describe('days', () => {
  it.each<[rule: string, date: string, days: number, answer: string]>([
    ['none', '2026-05-01', 0, '2026-05-01'],
    ['into the next month', '2026-04-30', 1, '2026-05-01'],
    ['back into the last month', '2026-05-01', -1, '2026-04-30'],
    ['into the next year', '2026-12-31', 1, '2027-01-01'],
    ['over 29 February in a leap year', '2028-02-28', 1, '2028-02-29'],
    ['over no 29 February in other years', '2026-02-28', 1, '2026-03-01'],
    ['over no 29 February in 2100', '2100-02-28', 1, '2100-03-01'],
    ['over the start of summer time', '2026-03-28', 2, '2026-03-30'],
    ['over the end of summer time', '2026-10-24', 2, '2026-10-26'],
    ['a year', '2026-05-01', 365, '2027-05-01'],
  ])('%s', (_rule, date, days, answer) => {
    expect(addDays(date, days)).toBe(answer);
    expect(daysBetween(date, answer)).toBe(days);
  });

  it('that are added are the days between', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -3000, max: 3000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(daysBetween(addDays(date, days), date) + days).toBe(0);
      }),
    );
  });

  it('sort as text', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 3000 }), (date, days) => {
        expect(date < addDays(date, days)).toBe(true);
      }),
    );
  });
});

describe('the weekday', () => {
  it.each<[date: string, day: number]>([
    ['2026-05-04', 1],
    ['2026-05-05', 2],
    ['2026-05-06', 3],
    ['2026-05-07', 4],
    ['2026-05-08', 5],
    ['2026-05-09', 6],
    ['2026-05-10', 7],
    ['2000-02-29', 2],
  ])('of %s is %s', (date, day) => {
    expect(weekday(date)).toBe(day);
  });
});

describe('working days', () => {
  // 1 May 2026 is a Friday.
  it.each<[rule: string, date: string, count: number, workingDays: number[], answer: string]>([
    ['none after a working day is that day', '2026-05-01', 0, WEEKDAYS, '2026-05-01'],
    ['none after a Saturday is Monday', '2026-05-02', 0, WEEKDAYS, '2026-05-04'],
    ['none after a Sunday is Monday', '2026-05-03', 0, WEEKDAYS, '2026-05-04'],
    ['one after a Thursday is Friday', '2026-04-30', 1, WEEKDAYS, '2026-05-01'],
    ['one after a Friday is Monday', '2026-05-01', 1, WEEKDAYS, '2026-05-04'],
    ['one after a Saturday is Tuesday', '2026-05-02', 1, WEEKDAYS, '2026-05-05'],
    ['five are a week', '2026-05-01', 5, WEEKDAYS, '2026-05-08'],
    ['ten are two weeks', '2026-05-01', 10, WEEKDAYS, '2026-05-15'],
    ['every day works', '2026-05-01', 3, EVERY_DAY, '2026-05-04'],
    ['only Wednesdays work', '2026-05-01', 1, [3], '2026-05-13'],
  ])('%s', (_rule, date, count, workingDays, answer) => {
    expect(addWorkingDays(date, count, workingDays)).toBe(answer);
    if (count === 0) expect(nextWorkingDay(date, workingDays)).toBe(answer);
  });

  it.each<[rule: string, from: string, step: number, answer: string]>([
    ['a day on from a Thursday is Friday', '2026-04-30', 1, '2026-05-01'],
    ['a day on from a Friday is Monday', '2026-05-01', 1, '2026-05-04'],
    ['a day back from a Monday is Friday', '2026-05-04', -1, '2026-05-01'],
    ['a week on from a Saturday is the Monday after', '2026-05-02', 7, '2026-05-11'],
    ['a week back from a Sunday is the Friday before', '2026-05-10', -7, '2026-05-01'],
  ])('are stepped over that are off: %s', (_rule, from, step, answer) => {
    expect(stepToWorkingDay(from, step, WEEKDAYS)).toBe(answer);
  });

  it('are counted one by one and end on a working day', () => {
    const workWeeks = fc.subarray(EVERY_DAY, { minLength: 1 });
    fc.assert(
      fc.property(dates, fc.nat(20), workWeeks, (date, count, workingDays) => {
        const end = addWorkingDays(date, count, workingDays);
        const between = Array.from({ length: daysBetween(date, end) }, (_, day) => addDays(date, day));
        expect(workingDays).toContain(weekday(end));
        expect(between.filter((day) => workingDays.includes(weekday(day)))).toHaveLength(count);
      }),
    );
  });
});
