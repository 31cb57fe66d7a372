import type { Chances } from './chances.ts';
import type { DemoData } from './read-demo-data.ts';

const ORDERS_SHARE = 0.3;
const BOTTLES = [3, 6, 6, 12];

/** The records are of spirits only: to every third order some wine is added, drawn from the list. */
export function withWine(data: DemoData, chances: Chances): DemoData {
  const wines = data.variants.filter(({ sku }) => sku.startsWith('W'));
  const orders = data.orders.map((order) => {
    if (wines.length === 0 || chances.fraction('wine', order.key) >= ORDERS_SHARE) return order;
    const count = chances.wholeBetween({ lowest: 1, highest: 3 }, 'wines', order.key);
    const chosen = Array.from({ length: count }, (_, index) =>
      // Some sell much better than others.
      Math.floor(chances.fraction('which wine', order.key, index) ** 2 * wines.length),
    );
    const lines = [...new Set(chosen)].map((wine, index) => ({
      sku: (wines[wine] as { sku: string }).sku,
      quantity: BOTTLES[
        chances.wholeBetween({ lowest: 0, highest: BOTTLES.length - 1 }, 'bottles', order.key, index)
      ] as number,
    }));
    return { ...order, lines: [...order.lines, ...lines] };
  });
  return { ...data, orders };
}
