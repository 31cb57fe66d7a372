import type { Language } from '#domain/messages/words.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';

/** How numbers, amounts and days are written for customers of a language. */
export const LOCALES = { en: 'en-US', es: 'es-US' } as const satisfies Record<Language, string>;

const FORMATS = {
  en: new Intl.DateTimeFormat(LOCALES.en, { weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC' }),
  es: new Intl.DateTimeFormat(LOCALES.es, { weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC' }),
} as const satisfies Record<Language, Intl.DateTimeFormat>;

/** A day in words, "Tuesday, December 1" or "martes 1 de diciembre"; nothing for none. */
export function sayDate(language: Language, on: CalendarDate | null): string {
  if (on === null) return '';
  const day = FORMATS[language].format(new Date(`${on}T00:00:00Z`));
  return language === 'es' ? day.replace(',', '') : day;
}
