/**
 * When an order is invoiced: each fulfillment as it ships, or the whole order in advance, when it is confirmed. An order keeps the
 * rule it was confirmed under.
 */
export const INVOICE_RULES = ['per_fulfillment', 'in_advance'] as const;
export type InvoiceRule = (typeof INVOICE_RULES)[number];

/** What a customer gets of what they were charged in vain: credit, which is taken off what they owe, or the money back. */
export const SETTLEMENTS = ['credit', 'refund'] as const;
export type Settlement = (typeof SETTLEMENTS)[number];

/** Why a customer is charged less. */
export const CREDIT_REASONS = ['returned', 'not_received', 'not_delivered', 'cancelled', 'substituted'] as const;
export type CreditReason = (typeof CREDIT_REASONS)[number];
