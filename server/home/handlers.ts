import type { Handlers } from '../platform/http/handlers.ts';
import { readHome } from '../reads/home.ts';
import { markHomeSeen } from './mark-home-seen.ts';

/** What each role begins the day with. */
export const homeHandlers: Handlers<'getHome' | 'markHomeSeen'> = { getHome: readHome, markHomeSeen };
