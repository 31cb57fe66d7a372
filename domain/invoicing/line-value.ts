import { divideRounded, roundToCent, type TenThousandths } from '#domain/money.ts';
import type { Quantity } from '#domain/quantity.ts';

/** The price of an order line as it was frozen at confirmation. `dealAmount` is what the deal took off the whole line. */
export type LockedPrice = { unitPrice: TenThousandths; dealAmount: TenThousandths };

/**
 * What a line is worth: quantity × unit price − deal, rounded once, to the cent, half away from zero.
 */
export function lineValue(quantity: Quantity, price: LockedPrice): TenThousandths {
  return roundToCent(BigInt(quantity) * price.unitPrice - price.dealAmount);
}

/**
 * What `part` of a line's `quantity` is worth: the same share of the whole line's value, to the cent. The parts of a
 * line invoiced one after another therefore add up to its value, whatever the deal.
 */
export function valueOfPart(part: Quantity, quantity: Quantity, value: TenThousandths): TenThousandths {
  return divideRounded(value * BigInt(part), BigInt(quantity) * 100n) * 100n;
}

/**
 * The amount of a line on its next invoice: the value of all that has shipped so far, less what was invoiced before.
 * `shippedSoFar` includes the units of this invoice.
 */
export function nextInvoiceAmount(line: {
  quantity: Quantity;
  value: TenThousandths;
  shippedSoFar: Quantity;
  invoicedSoFar: TenThousandths;
}): TenThousandths {
  return valueOfPart(line.shippedSoFar, line.quantity, line.value) - line.invoicedSoFar;
}
