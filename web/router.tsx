import { createRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { firstRoute, forgottenRoutes, ownRoutes, signInRoute } from '#web/accounts/routes.ts';
import { endSession } from '#web/accounts/session.ts';
import { root, signedIn } from '#web/accounts/signed-in-route.ts';
import { readMe } from '#web/accounts/viewer.ts';
import { answers, whenSignedOut } from '#web/api/answers.ts';
import { useConnection } from '#web/api/connection.ts';
import { parseSearch, stringifySearch } from '#web/api/plain-search.ts';
import { ProblemError } from '#web/api/problem-error.ts';
import { backordersRoutes } from '#web/backorders/routes.ts';
import { carriersRoutes } from '#web/carriers/routes.ts';
import { catalogRoutes } from '#web/catalog/routes.ts';
import { customersRoutes } from '#web/customers/routes.ts';
import { datesRoutes } from '#web/dates/routes.ts';
import { dealsRoutes } from '#web/deals/routes.ts';
import { deliveriesRoutes } from '#web/deliveries/routes.ts';
import { exceptionsRoutes } from '#web/exceptions/routes.ts';
import { followUpsRoutes } from '#web/follow-ups/routes.ts';
import { fulfillmentRoutes } from '#web/fulfillment/routes.ts';
import { galleryRoutes } from '#web/gallery/routes.ts';
import { homeRoutes } from '#web/home/routes.ts';
import { t } from '#web/i18n/words.ts';
import { importsRoutes } from '#web/imports/routes.ts';
import { inventoryRoutes } from '#web/inventory/routes.ts';
import { invoicesRoutes } from '#web/invoices/routes.ts';
import { messagesRoutes } from '#web/messages/routes.ts';
import { ordersRoutes } from '#web/orders/routes.ts';
import { purchasingRoutes } from '#web/purchasing/routes.ts';
import { quickbooksRoutes } from '#web/quickbooks/routes.ts';
import { reportsRoutes } from '#web/reports/routes.ts';
import { reviewsRoutes } from '#web/reviews/routes.ts';
import { settingsRoutes } from '#web/settings/routes.ts';
import { shipmentsRoutes } from '#web/shipments/routes.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { Page } from '#web/ui/page.tsx';
import { EmptyState, FailedState, LoadingState } from '#web/ui/states.tsx';

export const router = createRouter({
  routeTree: root.addChildren([
    signInRoute,
    firstRoute,
    ...forgottenRoutes,
    signedIn.addChildren([
      ...homeRoutes,
      ...followUpsRoutes,
      ...reviewsRoutes,
      ...exceptionsRoutes,
      ...ordersRoutes,
      ...backordersRoutes,
      ...datesRoutes,
      ...dealsRoutes,
      ...fulfillmentRoutes,
      ...shipmentsRoutes,
      ...deliveriesRoutes,
      ...purchasingRoutes,
      ...inventoryRoutes,
      ...invoicesRoutes,
      ...customersRoutes,
      ...catalogRoutes,
      ...reportsRoutes,
      ...messagesRoutes,
      ...settingsRoutes,
      ...carriersRoutes,
      ...importsRoutes,
      ...quickbooksRoutes,
      ...ownRoutes,
      ...galleryRoutes,
    ]),
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingComponent: () => (
    <div style={{ padding: '1rem 1.5rem' }}>
      <LoadingState rows={10} />
    </div>
  ),
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
  // Whoever was at work stays where they are, with what they typed.
  if (answers.getQueryData(readMe.queryKey)) {
    endSession(true);
    return;
  }
  void router.navigate({ to: '/sign-in', search: { to: href }, replace: true });
});

function Broken({ error, reset }: ErrorComponentProps) {
  const { isAway } = useConnection();
  const code = isAway ? 'unreachable' : 'internal_error';
  const problem = error instanceof ProblemError ? error : new ProblemError({ code });
  const retry = () => {
    void router.invalidate();
    reset();
  };
  return (
    <Page title={t('state.thisPageTitle')}>
      <FailedState what={t('state.thisPage')} error={problem} onRetry={retry} />
    </Page>
  );
}
