import { total } from '#domain/quantity.ts';
import type { Variant } from '#web/catalog/variant-picker.tsx';
import { parseQuantity } from '#web/ui/quantity-text.ts';
import type { PastedRow } from './pasted-rows.ts';

/** A line of an order being taken. With `price` it is another than the list's, which `priceReason` explains. */
export type EnteredLine = {
  key: number;
  variant: Variant;
  quantity: number | null;
  price?: string | null;
  priceReason?: string | null;
  /** The last day of its price, where the company guards prices. */
  priceValidUntil?: string | null;
};

/** Why a row that was pasted or copied is not a line. */
export type BadRow = PastedRow & { because: 'unknown' | 'several' | 'unreadable'; items?: string[] };

/** What an item begins with: a case where it comes in cases, in whole multiples of how it is sold. */
export function firstQuantity({ unitsPerCase, orderMultiple }: Variant): number {
  const multiple = Math.max(orderMultiple, 1);
  return Math.ceil(unitsPerCase / multiple) * multiple;
}

/** The lines with one more of an item: the line that has it already gets more. */
export function withItem(lines: readonly EnteredLine[], variant: Variant, quantity: number): EnteredLine[] {
  const there = lines.find((line) => line.variant.id === variant.id);
  if (there)
    return lines.map((line) => (line === there ? { ...line, quantity: (line.quantity ?? 0) + quantity } : line));
  return [...lines, { key: Math.max(0, ...lines.map(({ key }) => key)) + 1, variant, quantity }];
}

/** The lines with all rows whose code is one item's, and the rows that are not. */
export function withRows(lines: readonly EnteredLine[], rows: readonly PastedRow[], variants: readonly Variant[]) {
  const bad: BadRow[] = [];
  let all: readonly EnteredLine[] = lines;
  let added = 0;
  for (const row of rows) {
    const found = ofCode(variants, row.code);
    const [variant] = found;
    const quantity =
      variant && (row.quantity ? parseQuantity(row.quantity, variant.unitsPerCase) : firstQuantity(variant));
    if (!variant) bad.push({ ...row, because: 'unknown' });
    else if (found.length > 1) bad.push({ ...row, because: 'several', items: found.map(({ sku }) => sku) });
    else if (!quantity) bad.push({ ...row, because: 'unreadable' });
    else {
      all = withItem(all, variant, quantity);
      added += 1;
    }
  }
  return { lines: all, bad, added };
}

/** Which of the items a code names exactly: that of the SKU, else all of the UPC. */
export function ofCode(variants: readonly Variant[], code: string): readonly Variant[] {
  const bySku = variants.filter(({ sku }) => sku.toLowerCase() === code.toLowerCase());
  const bare = (upc: string | null) => upc?.replace(/^0+/, '');
  return bySku.length > 0 ? bySku : variants.filter(({ upc }) => upc !== null && bare(upc) === bare(code));
}

/** How much of the same item the lines before take. */
export function aheadOf(lines: readonly EnteredLine[], line: EnteredLine): number {
  const before = lines.slice(0, lines.indexOf(line)).filter(({ variant }) => variant.id === line.variant.id);
  return total(before, ({ quantity }) => quantity ?? 0);
}

/** The line can be sent. */
export function isLineReady({ variant, quantity, price, priceReason }: EnteredLine): boolean {
  if (quantity === null || quantity <= 0 || quantity % variant.orderMultiple !== 0) return false;
  return price == null || (isPrice(price) && Boolean(priceReason?.trim()));
}

/** It can be sent as a price. */
export function isPrice(price: string): boolean {
  return /^\d{1,9}(\.\d{1,4})?$/.test(price.trim());
}

/** The price the line is ordered at, the list's while another is not readable. */
export function priceOf({ variant, price }: EnteredLine): Variant['price'] {
  return price != null && isPrice(price) ? { ...variant.price, amount: price.trim() } : variant.price;
}
