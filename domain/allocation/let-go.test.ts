import { describe, expect, it } from 'vitest';
import { linesThatLetGo, type WholeLine } from './let-go.ts';

const line = (sku: string, open: number, allocated: number, changes: Partial<WholeLine> = {}) => ({
  sku,
  completeGroupId: 'order 1',
  open,
  allocated,
  picked: 0,
  releasable: allocated,
  ...changes,
});

describe('what ships only as a whole', () => {
  it.each([
    ['keeps what it has while all of it is there', [line('a', 10, 10), line('z', 3, 3)], []],
    ['lets go of one item that lost a unit', [line('a', 10, 9)], ['a']],
    ['lets go of the item that is whole when another is short', [line('a', 10, 10), line('z', 3, 2)], ['a', 'z']],
    ['has nothing to let go of', [line('a', 10, 0), line('z', 3, 0)], []],
    ['keeps what is firm', [line('a', 10, 10, { releasable: 0 }), line('z', 3, 0)], []],
    [
      'keeps everything once it is being picked',
      [line('a', 10, 10, { picked: 10, releasable: 0 }), line('z', 3, 1)],
      [],
    ],
    ['does not mind lines that have shipped', [line('a', 0, 0), line('z', 3, 3)], []],
    ['lets go of each order by itself', [line('a', 10, 9), line('b', 5, 5, { completeGroupId: 'order 2' })], ['a']],
  ])('%s', (_what, lines, expected) => {
    expect(linesThatLetGo(lines).map(({ sku }) => sku)).toEqual(expected);
  });
});
