import { describe, expect, it } from 'vitest';
import { takeOff } from './take-off.ts';

describe('taking a quantity off a line that asks for 20, of which 12 are allocated and 5 of those picked', () => {
  const line = { open: 20, allocated: 12, picked: 5 };
  it.each([
    [0, { waiting: 0, allocated: 0, picked: 0 }],
    [8, { waiting: 8, allocated: 0, picked: 0 }],
    [9, { waiting: 8, allocated: 1, picked: 0 }],
    [15, { waiting: 8, allocated: 7, picked: 0 }],
    [16, { waiting: 8, allocated: 7, picked: 1 }],
    [20, { waiting: 8, allocated: 7, picked: 5 }],
  ])('takes %i', (quantity, expected) => expect(takeOff(line, quantity)).toEqual(expected));

  it('takes what is picked of a line that is picked whole', () => {
    expect(takeOff({ open: 3, allocated: 3, picked: 3 }, 2)).toEqual({ waiting: 0, allocated: 0, picked: 2 });
  });
});
