import type { Answer } from '#contract/operations.ts';
import type { AllocationDecision } from '#domain/allocation/allocate.ts';
import { exclusion } from '#domain/allocation/waiting-line.ts';
import { whatWouldChange } from '#domain/allocation/what-would-change.ts';
import { total } from '#domain/quantity.ts';
import {
  type DecidedQueues,
  isHidden,
  levelOf,
  missingOfWhole,
  type projectQueues,
  type Queue,
  type QueueEntry,
} from '../allocation/read-queue.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

const OTHERS_SHOWN = 20;

export type LineExplanation = Answer<'explainBackorder'>['lines'][number];

export type ItemNames = Pick<LineExplanation, 'sku' | 'productName' | 'variantName' | 'itemName' | 'unitsPerCase'>;
export type Items = Map<string, ItemNames>;

type Known = {
  queueLineId: string;
  decided: DecidedQueues;
  shipping: ReturnType<typeof projectQueues>;
  items: Items;
};

/** Why one line of a queue waits: what is there, who is around it, what arrives, and what deciding now would give it. */
export function explainQueue(
  viewer: Viewer,
  reading: Reading,
  queue: Queue | undefined,
  { queueLineId, decided, shipping, items }: Known,
): Omit<LineExplanation, 'backorderLineId' | 'variantId' | keyof ItemNames | 'siblings' | 'decisions' | 'moves'> {
  const entries = queue?.entries ?? [];
  const own = entries.find(({ queueLine }) => queueLine === queueLineId);
  const decision = decided.decisions.get(queueLineId);
  const projection = shipping.get(queueLineId);
  return {
    ...levelOf(queue),
    waiting: own?.waiting ?? 0,
    decision: decision ? toDecided(decision) : null,
    ...aroundIt(viewer, reading, entries, own),
    missingOfWhole: own ? missingOf(decided, own, items) : [],
    wouldChange: queue && own ? wouldChange(reading, queue, own, decided) : [],
    holders: holdersOf(viewer, entries, own),
    arrivals: (queue?.arrivals ?? []).map((arrival) => toArrival(arrival, reading.today)),
    projectedOn: projection?.canShipOn ?? null,
    noDateBecause: projection?.noDateBecause ?? null,
  };
}

const toDecided = ({ outcome, reason, rank, quantity, short }: AllocationDecision) => ({
  outcome,
  reason,
  rank,
  quantity,
  short,
});

function toArrival({ purchaseOrderLineId: _, ...arrival }: Queue['arrivals'][number], today: string) {
  return { ...arrival, isLate: arrival.expectedOn !== null && arrival.expectedOn < today };
}

/** Who waits ahead of a line and why, and who behind it. */
function aroundIt(
  viewer: Viewer,
  reading: Reading,
  entries: readonly QueueEntry[],
  own: QueueEntry | undefined,
): Pick<LineExplanation, 'ahead' | 'aheadCount' | 'aheadQuantity' | 'behind' | 'behindCount'> {
  const place = own ? entries.indexOf(own) : 0;
  const ahead = entries.slice(0, place).filter(({ waiting }) => waiting > 0);
  const behind = own ? entries.slice(place + 1).filter(({ waiting }) => waiting > 0) : [];
  const on = { today: reading.today, reserveAheadDays: reading.settings.reserveAheadDays };
  return {
    ahead: ahead.slice(0, OTHERS_SHOWN).map((entry) => ({
      ...nameOf(viewer, entry),
      waiting: entry.waiting,
      because: exclusion(entry, on) ?? whyAhead(reading, entry, own as QueueEntry),
    })),
    aheadCount: ahead.length,
    aheadQuantity: total(ahead, ({ waiting }) => waiting),
    behind: behind.slice(0, OTHERS_SHOWN).map((entry) => ({ ...nameOf(viewer, entry), waiting: entry.waiting })),
    behindCount: behind.length,
  };
}

function holdersOf(
  viewer: Viewer,
  entries: readonly QueueEntry[],
  own: QueueEntry | undefined,
): LineExplanation['holders'] {
  return entries
    .filter(({ allocated }) => allocated > 0)
    .map((entry) => ({
      ...nameOf(viewer, entry),
      isThis: entry === own,
      quantity: entry.allocated,
      picked: entry.picked,
    }));
}

function missingOf(decided: DecidedQueues, own: QueueEntry, items: Items): LineExplanation['missingOfWhole'] {
  return missingOfWhole(decided, own).flatMap(({ entry: { variantId }, quantity }) => {
    const names = items.get(variantId);
    return names ? [{ variantId, ...names, quantity }] : [];
  });
}

function wouldChange(
  reading: Reading,
  queue: Queue,
  own: QueueEntry,
  { lines, supplies }: DecidedQueues,
): LineExplanation['wouldChange'] {
  if (own.waiting === 0) return [];
  return whatWouldChange(own, {
    policy: reading.settings.allocationPolicy,
    today: reading.today,
    reserveAheadDays: reading.settings.reserveAheadDays,
    supplies,
    lines,
    lenders: queue.entries.map((entry) => ({
      ...entry,
      movable: entry.allocated - entry.picked,
      shipsWhole: entry.completeGroupId !== null,
    })),
  });
}

/** The first part of the rank in which one line goes before another. */
function whyAhead(reading: Reading, entry: QueueEntry, own: QueueEntry): string {
  if (entry.manualRank !== own.manualRank) return 'manual';
  if (reading.settings.allocationPolicy === 'priority') {
    if (entry.priorityRank !== own.priorityRank) return 'high_priority';
    if (entry.tierRank !== own.tierRank) return 'tier';
  }
  return 'older';
}

type Name = Pick<LineExplanation['behind'][number], 'orderId' | 'backorderId' | 'orderNumber' | 'customerName'>;

function nameOf(viewer: Viewer, entry: QueueEntry): Name {
  return isHidden(viewer, entry)
    ? { orderId: null, backorderId: null, orderNumber: null, customerName: null }
    : {
        orderId: String(entry.orderId),
        backorderId: entry.backorderId,
        orderNumber: entry.orderNumber,
        customerName: entry.customerName,
      };
}
