/** What can happen to what a line asks for: the kinds of entries in the demand ledger. */
export const DEMAND_KINDS = [
  'ordered',
  'backordered',
  'picked',
  'shipped',
  'delivered',
  'cancelled',
  'substituted',
  'lost',
  'returned',
] as const;
/** A kind of entry in the demand ledger. */
export type DemandKind = (typeof DEMAND_KINDS)[number];

/**
 * The rows whose sums an entry changes: the line it is written for (an order's or a backorder's), that line's place in
 * the queue, its order, and its backorder where it has one.
 */
export type SummedRow = 'queueLine' | 'line' | 'order' | 'backorder';

type Sums = Partial<Record<SummedRow, Record<string, 1 | -1>>>;

/**
 * Which sums one unit of an entry changes, and in which direction. A unit that is lost takes back what its shipment
 * counted. An order counts as cancelled all that will not ship from it.
 */
export function demandSums(kind: DemandKind, { isBackorder }: { isBackorder: boolean }): Sums {
  const sent = isBackorder ? 'fulfilled' : 'filled';
  switch (kind) {
    case 'ordered':
      return { order: { ordered: 1 } };
    case 'backordered':
      return { queueLine: { open: -1 }, line: { backordered: 1 }, order: { backordered: 1 } };
    case 'shipped':
      return { queueLine: { open: -1 }, line: { [sent]: 1 }, order: { shipped: 1 }, backorder: { fulfilled: 1 } };
    case 'lost':
      return { queueLine: { open: 1 }, line: { [sent]: -1 }, order: { shipped: -1 }, backorder: { fulfilled: -1 } };
    case 'cancelled':
    case 'substituted':
      return { queueLine: { open: -1 }, line: { [kind]: 1 }, order: { cancelled: 1 }, backorder: { [kind]: 1 } };
    case 'delivered':
      return { line: { delivered: 1 }, order: { delivered: 1 }, backorder: { delivered: 1 } };
    case 'returned':
      return { line: { returned: 1 } };
    case 'picked':
      return {};
  }
}

/** By how much one unit of an entry of a backorder line changes what is outstanding of it. */
export function outstandingChange(kind: DemandKind): 1 | -1 | 0 {
  return kind === 'backordered' ? 1 : (demandSums(kind, { isBackorder: true }).queueLine?.open ?? 0);
}
