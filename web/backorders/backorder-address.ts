const PANELS = ['promise', 'priority', 'hold', 'substitute', 'edit', 'cancel', 'why'] as const;
export type BackorderPanel = (typeof PANELS)[number];

/** `/backorders/7?promise=1`: at most one form is open. */
export type BackorderAddress = { [Panel in BackorderPanel]?: 1 };

export function readBackorderAddress(search: Record<string, unknown>): BackorderAddress {
  const open = PANELS.find((panel) => Number(search[panel]) === 1);
  return open ? { [open]: 1 } : {};
}
