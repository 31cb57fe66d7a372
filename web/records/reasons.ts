import type { CANCELLATION_REASONS } from '#domain/orders/cancellation-reason.ts';
import { hasWords, t } from '#web/i18n/words.ts';
import { wordsOfCode } from '#web/ui/words-of-code.ts';

/** Why a backorder is made by hand. */
export const CREATION_REASONS = [
  'anticipated_stock_out',
  'customer_agreed_to_wait',
  'split_shipment_requested',
  'adjustment_revealed_shortage',
  'other',
] as const;

/** Why a backorder was made, by hand or by what happened. */
export const BACKORDER_REASONS = ['short_pick', 'no_stock_at_confirmation', ...CREATION_REASONS] as const;

/** Why stock is corrected. */
export const ADJUSTMENT_REASONS = ['counted', 'damaged', 'lost', 'found', 'sample', 'other'] as const;

/** Why something is held. */
export const HOLD_REASONS = [
  'credit_limit',
  'payment_overdue',
  'customer_asked_to_wait',
  'address_unclear',
  'quality_check',
  'other',
] as const;

export type Reason =
  | (typeof BACKORDER_REASONS)[number]
  | (typeof CANCELLATION_REASONS)[number]
  | (typeof ADJUSTMENT_REASONS)[number]
  | (typeof HOLD_REASONS)[number];

/** A reason in words: ours by their names, anything a person wrote as it was written. */
export function reasonText(reason: string): string {
  if (hasWords(`reason.${reason}`)) return t(`reason.${reason as Reason}`);
  return /^[a-z_]+$/.test(reason) ? wordsOfCode(reason) : reason;
}
