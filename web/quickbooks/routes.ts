import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';
import { choicePart, textPart } from '#web/ui/address-parts.ts';
import { MATCH_KINDS, MATCH_STATES, OUTCOMES } from './quickbooks-words.ts';

/** The screen of the accounting. */
export const quickbooksRoutes = [
  screen(
    '/settings/quickbooks',
    lazyRouteComponent(() => import('#web/quickbooks/quickbooks-page.tsx'), 'QuickbooksPage'),
    (search) => ({
      ...choicePart('connection', OUTCOMES, search),
      ...choicePart('kind', MATCH_KINDS, search),
      ...choicePart('state', MATCH_STATES, search),
      ...textPart('q', search),
    }),
  ),
] as const;
