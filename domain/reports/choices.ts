import type { Basis } from '#domain/backorders/promise-record.ts';

/** By what open backorders are put together, the usual one first. */
export const OPEN_GROUPINGS = ['product', 'customer', 'rep', 'supplier', 'reason', 'warehouse'] as const;
/** By what service is put together, the usual one first. */
export const SERVICE_GROUPINGS = ['month', 'product', 'supplier', 'rep', 'customer'] as const;
/** By what kept promises are put together, the usual one first. */
export const KEPT_GROUPINGS = ['rep', 'customer', 'supplier'] as const;
/** Against which date a promise is measured, the usual one first. */
export const KEPT_BASES = ['first_promise', 'last_promise', 'requested'] as const satisfies Basis[];

/** Which lines of orders: all that a figure of service counts, or those that lower it. */
export const SERVICE_LINES = [
  'all',
  'short',
  'filled',
  'late_for_request',
  'late_for_first_promise',
  'late_for_last_promise',
  'lost',
] as const;
/** Whether a promise was kept. */
export const KEPT_OUTCOMES = ['kept', 'late', 'pending'] as const;
/** How often a promise slipped. */
export const SLIPPED = ['once', 'more'] as const;
