import { inCases, MAXIMUM_QUANTITY } from '#domain/quantity.ts';
import { t } from '#web/i18n/words.ts';

const grouped = new Intl.NumberFormat('en-US');

/** A whole number with its thousands apart. */
export function numberText(value: number): string {
  return grouped.format(value);
}

/** `quantityText(51, 12)` is "4 cs + 3"; where a case is one unit, just the number. */
export function quantityText(quantity: number, unitsPerCase: number): string {
  if (unitsPerCase === 1) return numberText(quantity);
  const { cases, units } = inCases(Math.abs(quantity), unitsPerCase);
  const sign = quantity < 0 ? '−' : '';
  if (cases === 0) return `${sign}${numberText(units)}`;
  const whole = t('quantity.cases', { cases: numberText(cases) });
  return units === 0 ? `${sign}${whole}` : `${sign}${whole} + ${units}`;
}

/** The same in full: "51 units, 12 in a case". */
export function unitsText(quantity: number, unitsPerCase: number): string {
  const units = t('quantity.units', { count: quantity, number: numberText(quantity) });
  return unitsPerCase === 1 ? units : t('quantity.unitsAndPack', { units, unitsPerCase });
}

const WRITTEN =
  /^(?:(\d+)\s*(?:cs|cj|cases?|cajas?|c)\b\s*(?:(?:\+|and|,)?\s*(\d+)\s*(?:units?|u)?)?|(\d+)\s*(?:units?|u)?)$/i;

/**
 * Reads what a person writes into units: "51", "4 cs", "4 cs + 3" and "4c 3" alike. Null when it is none of them, or
 * more than a line can ask for.
 */
export function parseQuantity(written: string, unitsPerCase: number): number | null {
  const match = WRITTEN.exec(written.trim().replace(/(?<=\d),(?=\d{3}\b)/g, ''));
  if (!match) return null;
  const [, cases, rest, units] = match;
  const quantity = units === undefined ? Number(cases) * unitsPerCase + Number(rest ?? 0) : Number(units);
  return quantity <= MAXIMUM_QUANTITY ? quantity : null;
}

/** A quantity inside a sentence: "4 cs + 3", or "5 units" where a bare number would leave open of what. */
export function amountText(quantity: number, unitsPerCase: number): string {
  if (unitsPerCase > 1 && quantity >= unitsPerCase) return quantityText(quantity, unitsPerCase);
  return t('quantity.units', { count: quantity, number: numberText(quantity) });
}
