import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { coverageForNewcomer } from '#domain/allocation/newcomer.ts';
import type { Coverage } from '#domain/allocation/project.ts';
import { TIER_RANKS } from '#domain/allocation/rank.ts';
import { addWorkingDays, type CalendarDate } from '#domain/time/calendar.ts';
import { type Queue, readQueues, snapshotOf } from '../allocation/read-queue.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { readLikelyBetween } from './lead-times.ts';

type LikelyDates = Answer<'getLikelyDates'>;

/** When so much of a variant could ship to a customer of the usual tier who asks now; `not_found` without the variant or warehouse. */
export async function readLikelyDates(
  _viewer: Viewer,
  { params, query }: Request<'getLikelyDates'>,
  reading: Reading,
): Promise<LikelyDates | { refusal: Refusal }> {
  const at = await reading.queries.first<At>(AT, [params.id, query.warehouseId ?? null]);
  if (!at) return refuse('not_found');
  const queue = (await readQueues(reading, at.warehouse_id, [params.id])).get(params.id);
  const last = lastPart(reading, queue, query.quantity);
  const asked = { variantId: params.id, warehouseId: at.warehouse_id, quantity: query.quantity };
  if (last?.source === 'available') {
    const now = { from: 'available' as const, purchaseOrderId: null, purchaseOrderNumber: null };
    return {
      ...asked,
      ...now,
      projectedOn: shipsOn(reading, last.on),
      likelyBetween: null,
      noRangeBecause: 'in_stock',
    };
  }
  return { ...asked, ...(last ? await onItsWay(reading, asked, last) : await ifOrderedNow(reading, asked, at)) };
}

/** What the last of the quantity comes from; null where supply is too little. */
function lastPart(reading: Reading, queue: Queue | undefined, quantity: number): Coverage | null {
  if (!queue) return null;
  const newcomer = { tierRank: TIER_RANKS.standard, queuedAt: Date.parse(reading.now), requestedOn: null };
  let left = quantity;
  for (const part of coverageForNewcomer(snapshotOf(reading, queue), newcomer)) {
    left -= part.quantity;
    if (left <= 0) return part;
  }
  return null;
}

type Asked = { variantId: string; warehouseId: string; quantity: number };
type Found = Omit<LikelyDates, keyof Asked>;

async function onItsWay(reading: Reading, asked: Asked, part: Coverage): Promise<Found> {
  const order = await reading.queries.row<{ id: string; number: string; supplier_id: string; ordered_on: string }>(
    ORDER,
    [part.purchaseOrderLineId],
  );
  const found = {
    from: 'purchase_order_line' as const,
    purchaseOrderId: order.id,
    purchaseOrderNumber: order.number,
    projectedOn: shipsOn(reading, part.on),
  };
  if (part.on === null) return { ...found, likelyBetween: null, noRangeBecause: 'no_date' };
  const dates = { orderedOn: order.ordered_on, expectedOn: part.on };
  return { ...found, ...(await rangeOf(reading, { ...asked, ...dates, supplierId: order.supplier_id })) };
}

async function ifOrderedNow(reading: Reading, asked: Asked, { supplier_id }: At): Promise<Found> {
  const found = { from: 'new_order' as const, purchaseOrderId: null, purchaseOrderNumber: null, projectedOn: null };
  if (supplier_id === null) return { ...found, likelyBetween: null, noRangeBecause: 'not_enough_history' };
  const dates = { orderedOn: reading.today, expectedOn: reading.today };
  return { ...found, ...(await rangeOf(reading, { ...asked, ...dates, supplierId: supplier_id })) };
}

async function rangeOf(reading: Reading, coming: Parameters<typeof readLikelyBetween>[1][number]) {
  const [range] = await readLikelyBetween(reading, [coming]);
  if (range && 'p50On' in range) return { likelyBetween: range, noRangeBecause: null };
  return { likelyBetween: null, noRangeBecause: range?.noRangeBecause ?? null };
}

function shipsOn({ settings, company }: Reading, on: CalendarDate | null): CalendarDate | null {
  return on && addWorkingDays(on, settings.handlingDays, company.workingDays);
}

type At = { warehouse_id: string; supplier_id: string | null };

const AT = `
  select w.id as warehouse_id, v.supplier_id from variants v cross join lateral (
    select id from warehouses w where $2::bigint is null or w.id = $2 order by w.id limit 1) w
  where v.id = $1`;

const ORDER = `
  select p.id, p.number, p.supplier_id, p.ordered_on from purchase_order_lines l join purchase_orders p on p.id = l.purchase_order_id
  where l.id = $1`;
