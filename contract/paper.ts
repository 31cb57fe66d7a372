import { z } from 'zod';
import { byId, file, type SomeOperations } from '#contract/operation.ts';
import { date, id, page, pageOf, words } from '#contract/primitives.ts';
import { LANGUAGES } from '#domain/messages/words.ts';

/** One id, or the same parameter several times. */
const ids = z.preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(id).max(200));
const someIds = z.preprocess((given) => (given === undefined ? [] : [given].flat()), z.array(id).min(1).max(200));
/** In place of the customer's own language. */
const language = z.enum(LANGUAGES).optional();

/** In which language. */
export const slipQuery = z.object({ language });
/** Which fulfillments, 1 to 200. */
export const slipsQuery = z.object({ fulfillmentId: someIds, language });
/** Of which orders and backorders, 1 to 200 together. */
export const pickListQuery = z
  .object({ orderId: ids, backorderId: ids, language })
  .refine(({ orderId, backorderId }) => orderId.length + backorderId.length > 0, 'names no order and no backorder');
/** Of which shipments, 1 to 200. */
export const labelsQuery = z.object({ shipmentId: someIds, language });
/** What left a warehouse on a day, today when left out: on our own truck, or with one carrier. */
export const manifestQuery = z.object({
  warehouseId: id,
  on: date.optional(),
  carrier: words(100).optional(),
  language,
});

/** What a route brings on a day, today when left out. */
export const routeManifestQuery = z.object({ on: date.optional(), language });

/** What was printed. A fulfillment that was printed before asks why (`reprint_needs_reason`). */
export const printBody = z.object({
  document: z.enum(['packing_slip', 'label']),
  fulfillmentIds: z.array(id).min(1).max(200),
  reason: words(200).nullish(),
});

/** One printing of the paper of a fulfillment; from the second copy on the paper says which it is and why. */
export const printed = z.object({
  fulfillmentId: z.string(),
  fulfillmentNumber: z.string(),
  document: z.enum(['packing_slip', 'label']),
  copy: z.number(),
  reason: z.string().nullable(),
  at: z.string(),
  by: z.string(),
});

/** What was printed at once. */
export const printResult = z.object({ prints: z.array(printed) });
/** Printings of one fulfillment, newest first. */
export const printQuery = z.object({ ...page, fulfillmentId: id.optional() });
/** One page of printings. */
export const printPage = pageOf(printed);

const pdf = { status: 200, answer: file, file: 'application/pdf' } as const;

/** Paper: read as PDF any number of times, and recorded when somebody prints it. */
export const operations = {
  getPackingSlip: {
    summary: 'The packing slip of a fulfillment, as PDF',
    ...byId,
    query: slipQuery,
    ...pdf,
    refusals: ['not_found', 'fulfillment_voided'],
  },
  getInvoicePaper: {
    summary: 'An invoice as its customer gets it, as PDF',
    ...byId,
    query: slipQuery,
    ...pdf,
    refusals: ['not_found'],
  },
  getPackingSlips: {
    summary: 'Packing slips of several fulfillments in one PDF',
    query: slipsQuery,
    ...pdf,
    refusals: ['not_found', 'fulfillment_voided'],
  },
  getPickList: {
    summary: 'What is reserved for orders and backorders and not picked yet, in the order of the bins, as PDF',
    query: pickListQuery,
    ...pdf,
    refusals: ['not_found'],
  },
  getLabel: {
    summary: 'The label of a shipment, 4 × 6 inches, as PDF',
    ...byId,
    query: slipQuery,
    ...pdf,
    refusals: ['not_found'],
  },
  getLabels: {
    summary: 'Labels of several shipments in one PDF',
    query: labelsQuery,
    ...pdf,
    refusals: ['not_found'],
  },
  getRouteManifest: {
    summary: 'What a route brings on a day, in the order of its stops, as PDF',
    ...byId,
    query: routeManifestQuery,
    ...pdf,
    refusals: ['not_found'],
  },
  getManifest: {
    summary: 'What left a warehouse on a day, stop by stop, as PDF',
    query: manifestQuery,
    ...pdf,
    refusals: ['not_found'],
  },
  listPrints: {
    summary: 'What was printed, newest first',
    query: printQuery,
    status: 200,
    answer: printPage,
    refusals: [],
  },
  recordPrints: {
    summary: 'Record that paper is printed; the second time it asks why',
    body: printBody,
    status: 201,
    answer: printResult,
    refusals: ['not_found', 'fulfillment_voided', 'reprint_needs_reason'],
  },
} as const satisfies SomeOperations;
