import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { readChangingList } from '../platform/read-changes.ts';
import { finds, soughtIn } from '../platform/read-list.ts';
import type { Queries } from '../platform/transaction.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

export type Carrier = Answer<'getCarrier'>;
export type TruckRoute = Answer<'getRoute'>;
type Lock = '' | 'for no key update of c' | 'for no key update of r';

const CARRIER = `c.id, c.name, c.tracking_link as "trackingLink", c.usual_days as "usualDays", case when c.usual_freight is not null then money(c.usual_freight, (select currency from company)) end as "usualFreight", c.active,
  c.created_at as "createdAt", c.version`;

/** Carriers by name. */
export function listCarriers(
  _viewer: Viewer,
  { query }: Request<'listCarriers'>,
  { queries }: Reading,
): Promise<Answer<'listCarriers'> | { refusal: Refusal }> {
  return readChangingList<Answer<'listCarriers'>['data'][number]>(
    queries,
    { name: 'listCarriers', row: 'c', key: 'lower(c.name)', type: 'text' },
    query,
    (order) => `select ${CARRIER}, ${order.sortKey} from carriers c
      where ${order.isNext} and ($4::text[] is null or ${finds("' ' || fold(c.name)", '$4')})
        and ($5::boolean is null or c.active = $5)
      order by ${order.orderBy} limit $3`,
    [soughtIn(query.q), query.active ?? null],
  );
}

/** One carrier, or `not_found`. */
export async function getCarrier(
  _viewer: Viewer,
  { params }: Request<'getCarrier'>,
  { queries }: Reading,
): Promise<Carrier | { refusal: Refusal }> {
  return (await findCarrier(queries, params.id)) ?? refuse('not_found');
}

/** A carrier as it is answered. */
export function findCarrier(queries: Queries, id: string, lock: Lock = ''): Promise<Carrier | null> {
  return queries.first<Carrier>(`select ${CARRIER} from carriers c where c.id = $1 ${lock}`, [id]);
}

/** A route with the stops at customers of this person alone, or of everybody. */
const route = (
  onlyOf: string,
) => `r.id, r.name, r.weekdays, r.driver_id as "driverId", u.name as "driverName", r.phone, r.active,
  r.created_at as "createdAt", r.version,
  coalesce((select json_agg(json_build_object('customerId', c.id::text, 'customerName', c.name, 'accountNumber', c.account_number,
      'city', (select a.address ->> 'city' from customer_addresses a where a.customer_id = c.id and a.is_default)) order by s.position)
    from route_stops s join customers c on c.id = s.customer_id
    where s.route_id = r.id and (${onlyOf}::bigint is null or c.sales_rep_id = ${onlyOf})), '[]') as stops`;

const FROM = 'from routes r left join users u on u.id = r.driver_id';

/** Routes by name. */
export function listRoutes(
  viewer: Viewer,
  { query }: Request<'listRoutes'>,
  { queries }: Reading,
): Promise<Answer<'listRoutes'> | { refusal: Refusal }> {
  return readChangingList<Answer<'listRoutes'>['data'][number]>(
    queries,
    { name: 'listRoutes', row: 'r', key: 'lower(r.name)', type: 'text' },
    query,
    (order) => `select ${route('$6')}, ${order.sortKey} ${FROM}
      where ${order.isNext} and ($4::text[] is null or ${finds("' ' || fold(r.name)", '$4')})
        and ($5::boolean is null or r.active = $5)
      order by ${order.orderBy} limit $3`,
    [soughtIn(query.q), query.active ?? null, readsOnlyCustomersOf(viewer)],
  );
}

/** One route, or `not_found`. */
export async function getRoute(
  viewer: Viewer,
  { params }: Request<'getRoute'>,
  { queries }: Reading,
): Promise<TruckRoute | { refusal: Refusal }> {
  return (await findRoute(viewer, queries, params.id)) ?? refuse('not_found');
}

/** A route as it is answered. */
export function findRoute(viewer: Viewer, queries: Queries, id: string, lock: Lock = ''): Promise<TruckRoute | null> {
  return queries.first<TruckRoute>(`select ${route('$2')} ${FROM} where r.id = $1 ${lock}`, [
    id,
    readsOnlyCustomersOf(viewer),
  ]);
}
