import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';
import { readInvoicesAddress } from './invoices-address.ts';

/** The screens of invoices and credit notes. */
export const invoicesRoutes = [
  screen(
    '/invoices',
    lazyRouteComponent(() => import('#web/invoices/invoices-page.tsx'), 'InvoicesPage'),
    readInvoicesAddress,
  ),
  screen(
    '/credit-notes',
    lazyRouteComponent(() => import('#web/invoices/invoices-page.tsx'), 'CreditNotesPage'),
    readInvoicesAddress,
  ),
  screen(
    '/invoices/$id',
    lazyRouteComponent(() => import('#web/invoices/document-page.tsx'), 'InvoicePage'),
  ),
  screen(
    '/credit-notes/$id',
    lazyRouteComponent(() => import('#web/invoices/document-page.tsx'), 'CreditNotePage'),
  ),
] as const;
