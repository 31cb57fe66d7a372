import type { CalendarDate } from '#domain/time/calendar.ts';

/** Against which date a delivery is measured. */
export type Basis = 'requested' | 'first_promise' | 'last_promise';

/** How a backorder did, or does so far, against one date. */
export type OnTime = {
  basis: Basis;
  on: CalendarDate;
  /** `open` while the day has not passed and something is outstanding; a day too late is `late`. */
  outcome: 'on_time' | 'late' | 'open';
};

/**
 * The record of what a customer asked for and was promised: every revision that moved the date back is a slip, and what
 * was done is measured against each date by its own name. `doneOn` is the day the last of it was delivered, or left where
 * no delivery is known; null while something is outstanding. Promises are newest first, a null date is "no date yet".
 */
export function promiseRecord(
  promises: readonly { promisedOn: CalendarDate | null }[],
  record: { requestedOn: CalendarDate | null; doneOn: CalendarDate | null; today: CalendarDate },
): { first: CalendarDate | null; last: CalendarDate | null; slips: number; onTime: OnTime[] } {
  const dated = promises.flatMap(({ promisedOn }) => promisedOn ?? []).reverse();
  const first = dated[0] ?? null;
  const last = dated.at(-1) ?? null;
  const slips = dated.filter((date, index) => index > 0 && date > (dated[index - 1] as CalendarDate)).length;
  const bases: [Basis, CalendarDate | null][] = [
    ['requested', record.requestedOn],
    ['first_promise', first],
    ['last_promise', last],
  ];
  const onTime = bases.flatMap(([basis, on]) => (on === null ? [] : [{ basis, on, outcome: outcomeOf(on, record) }]));
  return { first, last, slips, onTime };
}

function outcomeOf(
  on: CalendarDate,
  { doneOn, today }: { doneOn: CalendarDate | null; today: CalendarDate },
): OnTime['outcome'] {
  if (doneOn !== null) return doneOn <= on ? 'on_time' : 'late';
  return today > on ? 'late' : 'open';
}
