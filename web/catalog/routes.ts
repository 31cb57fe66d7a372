import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';
import { readEditAddress, textPart } from '#web/ui/address-parts.ts';

/** The screens of catalog. */
export const catalogRoutes = [
  screen(
    '/products',
    lazyRouteComponent(() => import('#web/catalog/products-page.tsx'), 'ProductsPage'),
    (search) => textPart('q', search),
  ),
  screen(
    '/products/new',
    lazyRouteComponent(() => import('#web/catalog/new-product-page.tsx'), 'NewProductPage'),
  ),
  /** `edit` names the variant that is being edited, `product` for the product itself, `new` for a variant to come. */
  screen(
    '/products/$id',
    lazyRouteComponent(() => import('#web/catalog/product-page.tsx'), 'ProductPage'),
    readEditAddress,
  ),
] as const;
