import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { projectQueues, readQueues } from '../allocation/read-queue.ts';
import { itemPairs } from '../catalog/item-words.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

type Situation = Answer<'getCustomerSituation'>;
type Waiting = Omit<Situation['waiting'][number], 'projectedOn' | 'noDateBecause'> & { warehouseId: string };

/** So many lines answer a call; who has more reads the list. */
const SHOWN = 100;

/** Where a customer's goods are, by today's supply; `not_found` when the viewer may not read the customer. */
export async function readCustomerSituation(
  viewer: Viewer,
  { params }: Request<'getCustomerSituation'>,
  reading: Reading,
): Promise<Situation | { refusal: Refusal }> {
  const { queries, today } = reading;
  const [customer, waiting, onItsWay, contacts] = await Promise.all([
    queries.first<{ waiting: number }>(CUSTOMER, [params.id, readsOnlyCustomersOf(viewer)]),
    queries.rows<{ line: Waiting }>(WAITING, [params.id, today, SHOWN]),
    queries.rows<{ parcel: Situation['onItsWay'][number] }>(ON_ITS_WAY, [params.id]),
    queries.rows<{ contact: Situation['contacts'][number] }>(CONTACTS, [params.id]),
  ]);
  if (!customer) return refuse('not_found');
  return {
    waiting: await withProjection(
      reading,
      waiting.map(({ line }) => line),
    ),
    moreWaiting: customer.waiting - waiting.length,
    onItsWay: onItsWay.map(({ parcel }) => parcel),
    contacts: contacts.map(({ contact }) => contact),
  };
}

/** Each line with the day it can ship, which the queues of its warehouse say. */
async function withProjection(reading: Reading, lines: readonly Waiting[]): Promise<Situation['waiting']> {
  const warehouses = [...new Set(lines.map(({ warehouseId }) => warehouseId))];
  const projections = await Promise.all(
    warehouses.map(async (warehouseId) => {
      const here = lines.filter((line) => line.warehouseId === warehouseId);
      const queues = await readQueues(reading, warehouseId, [...new Set(here.map(({ variantId }) => variantId))]);
      return [...projectQueues(reading, queues.values())];
    }),
  );
  const byLine = new Map(projections.flat());
  return lines.map(({ warehouseId: _, ...line }) => ({
    ...line,
    projectedOn: byLine.get(line.id)?.canShipOn ?? null,
    noDateBecause: byLine.get(line.id)?.noDateBecause ?? null,
  }));
}

const RECORD = `'orderId', o.id::text, 'orderNumber', o.number, 'backorderId', b.id::text, 'backorderNumber', b.number`;

const CUSTOMER = `
  select (select count(*)::integer from queue_lines q where q.customer_id = c.id and q.open > 0) as waiting
  from customers c where c.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`;

const WAITING = `
  select json_build_object('id', q.id::text, ${RECORD}, 'variantId', v.id::text, ${itemPairs()}, 'warehouseId', q.warehouse_id::text,
    'outstanding', q.open, 'ready', q.allocated - q.picked, 'picked', q.picked, 'promisedOn', b.promised_on,
    'isOverdue', coalesce(b.promised_on < $2::date, false),
    'told', (select json_build_object('on', d.told_on, 'at', instant(d.told_at)) from told_dates d
      where d.backorder_id = b.id order by d.id desc limit 1)) as line
  from queue_lines q
  join orders o on o.id = q.order_id
  join variants v on v.id = q.variant_id
  left join backorders b on b.id = q.backorder_id
  where q.customer_id = $1 and q.open > 0
  order by q.queued_at, q.id limit $3`;

const ON_ITS_WAY = `
  select json_build_object('id', f.id::text, 'number', f.number, ${RECORD}, 'status', f.status, 'shippedAt', instant(f.shipped_at),
    'carrier', s.carrier, 'trackingNumber', s.tracking_number, 'estimatedDeliveryOn', s.estimated_delivery_on,
    'lines', (select json_agg(json_build_object(${itemPairs()}, 'quantity', l.leaving) order by l.id)
      from fulfillment_lines l join variants v on v.id = l.variant_id where l.fulfillment_id = f.id)) as parcel
  from fulfillments f
  join orders o on o.id = f.order_id
  left join backorders b on b.id = f.backorder_id
  left join shipments s on s.id = f.shipment_id
  where f.customer_id = $1 and f.status in ('picked', 'packed', 'shipped')
  order by f.id desc limit 20`;

const CONTACTS = `
  select json_build_object('id', m.id::text, ${RECORD}, 'at', instant(m.at), 'method', m.method, 'direction', m.direction, 'text', m.text,
    'reaction', m.reaction, 'recordedBy', m.recorded_by) as contact
  from communications m join orders o on o.id = m.order_id left join backorders b on b.id = m.backorder_id
  where o.customer_id = $1 order by m.at desc, m.id desc limit 5`;
