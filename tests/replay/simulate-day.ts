import type { Answer } from '#contract/operations.ts';
import type { Item } from './company.ts';
import { eachOf } from './each-of.ts';
import type { FileCredit, FileOrder } from './read-orders.ts';
import type { Arrival, ReplayState } from './replay-state.ts';
import { takeCredits } from './take-credits.ts';

/**
 * One day of the business, its steps one after the other, each by all clients side by side: goods arrive, what was left
 * free beside a short bin is dealt, backorders that are ready are filled and leave, new orders are taken, and what is
 * allocated to them is picked and leaves, and what shops give back is taken. All clock times are in the working hours of North America.
 */
export async function simulateDay(
  replay: ReplayState,
  day: string,
  { orders, credits }: { orders: readonly FileOrder[]; credits: readonly FileCredit[] },
): Promise<void> {
  const becameReady = new Set<string>();
  await receive(replay, day, becameReady);
  await dealBesideShortBins(replay, day);
  await fillReady(replay, day, becameReady);
  const taken = await takeOrders(replay, day, orders);
  await pickOrders(replay, day, taken);
  await takeCredits(replay, day, credits);
  await compareOpenBackorders(replay, day);
  replay.log.endDay(day);
}

type Order = Answer<'createOrder'>;

async function receive(replay: ReplayState, day: string, becameReady: Set<string>): Promise<void> {
  const arrivals = replay.arrivals.get(day) ?? [];
  replay.arrivals.delete(day);
  await eachOf(replay, arrivals, async (arrival: Arrival) => {
    const receipt = await replay.api.call(
      'receivePurchaseOrder',
      {
        params: { id: arrival.purchaseOrderId },
        body: {
          lines: arrival.lines.map(({ purchaseOrderLineId, quantity }) => ({ purchaseOrderLineId, quantity })),
        },
      },
      { now: `${day}T13:30:00Z`, idempotencyKey: `replay receipt ${arrival.key}` },
    );
    replay.log.receipts += 1;
    for (const { itemNo, quantity } of arrival.lines) replay.log.received(itemNo, quantity);
    for (const { id } of receipt.becameReady) becameReady.add(id);
  });
}

/**
 * A short pick makes a backorder although the records may show free units of the same variant. The morning after, when
 * the bin was looked at, they are dealt.
 */
async function dealBesideShortBins(replay: ReplayState, day: string): Promise<void> {
  const variantIds = [...replay.shortVariantIds].sort((a, b) => Number(a) - Number(b));
  replay.shortVariantIds.clear();
  for (let first = 0; first < variantIds.length; first += 200) {
    await replay.api.call(
      'runAllocation',
      { body: { variantIds: variantIds.slice(first, first + 200), warehouseId: replay.company.warehouseId } },
      { now: `${day}T13:45:00Z`, idempotencyKey: `replay short bins ${day} ${first}` },
    );
  }
}

async function fillReady(replay: ReplayState, day: string, becameReady: ReadonlySet<string>): Promise<void> {
  const now = `${day}T14:00:00Z`;
  const ready: string[] = [];
  for await (const { id } of replay.api.rows('listBackorders', { tab: 'ready' }, { now })) ready.push(id);
  const listed = new Set(ready);
  if (listed.size < ready.length) replay.log.oddities.push(`the list of ready backorders names one twice on ${day}`);
  for (const id of becameReady) {
    if (!listed.has(id))
      replay.log.oddities.push(`backorder ${id} became ready on ${day} and is not in the ready list`);
  }
  await eachOf(replay, ready, (backorderId) => fillBackorder(replay, day, backorderId));
}

async function fillBackorder(replay: ReplayState, day: string, backorderId: string): Promise<void> {
  const now = `${day}T14:00:00Z`;
  const backorder = await replay.api.call('getBackorder', { params: { id: backorderId } }, { now });
  const lines = backorder.lines
    .filter(({ allocated, picked }) => allocated > picked)
    .map(({ id, variantId, outstanding, allocated, picked }) => {
      const item = itemOf(replay, variantId);
      const onShelf = allocated - picked;
      const subject = ['backorder', day, backorder.customer.accountNumber, backorder.orderedOn, item.itemNo];
      const found = findOnShelf(replay, onShelf, subject);
      return { id, item, onShelf, found, short: found < onShelf ? outstanding - picked - found : 0 };
    });
  if (lines.length === 0) {
    replay.log.oddities.push(`backorder ${backorder.number} is listed as ready on ${day} and holds nothing`);
    return;
  }
  const result = await replay.api.call(
    'fulfillBackorder',
    {
      params: { id: backorderId },
      body: {
        lines: lines.map(({ id, found, short }) => ({ backorderLineId: id, quantity: found, short })),
        shipment: { carrier: 'Own truck' },
        delivery: {},
      },
    },
    { now, idempotencyKey: `replay backorder ${backorderId} ${day}` },
  );
  noteDelivered(replay, backorder.customer.accountNumber, result);
  let filled = 0;
  for (const { item, onShelf, found } of lines) {
    replay.log.shipped(item.itemNo, found);
    filled += found;
    if (found < onShelf) noteShort(replay, item, onShelf - found);
  }
  replay.log.filled(backorderId, filled, day);
}

