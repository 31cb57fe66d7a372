/**
 * Exact money. Unit prices have up to 4 decimals and amounts 2, so both are kept as whole numbers of a ten-thousandth
 * of the currency unit in a `bigint`; nothing is ever a binary fraction.
 */
export type TenThousandths = bigint;

/** Money as it crosses the wire: a decimal string and an ISO 4217 code. */
export type Money = { amount: string; currency: string };

const DECIMAL = /^(-?)(\d{1,20})(?:\.(\d{1,4}))?$/;

/** Reads a decimal string such as `"12.3450"`, sums included; null when it is not one, has more than 4 decimals, or over 20 digits. */
export function parseAmount(text: string): TenThousandths | null {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign, whole, fraction = ''] = match;
  const value = BigInt(whole as string) * 10_000n + BigInt(fraction.padEnd(4, '0'));
  return sign === '-' ? -value : value;
}

/** Writes an amount with at least two decimals: 123450n is `"12.345"`, 120000n is `"12.00"`. */
export function formatAmount(value: TenThousandths): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(5, '0');
  const fraction = digits.slice(-4).replace(/0{1,2}$/, '');
  return `${sign}${digits.slice(0, -4)}.${fraction}`;
}

/** Rounds to the cent, half away from zero. */
export function roundToCent(value: TenThousandths): TenThousandths {
  return divideRounded(value, 100n) * 100n;
}

/** `numerator ÷ denominator` to the nearest whole number, half away from zero. The denominator is positive. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}
