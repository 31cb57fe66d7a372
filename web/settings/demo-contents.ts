import type { Answer } from '#contract/operations.ts';
import { t } from '#web/i18n/words.ts';
import { numberText } from '#web/ui/quantity-text.ts';

export type Contents = Answer<'getDemoContents'>;

/** What a demo company holds, in the order it is said. */
export const KINDS = [
  'orders',
  'backorders',
  'fulfillments',
  'invoices',
  'purchaseOrders',
  'stockMovements',
  'customers',
  'suppliers',
  'variants',
  'people',
  'apiKeys',
] as const;
export type Kind = (typeof KINDS)[number];

/** "1,204 orders" */
export function countOf(contents: Contents, kind: Kind): string {
  return t(`demo.${kind}`, { count: contents[kind], number: numberText(contents[kind]) });
}
