/** What people choose from when they cancel. */
export const CANCELLATION_REASONS = [
  'customer_requested',
  'product_discontinued',
  'unable_to_fulfill',
  'excessive_delay',
  'other',
] as const;

/** Every reason a cancellation can have: the last three are the product's own. */
export const RECORDED_REASONS = [
  ...CANCELLATION_REASONS,
  'order_changed',
  'replaced_by_order',
  'shortage_cancelled',
] as const;
export type RecordedReason = (typeof RECORDED_REASONS)[number];

/**
 * Whether what was cancelled for this reason is no longer wanted at all: a change of the order took it back. Figures that
 * people read as ordered, backordered and value leave it out (rule 19).
 */
export function isTakenBack(reason: string): boolean {
  return reason === 'order_changed';
}

/**
 * A reason as it is kept. Words that are none of the list are an "other" reason that says them; `other` itself must come
 * with words, its own or the notes. Null when it says nothing.
 */
export function recordedReason(given: {
  reason: string;
  reasonText?: string | null | undefined;
  notes?: string | null | undefined;
}): { reason: RecordedReason; reasonText: string | null } | null {
  const reason = CANCELLATION_REASONS.find((known) => known === given.reason);
  const words = (text: string | null | undefined) => text?.trim() || null;
  if (reason === undefined) return { reason: 'other', reasonText: given.reason.trim() };
  if (reason !== 'other') return { reason, reasonText: words(given.reasonText) };
  const said = words(given.reasonText) ?? words(given.notes)?.slice(0, 200) ?? null;
  return said === null ? null : { reason, reasonText: said };
}
