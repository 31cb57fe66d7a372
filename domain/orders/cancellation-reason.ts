/** What people choose from when they cancel. */
export const CANCELLATION_REASONS = [
  'customer_requested',
  'product_discontinued',
  'unable_to_fulfill',
  'excessive_delay',
  'other',
] as const;

/** Every reason a cancellation can have: the last four are the product's own. */
export const RECORDED_REASONS = [
  ...CANCELLATION_REASONS,
  'order_changed',
  'replaced_by_order',
  'shortage_cancelled',
  'not_received',
] as const;
export type RecordedReason = (typeof RECORDED_REASONS)[number];

/**
 * Whether what was cancelled for this reason is no longer wanted at all: a change of the order took it back. Figures that
 * people read as ordered, backordered and value leave it out (rule 19).
 */
export function isTakenBack(reason: string): boolean {
  return reason === 'order_changed';
}

/** A reason people choose from. */
export type CancellationReason = (typeof CANCELLATION_REASONS)[number];

/** A reason as it is kept, with the words of its own; where it is `other` and has none, the notes say which it is. */
export function recordedReason(given: {
  reason: CancellationReason;
  reasonText?: string | null | undefined;
  notes?: string | null | undefined;
}): { reason: RecordedReason; reasonText: string | null } {
  const own = given.reasonText?.trim() || null;
  if (given.reason !== 'other') return { reason: given.reason, reasonText: own };
  return { reason: 'other', reasonText: own ?? (given.notes?.trim().slice(0, 200) || null) };
}
