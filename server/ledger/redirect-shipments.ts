import type { Work } from '../platform/work.ts';

/**
 * Sends what is planned to leave of an order to where the order and its backorders go now: a planned shipment follows when all that
 * is on it goes there, and what no longer goes where its shipment goes is taken off it. The caller holds the order and changed an
 * address of it or of a backorder.
 */
export async function redirectShipments(work: Work, orderId: string): Promise<void> {
  // Also those on no shipment: whoever plans one meanwhile waits, and finds the new address.
  await work.tx.rows(LOCK, [orderId]);
  const planned = await work.tx.rows<{ id: string }>(LOCK_SHIPMENTS, [orderId]);
  if (planned.length === 0) return;
  const ids = planned.map(({ id }) => id);
  const moved = await work.tx.rows<{ id: string; from: unknown; to: unknown }>(MOVE, [ids]);
  await work.tx.rows(TAKE_OFF, [ids]);
  for (const { id, from, to } of moved) {
    work.audit({
      action: 'shipment.update',
      recordType: 'shipment',
      recordId: id,
      orderId,
      changes: { deliveryAddress: { from, to } },
    });
  }
}

const OF_ORDER = `order_id = $1 and status in ('picked', 'packed')`;
const LOCK = `select from fulfillments where ${OF_ORDER} order by id for update`;
const LOCK_SHIPMENTS = `
  select id from shipments where id in (select shipment_id from fulfillments where ${OF_ORDER}) order by id for update`;

const ON_BOARD = `
  select f.id, f.shipment_id, nullif(coalesce(b.delivery_address, o.delivery_address), 'null') as address
  from fulfillments f join orders o on o.id = f.order_id left join backorders b on b.id = f.backorder_id
  where f.shipment_id = any($1::bigint[]) and f.status in ('picked', 'packed')`;

const MOVE = `
  with on_board as (${ON_BOARD}),
  one as (
    select shipment_id, (array_agg(address))[1] as address from on_board group by shipment_id
    having count(distinct coalesce(address, 'null')) = 1)
  update shipments s set delivery_address = one.address, version = s.version + 1
  from one, shipments before
  where s.id = one.shipment_id and before.id = s.id and s.shipped_at is null and s.delivery_address is distinct from one.address
  returning s.id, before.delivery_address as "from", s.delivery_address as "to"`;

const TAKE_OFF = `
  with on_board as (${ON_BOARD}),
  off as (
    update fulfillments f set shipment_id = null, version = f.version + 1
    from on_board join shipments s on s.id = on_board.shipment_id
    where f.id = on_board.id and s.delivery_address is distinct from on_board.address
    returning s.id)
  update shipments s set version = s.version + 1 from (select distinct id from off) changed where s.id = changed.id`;
