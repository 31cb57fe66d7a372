import { addDays } from '#domain/time/calendar.ts';
import type { Chance } from '#tests/simulation/seeded-random.ts';

/** The parameters of a list. */
export type Query = Record<string, string>;

/** Every filter of the list of backorders, with values of the seeded company. */
export function drawsOfFilters(today: string): Record<string, (chance: Chance) => Query> {
  /** Few have most of it: as the seed leans, so do the questions. */
  const leaning = (chance: Chance, count: number) => String(1 + Math.floor(count * (chance.below(1000) / 1000) ** 2));
  return {
    'no filter': () => ({}),
    tab: (chance) => ({ tab: chance.one(['open', 'ready', 'overdue', 'no_date', 'cancelled', 'all']) as string }),
    customer: (chance) => ({ customerId: leaning(chance, 2000) }),
    product: (chance) => ({ productId: leaning(chance, 1500) }),
    variant: (chance) => ({ variantId: leaning(chance, 3000) }),
    supplier: (chance) => ({ supplierId: String(chance.between(1, 60)) }),
    representative: (chance) => ({ salesRepId: String(chance.between(1, 20)) }),
    status: (chance) => ({
      status: chance.one([
        'open',
        'ready_to_fulfill',
        'partially_fulfilled',
        'fulfilled',
        'complete',
        'cancelled',
        'open,cancelled',
      ]) as string,
    }),
    priority: (chance) => ({ highPriority: chance.one(['true', 'false']) as string }),
    VIP: (chance) => ({ isVip: chance.one(['true', 'false']) as string }),
    'on hold': () => ({ isOnHold: 'true' }),
    'at risk': () => ({ isAtRisk: 'true' }),
    'date moved': () => ({ dateMoved: 'true' }),
    'follow-up due': () => ({ followUpDue: 'true' }),
    'not reviewed': (chance) => ({ notReviewed: chance.one(['true', 'false']) as string }),
    reason: (chance) => ({
      reason: chance.one([
        'short_pick',
        'no_stock_at_confirmation',
        'customer_agreed_to_wait',
        'adjustment_shortage',
        'other',
        'never_used',
      ]) as string,
    }),
    warehouse: (chance) => ({ warehouseId: String(chance.between(1, 3)) }),
    'promised date': (chance) => ({
      promised: chance.one(['overdue', 'this_week', 'next_week', 'future', 'none']) as string,
    }),
    'promised in a range': (chance) => {
      const from = addDays(today, chance.between(-60, 60));
      return { promisedFrom: from, promisedTo: addDays(from, chance.between(0, 20)) };
    },
    age: (chance) => {
      const from = chance.between(0, 300);
      return { ageFrom: String(from), ageTo: String(from + chance.between(0, 30)) };
    },
    text: (chance) => ({
      q: chance.one([
        'malbec',
        'harbor',
        'cahros',
        'BO-12',
        `BO-${chance.between(1001, 900_000)}`,
        'S1012',
        'liquors 14',
        'nothing of this name',
        '600000000123',
      ]) as string,
    }),
  };
}
