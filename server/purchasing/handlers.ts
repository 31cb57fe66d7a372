import type { Handlers } from '../platform/http/handlers.ts';
import { createPurchaseOrder } from './create-purchase-order.ts';
import { listPurchaseOrders, readPurchaseOrder } from './queries.ts';
import { receivePurchaseOrder } from './receive-purchase-order.ts';
import { updatePurchaseOrder } from './update-purchase-order.ts';

export const purchasingHandlers: Handlers<
  'listPurchaseOrders' | 'getPurchaseOrder' | 'createPurchaseOrder' | 'updatePurchaseOrder' | 'receivePurchaseOrder'
> = {
  listPurchaseOrders,
  getPurchaseOrder: (viewer, { params }, reading) => readPurchaseOrder(viewer, reading, params.id),
  createPurchaseOrder,
  updatePurchaseOrder,
  receivePurchaseOrder,
};
