import { describe, expect, it } from 'vitest';
import type { AllocationDecision } from '#domain/allocation/allocate.ts';
import { spokenFor } from './spoken-for.ts';

const serves = (queueLineId: number, quantity: number, more: Partial<AllocationDecision> = {}): AllocationDecision => ({
  queueLineId,
  stockId: 'malbec',
  claim: 'ordinary',
  purchaseOrderLineId: null,
  rank: queueLineId,
  waiting: quantity,
  quantity,
  outcome: 'allocated',
  reason: 'served',
  short: 0,
  ...more,
});
const arrives = (purchaseOrderLineId: number, quantity: number, stockId = 'malbec') => ({
  purchaseOrderLineId,
  stockId,
  quantity,
});
const none = new Map<string, number>();

describe('what of a receipt is spoken for', () => {
  it('names who gets how much, first the first in the queue', () => {
    expect(spokenFor([arrives(1, 48)], [serves(7, 20), serves(8, 11)], none)).toEqual([
      {
        purchaseOrderLineId: 1,
        spokenFor: 31,
        servings: [
          { queueLineId: 7, quantity: 20, waiting: 20 },
          { queueLineId: 8, quantity: 11, waiting: 11 },
        ],
      },
    ]);
  });

  it('says nothing of what nobody waits for', () => {
    expect(spokenFor([arrives(1, 48)], [], none)).toEqual([{ purchaseOrderLineId: 1, spokenFor: 0, servings: [] }]);
  });

  it('keeps what was bought for a line on the line it was bought with', () => {
    const bought = serves(9, 5, { claim: 'pinned', purchaseOrderLineId: 2 });
    const [first, second] = spokenFor([arrives(1, 10), arrives(2, 10)], [bought, serves(7, 12)], none);
    expect(first).toEqual({
      purchaseOrderLineId: 1,
      spokenFor: 10,
      servings: [{ queueLineId: 7, quantity: 10, waiting: 12 }],
    });
    expect(second).toEqual({
      purchaseOrderLineId: 2,
      spokenFor: 7,
      servings: [
        { queueLineId: 9, quantity: 5, waiting: 5 },
        { queueLineId: 7, quantity: 2, waiting: 12 },
      ],
    });
  });

  it('does not call spoken for what free stock would have served', () => {
    const [line] = spokenFor([arrives(1, 10)], [serves(7, 6), serves(8, 6)], new Map([['malbec', 8]]));
    expect(line).toEqual({
      purchaseOrderLineId: 1,
      spokenFor: 4,
      servings: [{ queueLineId: 8, quantity: 4, waiting: 6 }],
    });
  });

  it('leaves other stock alone', () => {
    const [line] = spokenFor([arrives(1, 10, 'syrah')], [serves(7, 6)], none);
    expect(line?.spokenFor).toBe(0);
  });

  it('says two claims of one line as one serving', () => {
    const pinned = serves(7, 5, { claim: 'pinned', purchaseOrderLineId: 1 });
    const [line] = spokenFor([arrives(1, 10)], [pinned, serves(7, 3)], none);
    expect(line?.servings).toEqual([{ queueLineId: 7, quantity: 8, waiting: 8 }]);
  });
});
