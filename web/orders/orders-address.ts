import { ORDER_STATUSES } from '#domain/orders/order-status.ts';
import type { Given } from '#web/api/call.ts';

export const ORDER_FILTERS = [...ORDER_STATUSES, 'backorder'] as const;
export type OrderFilter = (typeof ORDER_FILTERS)[number];

/** What the address of the orders list says; what it leaves out is all of them, newest first. */
export type OrdersAddress = { status?: OrderFilter; sort?: 'orderedOn'; q?: string };

export function readOrdersAddress(search: Record<string, unknown>): OrdersAddress {
  const status = ORDER_FILTERS.find((name) => name === search.status);
  return {
    ...(status ? { status } : {}),
    ...(search.sort === 'orderedOn' ? { sort: 'orderedOn' } : {}),
    ...(search.q !== undefined && search.q !== '' ? { q: String(search.q).slice(0, 100) } : {}),
  };
}

/** The question behind an address. */
export function ordersAsked({ status, sort, q }: OrdersAddress): Given<'listOrders'> {
  return { query: { status, sort: sort ?? '-orderedOn', q } };
}
