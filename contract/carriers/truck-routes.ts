import { z } from 'zod';
import { byId, type SomeOperations } from '#contract/operation.ts';
import { changed, changes, flag, id, name, pageOf, searchablePage } from '#contract/primitives.ts';

/** Days of the week the truck drives, 1 is Monday; none twice. */
const weekdays = z
  .array(z.int().min(1).max(7))
  .min(1)
  .max(7)
  .refine((days) => new Set(days).size === days.length, 'names a day twice');

const fields = {
  name: name(100),
  weekdays,
  driverId: id.nullish(),
  phone: name(40).nullish(),
  customerIds: z
    .array(id)
    .max(500)
    .refine((ids) => new Set(ids).size === ids.length, 'names a customer twice')
    .optional(),
  active: z.boolean().optional(),
};

/** A route to add. The name is unique (`already_exists`); who it names must be there (`unknown_reference`). */
export const routeBody = z.object(fields);
/** What may change of a route; `customerIds` are all its stops, in their order. */
export const routeChanges = z.object(fields).partial();

/** A way one of our own trucks drives: on which days, who drives it, and to whom, in the order of the stops. */
export const truckRoute = z.object({
  id: z.string(),
  name: z.string(),
  weekdays: z.array(z.number()),
  driverId: z.string().nullable(),
  driverName: z.string().nullable(),
  phone: z.string().nullable(),
  stops: z.array(
    z.object({
      customerId: z.string(),
      customerName: z.string(),
      accountNumber: z.string(),
      city: z.string().nullable(),
    }),
  ),
  active: z.boolean(),
  createdAt: z.string(),
  version: z.number(),
});

/** Routes by name, all of them unless `active` says otherwise. */
export const routeQuery = z.object({ ...searchablePage, ...changes, active: flag.optional() });
/** One page of routes. */
export const routePage = pageOf(truckRoute.extend(changed));

/** The routes of our own trucks. */
export const operations = {
  listRoutes: { summary: 'Routes by name', query: routeQuery, status: 200, answer: routePage, refusals: [] },
  getRoute: { summary: 'One route', ...byId, status: 200, answer: truckRoute, refusals: ['not_found'] },
  createRoute: {
    summary: 'Add a route',
    body: routeBody,
    status: 201,
    answer: truckRoute,
    refusals: ['unknown_reference', 'already_exists'],
  },
  updateRoute: {
    summary: 'Change a route',
    ...byId,
    body: routeChanges,
    status: 200,
    answer: truckRoute,
    refusals: ['not_found', 'unknown_reference', 'already_exists', 'changed_meanwhile'],
  },
} as const satisfies SomeOperations;
