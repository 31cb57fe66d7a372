import { isSameCode } from '#domain/finding/codes.ts';

/**
 * The lines that a scanned code may mean, one for each item: by SKU in whatever case, or by UPC with or without leading zeros,
 * blanks and dashes. Several items may have one code: who scanned it says which it is. `remaining` is what the line asks for
 * still.
 */
export function linesOfCode<Line extends { sku: string; upc?: string | null; remaining: number }>(
  lines: readonly Line[],
  code: string,
): Line[] {
  const sought = code.trim().toLowerCase();
  const named = lines.filter(({ sku, upc }) => sku.toLowerCase() === sought || (upc && isSameCode(upc, sought)));
  // Of two lines with the same item, the one of which something is still to come.
  const first = [...named.filter(({ remaining }) => remaining > 0), ...named];
  return first.filter(({ sku }, at) => first.findIndex((other) => other.sku === sku) === at);
}
