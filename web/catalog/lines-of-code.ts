import { isCaseCode, isSameCode } from '#domain/finding/codes.ts';

/** A line whose item can be scanned: `remaining` is what of it is still to be counted. */
export type Scannable = {
  id: string;
  sku: string;
  upc?: string | null | undefined;
  itemName: string;
  unitsPerCase: number;
  remaining: number;
};

/**
 * The lines that a scanned code may mean, one for each item: by SKU in whatever case, by UPC with or without leading zeros,
 * blanks and dashes, or by the code of its case. Several items may have one code: who scanned it says which it is.
 */
export function linesOfCode<Line extends Pick<Scannable, 'sku' | 'upc' | 'remaining'>>(
  lines: readonly Line[],
  code: string,
): Line[] {
  const sought = code.trim().toLowerCase();
  const named = lines.filter(
    ({ sku, upc }) => sku.toLowerCase() === sought || (upc && (isSameCode(upc, sought) || isCaseCode(upc, sought))),
  );
  // Of two lines with the same item, the one of which something is still to come.
  const first = [...named.filter(({ remaining }) => remaining > 0), ...named];
  return first.filter(({ sku }, at) => first.findIndex((other) => other.sku === sku) === at);
}

/** How many units one scan of a code stands for: one, or those of a case where the code is that of the case. */
export function unitsOfCode({ upc, unitsPerCase }: Pick<Scannable, 'upc' | 'unitsPerCase'>, code: string): number {
  return upc && isCaseCode(upc, code.trim()) ? unitsPerCase : 1;
}
