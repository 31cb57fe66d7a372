import type { Handlers } from '../platform/http/handlers.ts';
import { markHomeSeen } from './mark-home-seen.ts';
import { readHome } from './queries.ts';

/** What each role begins the day with. */
export const homeHandlers: Handlers<'getHome' | 'markHomeSeen'> = { getHome: readHome, markHomeSeen };
