import { addDays, type CalendarDate } from '#domain/time/calendar.ts';

export const RECEIVING_GROUPS = ['late', 'today', 'week', 'later', 'noDate'] as const;
export type ReceivingGroup = (typeof RECEIVING_GROUPS)[number];

/** Under which heading of Receiving something expected on a day stands. */
export function receivingGroup(expectedOn: CalendarDate | null, today: CalendarDate): ReceivingGroup {
  if (expectedOn === null) return 'noDate';
  if (expectedOn < today) return 'late';
  if (expectedOn === today) return 'today';
  return expectedOn <= addDays(today, 7) ? 'week' : 'later';
}
