import { expect, it } from 'vitest';
import type { Projection } from '#domain/allocation/project.ts';
import { shipWholes } from '#domain/allocation/ship-wholes.ts';

const line = (canShipOn: string | null, noDateBecause: Projection['noDateBecause'] = null): Projection => ({
  queueLineId: 1,
  placeInQueue: 1,
  quantityAhead: 0,
  coveredBy: [],
  uncovered: 0,
  coveredOn: canShipOn,
  canShipOn,
  noDateBecause,
});
const shipped = (lines: Record<string, Projection>, wholes: string[][]) =>
  Object.fromEntries(
    [...shipWholes(new Map(Object.entries(lines)), wholes)].map(([key, { canShipOn, noDateBecause, waitsFor }]) => [
      key,
      [canShipOn, noDateBecause, waitsFor],
    ]),
  );

it('what ships as a whole ships on the day of its last line', () => {
  expect(shipped({ a: line('2026-12-08'), b: line('2026-12-22'), other: line('2026-12-01') }, [['a', 'b']])).toEqual({
    a: ['2026-12-22', null, 'b'],
    b: ['2026-12-22', null, null],
    other: ['2026-12-01', null, null],
  });
});

it('and on no day while one of its lines has none, which keeps its own reason', () => {
  expect(
    shipped({ a: line('2026-12-08'), b: line(null, 'no_supply'), c: line(null, 'on_hold') }, [['a', 'b', 'c']]),
  ).toEqual({
    a: [null, 'waits_for_whole', 'b'],
    b: [null, 'no_supply', null],
    c: [null, 'on_hold', null],
  });
});

it('a line alone, or one that nobody read, changes nothing', () => {
  expect(shipped({ a: line('2026-12-08') }, [['a', 'unread']])).toEqual({ a: ['2026-12-08', null, null] });
  expect(shipped({ a: line(null, 'late_supply') }, [['a']])).toEqual({ a: [null, 'late_supply', null] });
});
