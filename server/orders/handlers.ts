import { createBackorder } from '../backorders/create-backorder.ts';
import { explainOrder } from '../backorders/explanation.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { cancelOrder, previewOrderCancellation } from './cancel-order.ts';
import { listCancellations } from './cancellations.ts';
import { confirmOrder } from './confirm-order.ts';
import { readOrderCoverage } from './coverage.ts';
import { createOrder } from './create-order.ts';
import { countOrders, listOrders, readOrder, readOrderHistory } from './queries.ts';
import { updateOrder } from './update-order.ts';

export const orderHandlers: Handlers<
  | 'listOrders'
  | 'countOrders'
  | 'getOrder'
  | 'createOrder'
  | 'updateOrder'
  | 'confirmOrder'
  | 'createBackorder'
  | 'cancelOrder'
  | 'explainOrder'
  | 'previewOrderCancellation'
  | 'listCancellations'
  | 'getOrderCoverage'
  | 'getOrderHistory'
> = {
  listOrders,
  countOrders,
  getOrder: (viewer, { params }, reading) => readOrder(viewer, reading, params.id),
  createOrder,
  updateOrder,
  confirmOrder,
  createBackorder,
  cancelOrder,
  explainOrder,
  previewOrderCancellation,
  listCancellations,
  getOrderCoverage: readOrderCoverage,
  getOrderHistory: readOrderHistory,
};
