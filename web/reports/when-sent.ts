import { t } from '#web/i18n/words.ts';

export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** "Monday from 7:00", "Every day from 7:00". */
export function whenSent({ every, weekday, hour }: { every: 'day' | 'week'; weekday: number; hour: number }): string {
  const day = every === 'day' ? t('reports.send.on.day') : t(`field.day.${DAYS[weekday - 1] as 'monday'}`);
  return t('reports.send.when', { day, hour });
}
