import { describe, expect, it } from 'vitest';
import { isPastShipBy } from './ship-by.ts';

describe('a line to cancel if not shipped by a day', () => {
  it.each([
    ['may still ship on that day', '2026-05-03', 4, false],
    ['is past it the day after', '2026-05-02', 4, true],
    ['is not past it when all has shipped', '2026-05-02', 0, false],
    ['without a day is never past it', null, 4, false],
  ])('%s', (_, cancelIfNotShippedBy, toShip, expected) => {
    expect(isPastShipBy({ cancelIfNotShippedBy, toShip }, '2026-05-03')).toBe(expected);
  });
});
