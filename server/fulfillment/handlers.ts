import type { Handlers } from '../platform/http/handlers.ts';
import { createReturn } from './create-return.ts';
import { deliverFulfillment } from './deliver-fulfillment.ts';
import { disposeReturn } from './dispose-return.ts';
import { fillVariant } from './fill-variant.ts';
import { fulfillBackorder } from './fulfill-backorder.ts';
import { fulfillBackorders } from './fulfill-backorders.ts';
import { fulfillOrder } from './fulfill-order.ts';
import { readLotRecipients } from './lot-recipients.ts';
import { packFulfillment } from './pack-fulfillment.ts';
import { listFulfillments, readDeliveryProof, readFulfillment } from './queries.ts';
import { reopenFulfillment } from './reopen-fulfillment.ts';
import { listReturns, readReturn } from './return-queries.ts';
import { creditFulfillment, reshipFulfillment } from './settle-loss.ts';
import { shipFulfillment } from './ship-fulfillment.ts';
import { readVariantFills } from './variant-fills.ts';
import { voidFulfillment } from './void-fulfillment.ts';
import { countFulfillmentWork, listFulfillmentWork } from './work.ts';

export const fulfillmentHandlers: Handlers<
  | 'fulfillOrder'
  | 'fulfillBackorder'
  | 'fulfillBackorders'
  | 'listFulfillmentWork'
  | 'countFulfillmentWork'
  | 'listFulfillments'
  | 'getFulfillment'
  | 'getVariantFills'
  | 'fillVariant'
  | 'packFulfillment'
  | 'shipFulfillment'
  | 'deliverFulfillment'
  | 'voidFulfillment'
  | 'reopenFulfillment'
  | 'reshipFulfillment'
  | 'creditFulfillment'
  | 'getDeliveryProof'
  | 'getLotRecipients'
  | 'listReturns'
  | 'getReturn'
  | 'createReturn'
  | 'disposeReturn'
> = {
  fulfillOrder,
  fulfillBackorder,
  fulfillBackorders,
  listFulfillmentWork,
  countFulfillmentWork,
  listFulfillments,
  getFulfillment: (viewer, { params }, reading) => readFulfillment(viewer, reading, params.id),
  getVariantFills: readVariantFills,
  fillVariant,
  packFulfillment,
  shipFulfillment,
  deliverFulfillment,
  voidFulfillment,
  reopenFulfillment,
  reshipFulfillment,
  creditFulfillment,
  getDeliveryProof: readDeliveryProof,
  getLotRecipients: readLotRecipients,
  listReturns,
  getReturn: (viewer, { params }, reading) => readReturn(viewer, reading, params.id),
  createReturn,
  disposeReturn,
};
