import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { refuseHeld } from '../customers/sale-hold.ts';
import { inOrder } from '../platform/in-order.ts';
import { StartOver } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { lockFulfillment } from './lock-fulfillment.ts';
import { refuseForeign, shipLocked } from './ship-fulfillment.ts';
import { type PlannedShipment, readShipment } from './shipment-queries.ts';
import { lockShipment } from './update-shipment.ts';

/**
 * A planned shipment leaves: everything on it ships in one transaction, each with its own invoice. Its freight stands on that of the
 * first.
 *
 * Refusals, in this order: `not_found`, `changed_meanwhile`, `nothing_to_ship`, `invalid_request` (freight in another
 * currency), `customer_on_no_sale`.
 */
export async function departShipment(
  viewer: Viewer,
  { params, body }: Request<'departShipment'>,
  work: Work,
): Promise<PlannedShipment | { refusal: Refusal }> {
  const ids = await onBoard(work, params.id);
  await inOrder(work, {
    stock: ({ tx }) => tx.rows(LOCK_STOCK, [ids]),
    orders: ({ tx }) => tx.rows(LOCK_ORDERS, [ids]),
    backorders: ({ tx }) => tx.rows(LOCK_BACKORDERS, [ids]),
    fulfillments: ({ tx }) => tx.rows(LOCK_FULFILLMENTS, [ids]),
  });
  const shipment = await lockShipment(work, params.id);
  if (!shipment) return refuse('not_found');
  // Somebody put something else on it meanwhile.
  if ((await onBoard(work, params.id)).join() !== ids.join()) throw new StartOver();
  if (ids.length === 0) return refuse('nothing_to_ship', { facts: { shipmentNumber: shipment.number } });
  const foreign = refuseForeign(work, body?.freight, '#/freight');
  if (foreign) return foreign;
  for (const [index, id] of ids.entries()) {
    const fulfillment = await lockFulfillment(viewer, work, id);
    if (isRefused(fulfillment)) return fulfillment;
    const held = refuseHeld(fulfillment);
    if (held) return held;
    const carriage = index === 0 ? { freight: body?.freight } : {};
    await shipLocked(viewer, work, fulfillment, carriage, work.now);
  }
  return readShipment(viewer, { queries: work.tx }, params.id);
}

/** What is on a shipment and has not left. */
async function onBoard(work: Work, shipmentId: string): Promise<string[]> {
  return (await work.tx.rows<{ id: string }>(ON_BOARD, [shipmentId])).map(({ id }) => id);
}

const ON_BOARD = `select id from fulfillments where shipment_id = $1 and status in ('picked', 'packed') order by id`;
const LOCK_STOCK = `
  select from stock_levels where (variant_id, warehouse_id) in (
    select variant_id, warehouse_id from fulfillment_lines where fulfillment_id = any($1::bigint[]))
  order by variant_id, warehouse_id for update`;
const LOCK_ORDERS = `
  select from orders where id in (select order_id from fulfillments where id = any($1::bigint[])) order by id for update`;
const LOCK_BACKORDERS = `
  select from backorders where id in (select backorder_id from fulfillments where id = any($1::bigint[])) order by id for update`;
const LOCK_FULFILLMENTS = 'select from fulfillments where id = any($1::bigint[]) order by id for update';
