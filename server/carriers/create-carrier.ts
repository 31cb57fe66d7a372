import type { Refusal } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { alreadyExists, fromNothing } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { type Carrier, findCarrier } from './queries.ts';

/** Adds a carrier. Refused with `already_exists` for the name. */
export async function createCarrier(
  _viewer: Viewer,
  { body }: Request<'createCarrier'>,
  work: Work,
): Promise<Carrier | { refusal: Refusal }> {
  const { name, trackingLink = null, usualDays = null, active = true } = body;
  const created = await work.tx.first<{ id: string }>(
    `insert into carriers (name, tracking_link, usual_days, active, created_at) values ($1, $2, $3, $4, $5)
     on conflict ((lower(name))) do nothing returning id`,
    [name, trackingLink, usualDays, active, work.now],
  );
  if (!created) return alreadyExists('#/name', name);
  work.audit({
    action: 'carrier.create',
    recordType: 'carrier',
    recordId: created.id,
    changes: fromNothing({ name, trackingLink, usualDays }),
  });
  return (await findCarrier(work.tx, created.id)) as Carrier;
}