async function takeOrders(replay: ReplayState, day: string, orders: readonly FileOrder[]) {
  const taken: { fileOrder: FileOrder; order: Order }[] = [];
  await eachOf(replay, orders, async (fileOrder, index) => {
    const order = await replay.api.call(
      'createOrder',
      {
        body: {
          customerId: replay.company.customerIds.get(fileOrder.storeNo) as string,
          warehouseId: replay.company.warehouseId,
          notes: fileOrder.invoiceNo,
          confirm: true,
          lines: fileOrder.lines.map(({ itemNo, quantity, unitPrice }) => ({
            variantId: replay.company.items.get(itemNo)?.variantId as string,
            quantity,
            unitPrice: { amount: unitPrice, currency: 'USD' },
          })),
        },
      },
      { now: instantOf(day, index), idempotencyKey: `replay order ${fileOrder.key}` },
    );
    replay.log.ordered(fileOrder.lines.map(({ quantity }) => quantity));
    for (const { id, quantity } of order.backorders) replay.log.backordered(id, quantity, day);
    taken.push({ fileOrder, order });
  });
  return taken;
}

/** Orders come in one after the other between 15:00 and 19:00, so that each has its own place in the queue. */
function instantOf(day: string, index: number): string {
  return new Date(Date.parse(`${day}T15:00:00Z`) + Math.min(index, 14_399) * 1000).toISOString();
}

async function pickOrders(
  replay: ReplayState,
  day: string,
  taken: readonly { fileOrder: FileOrder; order: Order }[],
): Promise<void> {
  await eachOf(replay, taken, async ({ fileOrder, order }) => {
    const lines = order.lines
      .filter(({ outstanding }) => outstanding > 0)
      .map(({ id, position, variantId, outstanding, allocated }) => {
        const item = itemOf(replay, variantId);
        const found = findOnShelf(replay, allocated, ['order', fileOrder.key, position]);
        return { id, item, allocated, found, short: outstanding - found };
      });
    // Every line was left without stock, and is on a backorder already.
    if (lines.length === 0) return;
    const result = await replay.api.call(
      'fulfillOrder',
      {
        params: { id: order.id },
        body: {
          lines: lines.map(({ id, found, short }) => ({ orderLineId: id, picked: found, short })),
          shipment: { carrier: 'Own truck' },
          delivery: {},
        },
      },
      { now: `${day}T20:00:00Z`, idempotencyKey: `replay pick ${fileOrder.key}` },
    );
    noteDelivered(replay, fileOrder.storeNo, result);
    let short = 0;
    for (const line of lines) {
      replay.log.shipped(line.item.itemNo, line.found);
      short += line.short;
      if (line.found < line.allocated) noteShort(replay, line.item, line.allocated - line.found);
    }
    if (short > 0 && result.backorder) replay.log.backordered(result.backorder.id, short, day);
    if (short > 0 !== (result.backorder !== null))
      replay.log.oddities.push(
        `order ${order.number} was ${short} short, its backorder is ${result.backorder?.number}`,
      );
  });
}

/** What a shop was handed, which it may give back. */
function noteDelivered(replay: ReplayState, storeNo: string, fulfillment: Answer<'fulfillOrder'>): void {
  if (fulfillment.id === null || fulfillment.deliveredAt === null) return;
  const { id: fulfillmentId, deliveredAt } = fulfillment;
  for (const { id: fulfillmentLineId, variantId, quantity: left } of fulfillment.lines) {
    const { itemNo } = itemOf(replay, variantId);
    replay.deliveries.add({ storeNo, itemNo }, { fulfillmentId, deliveredAt }, { fulfillmentLineId, left });
  }
}

/** How many of the allocated units the picker finds; in a drawn share of the cases fewer than the records say. */
function findOnShelf(replay: ReplayState, reserved: number, subject: readonly (string | number)[]): number {
  if (reserved === 0 || replay.chances.fraction('short', ...subject) >= replay.shortRate) return reserved;
  return reserved - replay.chances.wholeBetween({ lowest: 1, highest: reserved }, 'missing', ...subject);
}

function noteShort(replay: ReplayState, item: Item, phantom: number): void {
  replay.log.foundShort(item.itemNo, phantom);
  replay.shortVariantIds.add(item.variantId);
}

function itemOf(replay: ReplayState, variantId: string): Item {
  const item = replay.company.itemsByVariant.get(variantId);
  if (!item) throw new Error(`variant ${variantId} is not of this replay`);
  return item;
}

/** The tab counts are exact to 10,000. */
async function compareOpenBackorders(replay: ReplayState, day: string): Promise<void> {
  const { open } = await replay.api.call('countBackorders', {}, { now: `${day}T21:00:00Z` });
  const expected = replay.log.openBackorders;
  if (open !== Math.min(expected, 10_001))
    replay.log.oddities.push(`${expected} backorders are open on ${day}, the company counts ${open}`);
}
