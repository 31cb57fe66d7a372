import type { Action } from '#contract/permissions.ts';

export type Route = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`. */
  path: string;
  action: Action;
  /** `required` on whatever moves stock on hand or makes an invoice. Every other POST accepts a key. */
  idempotencyKey?: 'required';
  /** A field of the answer that is shown once and kept nowhere, also not beside an idempotency key. */
  secretField?: string;
};

/** Every operation of the API by name. Kept free of schemas, so that the browser can carry it. */
export const routes = {
  getMe: { method: 'GET', path: '/me', action: 'read' },
  search: { method: 'GET', path: '/search', action: 'read' },
  listSavedViews: { method: 'GET', path: '/saved-views', action: 'read' },
  createSavedView: { method: 'POST', path: '/saved-views', action: 'read' },
  updateSavedView: { method: 'PATCH', path: '/saved-views/{id}', action: 'read' },
  deleteSavedView: { method: 'DELETE', path: '/saved-views/{id}', action: 'read' },

  listCustomers: { method: 'GET', path: '/customers', action: 'read' },
  getCustomer: { method: 'GET', path: '/customers/{id}', action: 'read' },
  createCustomer: { method: 'POST', path: '/customers', action: 'customers.write' },
  updateCustomer: { method: 'PATCH', path: '/customers/{id}', action: 'customers.write' },
  getOpenDemand: { method: 'GET', path: '/customers/{id}/open-demand', action: 'read' },
  listProducts: { method: 'GET', path: '/products', action: 'read' },
  getProduct: { method: 'GET', path: '/products/{id}', action: 'read' },
  createProduct: { method: 'POST', path: '/products', action: 'catalog.write' },
  updateProduct: { method: 'PATCH', path: '/products/{id}', action: 'catalog.write' },
  listVariants: { method: 'GET', path: '/variants', action: 'read' },
  getVariant: { method: 'GET', path: '/variants/{id}', action: 'read' },
  createVariant: { method: 'POST', path: '/variants', action: 'catalog.write' },
  updateVariant: { method: 'PATCH', path: '/variants/{id}', action: 'catalog.write' },
  listDeals: { method: 'GET', path: '/deals', action: 'read' },
  getDeal: { method: 'GET', path: '/deals/{id}', action: 'read' },
  createDeal: { method: 'POST', path: '/deals', action: 'catalog.write' },
  updateDeal: { method: 'PATCH', path: '/deals/{id}', action: 'catalog.write' },
  listSuppliers: { method: 'GET', path: '/suppliers', action: 'read' },
  getSupplier: { method: 'GET', path: '/suppliers/{id}', action: 'read' },
  createSupplier: { method: 'POST', path: '/suppliers', action: 'catalog.write' },
  updateSupplier: { method: 'PATCH', path: '/suppliers/{id}', action: 'catalog.write' },
  listWarehouses: { method: 'GET', path: '/warehouses', action: 'read' },
  getWarehouse: { method: 'GET', path: '/warehouses/{id}', action: 'read' },
  createWarehouse: { method: 'POST', path: '/warehouses', action: 'settings.write' },
  updateWarehouse: { method: 'PATCH', path: '/warehouses/{id}', action: 'settings.write' },

  listUsers: { method: 'GET', path: '/users', action: 'read' },
  getUser: { method: 'GET', path: '/users/{id}', action: 'read' },
  createUser: { method: 'POST', path: '/users', action: 'people.write' },
  updateUser: { method: 'PATCH', path: '/users/{id}', action: 'people.write' },
  listApiKeys: { method: 'GET', path: '/api-keys', action: 'people.write' },
  createApiKey: { method: 'POST', path: '/api-keys', action: 'people.write', secretField: 'key' },
  revokeApiKey: { method: 'POST', path: '/api-keys/{id}/revocations', action: 'people.write' },
  getCompany: { method: 'GET', path: '/company', action: 'read' },
  updateCompany: { method: 'PATCH', path: '/company', action: 'settings.write' },
  getSetup: { method: 'GET', path: '/setup', action: 'read' },
  getSettings: { method: 'GET', path: '/settings', action: 'read' },
  updateSettings: { method: 'PATCH', path: '/settings', action: 'settings.write' },
  getDemoContents: { method: 'GET', path: '/demo-contents', action: 'settings.write' },
  removeDemo: { method: 'POST', path: '/demo-removals', action: 'settings.write' },

  listStock: { method: 'GET', path: '/stock', action: 'read' },
  getVariantQueue: { method: 'GET', path: '/variants/{id}/queue', action: 'read' },
  listStockMovements: { method: 'GET', path: '/stock-movements', action: 'read' },
  adjustStock: { method: 'POST', path: '/stock-adjustments', action: 'stock.write', idempotencyKey: 'required' },
  listPutBackTasks: { method: 'GET', path: '/put-back-tasks', action: 'read' },
  completePutBackTask: { method: 'POST', path: '/put-back-tasks/{id}/completions', action: 'stock.write' },

  listOrders: { method: 'GET', path: '/orders', action: 'read' },
  countOrders: { method: 'GET', path: '/orders/counts', action: 'read' },
  getOrder: { method: 'GET', path: '/orders/{id}', action: 'read' },
  createOrder: { method: 'POST', path: '/orders', action: 'orders.write' },
  updateOrder: { method: 'PATCH', path: '/orders/{id}', action: 'orders.write' },
  confirmOrder: { method: 'POST', path: '/orders/{id}/confirmations', action: 'orders.write' },
  fulfillOrder: {
    method: 'POST',
    path: '/orders/{id}/fulfillments',
    action: 'fulfillment.write',
    idempotencyKey: 'required',
  },
  createBackorder: { method: 'POST', path: '/orders/{id}/backorders', action: 'backorders.write' },
  cancelOrder: { method: 'POST', path: '/orders/{id}/cancellations', action: 'orders.write' },
  explainOrder: { method: 'GET', path: '/orders/{id}/explanation', action: 'read' },
  holdOrder: { method: 'POST', path: '/orders/{id}/holds', action: 'orders.write' },
  releaseOrder: { method: 'POST', path: '/orders/{id}/holds/{holdId}/releases', action: 'orders.write' },
  getOrderCoverage: { method: 'GET', path: '/orders/{id}/coverage', action: 'read' },
  previewOrderCancellation: { method: 'POST', path: '/orders/{id}/cancellation-previews', action: 'orders.write' },
  getOrderHistory: { method: 'GET', path: '/orders/{id}/history', action: 'read' },

  listBackorders: { method: 'GET', path: '/backorders', action: 'read' },
  countBackorders: { method: 'GET', path: '/backorders/counts', action: 'read' },
  groupBackorders: { method: 'GET', path: '/backorders/groups', action: 'read' },
  getBackorder: { method: 'GET', path: '/backorders/{id}', action: 'read' },
  fulfillBackorder: {
    method: 'POST',
    path: '/backorders/{id}/fulfillments',
    action: 'fulfillment.write',
    idempotencyKey: 'required',
  },
  listPromises: { method: 'GET', path: '/backorders/{id}/promises', action: 'read' },
  promiseBackorder: { method: 'POST', path: '/backorders/{id}/promises', action: 'backorders.write' },
  promiseBackorders: { method: 'POST', path: '/backorder-promises', action: 'backorders.write' },
  prioritizeBackorder: { method: 'POST', path: '/backorders/{id}/priorities', action: 'backorders.write' },
  prioritizeBackorders: { method: 'POST', path: '/backorder-priorities', action: 'backorders.write' },
  holdBackorder: { method: 'POST', path: '/backorders/{id}/holds', action: 'backorders.write' },
  releaseBackorder: { method: 'POST', path: '/backorders/{id}/holds/{holdId}/releases', action: 'backorders.write' },
  cancelBackorder: { method: 'POST', path: '/backorders/{id}/cancellations', action: 'backorders.write' },
  previewBackorderCancellation: {
    method: 'POST',
    path: '/backorders/{id}/cancellation-previews',
    action: 'backorders.write',
  },
  listCancellations: { method: 'GET', path: '/cancellations', action: 'read' },
  getBackorderHistory: { method: 'GET', path: '/backorders/{id}/history', action: 'read' },
  getBackorderFills: { method: 'GET', path: '/backorders/{id}/fills', action: 'read' },
  listOutlooks: { method: 'GET', path: '/backorder-outlooks', action: 'read' },
  explainBackorder: { method: 'GET', path: '/backorders/{id}/explanation', action: 'read' },

  listFulfillmentWork: { method: 'GET', path: '/fulfillment-work', action: 'read' },
  countFulfillmentWork: { method: 'GET', path: '/fulfillment-work/counts', action: 'read' },
  listFulfillments: { method: 'GET', path: '/fulfillments', action: 'read' },
  getFulfillment: { method: 'GET', path: '/fulfillments/{id}', action: 'read' },
  packFulfillment: { method: 'POST', path: '/fulfillments/{id}/packings', action: 'fulfillment.write' },
  shipFulfillment: {
    method: 'POST',
    path: '/fulfillments/{id}/shipments',
    action: 'fulfillment.write',
    idempotencyKey: 'required',
  },
  deliverFulfillment: { method: 'POST', path: '/fulfillments/{id}/deliveries', action: 'fulfillment.write' },
  voidFulfillment: { method: 'POST', path: '/fulfillments/{id}/voids', action: 'fulfillment.write' },

  listPurchaseOrders: { method: 'GET', path: '/purchase-orders', action: 'read' },
  countPurchaseOrders: { method: 'GET', path: '/purchase-orders/counts', action: 'read' },
  getPurchaseOrder: { method: 'GET', path: '/purchase-orders/{id}', action: 'read' },
  getPurchaseOrderHistory: { method: 'GET', path: '/purchase-orders/{id}/history', action: 'read' },
  getSpokenFor: { method: 'GET', path: '/purchase-orders/{id}/spoken-for', action: 'read' },
  createPurchaseOrder: { method: 'POST', path: '/purchase-orders', action: 'purchasing.write' },
  updatePurchaseOrder: { method: 'PATCH', path: '/purchase-orders/{id}', action: 'purchasing.write' },
  receivePurchaseOrder: {
    method: 'POST',
    path: '/purchase-orders/{id}/receipts',
    action: 'receiving.write',
    idempotencyKey: 'required',
  },

  getAllocationRun: { method: 'GET', path: '/allocation-runs/{id}', action: 'read' },
  runAllocation: { method: 'POST', path: '/allocation-runs', action: 'allocation.write' },
  listInvoices: { method: 'GET', path: '/invoices', action: 'read' },
  listExceptions: { method: 'GET', path: '/exceptions', action: 'read' },
  listNotifications: { method: 'GET', path: '/notifications', action: 'read' },
  listAuditEvents: { method: 'GET', path: '/audit-events', action: 'audit.read' },
  getVerification: { method: 'GET', path: '/verification', action: 'read' },
} as const satisfies Record<string, Route>;

export type OperationName = keyof typeof routes;
