import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { screen, signedIn } from '#web/accounts/signed-in-route.ts';
import { answers } from '#web/api/answers.ts';
import { reading } from '#web/api/read.ts';
import { readFulfillAddress } from '#web/fulfillment/fulfill-address.ts';

/** The screens of fulfillment. */
export const fulfillmentRoutes = [
  /** A fulfillment is shown with all of its order; this address is for who knows only the fulfillment. */
  createRoute({
    getParentRoute: () => signedIn,
    path: '/fulfillments/$id',
    beforeLoad: async ({ params: { id } }) => {
      const { orderId, backorderId } = await answers.fetchQuery(reading('getFulfillment', { params: { id } }));
      if (backorderId) throw redirect({ to: '/backorders/$id', params: { id: backorderId }, replace: true });
      throw redirect({ to: '/orders/$id', params: { id: orderId }, replace: true });
    },
  }),
  screen(
    '/returns',
    lazyRouteComponent(() => import('#web/fulfillment/returns-page.tsx'), 'ReturnsPage'),
    (search): { undecided?: 1 } => (Number(search.undecided) === 1 ? { undecided: 1 } : {}),
  ),
  screen(
    '/returns/$id',
    lazyRouteComponent(() => import('#web/fulfillment/return-page.tsx'), 'ReturnPage'),
  ),
  screen(
    '/lots/$lot',
    lazyRouteComponent(() => import('#web/fulfillment/lot-recipients-page.tsx'), 'LotRecipientsPage'),
  ),
  screen(
    '/fulfill',
    lazyRouteComponent(() => import('#web/fulfillment/work-to-fulfill-page.tsx'), 'WorkToFulfillPage'),
    readFulfillAddress,
  ),
  screen(
    '/fulfill/orders/$id',
    lazyRouteComponent(() => import('#web/fulfillment/record-pick-page.tsx'), 'RecordOrderPickPage'),
  ),
  screen(
    '/fulfill/backorders/$id',
    lazyRouteComponent(() => import('#web/fulfillment/record-pick-page.tsx'), 'RecordBackorderPickPage'),
  ),
  screen(
    '/fulfill/variants/$id/$warehouseId',
    lazyRouteComponent(() => import('#web/fulfillment/fill-by-product-page.tsx'), 'FillByProductPage'),
  ),
  screen(
    '/fulfill/fulfillments/$id',
    lazyRouteComponent(() => import('#web/fulfillment/delivery-page.tsx'), 'DeliveryPage'),
  ),
] as const;
