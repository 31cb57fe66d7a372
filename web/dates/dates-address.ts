import { addDays, weekOf } from '#domain/time/calendar.ts';
import type { Given } from '#web/api/call.ts';
import { type Filters, filtersOf, readBackordersAddress } from '#web/backorders/backorders-address.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const WEEKS_SHOWN = 5;

/** What the address of the dates says: the days in sight, the view, and the filters of the backorders list. */
export type DatesAddress = Filters & {
  q?: string;
  view?: 'supply' | 'record';
  /** The Monday of the first week in sight; this week when left out. */
  from?: string;
};

export function readDatesAddress(search: Record<string, unknown>): DatesAddress {
  const address = readBackordersAddress(search);
  const from = typeof search.from === 'string' && DAY.test(search.from) ? search.from : undefined;
  return {
    ...filtersOf(address),
    ...(address.q ? { q: address.q } : {}),
    ...(search.view === 'supply' || search.view === 'record' ? { view: search.view } : {}),
    ...(from ? { from: weekOf(from).monday } : {}),
  };
}

/** The days in sight. */
export function daysInSight({ from }: DatesAddress, today: string): string[] {
  const monday = from ?? weekOf(today).monday;
  return Array.from({ length: WEEKS_SHOWN * 7 }, (_, index) => addDays(monday, index));
}

/** The question behind an address. */
export function timelineAsked(address: DatesAddress, days: readonly string[]): Given<'getTimeline'> {
  const query = { ...filtersOf(address), q: address.q, from: days[0], to: days.at(-1) };
  return { query: query as Given<'getTimeline'>['query'] };
}
