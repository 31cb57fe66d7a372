/** What happens to the part of a line that cannot be had now. */
export type ShortageRule = 'backorder' | 'cancel_shortage' | 'ask';

/** The company's setting: when shortages become backorders by themselves. */
export type BackorderCreation = 'at_partial_fulfillment' | 'at_confirmation' | 'never';

/**
 * The rule of one line: its own, else its variant's, else its customer's; a discontinued variant cancels by default,
 * everything else is backordered.
 */
export function shortageRule(rules: {
  line: ShortageRule | null;
  variant: ShortageRule | null;
  customer: ShortageRule | null;
  discontinued: boolean;
}): ShortageRule {
  return rules.line ?? rules.variant ?? (rules.discontinued ? 'cancel_shortage' : (rules.customer ?? 'backorder'));
}

/**
 * How much of a line becomes a backorder the moment its order is confirmed: with automatic creation on, a line left
 * wholly without stock; with "at confirmation", any part left without stock.
 */
export function backorderAtConfirmation(
  setting: BackorderCreation,
  line: { quantity: number; allocated: number; rule: ShortageRule },
): number {
  if (setting === 'never' || line.rule !== 'backorder') return 0;
  if (line.allocated === 0) return line.quantity;
  return setting === 'at_confirmation' ? line.quantity - line.allocated : 0;
}
