import { z } from 'zod';
import { item } from '#contract/catalog/item.ts';
import { customerAnswer } from '#contract/customer-links.ts';
import { exceptionPage } from '#contract/exceptions.ts';
import { followUp } from '#contract/follow-ups.ts';
import type { SomeOperations } from '#contract/operation.ts';
import { moneyOut } from '#contract/primitives.ts';
import { namedEvent } from '#contract/records.ts';

/** Counts go to 10,000; 10,001 is more. */
const counted = <Item extends z.ZodType>(item: Item) => z.object({ count: z.number(), next: z.array(item) });

const backorderToShip = z.object({
  id: z.string(),
  number: z.string(),
  customerName: z.string(),
  ...item,
  allocated: z.number(),
  /** How much of it can be picked now. */
  readyQuantity: z.number(),
  outstanding: z.number(),
  promisedOn: z.string().nullable(),
});

/** For who serves customers: theirs alone. */
const mine = z.object({
  followUps: z.object({ overdue: z.number(), today: z.number(), next: z.array(followUp) }),
  ready: counted(backorderToShip),
  notReviewed: z.number(),
  /** What customers decided on their pages since the last visit, newest first. */
  answers: counted(customerAnswer),
  atRisk: counted(backorderToShip),
  open: z.number(),
  /** What others and the system did to records of these customers since the last visit, newest first. */
  changes: z.array(
    namedEvent.extend({
      orderId: z.string(),
      orderNumber: z.string(),
      backorderId: z.string().nullable(),
      backorderNumber: z.string().nullable(),
      customerName: z.string(),
    }),
  ),
});

/** For who moves goods: the next work by its kind. */
const warehouse = z.object({
  ready: counted(backorderToShip),
  toPick: counted(
    z.object({
      id: z.string(),
      number: z.string(),
      customerName: z.string(),
      readyQuantity: z.number(),
      lineCount: z.number(),
    }),
  ),
  toShip: counted(
    z.object({
      id: z.string(),
      number: z.string(),
      customerName: z.string(),
      orderId: z.string(),
      backorderId: z.string().nullable(),
      pickedAt: z.string(),
    }),
  ),
  putBack: z.number(),
  toCount: counted(z.object({ variantId: z.string(), ...item, reason: z.string() })),
  dueReceipts: counted(
    z.object({
      id: z.string(),
      number: z.string(),
      supplierName: z.string(),
      expectedOn: z.string(),
      isLate: z.boolean(),
      remaining: z.number(),
    }),
  ),
});

/** For who answers for all of it. */
const company = z.object({
  attention: exceptionPage.shape.counts.unwrap(),
  openBackorders: z.object({ count: z.number(), outstandingValue: moneyOut }),
  /** Open backorders whose promise today's supply cannot keep; one that has passed is among them. */
  atRisk: z.object({ count: z.number(), outstandingValue: moneyOut }),
  /** What can be picked now, and what that is worth. */
  readyNotShipped: z.object({ count: z.number(), readyValue: moneyOut }),
  /** Open backorders, and the units outstanding on them, at the end of each of the last 12 weeks and now; from the ledger. */
  trend: z.array(z.object({ on: z.string(), backorders: z.number(), outstanding: z.number() })),
  /** By representative, supplier, customer and product, whose open value rose most since the same day of last week. */
  rises: z.array(
    z.object({
      by: z.enum(['rep', 'supplier', 'customer', 'product']),
      key: z.string(),
      label: z.string(),
      rise: moneyOut,
    }),
  ),
  books: z.object({ verifiedAt: z.string().nullable(), balanced: z.boolean().nullable() }),
});

/**
 * What the caller's role begins the day with. A part is null for roles it is not for. Every count is that of the list
 * it opens, to 10,000; 10,001 means more.
 */
export const home = z.object({
  /** What changed is told from here on: the caller's last visit, or a day ago. */
  since: z.string(),
  mine: mine.nullable(),
  warehouse: warehouse.nullable(),
  company: company.nullable(),
});

/** From when on changes are now told as new. */
export const homeVisit = z.object({ since: z.string() });

/** The home page, and the mark that its news were seen. */
export const operations = {
  getHome: {
    summary: 'What each role begins the day with',
    status: 200,
    answer: home,
    refusals: [],
  },
  markHomeSeen: {
    summary: 'The caller has seen what changed; the home page begins anew from now',
    status: 201,
    answer: homeVisit,
    refusals: [],
  },
} as const satisfies SomeOperations;
