import { weekday } from '#domain/time/calendar.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { weekdayText } from '#web/ui/date-words.ts';

/** Whoever promises a day on which nobody works may mean it, and is told: what is said of such a day; null of any other. */
export function useDayOff(): (on: string | null) => string | null {
  const { workingDays } = useCompany();
  return (on) => (on && !workingDays.includes(weekday(on)) ? t('promise.dayOff', { weekday: weekdayText(on) }) : null);
}
