import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { password } from '#contract/passwords.ts';
import { KEY_ACTIONS, ROLES } from '#contract/permissions.ts';
import { instant, line, name, page, pageOf, searchablePage, text } from '#contract/primitives.ts';

const role = z.enum(ROLES);

/**
 * Who is calling and in which company: the role, the actions it allows (`PERMISSIONS`), and `today`, the company's
 * date in its time zone. `id` is null for a program with an API key.
 */
export const me = z.object({
  id: z.string().nullable(),
  name: z.string(),
  role,
  actions: z.array(z.string()),
  company: z.object({
    name: z.string(),
    timeZone: z.string(),
    currency: z.string(),
    workingDays: z.array(z.number()),
    isDemo: z.boolean(),
    today: z.string(),
  }),
});

/**
 * A person to add. `email` is what they sign in with and is unique, in whatever case it is written; a second one is
 * `already_exists`.
 */
export const userBody = z.object({
  name: name(100),
  email: z.email().max(200),
  phone: line(40).nullish(),
  role,
  /** Set by an administrator for a colleague. */
  password: password.optional(),
});

/**
 * What may change of a person. `active: false` ends their access; the last active administrator stays
 * (`last_administrator`).
 */
export const userChanges = z
  .object({ name: name(100), phone: line(40).nullable(), role, active: z.boolean() })
  .partial();

/** A person of the company. `version` goes up with each change and is the record's ETag. */
export const user = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  role,
  active: z.boolean(),
  /** The routes they drive. Another role, or leaving, takes them off. */
  routes: z.array(z.object({ id: z.string(), name: z.string() })),
  createdAt: z.string(),
  version: z.number(),
});

/** People by name, all roles or one; `q` finds by words of name and e-mail address, and by telephone. */
export const userQuery = z.object({ ...searchablePage, role: role.optional() });

/** One page of people. */
export const userPage = pageOf(user);

/** A password is made up where none is given. */
export const passwordResetBody = z.object({ password: password.optional() }).nullish();

/** The password is shown once, in the answer that sets it. */
export const passwordReset = z.object({ userId: z.string(), email: z.string(), password: z.string() });

/** A person's own: the other sessions end, this one stays. */
export const passwordChangeBody = z.object({ currentPassword: text(200), newPassword: password });

/**
 * A key for a program, with the role it acts in or with what it may do, for all customers. Without `expiresAt` it is good until it
 * is revoked.
 */
export const apiKeyBody = z
  .object({
    name: name(100),
    role: role.optional(),
    actions: z
      .array(z.enum(KEY_ACTIONS))
      .min(1)
      .max(KEY_ACTIONS.length)
      .refine((actions) => new Set(actions).size === actions.length, 'names an action twice')
      .optional(),
    expiresAt: instant.nullish(),
  })
  .refine(({ role, actions }) => (role === undefined) !== (actions === undefined), {
    path: ['actions'],
    error: 'gives either a role or actions',
  });

/** An API key without its secret. It works while `revokedAt` is null and `expiresAt` has not come. */
export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  role: role.nullable(),
  actions: z.array(z.enum(KEY_ACTIONS)).nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});

/** The key itself is shown once, in the answer that creates it. */
export const createdApiKey = apiKey.extend({ key: z.string() });

/** API keys, newest first. */
export const apiKeyQuery = z.object(page);

/** One page of API keys. */
export const apiKeyPage = pageOf(apiKey);

/** Who is calling, the people of the company, and the API keys of its programs. */
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
    refusals: ['not_found', 'last_administrator', 'changed_meanwhile'],
  },
  resetPassword: {
    summary: 'Give a person who forgot theirs a new password, in this answer only, and end all their sessions',
    ...byId,
    body: passwordResetBody,
    status: 201,
    answer: passwordReset,
    refusals: ['not_found'],
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
