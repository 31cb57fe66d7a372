import type { Projection } from '#domain/allocation/project.ts';

/** When a line can ship, with what it ships with. */
export type Shipping<Key = string> = Omit<Projection, 'noDateBecause'> & {
  noDateBecause: Projection['noDateBecause'] | 'waits_for_whole';
  /** The line it waits for, where its own supply would let it ship, or ship earlier: it ships only as a whole. */
  waitsFor: Key | null;
};

/**
 * What ships only as a whole ships on the day of its last line, and on none while one of its lines has none. When stock
 * covers each line, and by what, stays as it is. `wholes` are the lines that ship together, by their key in `projections`.
 */
export function shipWholes<Key>(
  projections: ReadonlyMap<Key, Projection>,
  wholes: Iterable<readonly Key[]>,
): Map<Key, Shipping<Key>> {
  const shipping = new Map<Key, Shipping<Key>>();
  for (const [key, projection] of projections) shipping.set(key, { ...projection, waitsFor: null });
  for (const whole of wholes) {
    const last = whole
      .filter((key) => projections.has(key))
      .reduce<Key | null>(
        (found, key) => (found === null || dayOf(projections, key) > dayOf(projections, found) ? key : found),
        null,
      );
    const day = last === null ? null : (projections.get(last)?.canShipOn ?? null);
    for (const key of whole) {
      const line = projections.get(key);
      if (!line || line.canShipOn === day || line.noDateBecause !== null) continue;
      const noDateBecause = day === null ? 'waits_for_whole' : null;
      shipping.set(key, { ...line, canShipOn: day, noDateBecause, waitsFor: last });
    }
  }
  return shipping;
}

function dayOf<Key>(projections: ReadonlyMap<Key, Projection>, key: Key): string {
  return projections.get(key)?.canShipOn ?? '9999-12-31';
}
