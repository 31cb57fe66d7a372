import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import type { Outcome } from '#domain/substitutes/acceptance.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { type LockedSubstitution, lockSubstitution } from './lock-substitution.ts';

type Closing = Pick<Request<'refuseSubstitution'>, 'params' | 'body'>;

/** The customer wants none of it: the line keeps waiting. Refusals: `not_found`, `not_your_customer`, `substitution_closed`. */
export function refuseSubstitution(viewer: Viewer, request: Closing, work: Work) {
  return close(viewer, work, request, 'refused');
}

/** Takes a proposal back. Refusals: `not_found`, `not_your_customer`, `substitution_closed`. */
export function withdrawSubstitution(viewer: Viewer, request: Request<'withdrawSubstitution'>, work: Work) {
  return close(viewer, work, request, 'withdrawn');
}

async function close(
  viewer: Viewer,
  work: Work,
  { params, body }: Closing,
  outcome: Exclude<Outcome, 'accepted'>,
): Promise<{ id: string } | { refusal: Refusal }> {
  const substitution = await lockSubstitution(viewer, work, params.id);
  if (isRefused(substitution)) return substitution;
  const note = body?.note?.trim() || null;
  await recordOutcome(viewer, work, substitution, { outcome, note });
  const { id, backorder } = substitution;
  await work.tx.rows('update backorders set version = version + 1 where id = $1', [backorder.id]);
  work.audit({
    action: outcome === 'refused' ? 'backorder.refuse_substitute' : 'backorder.withdraw_substitute',
    recordType: 'backorder',
    recordId: backorder.id,
    orderId: backorder.order.id,
    changes: { offers: substitution.offers.map(({ sku }) => ({ sku })), note },
  });
  const about = { substitutionId: id, backorderId: backorder.id, orderId: backorder.order.id };
  work.tell(`backorder_substitute_${outcome}`, about);
  return { id };
}

/** Writes what became of a proposal. The caller holds it. */
export async function recordOutcome(
  viewer: Viewer,
  work: Work,
  { id }: Pick<LockedSubstitution, 'id'>,
  { outcome, note }: { outcome: Outcome; note: string | null },
): Promise<void> {
  await work.tx.rows(
    `update substitutions set outcome = $2, closed_at = $3, closed_by = $4, closing_note = $5, version = version + 1 where id = $1`,
    [id, outcome, work.now, viewer.actor, note],
  );
}
