import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { type Editable, editRecord } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { type Carrier, findCarrier } from './queries.ts';

const CARRIER: Editable<Carrier> = {
  recordType: 'carrier',
  table: 'carriers',
  columns: { name: 'name', trackingLink: 'tracking_link', usualDays: 'usual_days', active: 'active' },
  unique: 'name',
};

/** Changes a carrier. Refused with `not_found`, then `changed_meanwhile`, then `already_exists` for the name. */
export async function updateCarrier(
  _viewer: Viewer,
  { params, body }: Request<'updateCarrier'>,
  work: Work,
): Promise<Carrier | { refusal: Refusal }> {
  const before = await findCarrier(work.tx, params.id, 'for no key update of c');
  return before ? editRecord(work, CARRIER, before, body) : refuse('not_found');
}
