import { choicePart, idPart, textPart } from '#web/ui/address-parts.ts';

export const STOCK_VIEWS = ['waiting', 'short', 'to_count'] as const;
type StockView = (typeof STOCK_VIEWS)[number];

/** What the address of the stock list says; what it leaves out is all of it. */
export type StockAddress = { q?: string; show?: StockView; warehouse?: string };

export function readStockAddress(search: Record<string, unknown>): StockAddress {
  return { ...textPart('q', search), ...choicePart('show', STOCK_VIEWS, search), ...idPart('warehouse', search) };
}

export const FIGURES = ['onHand', 'allocated', 'available', 'onOrder', 'waiting', 'backordered'] as const;
export type FigureName = (typeof FIGURES)[number];

/** `/stock/7?warehouse=1&figure=allocated`: which figure is open, and whether the count is. */
export type VariantStockAddress = { warehouse?: string; figure?: FigureName; adjust?: 1 };

export function readVariantStockAddress(search: Record<string, unknown>): VariantStockAddress {
  return {
    ...idPart('warehouse', search),
    ...choicePart('figure', FIGURES, search),
    ...(Number(search.adjust) === 1 ? { adjust: 1 } : {}),
  };
}
