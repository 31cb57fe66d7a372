/** How each figure of the reports is computed, in a sentence; the screens show it beside the figure. */
const SENTENCES = {
  lines: 'Lines of backorders with something outstanding.',
  quantity: 'Ordered minus shipped, cancelled and substituted, plus what was lost on the way; in base units.',
  value: 'The quantity times the price it was ordered at, less its share of the deal; each line rounded to the cent.',
  overdue: 'The part whose promised day is before the day of the report.',
  noDate: 'The part without a promised day.',
  statuses:
    'By the status of the backorder today: ready to fulfill where some is reserved, partially fulfilled where some has shipped.',
  age: 'Days from the day the backorder was created to the day of the report.',
  customers: 'Different customers who wait for the product.',
  nextRestockOn: 'The earliest expected day of a purchase order that still brings some.',
  purchaseOrders: 'Purchase orders with some of it still to come.',
  timesIn90Days: 'Lines that became a backorder in the 90 days up to the day of the report.',
  orderFillRate: 'Orders of which no line was short, out of all orders.',
  lineFillRate: 'Lines of which nothing was short, out of all lines.',
  unitFillRate:
    'Units that were not short, out of all units. Short is what became a backorder or was cancelled for want of stock.',
  backorderRate: 'Lines of which some became a backorder, out of all lines.',
  daysToFill:
    'Days from the creation of a backorder line to its last shipment, of lines that are filled: half were faster than p50, nine of ten faster than p90.',
  onTime:
    'Backorder lines that were delivered whole by the day, out of those that had such a day and are done or past it; delivered is when they left where no delivery is known.',
  measured: 'Backorders made on those days that have such a date, unless all of them was cancelled or substituted.',
  kept: 'Delivered whole by that day; delivered is when the last of it left where no delivery is known.',
  late: 'Delivered whole after that day, or past it and not whole yet.',
  pending: 'Not whole yet, and the day is still to come.',
  keptShare: 'Kept, out of kept and late.',
  slipped: 'Backorders of which one promise, or two and more, named a later day than the one before.',
  lostSales: 'The value of what was cancelled, unless the customer changed the order or ordered it anew.',
} as const;

export type Figure = keyof typeof SENTENCES;

/** The sentences of some figures. */
export function formulaOf(figures: readonly Figure[]): { figure: string; sentence: string }[] {
  return figures.map((figure) => ({ figure, sentence: SENTENCES[figure] }));
}
