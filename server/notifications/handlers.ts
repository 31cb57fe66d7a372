import type { Handlers } from '../platform/http/handlers.ts';
import { listNotifications } from './queries.ts';
import { readNotifications } from './read-notifications.ts';

/** What people hear of, and what of it they have read. */
export const notificationHandlers: Handlers<'listNotifications' | 'readNotifications'> = {
  listNotifications,
  readNotifications,
};
