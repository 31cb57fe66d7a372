import type { Answer } from '#contract/operations.ts';
import { groupBy } from '#domain/group-by.ts';
import { wholeCases } from '#domain/quantity.ts';
import { addDays, type CalendarDate, daysBetween } from '#domain/time/calendar.ts';
import { createPurchaseOrder } from '../purchasing/create-purchase-order.ts';
import { type Arrival, asked, type DemoCompany, doTogether, type Item } from './demo-company.ts';

const COVER_WEEKS = 4;
const LEAD_DAYS = { usual: { lowest: 5, highest: 16 }, slow: { lowest: 24, highest: 45 } };
/** Of suppliers, of their deliveries, of items. */
const SHARE = { slow: 0.12, late: 0.22, twoParts: 0.12, scarce: 0.06, tellsNewDate: 0.55 };
const LATE_DAYS = { lowest: 1, highest: 45 };
/** A scarce item comes when its season does. */
const SCARCE_DAYS = { lowest: 45, highest: 90 };
const DAYS_BETWEEN_PARTS = { lowest: 2, highest: 8 };
/** Fewer lines are worth an order every other week. */
const LINES_WORTH_AN_ORDER = 5;

/** Every week the company buys what it lacks, from each supplier in whole cases. Not everything comes when it was promised. */
export async function replenish(demo: DemoCompany, day: CalendarDate): Promise<void> {
  const { chances, calendar, warehouseId } = demo;
  const wanted = await whatItLacks(demo);
  const orders = [...groupBy(wanted, ({ item }) => purchaseKey(demo, item))].filter(
    ([key, lines]) => lines.length >= LINES_WORTH_AN_ORDER || chances.fraction('other week', key, day) < 0.35,
  );
  const bought = await doTogether(
    demo,
    orders.map(([key, lines], index, { length }) => {
      const expectedOn = addDays(day, leadDays(demo, key, day));
      const body = {
        supplierId: (lines[0] as { item: Item }).item.supplierId,
        warehouseId,
        lines: lines.map(({ item, quantity }) => ({ variantId: item.variantId, quantity, expectedOn })),
      };
      return {
        viewer: demo.people.manager,
        now: calendar.instant(day, 0.9 + (0.09 * index) / length),
        useCase: (viewer, work) => createPurchaseOrder(viewer, asked(body), work),
      };
    }),
  );
  for (const [index, order] of bought.entries())
    planArrivals(demo, day, (orders[index] as [string, unknown])[0], order);
}

async function whatItLacks(demo: DemoCompany): Promise<{ item: Item; quantity: number }[]> {
  const { rows } = await demo.database.query<{ variant_id: string; position: number; waiting: number }>(POSITIONS);
  return rows.flatMap(({ variant_id, position, waiting }) => {
    const item = demo.itemsByVariant.get(variant_id) as Item;
    // A reorder point of half the cover: otherwise every item would be bought every week.
    if (position >= (COVER_WEEKS / 2) * item.unitsPerWeek + waiting) return [];
    const quantity = wholeCases(COVER_WEEKS * item.unitsPerWeek + waiting - position, item.unitsPerCase);
    return quantity > 0 ? [{ item, quantity }] : [];
  });
}

/** Scarce items are ordered by themselves: they come on another day than the rest of their supplier. */
function purchaseKey(demo: DemoCompany, { supplier, sku }: Item): string {
  return demo.chances.fraction('scarce', sku) < SHARE.scarce ? `scarce ${supplier}` : supplier;
}

function leadDays({ chances }: DemoCompany, key: string, day: CalendarDate): number {
  const isSlow = key.startsWith('scarce') || chances.fraction('slow', key) < SHARE.slow;
  return chances.wholeBetween(isSlow ? LEAD_DAYS.slow : LEAD_DAYS.usual, 'lead', key, day);
}

function planArrivals(
  demo: DemoCompany,
  day: CalendarDate,
  key: string,
  { id: purchaseOrderId, lines }: Answer<'createPurchaseOrder'>,
): void {
  const { chances } = demo;
  const expectedOn = (lines[0] as { expectedOn: string | null }).expectedOn as CalendarDate;
  const arrivesOn = addDays(expectedOn, daysLate(demo, day, key, daysBetween(day, expectedOn)));
  if (arrivesOn > expectedOn && chances.fraction('tells', key, day) < SHARE.tellsNewDate) {
    const lineIds = lines.map(({ id }) => id);
    add(demo.delays, addDays(expectedOn, -1), { purchaseOrderId, lineIds, newDate: arrivesOn });
  }
  const inTwoParts = chances.fraction('two parts', key, day) < SHARE.twoParts;
  const arriving = lines.map(({ id, variantId, quantity, unitsPerCase }) => {
    const first = inTwoParts ? wholeCases(quantity / 2, unitsPerCase) : quantity;
    return { purchaseOrderLineId: id, variantId, first, second: quantity - first };
  });
  const partOf = (part: 'first' | 'second') => ({
    purchaseOrderId,
    lines: arriving.map(({ purchaseOrderLineId, variantId, ...line }) => ({
      purchaseOrderLineId,
      variantId,
      quantity: line[part],
    })),
  });
  arrive(demo, arrivesOn, partOf('first'));
  arrive(demo, addDays(arrivesOn, chances.wholeBetween(DAYS_BETWEEN_PARTS, 'second part', key, day)), partOf('second'));
}

/** A late delivery takes as many times as long as one of a real supplier did; a scarce item comes when its season does. */
function daysLate({ chances, lateness }: DemoCompany, day: CalendarDate, key: string, lead: number): number {
  if (key.startsWith('scarce')) return chances.wholeBetween(SCARCE_DAYS, 'late days', key, day);
  if (chances.fraction('late', key, day) >= SHARE.late) return 0;
  const drawn = lateness[chances.wholeBetween({ lowest: 0, highest: lateness.length - 1 }, 'late days', key, day)] ?? 1;
  return Math.min(LATE_DAYS.highest, Math.max(LATE_DAYS.lowest, Math.round(lead * (drawn - 1))));
}

function arrive(demo: DemoCompany, on: CalendarDate, { purchaseOrderId, lines }: Arrival): void {
  const goods = lines.filter(({ quantity }) => quantity > 0);
  if (goods.length > 0) add<Arrival>(demo.arrivals, on, { purchaseOrderId, lines: goods });
}

function add<Thing>(days: Map<CalendarDate, Thing[]>, day: CalendarDate, thing: Thing): void {
  days.set(day, [...(days.get(day) ?? []), thing]);
}

/** What is free or on its way of each variant, and what waits for it. */
const POSITIONS = `
  select s.variant_id, s.available + coalesce(p.coming, 0) as position, coalesce(q.waiting, 0) as waiting
  from stock_levels s
  left join (select variant_id, sum(remaining)::integer as coming from purchase_order_lines where remaining > 0 group by 1) p
    on p.variant_id = s.variant_id
  left join (select variant_id, sum(waiting)::integer as waiting from queue_lines where open > allocated group by 1) q
    on q.variant_id = s.variant_id
  order by s.variant_id`;
