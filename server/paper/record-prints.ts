import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/**
 * Records that the paper of some fulfillments is printed. Refused with `not_found`, then `fulfillment_voided`, then
 * `reprint_needs_reason` where one was printed before and nobody says why. Two people at once print copies 1 and 2: the
 * second is asked.
 */
export async function recordPrints(
  viewer: Viewer,
  { body }: Request<'recordPrints'>,
  work: Work,
): Promise<Answer<'recordPrints'> | { refusal: Refusal }> {
  const ids = [...new Set(body.fulfillmentIds)];
  const reason = body.reason ?? null;
  await work.tx.rows(LOCK, [ids]);
  // Read after the lock, so that what somebody else printed meanwhile counts.
  const found = await work.tx.rows<Found>(FOUND, [ids, readsOnlyCustomersOf(viewer), body.document]);
  if (found.length < ids.length) return refuse('not_found');
  if (found.some(({ isVoided }) => isVoided)) return refuse('fulfillment_voided');
  const again = found.filter(({ copies }) => copies > 0).map(({ number }) => number);
  if (again.length > 0 && reason === null) return refuse('reprint_needs_reason', { facts: { numbers: again } });
  const prints = found.map((one) => ({ ...one, copy: one.copies + 1, reason: one.copies > 0 ? reason : null }));
  await writePrints(viewer, work, { document: body.document, prints });
  return {
    prints: prints.map(({ id, number, copy, reason }) => ({
      fulfillmentId: id,
      fulfillmentNumber: number,
      document: body.document,
      copy,
      reason,
      at: work.now,
      by: viewer.actor,
    })),
  };
}

async function writePrints(
  viewer: Viewer,
  work: Work,
  { document, prints }: { document: string; prints: readonly (Found & { copy: number; reason: string | null })[] },
): Promise<void> {
  await work.tx.rows(PRINT, [JSON.stringify(prints), document, work.now, viewer.actor]);
  for (const { id, orderId, copy, reason } of prints)
    work.audit({
      action: 'fulfillment.print',
      recordType: 'fulfillment',
      recordId: id,
      orderId,
      changes: { document, copy, ...(reason !== null && { reason }) },
    });
}

type Found = { id: string; number: string; orderId: string; isVoided: boolean; copies: number };

const LOCK = 'select from fulfillments where id = any($1::bigint[]) order by id for update';

const FOUND = `
  select f.id, f.number, f.order_id as "orderId", f.voided_at is not null as "isVoided",
    (select count(*)::integer from prints p where p.fulfillment_id = f.id and p.document = $3) as copies
  from fulfillments f join customers c on c.id = f.customer_id
  where f.id = any($1::bigint[]) and ($2::bigint is null or c.sales_rep_id = $2) order by f.id`;

const PRINT = `
  insert into prints (fulfillment_id, document, copy, reason, at, actor)
  select p.id, $2, p.copy, p.reason, $3, $4
  from jsonb_to_recordset($1::jsonb) p(id bigint, copy integer, reason text)`;
