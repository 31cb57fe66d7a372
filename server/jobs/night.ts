import { timeIn } from '../platform/time-in.ts';

/** What runs every night, in this order: first what changes the books, then what looks at them. */
export const NIGHTLY_TASKS = [
  'release_due_holds',
  'allocate_due_lines',
  'refresh_all_outlooks',
  'notify_promises',
  'queue_due_messages',
  'notify_follow_ups',
  'prune_idempotency_keys',
  'prune_refused_acts',
  'prune_report_runs',
  'seal_audit',
  'compare_invoices',
  'verify_nightly',
] as const;

/**
 * Whether the night's work is due in a time zone at an instant: at four in the morning, an hour that no change of
 * clocks skips or repeats. Asked every quarter of an hour, because not every zone is whole hours from UTC.
 */
export function isNightlyHour(timeZone: string, instant: string): boolean {
  return timeIn(timeZone, instant) === '04:00';
}
