import type { Action, Role } from '#contract/permissions.ts';

/** Who asks, and what they may read. The first argument of every use case and query. */
export type Viewer = {
  /** Null for a program with an API key. */
  userId: string | null;
  name: string;
  /** How records name this caller: `user:7 Ada Bell`, `key:3 replay`, `system nightly`. */
  actor: string;
  /** Whose idempotency keys these are. */
  principal: string;
  role: Role;
  /** What a key may do, where it was given that in place of a role; else null. */
  actions?: readonly Action[] | null;
  /** False where the narrowing setting limits a sales representative to their own customers. */
  readsAll: boolean;
};

/** The viewer of jobs the company runs by itself. */
export function systemViewer(name: string): Viewer {
  return {
    userId: null,
    name,
    actor: `system ${name}`,
    principal: `system:${name}`,
    role: 'administrator',
    readsAll: true,
  };
}

/** The user id a query must match on the customer's sales rep, or null when the viewer reads all. A driver has no customers. */
export function readsOnlyCustomersOf(viewer: Viewer): string | null {
  if (viewer.readsAll) return null;
  return viewer.role === 'driver' ? '0' : (viewer.userId ?? '0');
}

/**
 * For what drivers read as well: the user id to match on the customer's sales rep, and the one on the driver of the route it goes
 * by. At most one of them is not null.
 */
export function readsOnlyOf(viewer: Viewer): [salesRepId: string | null, driverId: string | null] {
  return viewer.role === 'driver' ? [null, viewer.userId ?? '0'] : [readsOnlyCustomersOf(viewer), null];
}

/** Whether a viewer may change records of a customer with this sales rep. */
export function mayChangeCustomerOf(viewer: Viewer, salesRepId: string | null): boolean {
  return viewer.role !== 'sales_rep' || (viewer.userId !== null && viewer.userId === salesRepId);
}
