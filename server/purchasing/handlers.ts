import type { Handlers } from '../platform/http/handlers.ts';
import { createPurchaseOrder } from './create-purchase-order.ts';
import { readLikelyDates } from './likely-dates.ts';
import { previewPurchaseOrderDates } from './preview-dates.ts';
import { countPurchaseOrders, listPurchaseOrders, readPurchaseOrder, readPurchaseOrderHistory } from './queries.ts';
import { receivePurchaseOrder } from './receive-purchase-order.ts';
import { readSupplierReliability } from './reliability.ts';
import { reverseReceipt } from './reverse-receipt.ts';
import { readSpokenFor } from './spoken-for.ts';
import { updatePurchaseOrder } from './update-purchase-order.ts';

export const purchasingHandlers: Handlers<
  | 'listPurchaseOrders'
  | 'countPurchaseOrders'
  | 'getPurchaseOrder'
  | 'getPurchaseOrderHistory'
  | 'getSpokenFor'
  | 'getSupplierReliability'
  | 'getLikelyDates'
  | 'createPurchaseOrder'
  | 'updatePurchaseOrder'
  | 'previewPurchaseOrderDates'
  | 'receivePurchaseOrder'
  | 'reverseReceipt'
> = {
  listPurchaseOrders,
  countPurchaseOrders,
  getPurchaseOrder: (viewer, { params }, reading) => readPurchaseOrder(viewer, reading, params.id),
  getPurchaseOrderHistory: readPurchaseOrderHistory,
  getSpokenFor: readSpokenFor,
  getSupplierReliability: readSupplierReliability,
  getLikelyDates: readLikelyDates,
  createPurchaseOrder,
  updatePurchaseOrder,
  previewPurchaseOrderDates,
  receivePurchaseOrder,
  reverseReceipt,
};
