import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { ROLES } from '#contract/permissions.ts';
import { instant, page, pageOf, text, words } from '#contract/primitives.ts';

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

export const operations = {
  getMe: { summary: 'Who is calling, and what they may do', status: 200, answer: me, refusals: [] },
  listUsers: {
    summary: 'The people of the company',
    query: userQuery,
    status: 200,
    answer: userPage,
    refusals: [],
  },
  getUser: { summary: 'One person', ...byId, status: 200, answer: user, refusals: ['not_found'] },
  createUser: {
    summary: 'Add a person',
    body: userBody,
    status: 201,
    answer: user,
    refusals: ['already_exists'],
  },
  updateUser: {
    summary: 'Change a person',
    ...byId,
    body: userChanges,
    status: 200,
    answer: user,
    refusals: ['not_found', 'changed_meanwhile', 'last_administrator'],
  },
  listApiKeys: {
    summary: 'API keys, newest first',
    query: apiKeyQuery,
    status: 200,
    answer: apiKeyPage,
    refusals: [],
  },
  createApiKey: {
    summary: 'Make an API key; the key itself is in this answer only',
    body: apiKeyBody,
    status: 201,
    answer: createdApiKey,
    refusals: [],
  },
  revokeApiKey: { summary: 'End an API key', ...byId, status: 201, answer: apiKey, refusals: ['not_found'] },
} as const satisfies SomeOperations;
