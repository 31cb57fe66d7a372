import { ORDER_STATUSES } from '#domain/orders/order-status.ts';
import type { Given } from '#web/api/call.ts';

export const ORDER_FILTERS = [...ORDER_STATUSES, 'backorder'] as const;
export type OrderFilter = (typeof ORDER_FILTERS)[number];

/** What the address of the orders list says; what it leaves out is all of them, newest first. */
export type OrdersAddress = {
  status?: OrderFilter;
  sort?: 'orderedOn';
  q?: string;
  rep?: string;
  warehouse?: string;
  customer?: string;
  from?: string;
  to?: string;
  held?: 1;
};

const ID = /^[1-9]\d{0,17}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function readOrdersAddress(search: Record<string, unknown>): OrdersAddress {
  const status = ORDER_FILTERS.find((name) => name === search.status);
  const shaped = (name: 'rep' | 'warehouse' | 'customer' | 'from' | 'to', shape: RegExp) =>
    shape.test(String(search[name] ?? '')) ? { [name]: String(search[name]) } : {};
  return {
    ...(status ? { status } : {}),
    ...(search.sort === 'orderedOn' ? { sort: 'orderedOn' } : {}),
    ...(search.q !== undefined && search.q !== '' ? { q: String(search.q).slice(0, 100) } : {}),
    ...shaped('rep', ID),
    ...shaped('warehouse', ID),
    ...shaped('customer', ID),
    ...shaped('from', DAY),
    ...shaped('to', DAY),
    ...(Number(search.held) === 1 ? { held: 1 } : {}),
  };
}

/** The question behind an address. */
export function ordersAsked(address: OrdersAddress): Given<'listOrders'> {
  return { query: { status: address.status, sort: address.sort ?? '-orderedOn', ...filtersOf(address) } };
}

/** The question of how many there are in each status. */
export function countsAsked(address: OrdersAddress): Given<'countOrders'> {
  return { query: filtersOf(address) };
}

function filtersOf({ q, rep, warehouse, customer, from, to, held }: OrdersAddress) {
  return {
    q,
    salesRepId: rep,
    warehouseId: warehouse,
    customerId: customer,
    orderedFrom: from,
    orderedTo: to,
    isOnHold: held === 1 ? ('true' as const) : undefined,
  };
}
