import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { type Editable, editRecord } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { putStops, refuseUnknown } from './check-route.ts';
import { findRoute, type TruckRoute } from './queries.ts';

type Stored = Omit<TruckRoute, 'stops' | 'driverName' | 'createdAt'> & { customerIds: string[] };

const ROUTE: Editable<Stored> = {
  recordType: 'route',
  table: 'routes',
  columns: { name: 'name', weekdays: 'weekdays', driverId: 'driver_id', phone: 'phone', active: 'active' },
  unique: 'name',
};

/**
 * Changes a route, its stops among it. Refused with `not_found`, then `unknown_reference`, then `changed_meanwhile`, then
 * `already_exists` for the name.
 */
export async function updateRoute(
  viewer: Viewer,
  { params, body }: Request<'updateRoute'>,
  work: Work,
): Promise<TruckRoute | { refusal: Refusal }> {
  const found = await findRoute(viewer, work.tx, params.id, 'for no key update of r');
  if (!found) return refuse('not_found');
  const unknown = await refuseUnknown(work, body);
  if (unknown) return unknown;
  const { stops, driverName: _, createdAt: __, ...rest } = found;
  const before: Stored = { ...rest, customerIds: stops.map(({ customerId }) => customerId) };
  const after = await editRecord(work, ROUTE, before, body);
  if (isRefused(after)) return after;
  if (after.customerIds !== before.customerIds) await putStops(work, params.id, after.customerIds);
  return (await findRoute(viewer, work.tx, params.id)) as TruckRoute;
}
