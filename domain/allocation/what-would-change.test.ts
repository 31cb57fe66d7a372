import { describe, expect, it } from 'vitest';
import type { WaitingLine } from '#domain/allocation/waiting-line.ts';
import { type Lender, whatWouldChange } from '#domain/allocation/what-would-change.ts';
import { rankOf, waits } from '#domain/testing/queue.ts';

const eagleHolds: Lender = { ...rankOf('Eagle'), stockId: 'pilsner', movable: 5, orderMultiple: 1, shipsWhole: false };

function ask(line: WaitingLine, available: number, others: WaitingLine[] = [], lenders: Lender[] = []) {
  const circumstances = { policy: 'priority', today: '2026-05-01', reserveAheadDays: 14 } as const;
  const supplies = [{ stockId: 'pilsner', available, receipts: [] }];
  return whatWouldChange(line, { ...circumstances, supplies, lines: [...others, line], lenders }).map(
    ({ change, quantity }) => `${change} ${quantity}`,
  );
}

describe('what would have changed it', () => {
  it.each<[string, () => string[], string[]]>([
    ['seven more', () => ask(waits('Crown', 7), 0), ['more_stock 7']],
    [
      'the mark, when somebody below holds stock',
      () => ask(waits('Crown', 7), 0, [], [eagleHolds]),
      ['high_priority 5', 'more_stock 7'],
    ],
    [
      'the mark, ahead of somebody older',
      () => ask(waits('Crown', 2), 3, [waits('Anchor', 3)]),
      ['high_priority 2', 'more_stock 2'],
    ],
    ['the release of its hold', () => ask(waits('Crown', 4, { isOnHold: true }), 3), ['release 3']],
    ['an earlier day', () => ask(waits('Crown', 4, { requestedOn: '2026-08-01' }), 4), ['earlier_day 4']],
    [
      'shipping in part',
      () => ask(waits('Crown', 4, { completeGroupId: 'crown' }), 3),
      ['ship_partial 3', 'more_stock 1'],
    ],
    ['nothing, when it is served', () => ask(waits('Crown', 4), 4), []],
  ])('%s', (_what, answer, expected) => {
    expect(answer()).toEqual(expected);
  });
});
