import { type Refusal, refuse } from '#contract/errors.ts';
import { isUnusualOrder } from '#domain/inventory/unusual-quantity.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { Work } from '../platform/work.ts';

/** A line of something to order or to buy, at its place in the request. */
export type AskedQuantity = { index: number; variantId: string; sku: string; quantity: Quantity };

/**
 * `quantity_unconfirmed` where lines ask for a very large quantity, and more than was ever dealt in of the item: by how much. A
 * digit too many, or a code that was scanned into the field, is likelier.
 */
export async function askAboutQuantities(
  work: Work,
  asked: readonly AskedQuantity[],
): Promise<{ refusal: Refusal } | null> {
  // Nothing is read for what is usual, which is nearly everything.
  const large = asked.filter(({ quantity }) => isUnusualOrder(0, quantity));
  if (large.length === 0) return null;
  const rows = await work.tx.rows<{ id: string; most: Quantity }>(MOST, [large.map(({ variantId }) => variantId)]);
  const most = new Map(rows.map((row) => [row.id, row.most]));
  const doubtful = large
    .map((line) => ({ ...line, known: most.get(line.variantId) ?? 0 }))
    .filter(({ known, quantity }) => isUnusualOrder(known, quantity));
  if (doubtful.length === 0) return null;
  return refuse('quantity_unconfirmed', {
    errors: doubtful.map(({ index, quantity, known }) => ({
      pointer: `#/lines/${index}/quantity`,
      detail: `is ${quantity}: ${quantity - known} more than the ${known} that were ever ordered, bought, waited for or on hand`,
    })),
    facts: { lines: doubtful.map(({ index: _, ...line }) => ({ ...line, over: line.quantity - line.known })) },
  });
}

/** The most of each item that was ever ordered or bought on one line, is on hand or is waited for. */
const MOST = `
  select v.id, greatest(
    (select coalesce(max(l.quantity), 0) from order_lines l where l.variant_id = v.id),
    (select coalesce(max(p.quantity), 0) from purchase_order_lines p where p.variant_id = v.id),
    (select coalesce(sum(s.on_hand), 0) from stock_levels s where s.variant_id = v.id),
    (select coalesce(sum(q.waiting), 0) from queue_lines q where q.variant_id = v.id and q.open > q.allocated))::integer as most
  from variants v where v.id = any($1::bigint[])`;
