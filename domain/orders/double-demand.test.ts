import { describe, expect, it } from 'vitest';
import { type DoubleDemand, settleLine, type WaitingElsewhere } from '#domain/orders/double-demand.ts';

const waits = (outstanding: number, picked = 0, id = 'BO-1'): WaitingElsewhere => ({ id, outstanding, picked });

describe('ordering again what a backorder waits for', () => {
  it.each<
    [
      decision: DoubleDemand,
      quantity: number,
      waiting: WaitingElsewhere[],
      ordered: number,
      keeps: number,
      gone: number[],
    ]
  >([
    ['add', 10, [waits(4)], 10, 0, []],
    ['merge', 10, [waits(4)], 6, 0, []],
    ['merge', 10, [waits(4), waits(3, 0, 'BO-2')], 3, 0, []],
    ['merge', 4, [waits(4)], 0, 0, []],
    ['merge', 10, [], 10, 0, []],
    ['replace', 10, [waits(4)], 10, 4, [4]],
    ['replace', 3, [waits(4)], 3, 3, [4]],
    ['replace', 10, [waits(4, 1)], 10, 3, [3]],
    ['replace', 10, [waits(4, 4)], 10, 0, []],
    ['replace', 10, [waits(4), waits(2, 0, 'BO-2')], 10, 6, [4, 2]],
  ])('%s %d beside %o orders %d, of which %d keep their place', (decision, quantity, waiting, ordered, keeps, gone) => {
    const settled = settleLine(decision, { quantity, orderMultiple: 1 }, waiting);
    expect(settled).toMatchObject({ quantity: ordered, keepsPlace: keeps });
    expect(settled.cancelled.map((one) => one.quantity)).toEqual(gone);
  });
  it('orders whole cases of what exceeds it', () => {
    expect(settleLine('merge', { quantity: 24, orderMultiple: 12 }, [waits(7)]).quantity).toBe(24);
    expect(settleLine('merge', { quantity: 24, orderMultiple: 12 }, [waits(12)]).quantity).toBe(12);
  });
});
