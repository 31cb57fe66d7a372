import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { SignedIn } from '#web/accounts/signed-in.tsx';
import { readMe } from '#web/accounts/viewer.ts';
import { answers, whenSignedOut } from '#web/api/answers.ts';
import { ProblemError } from '#web/api/problem-error.ts';
import { reading } from '#web/api/read.ts';
import { readBackorderAddress } from '#web/backorders/backorder-address.ts';
import { readBackordersAddress } from '#web/backorders/backorders-address.ts';
import { readExceptionsAddress } from '#web/exceptions/exceptions-address.ts';
import { readFollowUpsAddress } from '#web/follow-ups/follow-ups-address.ts';
import { t } from '#web/i18n/words.ts';
import { readOrderAddress } from '#web/orders/order-address.ts';
import { readOrdersAddress } from '#web/orders/orders-address.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Page } from '#web/ui/page.tsx';
import { EmptyState, FailedState, LoadingState } from '#web/ui/states.tsx';

const root = createRootRoute({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { to?: string } => ({ to: localAddress(search.to) }),
  component: lazyRouteComponent(() => import('#web/accounts/sign-in-page.tsx'), 'SignInPage'),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location }) => {
    try {
      await answers.ensureQueryData(readMe);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'not_signed_in') throw error;
      throw redirect({ to: '/sign-in', search: { to: location.href }, replace: true });
    }
  },
  component: SignedIn,
});

const start = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/home', replace: true });
  },
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/home',
  component: lazyRouteComponent(() => import('#web/home/home-page.tsx'), 'HomePage'),
});

const followUps = createRoute({
  getParentRoute: () => signedIn,
  path: '/follow-ups',
  validateSearch: readFollowUpsAddress,
  component: lazyRouteComponent(() => import('#web/follow-ups/follow-ups-page.tsx'), 'FollowUpsPage'),
});

const review = createRoute({
  getParentRoute: () => signedIn,
  path: '/review',
  validateSearch: (search): { whose?: 'mine' | 'all' } =>
    search.whose === 'mine' || search.whose === 'all' ? { whose: search.whose } : {},
  component: lazyRouteComponent(() => import('#web/reviews/review-page.tsx'), 'ReviewPage'),
});

const exceptions = createRoute({
  getParentRoute: () => signedIn,
  path: '/exceptions',
  validateSearch: readExceptionsAddress,
  component: lazyRouteComponent(() => import('#web/exceptions/exceptions-page.tsx'), 'ExceptionsPage'),
});

const backorders = createRoute({
  getParentRoute: () => signedIn,
  path: '/orders/backorders',
  validateSearch: readBackordersAddress,
  component: lazyRouteComponent(() => import('#web/backorders/backorders-page.tsx'), 'BackordersPage'),
});

const backorder = createRoute({
  getParentRoute: () => signedIn,
  path: '/backorders/$id',
  validateSearch: readBackorderAddress,
  component: lazyRouteComponent(() => import('#web/backorders/backorder-page.tsx'), 'BackorderPage'),
});

const backorderFills = createRoute({
  getParentRoute: () => signedIn,
  path: '/backorders/$id/fills',
  component: lazyRouteComponent(() => import('#web/backorders/backorder-fills-page.tsx'), 'BackorderFillsPage'),
});

const orders = createRoute({
  getParentRoute: () => signedIn,
  path: '/orders',
  validateSearch: readOrdersAddress,
  component: lazyRouteComponent(() => import('#web/orders/orders-page.tsx'), 'OrdersPage'),
});

const newOrder = createRoute({
  getParentRoute: () => signedIn,
  path: '/orders/new',
  component: lazyRouteComponent(() => import('#web/orders/new-order-page.tsx'), 'NewOrderPage'),
});

const order = createRoute({
  getParentRoute: () => signedIn,
  path: '/orders/$id',
  validateSearch: readOrderAddress,
  component: lazyRouteComponent(() => import('#web/orders/order-page.tsx'), 'OrderPage'),
});

/** A fulfillment is shown with all of its order; this address is for who knows only the fulfillment. */
const fulfillment = createRoute({
  getParentRoute: () => signedIn,
  path: '/fulfillments/$id',
  beforeLoad: async ({ params: { id } }) => {
    const { orderId, backorderId } = await answers.fetchQuery(reading('getFulfillment', { params: { id } }));
    if (backorderId) throw redirect({ to: '/backorders/$id', params: { id: backorderId }, replace: true });
    throw redirect({ to: '/orders/$id', params: { id: orderId }, replace: true });
  },
});

const purchaseOrders = createRoute({
  getParentRoute: () => signedIn,
  path: '/purchase-orders',
  validateSearch: (search): { status?: 'closed' } => (search.status === 'closed' ? { status: 'closed' } : {}),
  component: lazyRouteComponent(() => import('#web/purchasing/purchase-orders-page.tsx'), 'PurchaseOrdersPage'),
});

const newPurchaseOrder = createRoute({
  getParentRoute: () => signedIn,
  path: '/purchase-orders/new',
  component: lazyRouteComponent(() => import('#web/purchasing/new-purchase-order-page.tsx'), 'NewPurchaseOrderPage'),
});

const purchaseOrder = createRoute({
  getParentRoute: () => signedIn,
  path: '/purchase-orders/$id',
  validateSearch: (search): { receive?: 1 } => (search.receive === 1 ? { receive: 1 } : {}),
  component: lazyRouteComponent(() => import('#web/purchasing/purchase-order-page.tsx'), 'PurchaseOrderPage'),
});

const stock = createRoute({
  getParentRoute: () => signedIn,
  path: '/stock',
  validateSearch: (search): { q?: string } => (typeof search.q === 'string' && search.q !== '' ? { q: search.q } : {}),
  component: lazyRouteComponent(() => import('#web/inventory/stock-page.tsx'), 'StockPage'),
});

const variantStock = createRoute({
  getParentRoute: () => signedIn,
  path: '/stock/$variantId',
  component: lazyRouteComponent(() => import('#web/inventory/variant-stock-page.tsx'), 'VariantStockPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    signedIn.addChildren([
      start,
      home,
      followUps,
      review,
      exceptions,
      backorders,
      backorder,
      backorderFills,
      orders,
      newOrder,
      order,
      fulfillment,
      purchaseOrders,
      newPurchaseOrder,
      purchaseOrder,
      stock,
      variantStock,
    ]),
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingComponent: () => <LoadingState rows={10} />,
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: () => (
    <Page title={t('state.noPage')}>
      <EmptyState
        title={t('state.noPageWhy')}
        action={
          <ButtonLink to="/" variant="default">
            {t('state.home')}
          </ButtonLink>
        }
      />
    </Page>
  ),
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

whenSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (pathname === '/sign-in') return;
  answers.clear();
  void router.navigate({ to: '/sign-in', search: { to: href }, replace: true });
});

function Broken({ error, reset }: ErrorComponentProps) {
  const problem = error instanceof ProblemError ? error : new ProblemError({ code: 'internal_error' });
  return (
    <Page title={t('state.thisPageTitle')}>
      <FailedState what={t('state.thisPage')} error={problem} onRetry={reset} />
    </Page>
  );
}

/** An address of ours; anything else would send a person who signs in to somebody else's site. */
function localAddress(to: unknown): string | undefined {
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : undefined;
}
