import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { alreadyExists, fromNothing } from '../platform/edit-record.ts';
import { normalMoney } from '../platform/normal-money.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { type Carrier, findCarrier } from './queries.ts';

/** Adds a carrier. Refused with `invalid_request` for a freight in another currency, then `already_exists` for the name. */
export async function createCarrier(
  _viewer: Viewer,
  { body }: Request<'createCarrier'>,
  work: Work,
): Promise<Carrier | { refusal: Refusal }> {
  const { name, trackingLink = null, usualDays = null, active = true } = body;
  const usualFreight = body.usualFreight ? normalMoney(work, body.usualFreight, '#/usualFreight') : null;
  if (usualFreight && isRefused(usualFreight)) return usualFreight;
  const created = await work.tx.first<{ id: string }>(
    `insert into carriers (name, tracking_link, usual_days, active, created_at, usual_freight) values ($1, $2, $3, $4, $5, $6)
     on conflict ((lower(name))) do nothing returning id`,
    [name, trackingLink, usualDays, active, work.now, usualFreight?.amount ?? null],
  );
  if (!created) return alreadyExists('#/name', name);
  work.audit({
    action: 'carrier.create',
    recordType: 'carrier',
    recordId: created.id,
    changes: fromNothing({ name, trackingLink, usualDays, usualFreight }),
  });
  return (await findCarrier(work.tx, created.id)) as Carrier;
}
