import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { type Editable, editRecord } from '../platform/edit-record.ts';
import { normalMoney } from '../platform/normal-money.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { type Carrier, findCarrier } from './queries.ts';

const CARRIER: Editable<Carrier> = {
  recordType: 'carrier',
  table: 'carriers',
  columns: {
    name: 'name',
    trackingLink: 'tracking_link',
    usualDays: 'usual_days',
    usualFreight: 'usual_freight',
    active: 'active',
  },
  written: { usualFreight: (freight) => freight?.amount ?? null },
  unique: 'name',
};

/**
 * Changes a carrier. Refused with `not_found`, then `invalid_request` for a freight in another currency, then `changed_meanwhile`,
 * then `already_exists` for the name.
 */
export async function updateCarrier(
  _viewer: Viewer,
  { params, body }: Request<'updateCarrier'>,
  work: Work,
): Promise<Carrier | { refusal: Refusal }> {
  const before = await findCarrier(work.tx, params.id, 'for no key update of c');
  if (!before) return refuse('not_found');
  const usualFreight = body.usualFreight && normalMoney(work, body.usualFreight, '#/usualFreight');
  if (usualFreight && isRefused(usualFreight)) return usualFreight;
  return editRecord(work, CARRIER, before, { ...body, usualFreight });
}
