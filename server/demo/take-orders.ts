import type { Answer, Request } from '#contract/operations.ts';
import { lineValue } from '#domain/invoicing/line-value.ts';
import { formatAmount, parseAmount } from '#domain/money.ts';
import { addDays, type CalendarDate } from '#domain/time/calendar.ts';
import { createBackorder } from '../backorders/create-backorder.ts';
import { createOrder } from '../orders/create-order.ts';
import { thenRead } from '../platform/then-read.ts';
import { readOrder } from '../reads/order.ts';
import { asked, askedOf, type DemoCompany, doInOrder, type Item, type Shop } from './demo-company.ts';
import type { OrderRow } from './read-demo-data.ts';

const SHARE = { deal: 0.03, shipComplete: 0.12, later: 0.04, draft: 0.12, byHand: 0.07 };
const placeOrder = thenRead(createOrder, readOrder);
/** Nobody waits for the last of many lines. */
const LINES_OF_A_WHOLE = 7;
const REASONS = [
  'anticipated_stock_out',
  'customer_agreed_to_wait',
  'split_shipment_requested',
  'adjustment_revealed_shortage',
  'other',
];

/** The orders of the day are taken by the representatives, most of them confirmed at once. */
export async function takeOrders(demo: DemoCompany, day: CalendarDate): Promise<void> {
  const { chances, calendar } = demo;
  const taking = (demo.orders.get(day) ?? []).map((row) => {
    const shop = demo.shops.get(row.shop) as Shop;
    return { row, shop, body: orderBody(demo, day, row, shop) };
  });
  const orders = await doInOrder(
    demo,
    taking.map(({ shop, body }, index, { length }) => ({
      viewer: shop.rep,
      now: calendar.instant(day, 0.42 + (0.3 * index) / length),
      variantIds: body.lines.map(({ variantId }) => variantId),
      useCase: (viewer, work) => placeOrder(viewer, asked(body), work),
    })),
    taking.flatMap(({ shop, body }) =>
      shop.shipsComplete || body.shipPolicy ? body.lines.map(({ variantId }) => variantId) : [],
    ),
  );
  for (const [index, { id, status, lines }] of orders.entries()) {
    const key = taking[index]?.row.key as string;
    const isLate = calendar.daysLeft(day) === 0 && chances.fraction('too late', key) < 0.3;
    if (status === 'confirmed' && lines.some(({ outstanding }) => outstanding > 0) && !isLate) demo.unpicked.add(id);
  }
  await backorderByHand(demo, day, orders);
}

type OrderBody = Request<'createOrder'>['body'];

function orderBody(demo: DemoCompany, day: CalendarDate, row: OrderRow, shop: Shop): OrderBody {
  const { chances, calendar } = demo;
  const is = (share: number, what: string) => chances.fraction(what, row.key) < share;
  const isDraft = calendar.daysLeft(day) <= 1 && is(SHARE.draft, 'draft');
  return {
    customerId: shop.id,
    warehouseId: demo.warehouseId,
    confirm: !isDraft,
    requestedOn: is(SHARE.later, 'later')
      ? addDays(day, chances.wholeBetween({ lowest: 3, highest: 20 }, 'later by', row.key))
      : null,
    ...(row.lines.length <= LINES_OF_A_WHOLE &&
      is(SHARE.shipComplete, 'ship complete') && { shipPolicy: 'complete' as const }),
    lines: row.lines.map(({ sku, quantity }, index) => {
      const item = demo.items.get(sku) as Item;
      const isDeal = chances.fraction('deal', row.key, index) < SHARE.deal;
      return { variantId: item.variantId, quantity, ...(isDeal && { deal: tenthOff(item, quantity, demo) }) };
    }),
  };
}

function tenthOff({ price }: Item, quantity: number, { company }: DemoCompany) {
  const value = lineValue(quantity, { unitPrice: parseAmount(price) as bigint, dealAmount: 0n });
  // Whole cents: a deal has no more decimals.
  return {
    name: 'Spring 10 % off',
    amount: { amount: formatAmount((value / 1000n) * 100n), currency: company.currency },
  };
}

/** Now and then a representative knows better than the shelf, and moves a part to a backorder at once. */
async function backorderByHand(
  demo: DemoCompany,
  day: CalendarDate,
  orders: readonly Answer<'createOrder'>[],
): Promise<void> {
  const { chances, calendar } = demo;
  const chosen = orders.flatMap((order) => {
    const line = order.lines.find(({ outstanding }) => outstanding > 1);
    const isChosen = demo.unpicked.has(order.id) && order.shipPolicy === 'partial';
    return isChosen && line && chances.fraction('by hand', order.id) < SHARE.byHand ? [{ order, line }] : [];
  });
  await doInOrder(
    demo,
    chosen.map(({ order, line }) => {
      const body = backorderBody(demo, day, order.id, line);
      return {
        viewer: (demo.shopsById.get(order.customerId) as Shop).rep,
        now: calendar.instant(day, 0.74),
        variantIds: order.lines.map(({ variantId }) => variantId),
        useCase: (viewer, work) => createBackorder(viewer, askedOf(order.id, body), work),
      };
    }),
  );
}

function backorderBody({ chances }: DemoCompany, day: CalendarDate, orderId: string, line: OrderLine) {
  const reason = REASONS[chances.wholeBetween({ lowest: 0, highest: REASONS.length - 1 }, 'by hand', orderId, 'why')];
  return {
    lines: [{ orderLineId: line.id, quantity: Math.ceil(line.outstanding / 2) }],
    promisedOn: addDays(day, chances.wholeBetween({ lowest: 4, highest: 25 }, 'by hand', orderId, 'until')),
    reason: reason as string,
    notes: reason === 'other' ? 'Asked to keep half of it for the tasting.' : null,
    notifyCustomer: false,
  };
}

type OrderLine = Answer<'createOrder'>['lines'][number];
