import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { recordedReason } from '#domain/orders/cancellation-reason.ts';
import { total } from '#domain/quantity.ts';
import type { LoadedLine } from '../ledger/load-lines.ts';

/** Why quantities of an order are cancelled, as their record says it. */
export type Why = { reason: string; reasonText: string | null };

type Given = Pick<Request<'updateOrder'>['body'], 'reason' | 'reasonText'>;
type Change = {
  claims: readonly LoadedLine[];
  rows: readonly { shipped: number }[];
  cancelled: readonly { quantity: number }[];
  added: readonly unknown[];
};

/**
 * Why a change takes quantities away. Lowering rows takes them back; where nothing would be left of an order that shipped
 * nothing, it is a cancellation, for the reason given (`cancellation_reason_required`).
 */
export function whyLess(change: Change, given: Given): Why | { refusal: Refusal } {
  if (!leavesNothing(change)) return { reason: 'order_changed', reasonText: null };
  const { reason, reasonText = null } = given;
  const pointer = reason === undefined ? '#/reason' : '#/reasonText';
  if (reason === undefined || (reason === 'other' && !reasonText?.trim()))
    return refuse('cancellation_reason_required', { errors: [{ pointer, detail: 'says why the order is cancelled' }] });
  return recordedReason({ reason, reasonText });
}

function leavesNothing({ claims, rows, cancelled, added }: Change): boolean {
  if (cancelled.length === 0 || added.length > 0 || rows.some(({ shipped }) => shipped > 0)) return false;
  return total(cancelled, ({ quantity }) => quantity) === total(claims, ({ open }) => open);
}
