import type { Route } from '#contract/routes.ts';

/** By the first word of a path: the kind of record whose version goes up with each change. A receipt changes its purchase order. */
const VERSIONED: Readonly<Record<string, string>> = {
  'saved-views': 'saved_view',
  customers: 'customer',
  products: 'product',
  variants: 'variant',
  deals: 'deal',
  suppliers: 'supplier',
  warehouses: 'warehouse',
  carriers: 'carrier',
  routes: 'route',
  users: 'user',
  company: 'company',
  settings: 'settings',
  orders: 'order',
  backorders: 'backorder',
  substitutions: 'substitution',
  'follow-ups': 'follow_up',
  fulfillments: 'fulfillment',
  shipments: 'shipment',
  returns: 'return',
  'purchase-orders': 'purchase_order',
  receipts: 'purchase_order',
  'message-rules': 'message_rules',
  quickbooks: 'quickbooks',
  'report-schedules': 'report_schedule',
};

/** Records of which there is one, so that no id names them. */
const ONLY = ['/company', '/settings', '/message-rules', '/quickbooks'];

/** Acts below a record that leave it as it is: they are about what others wait for of it. */
const LEFT_AS_IT_IS = ['/variants/{id}/fills'];

/**
 * The kind of record whose version If-Match names on a route, `order` for `POST /orders/{id}/cancellations`: it is then done
 * only to the version that was seen. Null where nothing with a version is changed.
 */
export function versionedRecord({ method, path }: Pick<Route, 'method' | 'path'>): string | null {
  if (LEFT_AS_IT_IS.includes(path)) return null;
  const kind = VERSIONED[path.split('/')[1] ?? ''];
  return method !== 'GET' && kind && (path.includes('{id}') || ONLY.includes(path)) ? kind : null;
}
