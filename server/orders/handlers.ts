import { listCancellations } from '../cancellations/queries.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { thenRead } from '../platform/then-read.ts';
import { readOrder, readOrderHistory } from '../reads/order.ts';
import { countOrders, listOrders } from '../reads/orders.ts';
import { readSupplyOutlook } from '../reads/supply-outlook.ts';
import { cancelOrder, previewOrderCancellation } from './cancel-order.ts';
import { confirmOrder } from './confirm-order.ts';
import { readOrderCoverage } from './coverage.ts';
import { createOrder } from './create-order.ts';
import { releaseFirmStock } from './release-firm-stock.ts';
import { updateOrder } from './update-order.ts';

export const orderHandlers: Handlers<
  | 'listOrders'
  | 'countOrders'
  | 'getOrder'
  | 'createOrder'
  | 'updateOrder'
  | 'confirmOrder'
  | 'cancelOrder'
  | 'releaseFirmStock'
  | 'previewOrderCancellation'
  | 'listCancellations'
  | 'getOrderCoverage'
  | 'getOrderHistory'
  | 'getSupplyOutlook'
> = {
  listOrders,
  countOrders,
  getOrder: (viewer, { params }, reading) => readOrder(viewer, reading, params.id),
  createOrder: thenRead(createOrder, readOrder),
  updateOrder: thenRead(updateOrder, readOrder),
  confirmOrder: thenRead(confirmOrder, readOrder),
  releaseFirmStock: thenRead(releaseFirmStock, readOrder),
  cancelOrder: thenRead(cancelOrder, readOrder),
  previewOrderCancellation,
  listCancellations,
  getOrderCoverage: readOrderCoverage,
  getOrderHistory: readOrderHistory,
  getSupplyOutlook: readSupplyOutlook,
};
