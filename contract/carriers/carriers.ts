import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import {
  changed,
  changes,
  flag,
  line,
  moneyOut,
  moneyToCent,
  name,
  pageOf,
  searchablePage,
} from '#contract/primitives.ts';

/** Where a carrier answers about a parcel: an address with `{number}` in the place of its number. */
const trackingLink = line(300).regex(
  /^https:\/\/\S*\{number\}\S*$/,
  'is not an address that begins with https:// and has {number} where the tracking number goes',
);

const fields = {
  name: name(100),
  trackingLink: trackingLink.nullish(),
  usualDays: z.int().min(0).max(60).nullish(),
  usualFreight: moneyToCent.nullish(),
  active: z.boolean().optional(),
};

/** A carrier to add. The name is unique (`already_exists`), in whatever case it is written. */
export const carrierBody = z.object(fields);
/** What may change of a carrier. Shipments keep the name they left under. */
export const carrierChanges = z.object(fields).partial();

/** A company that brings goods for us. */
export const carrier = z.object({
  id: z.string(),
  name: z.string(),
  trackingLink: z.string().nullable(),
  usualDays: z.number().nullable(),
  active: z.boolean(),
  createdAt: z.string(),
  version: z.number(),
  usualFreight: moneyOut.nullable(),
});

/** Carriers by name, all of them unless `active` says otherwise. */
export const carrierQuery = z.object({ ...searchablePage, ...changes, active: flag.optional() });
/** One page of carriers. As a table, what came later stands behind. */
export const carrierPage = pageOf(
  carrier.omit({ usualFreight: true }).extend({ ...changed, usualFreight: carrier.shape.usualFreight }),
);

/** Who brings goods for us. */
export const operations = {
  listCarriers: { summary: 'Carriers by name', query: carrierQuery, status: 200, answer: carrierPage, refusals: [] },
  getCarrier: { summary: 'One carrier', ...byId, status: 200, answer: carrier, refusals: ['not_found'] },
  createCarrier: {
    summary: 'Add a carrier',
    body: carrierBody,
    status: 201,
    answer: carrier,
    refusals: ['already_exists'],
  },
  updateCarrier: {
    summary: 'Change a carrier',
    ...byId,
    body: carrierChanges,
    status: 200,
    answer: carrier,
    refusals: ['not_found', 'already_exists', 'changed_meanwhile'],
  },
} as const satisfies SomeOperations;
