import { z } from 'zod';
import { ROLES } from '#contract/permissions.ts';
import { instant, page, pageOf, shipPolicy, text, words } from '#contract/primitives.ts';

const role = z.enum(ROLES);

export const me = z.object({
  id: z.string().nullable(),
  name: z.string(),
  role,
  actions: z.array(z.string()),
  company: z.object({
    name: z.string(),
    timeZone: z.string(),
    currency: z.string(),
    isDemo: z.boolean(),
    today: z.string(),
  }),
});

export const userBody = z.object({
  name: words(100),
  email: z.email().max(200),
  phone: text(40).nullish(),
  role,
  /** Set by an administrator for a colleague; at least 10 characters. */
  password: text(200).min(10).optional(),
});
export const userChanges = z
  .object({ name: words(100), phone: text(40).nullable(), role, active: z.boolean() })
  .partial();
export const user = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  role,
  active: z.boolean(),
  createdAt: z.string(),
  version: z.number(),
});
export const userQuery = z.object({ ...page, role: role.optional() });
export const userPage = pageOf(user);

export const apiKeyBody = z.object({ name: words(100), role, expiresAt: instant.nullish() });
export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  role,
  createdAt: z.string(),
  createdBy: z.string(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});
/** The key itself is shown once, in the answer that creates it. */
export const createdApiKey = apiKey.extend({ key: z.string() });
export const apiKeyQuery = z.object(page);
export const apiKeyPage = pageOf(apiKey);

export const settings = z.object({
  backorderCreation: z.enum(['at_partial_fulfillment', 'at_confirmation', 'never']),
  allocationMode: z.enum(['automatic', 'after_review', 'by_hand']),
  allocationPolicy: z.enum(['fifo', 'priority']),
  defaultShipPolicy: shipPolicy,
  invoiceRule: z.enum(['per_fulfillment']),
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
  updatedAt: z.string(),
  updatedBy: z.string(),
  version: z.number(),
});
export const settingsChanges = settings.omit({ updatedAt: true, updatedBy: true, version: true }).partial();
