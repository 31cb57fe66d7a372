import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { lockDisposition, type Of } from './lock-disposition.ts';

/**
 * Says that an invoice or credit note is not to be sent, and why: it was billed by hand, or what somebody changed there is
 * right. It is neither sent nor compared from then on.
 *
 * Refusals, in this order: `not_found`, `invoice_already_sent`, `invoice_under_way`.
 */
export function excludeDocument(of: Of) {
  return async (
    viewer: Viewer,
    { params, body }: Pick<Request<'excludeInvoice'>, 'params' | 'body'>,
    work: Work,
  ): Promise<{ id: string } | { refusal: Refusal }> => {
    const disposition = await lockDisposition(viewer, work, of, params.id);
    if (isRefused(disposition)) return disposition;
    const { id, status, isUnsure, isWithInvoice, number, orderId } = disposition;
    // Its invoice was written with it: given another reason, it could be sent as well and credit twice.
    if (status === 'sent' || isWithInvoice) return refuse('invoice_already_sent');
    if (isUnsure) return refuse('invoice_under_way');
    await work.tx.rows(EXCLUDE, [id, body.reason, work.now, viewer.actor]);
    work.audit({
      action: `${of}.exclude`,
      recordType: of,
      recordId: params.id,
      orderId,
      changes: { number, reason: body.reason },
    });
    work.tell('invoice_changed', { invoiceId: params.id, orderId });
    return { id: params.id };
  };
}

const EXCLUDE = `
  update invoice_dispositions set status = 'excluded', reason = 'by_hand', note = $2, problem = null, sent_at = null, check_asked_at = null,
    changed_at = $3, changed_by = $4
  where id = $1`;
