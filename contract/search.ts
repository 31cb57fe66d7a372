import { z } from 'zod';
import { page, pageOf, text, words } from '#contract/primitives.ts';

const SEARCH_KINDS = ['backorder', 'order', 'purchase_order', 'shipment', 'customer', 'variant'] as const;
export const searchQuery = z.object({ q: words(100) });
/** What a text may mean, the likeliest of each kind first. `id` is that of the record to open. */
export const searchResults = z.object({
  data: z.array(
    z.object({
      kind: z.enum(SEARCH_KINDS),
      id: z.string(),
      /** What people call it: a number or a name. */
      name: z.string(),
      /** What tells it from others: customer, account number, SKU. */
      about: z.string().nullable(),
      status: z.string().nullable(),
    }),
  ),
});

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
export type SavedView = z.infer<typeof savedView>;
const address = z.record(text(40), text(500)).refine((value) => Object.keys(value).length <= 40, 'has too many parts');
export const savedViewBody = z.object({
  list: z.enum(['backorders', 'orders']),
  name: words(80),
  address,
  isShared: z.boolean().default(false),
});
export const savedViewChanges = z.object({ name: words(80), address, isShared: z.boolean() }).partial();
export const savedViewQuery = z.object({ ...page, list: z.enum(['backorders', 'orders']).optional() });
export const savedViewPage = pageOf(savedView);
