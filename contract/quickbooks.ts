import { z } from 'zod';
import type { SomeOperations } from '#contract/operation.ts';
import { date, id, name, pageOf, searchablePage } from '#contract/primitives.ts';

const counted = z.object({ matched: z.number(), total: z.number() });

/** The connection to QuickBooks Online, how it goes, and how much of ours is matched there. */
export const quickbooks = z.object({
  health: z.enum(['not_set_up', 'not_connected', 'works', 'ends_soon', 'away', 'ended']),
  companyName: z.string().nullable(),
  connectedAt: z.string().nullable(),
  connectedBy: z.string().nullable(),
  /** When somebody has to connect again at the latest: whatever is used moves it on. */
  endsAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  endedBecause: z.enum(['disconnected', 'refused', 'key_changed']).nullable(),
  /** When its customers, items, terms, tax codes and accounts were last read. */
  readAt: z.string().nullable(),
  lastSuccessAt: z.string().nullable(),
  problem: z.string().nullable(),
  problemAt: z.string().nullable(),
  /** The items that deals and freight are written to, and the account that sales of new items go to. */
  dealItemId: z.string().nullable(),
  dealItem: z.object({ ledgerId: z.string(), name: z.string() }).nullable(),
  freightItemId: z.string().nullable(),
  freightItem: z.object({ ledgerId: z.string(), name: z.string() }).nullable(),
  itemAccountId: z.string().nullable(),
  matches: z.object({ customers: counted, items: counted, terms: counted }),
  /** What becomes of invoices and credit notes there. */
  sending: z.object({
    startsOn: z.string().nullable(),
    lastSentAt: z.string().nullable(),
    comparedAt: z.string().nullable(),
    toCompare: z.number(),
    waiting: z.number(),
    failed: z.number(),
    changedThere: z.number(),
    unaccounted: z.number(),
  }),
  version: z.number(),
});

/** What may change of the connection. */
export const quickbooksChanges = z
  .object({ dealItemId: name(40).nullable(), freightItemId: name(40).nullable(), itemAccountId: name(40).nullable() })
  .partial();

/** Begins a connection: the first day whose invoices are sent, today when left out. */
export const quickbooksConnectionBody = z.object({ startsOn: date.optional() });
/** Where a person goes on, at Intuit, to consent. Good once, for whoever asked. */
export const quickbooksConnectionBegun = z.object({ authorizeUrl: z.string() });

/** What is matched: customers, items (our variants), and terms of payment. */
export const quickbooksMatchKind = z.enum(['customer', 'item', 'terms']);

/** A record of QuickBooks as it was last read. */
export const quickbooksRecord = z.object({
  kind: z.enum(['customer', 'item', 'terms', 'tax_code', 'account']),
  ledgerId: z.string(),
  name: z.string(),
  /** Account number of a customer, SKU of an item. */
  code: z.string().nullable(),
  email: z.string().nullable(),
  isActive: z.boolean(),
  /** Of an account and of what is sold to it. */
  accountKind: z.enum(['income', 'liability', 'expense', 'other']).nullable(),
});

/** One of our records beside what stands for it in QuickBooks, or what might. */
export const quickbooksMatch = z.object({
  kind: quickbooksMatchKind,
  /** A customer's or variant's id, or the word of the terms. */
  id: z.string(),
  name: z.string(),
  code: z.string(),
  email: z.string().nullable(),
  state: z.enum(['matched', 'proposed', 'unmatched']),
  /** What stands for it; what is proposed until a person says so. */
  there: quickbooksRecord.nullable(),
  because: z.enum(['code', 'name', 'email', 'similar_name', 'days']).nullable(),
  /** The names are not the same: look before you confirm. */
  differs: z.boolean(),
  /** Nothing stands for it, and an invoice or credit note waits for that. */
  isNeeded: z.boolean(),
  /** How a customer's lines are taxed. */
  taxCode: z.string().nullable(),
  matchedAt: z.string().nullable(),
  matchedBy: z.string().nullable(),
});

