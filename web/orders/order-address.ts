const PANELS = ['backorder', 'hold', 'cancel', 'edit'] as const;
export type OrderPanel = (typeof PANELS)[number];

/** `/orders/7?backorder=1`: at most one form is open. */
export type OrderAddress = { [Panel in OrderPanel]?: 1 };

export function readOrderAddress(search: Record<string, unknown>): OrderAddress {
  const open = PANELS.find((panel) => Number(search[panel]) === 1);
  return open ? { [open]: 1 } : {};
}
