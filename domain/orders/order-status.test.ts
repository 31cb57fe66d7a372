import { describe, expect, it } from 'vitest';
import {
  ORDER_STATUSES,
  type OrderStatus,
  type OrderSums,
  orderFacts,
  orderStatus,
} from '#domain/orders/order-status.ts';

/** A confirmed order of 10 units that nothing has happened to yet. */
function order(changes: Partial<OrderSums> = {}): OrderSums {
  return { isConfirmed: true, isCancelled: false, ordered: 10, shipped: 0, delivered: 0, cancelled: 0, ...changes };
}

describe('the status of an order', () => {
  it.each<[what: string, sums: Partial<OrderSums>, status: OrderStatus]>([
    ['not yet confirmed', { isConfirmed: false }, 'draft'],
    ['a draft without lines', { isConfirmed: false, ordered: 0 }, 'draft'],
    ['a draft that was cancelled', { isConfirmed: false, isCancelled: true }, 'cancelled'],
    ['confirmed', {}, 'confirmed'],
    ['confirmed, some cancelled', { cancelled: 4 }, 'confirmed'],
    ['some shipped', { shipped: 4 }, 'partially_fulfilled'],
    ['some shipped and were delivered', { shipped: 4, delivered: 4 }, 'partially_fulfilled'],
    ['some shipped, some cancelled, some still open', { shipped: 4, cancelled: 5 }, 'partially_fulfilled'],
    ['all shipped', { shipped: 10 }, 'fulfilled'],
    ['all shipped, one not delivered', { shipped: 10, delivered: 9 }, 'fulfilled'],
    ['what was not cancelled shipped', { shipped: 6, cancelled: 4 }, 'fulfilled'],
    ['all delivered', { shipped: 10, delivered: 10 }, 'delivered'],
    ['what was not cancelled is delivered', { shipped: 6, delivered: 6, cancelled: 4 }, 'delivered'],
    ['every unit cancelled', { cancelled: 10 }, 'cancelled'],
    ['cancelled as a whole before anything shipped', { isCancelled: true }, 'cancelled'],
    ['cancelled as a whole after some shipped', { isCancelled: true, shipped: 6, cancelled: 4 }, 'fulfilled'],
  ])('%s', (_what, sums, status) => {
    expect(orderStatus(order(sums))).toBe(status);
  });
});

describe('the facts beside the status of an order', () => {
  it.each<[what: string, sums: Partial<OrderSums>, outstandingOnBackorders: number, facts: string[]]>([
    ['confirmed', {}, 0, []],
    ['6 on backorder', { shipped: 4 }, 6, ['hasOpenBackorder']],
    ['the last one on backorder', { shipped: 9 }, 1, ['hasOpenBackorder']],
    ['the rest cancelled after some shipped', { shipped: 6, cancelled: 4 }, 0, ['restCancelled']],
    ['some cancelled, some still open', { shipped: 4, cancelled: 4 }, 2, ['hasOpenBackorder']],
    ['all cancelled: there is no rest', { cancelled: 10 }, 0, []],
    ['all shipped', { shipped: 10 }, 0, []],
  ])('%s', (_what, sums, outstandingOnBackorders, expected) => {
    const facts = orderFacts({ ...order(sums), outstandingOnBackorders });
    expect(Object.entries(facts).flatMap(([fact, isTrue]) => (isTrue ? [fact] : []))).toEqual(expected);
  });
});

describe('in every order of up to 3 units', () => {
  const upTo = (most: number) => Array.from({ length: most + 1 }, (_, units) => units);
  const worlds = [true, false].flatMap((isConfirmed) =>
    [1, 2, 3].flatMap((ordered) =>
      upTo(isConfirmed ? ordered : 0).flatMap((shipped) =>
        upTo(isConfirmed ? ordered - shipped : 0).flatMap((cancelled) =>
          upTo(shipped).flatMap((delivered) =>
            // Cancelled as a whole leaves nothing open.
            (shipped + cancelled === ordered || !isConfirmed ? [true, false] : [false]).map((isCancelled) =>
              order({ isConfirmed, isCancelled, ordered, shipped, cancelled, delivered }),
            ),
          ),
        ),
      ),
    ),
  );

  const isDraft = (s: OrderSums) => !s.isConfirmed && !s.isCancelled;
  const isOpen = (s: OrderSums) => s.shipped + s.cancelled < s.ordered;
  /** What each status means by itself, without the precedence. */
  const means: Record<OrderStatus, (sums: OrderSums) => boolean> = {
    draft: isDraft,
    cancelled: (s) => !isDraft(s) && s.shipped === 0 && (s.isCancelled || !isOpen(s)),
    confirmed: (s) => s.isConfirmed && !s.isCancelled && s.shipped === 0 && isOpen(s),
    partially_fulfilled: (s) => s.shipped > 0 && isOpen(s),
    fulfilled: (s) => s.shipped > 0 && !isOpen(s) && s.delivered < s.shipped,
    delivered: (s) => s.shipped > 0 && !isOpen(s) && s.delivered === s.shipped,
  };

  it('exactly one status applies, and it is the one answered', () => {
    const wrong = worlds.filter((sums) => {
      const applying = ORDER_STATUSES.filter((status) => means[status](sums));
      return applying.length !== 1 || applying[0] !== orderStatus(sums);
    });
    expect(wrong).toEqual([]);
  });

  it('every status occurs', () => {
    expect(new Set(worlds.map(orderStatus))).toEqual(new Set(ORDER_STATUSES));
  });

  it('a rest can only have been cancelled of an order that is fulfilled or delivered', () => {
    for (const sums of worlds) {
      const { restCancelled } = orderFacts({ ...sums, outstandingOnBackorders: 0 });
      expect(restCancelled).toBe(['fulfilled', 'delivered'].includes(orderStatus(sums)) && sums.cancelled > 0);
    }
  });
});
