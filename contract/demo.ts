import { z } from 'zod';
import { user } from '#contract/accounts.ts';
import type { SomeOperations } from '#contract/operation.ts';
import { password } from '#contract/passwords.ts';
import { name, text } from '#contract/primitives.ts';

/** How much of each kind a demo company holds, and its removal would take away. */
export const demoContents = z.object({
  companyName: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  people: z.number(),
  customers: z.number(),
  suppliers: z.number(),
  variants: z.number(),
  orders: z.number(),
  backorders: z.number(),
  fulfillments: z.number(),
  invoices: z.number(),
  purchaseOrders: z.number(),
  stockMovements: z.number(),
  apiKeys: z.number(),
});

/** The company that is left, and the one person who can sign in to it. */
export const demoRemovalBody = z.object({
  companyName: name(200),
  /** The demo's own where it is left out. */
  timeZone: text(100).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'is not an ISO 4217 code')
    .optional(),
  administrator: z.object({ name: name(100), email: z.email().max(200), password }),
});

/** What is left after the removal, and what was removed, by kind. */
export const demoRemoval = z.object({
  company: z.object({ name: z.string(), timeZone: z.string(), currency: z.string(), isDemo: z.boolean() }),
  administrator: user,
  removed: demoContents,
});

/** What a demo company holds, and its removal. A company that is no demo refuses both (`not_a_demo_company`). */
export const operations = {
  getDemoContents: {
    summary: 'What a demo company holds, and its removal would take away',
    status: 200,
    answer: demoContents,
    refusals: ['not_a_demo_company'],
  },
  removeDemo: {
    summary: 'Remove everything of a demo company, for good: an empty company with one administrator is left',
    body: demoRemovalBody,
    status: 201,
    answer: demoRemoval,
    refusals: ['not_a_demo_company'],
  },
} as const satisfies SomeOperations;
