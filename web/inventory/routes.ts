import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';
import { readStockAddress, readVariantStockAddress } from '#web/inventory/stock-address.ts';

/** The screens of inventory. */
export const inventoryRoutes = [
  screen(
    '/stock',
    lazyRouteComponent(() => import('#web/inventory/stock-page.tsx'), 'StockPage'),
    readStockAddress,
  ),
  screen(
    '/stock/$variantId',
    lazyRouteComponent(() => import('#web/inventory/variant-stock-page.tsx'), 'VariantStockPage'),
    readVariantStockAddress,
  ),
] as const;