/** Which of our records are asked for. */
export const quickbooksMatchQuery = z.object({
  ...searchablePage,
  kind: quickbooksMatchKind.default('customer'),
  state: z.enum(['matched', 'proposed', 'unmatched', 'needed']).optional(),
});
/** One page of matches, what differs first. */
export const quickbooksMatchPage = pageOf(quickbooksMatch);

/** What may be chosen in QuickBooks, by name. */
export const quickbooksRecordQuery = z.object({
  ...searchablePage,
  kind: quickbooksRecord.shape.kind.default('customer'),
});
/** One page of records of QuickBooks. */
export const quickbooksRecordPage = pageOf(quickbooksRecord);

const matchId = name(40);

/**
 * Up to 200 matches to keep, each with the record of QuickBooks that stands for ours, or null to take the match back; and up
 * to 20 of ours to create there. Items go to the account that is named, else to the usual one.
 */
export const quickbooksMatchBody = z
  .object({
    matches: z
      .array(
        z.object({
          kind: quickbooksMatchKind,
          id: matchId,
          ledgerId: name(40).nullable(),
          taxCode: name(40).optional(),
        }),
      )
      .max(200)
      .default([]),
    create: z
      .array(
        z.object({
          kind: z.enum(['customer', 'item']),
          id,
          taxCode: name(40).optional(),
          accountId: name(40).optional(),
        }),
      )
      .max(20)
      .default([]),
  })
  .refine(({ matches, create }) => matches.length + create.length > 0, 'names nothing to match');

/** What came of it: how many were kept and created, and each that was not, with the reason. */
export const quickbooksMatched = z.object({
  matched: z.number(),
  created: z.number(),
  failed: z.array(z.object({ kind: quickbooksMatchKind, id: z.string(), problem: z.string() })),
});

/** QuickBooks Online. */
export const operations = {
  getQuickbooks: { summary: 'The connection to QuickBooks Online', status: 200, answer: quickbooks, refusals: [] },
  updateQuickbooks: {
    summary: 'Say which items deals and freight are written to, and where sales of new items go',
    body: quickbooksChanges,
    status: 200,
    answer: quickbooks,
    refusals: ['unknown_reference', 'changed_meanwhile', 'ledger_not_connected'],
  },
  connectQuickbooks: {
    summary: 'Begin to connect QuickBooks Online: answers where to consent',
    body: quickbooksConnectionBody,
    status: 201,
    answer: quickbooksConnectionBegun,
    refusals: ['quickbooks_not_set_up'],
  },
  disconnectQuickbooks: {
    summary: 'Disconnect QuickBooks Online; what was sent stays there',
    status: 201,
    answer: quickbooks,
    refusals: ['ledger_not_connected'],
  },
  checkQuickbooks: {
    summary:
      'Ask QuickBooks Online whether it answers, read its customers, items, terms, tax codes and accounts anew, and compare what was sent',
    status: 201,
    answer: quickbooks,
    refusals: ['ledger_not_connected'],
  },
  listQuickbooksRecords: {
    summary: 'Records of QuickBooks Online as they were last read, by name',
    query: quickbooksRecordQuery,
    status: 200,
    answer: quickbooksRecordPage,
    refusals: [],
  },
  listQuickbooksMatches: {
    summary: 'Our customers, items and terms beside those of QuickBooks Online, with proposals',
    query: quickbooksMatchQuery,
    status: 200,
    answer: quickbooksMatchPage,
    refusals: [],
  },
  matchInQuickbooks: {
    summary: 'Confirm matches, take them back, and create in QuickBooks Online what is missing there',
    body: quickbooksMatchBody,
    status: 201,
    answer: quickbooksMatched,
    refusals: ['unknown_reference', 'ledger_not_connected'],
  },
} as const satisfies SomeOperations;
