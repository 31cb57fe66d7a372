import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { name, page, pageOf, text, words } from '#contract/primitives.ts';

const SEARCH_KINDS = [
  'backorder',
  'order',
  'purchase_order',
  'shipment',
  'return',
  'lot',
  'customer',
  'variant',
  'supplier',
  'user',
] as const;

/** What to look for: at least one character that is no space. */
export const searchQuery = z.object({ q: words(100) });

/** What a text may mean, the likeliest of each kind first. `id` is that of the record to open. */
export const searchResults = z.object({
  data: z.array(
    z.object({
      kind: z.enum(SEARCH_KINDS),
      id: z.string(),
      /** What people call it: a number or a name. */
      name: z.string(),
      /** What tells it from others: customer, account number, SKU, telephone. */
      about: z.string().nullable(),
      status: z.string().nullable(),
    }),
  ),
});

/**
 * A view of a list under a name: `address` holds the filters and the order as parts of the screen's address. Shared
 * views are read by everyone and changed by their owner.
 */
export const savedView = z.object({
  id: z.string(),
  list: z.enum(['backorders', 'orders']),
  name: z.string(),
  address: z.record(z.string(), z.string()),
  isShared: z.boolean(),
  isMine: z.boolean(),
  ownerName: z.string(),
  version: z.number(),
});

/** A saved view as answered. */
export type SavedView = z.infer<typeof savedView>;

const address = z.record(text(40), text(500)).refine((value) => Object.keys(value).length <= 40, 'has too many parts');

/**
 * A view to keep. A person has each name once per list (`already_exists`); a program with an API key has no views
 * (`person_required`).
 */
export const savedViewBody = z.object({
  list: z.enum(['backorders', 'orders']),
  name: name(80),
  address,
  isShared: z.boolean().default(false),
});

/** What may change of one's own view. */
export const savedViewChanges = z.object({ name: name(80), address, isShared: z.boolean() }).partial();

/** Views of all lists or one. */
export const savedViewQuery = z.object({ ...page, list: z.enum(['backorders', 'orders']).optional() });

/** One page of views. */
export const savedViewPage = pageOf(savedView);

/** What is left of a record that was removed. */
export const removed = z.object({ id: z.string() });

/** Finding a record by a text, and the views people keep of their lists. */
export const operations = {
  search: {
    summary: 'What a text may mean: numbers by their beginning, names by words in any order or by likeness',
    query: searchQuery,
    status: 200,
    answer: searchResults,
    refusals: [],
  },
  listSavedViews: {
    summary: "Views of lists: one's own and shared ones",
    query: savedViewQuery,
    status: 200,
    answer: savedViewPage,
    refusals: [],
  },
  createSavedView: {
    summary: 'Keep the filters of a list under a name',
    body: savedViewBody,
    status: 201,
    answer: savedView,
    refusals: ['person_required', 'already_exists'],
  },
  updateSavedView: {
    summary: "Change a view of one's own",
    ...byId,
    body: savedViewChanges,
    status: 200,
    answer: savedView,
    refusals: ['not_found', 'already_exists', 'changed_meanwhile'],
  },
  deleteSavedView: {
    summary: "Forget a view of one's own",
    ...byId,
    status: 200,
    answer: removed,
    refusals: ['not_found'],
  },
} as const satisfies SomeOperations;
