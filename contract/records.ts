import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { id, page, pageOf, text } from '#contract/primitives.ts';

/** One line of a history: who did what, when. */
export const historyEvent = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  recordType: z.string(),
  recordId: z.string().nullable(),
  changes: z.record(z.string(), z.unknown()),
});

/** The items that the changes name by SKU. */
export const itemsNamed = z.record(z.string(), z.object({ itemName: z.string(), unitsPerCase: z.number() }));

/** A line of a record's history, with what names its items. */
export const namedEvent = historyEvent.extend({ items: itemsNamed });

/** Newest first. */
export const historyQuery = z.object(page);

/** One page of a history. */
export const historyPage = pageOf(namedEvent);

/** Every change, newest first, of one record or one actor if asked. */
export const auditQuery = z.object({
  ...page,
  recordType: text(50).optional(),
  recordId: id.optional(),
  actor: text(100).optional(),
});

/** One page of the audit record. */
export const auditPage = pageOf(namedEvent);

/**
 * Whether the books balance: levels, allocations and sums rebuilt from the ledgers and compared. `balanced` is null
 * while nobody verified.
 */
export const verification = z.object({
  verifiedAt: z.string().nullable(),
  balanced: z.boolean().nullable(),
  differences: z.array(z.record(z.string(), z.unknown())),
});

/** Who changed what, and whether the books balance. */
export const operations = {
  getOrderHistory: {
    summary: 'Who changed what on an order and its backorders',
    ...byId,
    query: historyQuery,
    status: 200,
    answer: historyPage,
    refusals: ['not_found'],
  },
  getBackorderHistory: {
    summary: 'Who changed what on a backorder and its order',
    ...byId,
    query: historyQuery,
    status: 200,
    answer: historyPage,
    refusals: ['not_found'],
  },
  getPurchaseOrderHistory: {
    summary: 'Who changed what on a purchase order',
    ...byId,
    query: historyQuery,
    status: 200,
    answer: historyPage,
    refusals: ['not_found'],
  },
  listAuditEvents: {
    summary: 'Every change, newest first',
    query: auditQuery,
    status: 200,
    answer: auditPage,
    refusals: [],
  },
  getVerification: {
    summary: 'Whether the books balance, and since when that is known',
    status: 200,
    answer: verification,
    refusals: [],
  },
} as const satisfies SomeOperations;
