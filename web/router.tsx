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
import { type Me, readMe } from '#web/accounts/viewer.ts';
import { answers, whenSignedOut } from '#web/api/answers.ts';
import { ProblemError } from '#web/api/problem-error.ts';
import { reading } from '#web/api/read.ts';
import { readBackorderAddress } from '#web/backorders/backorder-address.ts';
import { readBackordersAddress } from '#web/backorders/backorders-address.ts';
import { readCustomersAddress } from '#web/customers/customers-address.ts';
import { readDealsAddress } from '#web/deals/deals-address.ts';
import { readExceptionsAddress } from '#web/exceptions/exceptions-address.ts';
import { readFollowUpsAddress } from '#web/follow-ups/follow-ups-address.ts';
import { readFulfillAddress } from '#web/fulfillment/fulfill-address.ts';
import { t } from '#web/i18n/words.ts';
import { readStockAddress, readVariantStockAddress } from '#web/inventory/stock-address.ts';
import { readCancelledAddress } from '#web/orders/cancelled-address.ts';
import { readOrderAddress } from '#web/orders/order-address.ts';
import { readOrdersAddress } from '#web/orders/orders-address.ts';
import { readPurchaseOrdersAddress, readReceivingAddress } from '#web/purchasing/purchase-orders-address.ts';
import { idPart, textPart } from '#web/ui/address-parts.ts';
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

/** An administrator of a company without an order starts where it is set up. */
async function isBeingSetUp({ role, company }: Me): Promise<boolean> {
  if (role !== 'administrator' || company.isDemo) return false;
  const setup = await answers.fetchQuery(reading('getSetup', {})).catch(() => null);
  return setup?.steps.some(({ step, isDone }) => step === 'orders' && !isDone) ?? false;
}

const start = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: async () => {
    const me = answers.getQueryData<Me>(readMe.queryKey);
    if (me && (await isBeingSetUp(me))) throw redirect({ to: '/settings', replace: true });
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

const cancelled = createRoute({
  getParentRoute: () => signedIn,
  path: '/orders/cancelled',
  validateSearch: readCancelledAddress,
  component: lazyRouteComponent(() => import('#web/orders/cancelled-page.tsx'), 'CancelledPage'),
});

const deals = createRoute({
  getParentRoute: () => signedIn,
  path: '/deals',
  validateSearch: readDealsAddress,
  component: lazyRouteComponent(() => import('#web/deals/deals-page.tsx'), 'DealsPage'),
});

const newDeal = createRoute({
  getParentRoute: () => signedIn,
  path: '/deals/new',
  component: lazyRouteComponent(() => import('#web/deals/deal-page.tsx'), 'NewDealPage'),
});

const deal = createRoute({
  getParentRoute: () => signedIn,
  path: '/deals/$id',
  component: lazyRouteComponent(() => import('#web/deals/deal-page.tsx'), 'DealPage'),
});

const newOrder = createRoute({
  getParentRoute: () => signedIn,
  path: '/orders/new',
  validateSearch: (search) => idPart('customer', search),
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

const fulfill = createRoute({
  getParentRoute: () => signedIn,
  path: '/fulfill',
  validateSearch: readFulfillAddress,
  component: lazyRouteComponent(() => import('#web/fulfillment/fulfill-page.tsx'), 'FulfillPage'),
});

const fulfillOrder = createRoute({
  getParentRoute: () => signedIn,
  path: '/fulfill/orders/$id',
  component: lazyRouteComponent(() => import('#web/fulfillment/fill-page.tsx'), 'FillOrderPage'),
});

const fulfillBackorder = createRoute({
  getParentRoute: () => signedIn,
  path: '/fulfill/backorders/$id',
  component: lazyRouteComponent(() => import('#web/fulfillment/fill-page.tsx'), 'FillBackorderPage'),
});

const fulfillNext = createRoute({
  getParentRoute: () => signedIn,
  path: '/fulfill/fulfillments/$id',
  component: lazyRouteComponent(() => import('#web/fulfillment/fulfillment-page.tsx'), 'FulfillmentPage'),
});

const receiving = createRoute({
  getParentRoute: () => signedIn,
  path: '/receiving',
  validateSearch: readReceivingAddress,
  component: lazyRouteComponent(() => import('#web/purchasing/receiving-page.tsx'), 'ReceivingPage'),
});

const receive = createRoute({
  getParentRoute: () => signedIn,
  path: '/receiving/$purchaseOrderId',
  validateSearch: (search): { line?: string } => (search.line === undefined ? {} : { line: String(search.line) }),
  component: lazyRouteComponent(() => import('#web/purchasing/receive-page.tsx'), 'ReceivePage'),
});

const purchaseOrders = createRoute({
  getParentRoute: () => signedIn,
  path: '/purchase-orders',
  validateSearch: readPurchaseOrdersAddress,
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
  validateSearch: (search): { dates?: 1 } => (search.dates === 1 ? { dates: 1 } : {}),
  component: lazyRouteComponent(() => import('#web/purchasing/purchase-order-page.tsx'), 'PurchaseOrderPage'),
});

const stock = createRoute({
  getParentRoute: () => signedIn,
  path: '/stock',
  validateSearch: readStockAddress,
  component: lazyRouteComponent(() => import('#web/inventory/stock-page.tsx'), 'StockPage'),
});

const variantStock = createRoute({
  getParentRoute: () => signedIn,
  path: '/stock/$variantId',
  validateSearch: readVariantStockAddress,
  component: lazyRouteComponent(() => import('#web/inventory/variant-stock-page.tsx'), 'VariantStockPage'),
});

const customers = createRoute({
  getParentRoute: () => signedIn,
  path: '/customers',
  validateSearch: readCustomersAddress,
  component: lazyRouteComponent(() => import('#web/customers/customers-page.tsx'), 'CustomersPage'),
});

const newCustomer = createRoute({
  getParentRoute: () => signedIn,
  path: '/customers/new',
  component: lazyRouteComponent(() => import('#web/customers/new-customer-page.tsx'), 'NewCustomerPage'),
});

const customer = createRoute({
  getParentRoute: () => signedIn,
  path: '/customers/$id',
  validateSearch: (search): { edit?: 1 } => (search.edit === 1 ? { edit: 1 } : {}),
  component: lazyRouteComponent(() => import('#web/customers/customer-page.tsx'), 'CustomerPage'),
});

const products = createRoute({
  getParentRoute: () => signedIn,
  path: '/products',
  validateSearch: (search) => textPart('q', search),
  component: lazyRouteComponent(() => import('#web/catalog/products-page.tsx'), 'ProductsPage'),
});

const newProduct = createRoute({
  getParentRoute: () => signedIn,
  path: '/products/new',
  component: lazyRouteComponent(() => import('#web/catalog/new-product-page.tsx'), 'NewProductPage'),
});

/** `edit` names the variant that is being edited, `product` for the product itself, `new` for a variant to come. */
const product = createRoute({
  getParentRoute: () => signedIn,
  path: '/products/$id',
  validateSearch: readEditAddress,
  component: lazyRouteComponent(() => import('#web/catalog/product-page.tsx'), 'ProductPage'),
});

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  validateSearch: readEditAddress,
  component: lazyRouteComponent(() => import('#web/settings/rules-page.tsx'), 'RulesPage'),
});

const people = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/people',
  validateSearch: readEditAddress,
  component: lazyRouteComponent(() => import('#web/settings/people-page.tsx'), 'PeoplePage'),
});

