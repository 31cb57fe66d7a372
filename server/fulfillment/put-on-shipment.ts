import { isDeepStrictEqual } from 'node:util';
import { type Refusal, refuse } from '#contract/errors.ts';
import type { Address } from '#contract/primitives.ts';
import { unknownReference } from '../platform/edit-record.ts';
import type { Work } from '../platform/work.ts';

/** A fulfillment that is to go with others. */
export type Loaded = {
  id: string;
  number: string;
  status: string;
  orderId: string;
  customerId: string;
  warehouseId: string;
  address: Address | null;
  shippedAt: string | null;
  /** The planned or departed shipment it is on. */
  shipmentId: string | null;
  shipmentNumber: string | null;
  version: number;
};

/**
 * Locks fulfillments that are to go together on a shipment, or on a new one. Refused, for the first at fault, as `unknown_reference`,
 * `fulfillment_voided`, `fulfillment_already_shipped`, `not_one_shipment` (another customer, warehouse or address than the first),
 * `fulfillment_on_shipment` (planned on another).
 */
export async function lockLoad(
  work: Work,
  fulfillmentIds: readonly string[],
  shipmentId: string | null = null,
): Promise<Loaded[] | { refusal: Refusal }> {
  // Read by a statement of its own: what somebody else did while this one waited is seen by the next alone.
  await work.tx.rows(LOCK, [fulfillmentIds]);
  const found = await work.tx.rows<Loaded>(LOAD, [fulfillmentIds]);
  const byId = new Map(found.map((one) => [one.id, one]));
  const load: Loaded[] = [];
  for (const [index, id] of fulfillmentIds.entries()) {
    const pointer = `#/fulfillmentIds/${index}`;
    const one = byId.get(id);
    if (!one) return unknownReference(pointer);
    const mistake = findMistake(one, { first: load[0] ?? one, shipmentId, pointer });
    if (mistake) return mistake;
    load.push(one);
  }
  return load;
}

function findMistake(
  one: Loaded,
  { first, shipmentId, pointer }: { first: Loaded; shipmentId: string | null; pointer: string },
): { refusal: Refusal } | null {
  const at = (detail: string) => ({ errors: [{ pointer, detail }] });
  const { number, shipmentNumber } = one;
  if (one.status === 'voided') return refuse('fulfillment_voided', at(`${number} was voided`));
  if (one.shippedAt !== null)
    return refuse('fulfillment_already_shipped', { ...at(`${number} has left`), facts: { shippedAt: one.shippedAt } });
  const differs = findDifference(one, first);
  if (differs) return refuse('not_one_shipment', at(`${number} ${differs} than ${first.number}`));
  if (one.shipmentId !== null && one.shipmentId !== shipmentId)
    return refuse('fulfillment_on_shipment', {
      ...at(`${number} is on ${shipmentNumber}`),
      facts: { fulfillmentNumber: number, shipmentId: one.shipmentId, shipmentNumber },
    });
  return null;
}

function findDifference(one: Loaded, first: Loaded): string | null {
  if (one.customerId !== first.customerId) return 'is for another customer';
  if (one.warehouseId !== first.warehouseId) return 'lies in another warehouse';
  return isDeepStrictEqual(one.address, first.address) ? null : 'goes to another address';
}

/** A fulfillment that was put on a shipment, or taken off it. */
export type Moved = { number: string; orderId: string; isOn: boolean };

/** Puts these fulfillments on a shipment, and takes every other off it. */
export function putOn(work: Work, shipmentId: string, load: readonly Loaded[]): Promise<Moved[]> {
  return work.tx.rows<Moved>(PUT_ON, [shipmentId, load.map(({ id }) => id)]);
}

const LOCK = 'select from fulfillments where id = any($1::bigint[]) order by id for update';

const LOAD = `
  select f.id, f.number, f.status, f.order_id as "orderId", f.customer_id as "customerId", f.warehouse_id as "warehouseId",
    coalesce(b.delivery_address, o.delivery_address) as address, f.shipped_at as "shippedAt", f.shipment_id as "shipmentId",
    f.version, (select s.number from shipments s where s.id = f.shipment_id) as "shipmentNumber"
  from fulfillments f join orders o on o.id = f.order_id left join backorders b on b.id = f.backorder_id
  where f.id = any($1::bigint[])`;

const PUT_ON = `
  update fulfillments f set shipment_id = case when f.id = any($2::bigint[]) then $1::bigint end, version = version + 1
  where (f.shipment_id = $1 and f.status in ('picked', 'packed') and not f.id = any($2::bigint[]))
    or (f.id = any($2::bigint[]) and f.shipment_id is distinct from $1)
  returning f.number, f.order_id as "orderId", f.shipment_id is not null as "isOn"`;
