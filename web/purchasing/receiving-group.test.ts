import { describe, expect, it } from 'vitest';
import { receivingGroup } from './receiving-group.ts';

describe('when something is expected', () => {
  it.each([
    [null, 'noDate'],
    ['2026-11-23', 'late'],
    ['2026-11-24', 'today'],
    ['2026-11-25', 'week'],
    ['2026-12-01', 'week'],
    ['2026-12-02', 'later'],
  ])('%s is %s', (on, group) => expect(receivingGroup(on, '2026-11-24')).toBe(group));
});
