import { useRead } from '#web/api/read.ts';
import type { Known } from './history-words.ts';

/** How many items are asked for at once. */
const MOST = 100;

/**
 * What a history names, with the items that the record itself does not have: those of other lines of its order, those that
 * were taken off it, those that were sent in their place. Nobody reads a number where an item has a name.
 */
export function useKnown(known: Known, entries: readonly { changes: unknown }[]): Known {
  const unknown = new Set(entries.flatMap(({ changes }) => skusOf(changes)).filter((sku) => !known.items.has(sku)));
  const codes = [...unknown].slice(0, MOST).join(',');
  const { data } = useRead('listVariants', { query: { codes, limit: MOST } }, { enabled: codes !== '' });
  if (!data || codes === '') return known;
  return { ...known, items: new Map([...data.data.map((item) => [item.sku, item] as const), ...known.items]) };
}

/** Every `sku` in what an event changed, at any depth. */
function skusOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'sku' && typeof inner === 'string' ? [inner] : skusOf(inner),
  );
}