const apiKeys = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/api-keys',
  validateSearch: readEditAddress,
  component: lazyRouteComponent(() => import('#web/settings/api-keys-page.tsx'), 'ApiKeysPage'),
});

const warehouses = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/warehouses',
  validateSearch: readEditAddress,
  component: lazyRouteComponent(() => import('#web/settings/warehouses-page.tsx'), 'WarehousesPage'),
});

const suppliers = createRoute({
  getParentRoute: () => signedIn,
  path: '/suppliers',
  validateSearch: (search) => ({ ...textPart('q', search), ...readEditAddress(search) }),
  component: lazyRouteComponent(() => import('#web/purchasing/suppliers-page.tsx'), 'SuppliersPage'),
});

const gallery = createRoute({
  getParentRoute: () => signedIn,
  path: '/gallery',
  component: lazyRouteComponent(() => import('#web/gallery/gallery-page.tsx'), 'GalleryPage'),
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
      cancelled,
      deals,
      newDeal,
      deal,
      newOrder,
      order,
      fulfillment,
      fulfill,
      fulfillOrder,
      fulfillBackorder,
      fulfillNext,
      receiving,
      receive,
      purchaseOrders,
      newPurchaseOrder,
      purchaseOrder,
      stock,
      variantStock,
      customers,
      newCustomer,
      customer,
      products,
      newProduct,
      product,
      settings,
      people,
      apiKeys,
      warehouses,
      suppliers,
      gallery,
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

type EditAddress = { edit?: string };

/** Which record of a page is open for editing: its id, or `new`, or a part of the page by its name. */
function readEditAddress(search: Record<string, unknown>): EditAddress {
  const edit = /^[a-z]+$|^[1-9]\d{0,17}$/.exec(String(search.edit ?? ''))?.[0];
  return edit ? { edit } : {};
}

/** An address of ours; anything else would send a person who signs in to somebody else's site. */
function localAddress(to: unknown): string | undefined {
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : undefined;
}
