import type { Handlers } from '../platform/http/handlers.ts';
import { createCarrier } from './create-carrier.ts';
import { createRoute } from './create-route.ts';
import { getCarrier, getRoute, listCarriers, listRoutes } from './queries.ts';
import { updateCarrier } from './update-carrier.ts';
import { updateRoute } from './update-route.ts';

/** Who brings the goods. */
export const carrierHandlers: Handlers<
  | 'listCarriers'
  | 'getCarrier'
  | 'createCarrier'
  | 'updateCarrier'
  | 'listRoutes'
  | 'getRoute'
  | 'createRoute'
  | 'updateRoute'
> = { listCarriers, getCarrier, createCarrier, updateCarrier, listRoutes, getRoute, createRoute, updateRoute };
