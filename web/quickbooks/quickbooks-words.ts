import type { Answer } from '#contract/operations.ts';

export type Quickbooks = Answer<'getQuickbooks'>;
export type Match = Answer<'listQuickbooksMatches'>['data'][number];

/** What came of a consent at Intuit. */
export const OUTCOMES = ['made', 'refused', 'expired', 'failed'] as const;
export const MATCH_KINDS = ['customer', 'item', 'terms'] as const;
export const MATCH_STATES = ['needed', 'proposed', 'unmatched', 'matched'] as const;
/** Where on the page matching stands: far below a long queue. */
export const MATCHING = 'matching';
/** Where on the page it is said where lines go. */
export const USUAL = 'where-lines-go';
export type MatchKind = (typeof MATCH_KINDS)[number];

/** The name under which counts of a kind stand. */
export const COUNTS = { customer: 'customers', item: 'items', terms: 'terms' } as const;

/** An invoice or a credit note that needs a person. */
export type QueuedDocument = (Answer<'listInvoices'>['data'][number] | Answer<'listCreditNotes'>['data'][number]) & {
  isInvoice: boolean;
};
