import { describe, expect, it } from 'vitest';
import { outcomeOf, supplyForNewcomer } from '#domain/allocation/newcomer.ts';
import type { ProjectionSnapshot } from '#domain/allocation/project.ts';
import { MAXIMUM_QUANTITY } from '#domain/quantity.ts';

const waits = (waiting: number, tierRank: number) => ({
  ...{ manualRank: 0, priorityRank: 1, tierRank, queuedAt: 1, orderId: 1, orderLineId: 1, queueLineId: tierRank + 1 },
  ...{ allocated: 0, waiting, isOnHold: false, requestedOn: null },
});

const world = (change: Partial<ProjectionSnapshot> = {}): ProjectionSnapshot => ({
  policy: 'priority',
  today: '2026-03-02',
  reserveAheadDays: 2,
  handlingDays: 1,
  workingDays: [1, 2, 3, 4, 5],
  available: 10,
  arrivals: [{ purchaseOrderLineId: 7, quantity: 20, expectedOn: '2026-03-06' }],
  demand: [],
  ...change,
});

const standard = { tierRank: 1, queuedAt: 2, requestedOn: null };

describe('what somebody who joins the queue could have', () => {
  it('is what is free today, then what arrives, ready to leave after the days of handling', () => {
    expect(supplyForNewcomer(world(), standard)).toEqual([
      { quantity: 10, on: '2026-03-02', shipsOn: '2026-03-03' },
      { quantity: 20, on: '2026-03-06', shipsOn: '2026-03-09' },
    ]);
  });

  it.each([
    ['behind the same tier', 8, 1, [2, 20]],
    ['before a lower tier', 8, 2, [10, 20]],
    ['behind more than there is', 40, 0, []],
  ])('leaves to those ahead what is theirs: %s', (_, waiting, tier, quantities) => {
    const parts = supplyForNewcomer(world({ demand: [waits(waiting, tier)] }), standard);
    expect(parts.map(({ quantity }) => quantity)).toEqual(quantities);
  });

  it('has no day for what is late or undated, and takes it last', () => {
    const arrivals = [
      { purchaseOrderLineId: 1, quantity: 5, expectedOn: '2026-02-20' },
      { purchaseOrderLineId: 2, quantity: 6, expectedOn: null },
      { purchaseOrderLineId: 3, quantity: 7, expectedOn: '2026-03-04' },
    ];
    expect(
      supplyForNewcomer(world({ available: 0, arrivals }), standard).map(({ quantity, on }) => [quantity, on]),
    ).toEqual([
      [7, '2026-03-04'],
      [5, null],
      [6, null],
    ]);
  });

  it('takes nothing before the lead days of a day that was asked for', () => {
    const [first] = supplyForNewcomer(world(), { ...standard, requestedOn: '2026-03-20' });
    expect(first).toEqual({ quantity: 10, on: '2026-03-18', shipsOn: '2026-03-19' });
  });
});

describe('what becomes of a quantity', () => {
  const parts = supplyForNewcomer(world(), standard);
  it.each([
    [0, 0, { now: 0, later: 0, laterOn: null, undated: 0 }],
    [10, 0, { now: 10, later: 0, laterOn: null, undated: 0 }],
    [15, 0, { now: 10, later: 5, laterOn: '2026-03-09', undated: 0 }],
    [31, 0, { now: 10, later: 20, laterOn: '2026-03-09', undated: 1 }],
    // The second line of the same item sees what the first leaves.
    [5, 8, { now: 2, later: 3, laterOn: '2026-03-09', undated: 0 }],
    [5, 30, { now: 0, later: 0, laterOn: null, undated: 5 }],
    [MAXIMUM_QUANTITY, 0, { now: 10, later: 20, laterOn: '2026-03-09', undated: MAXIMUM_QUANTITY - 30 }],
  ])('%i behind %i', (quantity, ahead, outcome) => {
    expect(outcomeOf(parts, { quantity, ahead, today: '2026-03-02' })).toEqual(outcome);
  });
});
