import { type Refusal, refuse } from '#contract/errors.ts';
import { unknownReference } from '../platform/edit-record.ts';
import type { Work } from '../platform/work.ts';

/** Whether whoever drives is a driver and all who are on the way are there: `unknown_reference` for the first who is not. */
export async function refuseUnknown(
  work: Work,
  { driverId, customerIds = [] }: { driverId?: string | null | undefined; customerIds?: readonly string[] | undefined },
): Promise<{ refusal: Refusal } | null> {
  const { driver, customers } = await work.tx.row<{ driver: boolean | null; customers: string[] }>(KNOWN, [
    driverId ?? null,
    customerIds,
  ]);
  if (driverId && driver === null) return unknownReference('#/driverId');
  if (driverId && !driver)
    return refuse('unknown_reference', {
      errors: [{ pointer: '#/driverId', detail: 'names somebody who is no driver' }],
    });
  const index = customerIds.findIndex((id) => !customers.includes(id));
  return index < 0 ? null : unknownReference(`#/customerIds/${index}`);
}

/** Gives a route these stops in this order, in place of those it has. */
export async function putStops(work: Work, routeId: string, customerIds: readonly string[]): Promise<void> {
  await work.tx.rows('delete from route_stops where route_id = $1', [routeId]);
  await work.tx.rows(STOPS, [routeId, customerIds]);
}

const KNOWN = `
  select (select role = 'driver' from users where id = $1 and active) as driver,
    coalesce((select array_agg(id::text) from customers where id = any($2::bigint[])), '{}') as customers`;

const STOPS = `
  insert into route_stops (route_id, customer_id, position)
  select $1, s.id, s.position from unnest($2::bigint[]) with ordinality s(id, position)`;
