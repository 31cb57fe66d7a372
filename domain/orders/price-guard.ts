import type { CalendarDate } from '#domain/time/calendar.ts';

/** What past its day is held until a person decides: no price, prices with a day of their own, or all of them. */
export const PRICE_GUARDS = ['off', 'valid_until', 'month_end'] as const;
export type PriceGuard = (typeof PRICE_GUARDS)[number];

/**
 * The last day of a price that is frozen today: the day given, else by the rule of months the last of this one, else null, for ever.
 * Offered as a rule of the house; whether a law asks for it is for the company to know.
 */
export function priceValidUntil(
  guard: PriceGuard,
  { given, today }: { given: CalendarDate | null; today: CalendarDate },
): CalendarDate | null {
  return given ?? (guard === 'month_end' ? lastOfMonth(today) : null);
}

/** Whether a price has ended, and nothing may be added at it. */
export function isPriceEnded(guard: PriceGuard, validUntil: CalendarDate | null, today: CalendarDate): boolean {
  return guard !== 'off' && validUntil !== null && validUntil < today;
}

function lastOfMonth(day: CalendarDate): CalendarDate {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
