import { addDays, type CalendarDate } from '#domain/time/calendar.ts';

/** What is known of a backorder whose date may have moved twice: day and instant of its latest slip, and when somebody agreed. */
export type Slipped = {
  slips: number;
  slippedAt: string | null;
  slippedOn: CalendarDate | null;
  agreedAt: string | null;
};

/** The second slip, and every later one, waits for the customer's consent (rule 29). */
export const SLIPS_THAT_NEED_CONSENT = 2;

/**
 * Until which day the customer has to agree to a second delay; null where there is none, or they agreed since. Past it the
 * backorder is proposed for cancellation, and never cancelled by itself.
 */
export function consentDueOn(
  { slips, slippedAt, slippedOn, agreedAt }: Slipped,
  withinDays: number,
): CalendarDate | null {
  if (slips < SLIPS_THAT_NEED_CONSENT || slippedAt === null || slippedOn === null) return null;
  if (agreedAt !== null && Date.parse(agreedAt) >= Date.parse(slippedAt)) return null;
  return addDays(slippedOn, withinDays);
}
