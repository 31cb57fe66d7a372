import { type CalendarDate, daysBetween } from '../time/calendar.ts';

/** Why a customer should hear from us, the most pressing first. */
export const NEWS_REASONS = ['date_moved', 'slipped_twice', 'waits_a_week', 'weekly_due', 'top_customer'] as const;
/** Why a customer should hear from us. */
export type NewsReason = (typeof NEWS_REASONS)[number];

/** What is known of an open backorder when it is asked whether its customer should hear from us. */
export type NewsFacts = {
  today: CalendarDate;
  createdOn: CalendarDate;
  /** The day of the last contact or message about it; null where there was none since it was created. */
  heardOn: CalendarDate | null;
  /** Supply says another day than the customer was told. */
  dateMoved: boolean;
  projectedOn: CalendarDate | null;
  /** How many promises moved the day back, and when the last of them was given. */
  slips: number;
  slippedOn: CalendarDate | null;
  /** One of the customers with the most outstanding, or of the highest tier. */
  isTopCustomer: boolean;
  weeklyStatusAfterDays: number;
};

/**
 * News is told once: `key` names it, so that what was told or set aside is not proposed again until there is something
 * else to say.
 */
export type News = { reason: NewsReason; key: string };

const FIRST_WORD_FROM_DAY = 8;
const FIRST_WORD_UNTIL_DAY = 10;
const DAYS_OF_SILENCE = 7;

/**
 * What a customer should hear of a backorder today, the most pressing first: that the day moved; that it slipped twice and
 * nobody spoke to them since; the first word on day 8 to 10 of a wait; a week without news of a long wait; a week without
 * news to a top customer.
 */
export function newsOf(facts: NewsFacts): News[] {
  const waited = daysBetween(facts.createdOn, facts.today);
  const heardFor = facts.heardOn === null ? waited : daysBetween(facts.heardOn, facts.today);
  const week = Math.floor(waited / DAYS_OF_SILENCE);
  const isSilent = heardFor >= DAYS_OF_SILENCE;
  const isSlipUntold =
    facts.slips >= 2 && facts.slippedOn !== null && (facts.heardOn === null || facts.heardOn < facts.slippedOn);
  const news: [boolean, NewsReason, string | number | null][] = [
    [facts.dateMoved, 'date_moved', facts.projectedOn ?? 'none'],
    [isSlipUntold, 'slipped_twice', facts.slips],
    [isSilent && waited >= FIRST_WORD_FROM_DAY && waited <= FIRST_WORD_UNTIL_DAY, 'waits_a_week', null],
    [isSilent && waited >= facts.weeklyStatusAfterDays, 'weekly_due', week],
    [isSilent && facts.isTopCustomer && waited >= DAYS_OF_SILENCE, 'top_customer', week],
  ];
  return news.flatMap(([holds, reason, of]) =>
    holds ? [{ reason, key: of === null ? reason : `${reason}:${of}` }] : [],
  );
}
