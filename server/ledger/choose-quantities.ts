import { type Refusal, refuse } from '#contract/errors.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { LoadedLine } from './load-lines.ts';

/**
 * The lines and quantities a cancellation means: the named ones, or everything that is still open.
 *
 * Refusals, in this order: `line_named_twice`, `line_not_on_record`, `nothing_to_cancel`,
 * `quantity_not_whole_multiple`, `more_than_cancellable`.
 */
export function chooseQuantities(
  lines: readonly LoadedLine[],
  named: readonly { lineId: string; quantity: Quantity }[] | null,
  about: { lineId: (line: LoadedLine) => string | null; facts: Record<string, unknown> },
): { quantities: { line: LoadedLine; quantity: Quantity }[] } | { refusal: Refusal } {
  const { facts } = about;
  if (named === null) {
    const quantities = lines.filter(({ open }) => open > 0).map((line) => ({ line, quantity: line.open }));
    return quantities.length > 0 ? { quantities } : refuse('nothing_to_cancel', { facts });
  }
  const mistake = findMistake(lines, named, about.lineId);
  if (mistake) return { refusal: mistake };
  const byId = new Map(lines.map((line) => [about.lineId(line), line]));
  const quantities = named.map(({ lineId, quantity }) => ({ line: byId.get(lineId) as LoadedLine, quantity }));
  if (quantities.every(({ line }) => line.open === 0)) return refuse('nothing_to_cancel', { facts });
  const broken = findBrokenMultiple(quantities);
  if (broken) return { refusal: broken };
  const tooMany = quantities.findIndex(({ line, quantity }) => quantity > line.open);
  if (tooMany < 0) return { quantities };
  const outstanding = quantities[tooMany]?.line.open;
  return refuse('more_than_cancellable', {
    facts: { ...facts, outstanding },
    errors: [{ pointer: `#/lines/${tooMany}/quantity`, detail: `is more than the ${outstanding} outstanding` }],
  });
}

/** Cases that are never split stay whole whatever is taken from a line: the refusal of the first that would not. */
export function findBrokenMultiple(quantities: readonly { line: LoadedLine; quantity: Quantity }[]): Refusal | null {
  const index = quantities.findIndex(({ line, quantity }) => quantity % line.orderMultiple !== 0);
  const broken = quantities[index];
  if (!broken) return null;
  const { orderMultiple, sku } = broken.line;
  return {
    code: 'quantity_not_whole_multiple',
    errors: [{ pointer: `#/lines/${index}/quantity`, detail: `is not a whole multiple of ${orderMultiple}` }],
    facts: { sku, orderMultiple },
  };
}

/** A line named twice or not on the record: the refusal of a list of lines, null when each names one of its own. */
export function findMistake(
  lines: readonly LoadedLine[],
  named: readonly { lineId: string }[],
  lineIdOf: (line: LoadedLine) => string | null,
): Refusal | null {
  const seen = new Set<string>();
  for (const [index, { lineId }] of named.entries()) {
    if (seen.has(lineId))
      return {
        code: 'line_named_twice',
        errors: [{ pointer: `#/lines/${index}`, detail: 'names a line a second time' }],
      };
    seen.add(lineId);
  }
  const known = new Set(lines.map(lineIdOf));
  for (const [index, { lineId }] of named.entries()) {
    if (!known.has(lineId)) {
      return {
        code: 'line_not_on_record',
        errors: [{ pointer: `#/lines/${index}`, detail: 'names no line of this record' }],
      };
    }
  }
  return null;
}
