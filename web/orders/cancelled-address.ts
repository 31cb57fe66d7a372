import { RECORDED_REASONS, type RecordedReason } from '#domain/orders/cancellation-reason.ts';
import type { Given } from '#web/api/call.ts';

/** What the address of the cancelled list says; what it leaves out is everything. */
export type CancelledAddress = {
  reason?: RecordedReason;
  rep?: string;
  customer?: string;
  from?: string;
  to?: string;
  q?: string;
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ID = /^[1-9]\d{0,17}$/;

export function readCancelledAddress(search: Record<string, unknown>): CancelledAddress {
  const reason = RECORDED_REASONS.find((known) => known === search.reason);
  const text = (name: 'rep' | 'customer' | 'from' | 'to', shape: RegExp) =>
    shape.test(String(search[name] ?? '')) ? { [name]: String(search[name]) } : {};
  return {
    ...(reason ? { reason } : {}),
    ...text('rep', ID),
    ...text('customer', ID),
    ...text('from', DAY),
    ...text('to', DAY),
    ...(search.q !== undefined && search.q !== '' ? { q: String(search.q).slice(0, 100) } : {}),
  };
}

/** The question behind an address. */
export function cancelledAsked({ reason, rep, customer, from, to, q }: CancelledAddress): Given<'listCancellations'> {
  return { query: { reason, salesRepId: rep, customerId: customer, from, to, q } };
}
