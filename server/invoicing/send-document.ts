import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { nextNumber } from '#domain/invoicing/disposition.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { type LockedDisposition, lockDisposition, type Of } from './lock-disposition.ts';

/**
 * Sends an invoice or credit note (again): what was refused, what was not to be sent, and what is void or deleted there. With
 * another day or the next free number where its own was refused. What waits goes at once.
 *
 * Refusals, in this order: `not_found`, `ledger_not_connected`, `invoice_already_sent`, `invoice_changed_there`,
 * `invoice_under_way` where it may be there already and is to become another.
 */
export function sendDocument(of: Of) {
  return async (
    viewer: Viewer,
    { params, body }: Pick<Request<'sendInvoice'>, 'params' | 'body'>,
    work: Work,
  ): Promise<{ id: string } | { refusal: Refusal }> => {
    const disposition = await lockDisposition(viewer, work, of, params.id);
    if (isRefused(disposition)) return disposition;
    const refused = await mayNotBeSent(work, disposition, body ?? {});
    if (refused) return refused;
    await send(viewer, work, disposition, body ?? {});
    const { number, orderId } = disposition;
    work.audit({
      action: `${of}.send`,
      recordType: of,
      recordId: params.id,
      orderId,
      changes: { number, ...(body?.issuedOn ? { issuedOn: body.issuedOn } : {}) },
    });
    work.tell('invoice_changed', { invoiceId: params.id, orderId });
    return { id: params.id };
  };
}

type How = NonNullable<Request<'sendInvoice'>['body']>;

async function mayNotBeSent(
  work: Work,
  disposition: LockedDisposition,
  how: How,
): Promise<{ refusal: Refusal } | null> {
  const { status, isGoneThere, isUnsure, isWithInvoice } = disposition;
  const isOn = await work.tx.first('select from invoice_sending where is_on');
  if (!isOn) return refuse('ledger_not_connected');
  if (status === 'sent' || isWithInvoice) return refuse('invoice_already_sent');
  if (status === 'changed_there' && !isGoneThere) return refuse('invoice_changed_there');
  // Another number would hide from us the one that may be there.
  if (isUnsure && (how.nextNumber || how.issuedOn)) return refuse('invoice_under_way');
  return null;
}

async function send(
  viewer: Viewer,
  { tx, now }: Work,
  { id, ownNumber, number, status }: LockedDisposition,
  { issuedOn, nextNumber: takesNext }: How,
): Promise<void> {
  // What was void or deleted there has used up its number.
  const next = takesNext || status === 'changed_there' ? nextNumber(ownNumber, number) : number;
  await tx.rows(SEND, [id, issuedOn ?? null, next, now, viewer.actor]);
  await tx.rows('update invoice_sending set paused_until = null where leased_until is null or leased_until <= $1', [
    now,
  ]);
}

const SEND = `
  update invoice_dispositions set status = 'waiting', reason = null, note = null, problem = null,
    issued_on = coalesce($2, issued_on), number = $3,
    request_id = case when begun_at is not null then request_id end, unanswered = 0, ledger_id = null,
    written = case when begun_at is not null then written end, there = null,
    is_void = false, sent_at = null, checked_at = null, changed_at = $4, changed_by = $5
  where id = $1`;
