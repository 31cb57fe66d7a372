import { groupBy } from '#domain/group-by.ts';
import { addDays, type CalendarDate } from '#domain/time/calendar.ts';
import { fulfillOrder } from '../fulfillment/fulfill-order.ts';
import { shipFulfillment } from '../fulfillment/ship-fulfillment.ts';
import { cancelOrder } from '../orders/cancel-order.ts';
import { askedOf, type DemoCompany, doInOrder, type Shop, type StockAct } from './demo-company.ts';
import { packSome } from './fill-backorders.ts';
import { departure, findOnShelf } from './leave-warehouse.ts';
import { warehousePerson } from './warehouse-person.ts';

/** How often a customer cancels a line that lies picked on the dock. */
const CHANGED_MIND_SHARE = 0.035;

type Row = {
  order_id: string;
  customer_id: string;
  order_line_id: string;
  variant_id: string;
  sku: string;
  open: number;
  allocated: number;
  ship_complete: boolean;
  requested_on: string | null;
};

/** Orders that can be are picked; what is not found is short and becomes a backorder. */
export async function pickOrders(demo: DemoCompany, day: CalendarDate): Promise<void> {
  const { rows } = await demo.database.query<Row>(UNPICKED, [[...demo.unpicked]]);
  const orders = [...groupBy(rows, ({ order_id }) => order_id)].filter(([, lines]) => canPick(lines, day));
  for (const [orderId] of orders) demo.unpicked.delete(orderId);
  const changing = new Set(orders.filter((order) => changesMind(demo, order)).map(([orderId]) => orderId));
  const picked = await doInOrder(
    demo,
    orders.map(([orderId, lines], index, { length }) => {
      const body = pickBody(demo, day, [orderId, lines], changing.has(orderId));
      return stockAct(demo, day, lines, {
        at: 0.78 + (0.14 * index) / length,
        useCase: (viewer, work) => fulfillOrder(viewer, askedOf(orderId, body), work),
      });
    }),
  );
  const changed = orders.flatMap(([orderId, lines], index) => {
    const fulfillmentId = picked[index]?.id;
    return changing.has(orderId) && fulfillmentId ? [{ orderId, lines, fulfillmentId }] : [];
  });
  await changeMinds(demo, day, changed);
  const packed = orders.flatMap(([orderId], index) => {
    const { id, status } = picked[index] ?? {};
    const stands = status === 'picked' && !changing.has(orderId);
    return id && stands && departure(demo, day, `order ${orderId}`).isPacked ? [id] : [];
  });
  await packSome(demo, day, packed);
}

type OrderRows = [orderId: string, lines: Row[]];

function changesMind({ chances }: DemoCompany, [orderId, lines]: OrderRows): boolean {
  const hasChoice = lines.filter(({ allocated }) => allocated > 0).length > 1 && !lines[0]?.ship_complete;
  return hasChoice && chances.fraction('changes mind', orderId) < CHANGED_MIND_SHARE;
}

/** What is found of what is allocated; all of it for a customer who is about to change their mind. */
function pickBody(demo: DemoCompany, day: CalendarDate, [orderId, rows]: OrderRows, isChanging: boolean) {
  const { shipment, delivery } = isChanging ? {} : departure(demo, day, `order ${orderId}`);
  const lines = rows
    .filter(({ open }) => open > 0)
    .map(({ order_line_id, sku, open, allocated, ship_complete }) => {
      const found = ship_complete || isChanging ? allocated : findOnShelf(demo, allocated, ['order', orderId, sku]);
      return { orderLineId: order_line_id, picked: found, short: open - found };
    });
  return { lines, shipment, delivery };
}

/** Nobody picks an order before its day comes near, or in part what ships only as a whole. */
function canPick(lines: readonly Row[], day: CalendarDate): boolean {
  if (lines.every(({ open }) => open === 0)) return false;
  const { ship_complete: shipComplete, requested_on: requestedOn } = lines[0] as Row;
  if (requestedOn !== null && requestedOn > addDays(day, 2)) return false;
  if (shipComplete) return lines.every(({ open, allocated }) => open === allocated);
  return true;
}

/** A picked line is cancelled: it has to be put back on the shelf, and the rest leaves. */
async function changeMinds(
  demo: DemoCompany,
  day: CalendarDate,
  changed: readonly { orderId: string; lines: Row[]; fulfillmentId: string }[],
): Promise<void> {
  await doInOrder(
    demo,
    changed.map(({ orderId, lines }) => {
      const { order_line_id, allocated } = lines.find((line) => line.allocated > 0) as Row;
      const body = {
        reason: 'customer_requested' as const,
        notifyCustomer: false,
        lines: [{ orderLineId: order_line_id, quantity: allocated }],
      };
      const { viewer: _, ...act } = stockAct(demo, day, lines, {
        at: 0.94,
        useCase: (viewer, work) => cancelOrder(viewer, askedOf(orderId, body), work),
      });
      return { ...act, viewer: (demo.shopsById.get(lines[0]?.customer_id as string) as Shop).rep };
    }),
  );
  await doInOrder(
    demo,
    changed.map(({ lines, fulfillmentId }) =>
      stockAct(demo, day, lines, {
        at: 0.96,
        useCase: (viewer, work) => shipFulfillment(viewer, askedOf(fulfillmentId, {}), work),
      }),
    ),
  );
}

function stockAct<Result>(
  demo: DemoCompany,
  day: CalendarDate,
  lines: readonly Row[],
  { at, useCase }: { at: number } & Pick<StockAct<Result>, 'useCase'>,
): StockAct<Result> {
  return {
    viewer: warehousePerson(demo, lines[0]?.order_id as string),
    now: demo.calendar.instant(day, at),
    variantIds: lines.map(({ variant_id }) => variant_id),
    useCase,
  };
}

const UNPICKED = `
  select q.order_id, q.customer_id, q.order_line_id, q.variant_id, v.sku, q.open, q.allocated, q.ship_complete, q.requested_on
  from queue_lines q join variants v on v.id = q.variant_id
  where q.order_id = any($1::bigint[]) and q.backorder_id is null
  order by q.order_id, q.id`;
