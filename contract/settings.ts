import { z } from 'zod';
import type { SomeOperations } from '#contract/operation.ts';
import { address, line, name, shipPolicy, text } from '#contract/primitives.ts';
import { INVOICE_RULES } from '#domain/invoicing/invoice-rule.ts';
import { PRICE_GUARDS } from '#domain/orders/price-guard.ts';

/** ISO weekdays, 1 is Monday, each once and in order. */
const workingDays = z
  .array(z.int().min(1).max(7))
  .min(1)
  .max(7)
  .refine((days) => days.every((day, index) => index === 0 || day > (days[index - 1] ?? 0)), 'is not in order');

/**
 * The company itself. One time zone, one currency and its working days (ISO weekdays, 1 is Monday) hold for every
 * record (rule 34).
 */
export const company = z.object({
  name: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  workingDays: z.array(z.number()),
  /** Its colour, on the pages of customers: `#rrggbb`. */
  color: z.string(),
  isDemo: z.boolean(),
  /** What stands at the head of paper, besides the name. */
  address: address.nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** There are orders: their prices are in this currency, so it stays. */
  isCurrencyFixed: z.boolean(),
  /** Who described the company last; null while nobody did. */
  updatedAt: z.string().nullable(),
  updatedBy: z.string().nullable(),
  version: z.number(),
});

/** What may change of the company. The currency stays once there are orders (`currency_in_use`). */
export const companyChanges = z
  .object({
    name: name(200),
    timeZone: text(64).refine(isTimeZone, 'is not a time zone'),
    currency: z.string().regex(/^[A-Z]{3}$/, 'is not an ISO 4217 code'),
    workingDays,
    address: address.nullable(),
    phone: line(40).nullable(),
    email: z.email().max(200).nullable(),
    color: z.string().regex(/^#[0-9a-f]{6}$/, 'is not a colour, #rrggbb in small letters'),
  })
  .partial();

/** A name of the IANA list, such as `America/Chicago`, or UTC. */
function isTimeZone(name: string): boolean {
  if (name !== 'UTC' && !/^[A-Za-z_]+\//.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The steps from an empty company to its first order, in the order to take them. */
export const SETUP_STEPS = [
  'company',
  'warehouses',
  'suppliers',
  'products',
  'stock',
  'customers',
  'orders',
  'people',
] as const;

/** What a new company needs before its first backorder, each step with what the records say of it. */
export const setup = z.object({
  isDone: z.boolean(),
  steps: z.array(
    z.object({
      step: z.enum(SETUP_STEPS),
      isDone: z.boolean(),
      /** How many there are that the viewer may read, counted to 10,000; more is answered as 10,001. */
      count: z.number(),
    }),
  ),
});

/**
 * The rules of the company. `backorderCreation` says when a shortage becomes a backorder (rule 5), `allocationMode`
 * whether free stock is allocated at once (rule 15), `allocationPolicy` who is served first (rules 9 and 14),
 * `reserveAheadDays` how many days before a requested date stock may be taken (rule 22). All days are calendar days.
 */
export const settings = z.object({
  backorderCreation: z.enum(['at_partial_fulfillment', 'at_confirmation', 'never']),
  allocationMode: z.enum(['automatic', 'after_review', 'by_hand']),
  allocationPolicy: z.enum(['fifo', 'priority']),
  defaultShipPolicy: shipPolicy,
  invoiceRule: z.enum(INVOICE_RULES),
  reserveAheadDays: z.int().min(0).max(365),
  handlingDays: z.int().min(0).max(60),
  repsReadAll: z.boolean(),
  /** A backorder that waited this long is long: its customer hears weekly, and its delivery proposes a follow-up. */
  weeklyStatusAfterDays: z.int().min(1).max(365),
  /** An open backorder that nobody looked at for so long waits for review. */
  reviewAfterDays: z.int().min(1).max(365),
  /** An open backorder older than this is an exception. */
  maximumAgeDays: z.int().min(1).max(3650),
  /** Ready, and nobody began to pick it: an exception after so many days. */
  startWithinDays: z.int().min(0).max(365),
  /** Picked and not shipped: an exception after so many days. */
  shipWithinDays: z.int().min(0).max(365),
  /** Shipped, and nobody confirmed the delivery: an exception after so many days. */
  confirmDeliveryWithinDays: z.int().min(0).max(365),
  /** So long a link to a customer page works. */
  customerLinkDays: z.int().min(1).max(365),
  /** So long a customer has to agree to a second delay; then the backorder is proposed for cancellation. */
  consentWithinDays: z.int().min(1).max(90),
  priceGuard: z.enum(PRICE_GUARDS),
  updatedAt: z.string(),
  updatedBy: z.string(),
  /** By rule, since when it is as it is and who made it so; a rule that was never changed is not named. */
  since: z.record(z.string(), z.object({ at: z.string(), by: z.string() })),
  version: z.number(),
});

/** The rules to change; a rule that is left out stays as it is. They hold for what is done from now on. */
export const settingsChanges = settings
  .omit({ updatedAt: true, updatedBy: true, since: true, version: true })
  .partial();

/** The company, its rules, and what a new company still needs. */
export const operations = {
  getCompany: { summary: 'The company', status: 200, answer: company, refusals: [] },
  updateCompany: {
    summary: 'Describe the company; its currency stays once there are orders',
    body: companyChanges,
    status: 200,
    answer: company,
    refusals: ['currency_in_use', 'changed_meanwhile'],
  },
  getSetup: {
    summary: 'What a new company still needs, derived from its records',
    status: 200,
    answer: setup,
    refusals: [],
  },
  getSettings: { summary: 'The rules of the company', status: 200, answer: settings, refusals: [] },
  updateSettings: {
    summary: 'Change the rules of the company',
    body: settingsChanges,
    status: 200,
    answer: settings,
    refusals: ['changed_meanwhile'],
  },
} as const satisfies SomeOperations;
