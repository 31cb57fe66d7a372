/** Does `work` for every item, `clients` at a time, beginning in the order given, and waits for all. */
export async function inParallel<T>(
  items: readonly T[],
  clients: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const takeTurns = async () => {
    for (let index = next++; index < items.length; index = next++) await work(items[index] as T, index);
  };
  await Promise.all(Array.from({ length: Math.min(clients, items.length) }, takeTurns));
}
