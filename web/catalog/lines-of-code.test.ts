import { describe, expect, it } from 'vitest';
import { linesOfCode, unitsOfCode } from './lines-of-code.ts';

describe('what a scanned code means', () => {
  const malbec = { id: 'malbec', sku: 'MAL-750', upc: '012345678905', remaining: 12 };
  const syrah = { id: 'syrah', sku: 'SYR-750', upc: null, remaining: 6 };

  it.each([
    ['MAL-750', 'malbec'],
    ['mal-750', 'malbec'],
    ['012345678905', 'malbec'],
    ['0012345678905', 'malbec'],
    ['12345678905', 'malbec'],
    ['0-12345-67890-5', 'malbec'],
    ['0 12345 67890 5', 'malbec'],
    ['00012345678905', 'malbec'],
    [' SYR-750 ', 'syrah'],
    ['SYR', undefined],
    ['5', undefined],
  ])('%s is the line of %s', (code, id) => expect(linesOfCode([malbec, syrah], code)[0]?.id).toBe(id));

  it('is the line of which something is still to come, where an item stands twice', () => {
    const done = { ...malbec, id: 'done', remaining: 0 };
    expect(linesOfCode([done, malbec], 'MAL-750').map(({ id }) => id)).toEqual(['malbec']);
    expect(linesOfCode([done], 'MAL-750').map(({ id }) => id)).toEqual(['done']);
  });

  it('may be several items, each once', () => {
    const rose = { ...malbec, id: 'rose', sku: 'ROS-750' };
    expect(linesOfCode([malbec, syrah, rose, malbec], '12345678905').map(({ id }) => id)).toEqual(['malbec', 'rose']);
  });

  it('may be that of a case, of which one scan is as many units as it holds', () => {
    const ofCase = '10012345678902';
    expect(linesOfCode([malbec, syrah], ofCase).map(({ id }) => id)).toEqual(['malbec']);
    expect(unitsOfCode({ ...malbec, unitsPerCase: 12 }, ofCase)).toBe(12);
    expect(unitsOfCode({ ...malbec, unitsPerCase: 12 }, '012345678905')).toBe(1);
    expect(linesOfCode([malbec], '90012345678908')).toEqual([]);
  });
});
