import type { Refusal } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { alreadyExists, fromNothing } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { putStops, refuseUnknown } from './check-route.ts';
import { findRoute, type TruckRoute } from './queries.ts';

/** Adds a route of our own truck. Refused with `unknown_reference`, then `already_exists` for the name. */
export async function createRoute(
  viewer: Viewer,
  { body }: Request<'createRoute'>,
  work: Work,
): Promise<TruckRoute | { refusal: Refusal }> {
  const { name, weekdays, driverId = null, phone = null, customerIds = [], active = true } = body;
  const unknown = await refuseUnknown(work, body);
  if (unknown) return unknown;
  const created = await work.tx.first<{ id: string }>(
    `insert into routes (name, weekdays, driver_id, phone, active, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict ((lower(name))) do nothing returning id`,
    [name, weekdays, driverId, phone, active, work.now],
  );
  if (!created) return alreadyExists('#/name', name);
  await putStops(work, created.id, customerIds);
  work.audit({
    action: 'route.create',
    recordType: 'route',
    recordId: created.id,
    changes: fromNothing({ name, weekdays, driverId, phone, customerIds }),
  });
  return (await findRoute(viewer, work.tx, created.id)) as TruckRoute;
}
