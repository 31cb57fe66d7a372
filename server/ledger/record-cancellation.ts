import { valueOfPart } from '#domain/invoicing/line-value.ts';
import { formatAmount } from '#domain/money.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import type { LoadedLine } from './load-lines.ts';

/** Why, as the record keeps it: one of its reasons, and of another the words that say which. */
export type CancellationReason = { reason: string; reasonText: string | null };

/** A cancellation that was recorded, as the demand ledger refers to it. */
export type RecordedCancellation = { id: string; reason: string };

/**
 * Keeps that lines of one order, or of its backorders, are cancelled: why, by whom, how much of each and what that was
 * worth. The caller takes the quantities off the lines.
 */
export async function recordCancellation(
  viewer: Viewer,
  work: Work,
  orderId: string,
  about: CancellationReason & { notes?: string | null | undefined; notifyCustomer?: boolean },
  lines: readonly { line: LoadedLine; quantity: Quantity }[],
): Promise<RecordedCancellation> {
  const { id } = await work.tx.row<{ id: string }>(RECORD, [
    orderId,
    about.reason,
    about.reasonText,
    about.notes ?? null,
    about.notifyCustomer ?? false,
    work.now,
    viewer.actor,
    lines.map(({ line }) => line.orderLineId),
    lines.map(({ line }) => line.backorderLineId),
    lines.map(({ quantity }) => quantity),
    lines.map(({ line, quantity }) => formatAmount(valueOfPart(quantity, line.orderedQuantity, line.value))),
  ]);
  return { id, reason: about.reason };
}

const RECORD = `
  with header as (
    insert into cancellations (order_id, customer_id, reason, reason_text, notes, notify_customer, cancelled_at, cancelled_by)
    select o.id, o.customer_id, $2, $3, $4, $5, $6, $7 from orders o where o.id = $1
    returning id),
  lines as (
    insert into cancellation_lines (cancellation_id, order_line_id, backorder_line_id, quantity, value)
    select header.id, l.order_line_id, l.backorder_line_id, l.quantity, l.value
    from header, unnest($8::bigint[], $9::bigint[], $10::integer[], $11::numeric[]) l(order_line_id, backorder_line_id, quantity, value))
  select id from header`;
