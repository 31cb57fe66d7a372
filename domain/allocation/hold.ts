import type { Quantity } from '#domain/quantity.ts';

/** An allocation as it stands: `live` units held, `picked` of them already taken from the shelf. Lists of them are oldest first. */
export type Hold = { id: string; live: Quantity; picked: Quantity };

/** Units of one hold that a change takes. */
export type Taken = { id: string; quantity: Quantity };

/** Which allocated units a pick of `quantity` takes from the shelf: the oldest allocations first. */
export function takeForPick(holds: readonly Hold[], quantity: Quantity): Taken[] {
  return take(holds, quantity, (hold) => hold.live - hold.picked);
}

/** Which allocated units a line gives up: those not picked, the newest allocations first. */
export function takeBack(holds: readonly Hold[], quantity: Quantity): Taken[] {
  return take([...holds].reverse(), quantity, (hold) => hold.live - hold.picked);
}

/** Which picked units leave: the oldest allocations first. */
export function takePicked(holds: readonly Hold[], quantity: Quantity): Taken[] {
  return take(holds, quantity, (hold) => hold.picked);
}

function take(holds: readonly Hold[], quantity: Quantity, takeable: (hold: Hold) => Quantity): Taken[] {
  const taken: Taken[] = [];
  let left = quantity;
  for (const hold of holds) {
    const part = Math.min(takeable(hold), left);
    if (part > 0) taken.push({ id: hold.id, quantity: part });
    left -= part;
  }
  return taken;
}
