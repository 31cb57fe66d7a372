import { lazyRouteComponent } from '@tanstack/react-router';
import { screen } from '#web/accounts/signed-in-route.ts';
import { readMessagesAddress, readToTellAddress } from '#web/messages/messages-address.ts';
import { readTextAddress } from '#web/messages/text-address.ts';

/** The screens of messages: what customers were told, and the texts they are told with. */
export const messagesRoutes = [
  screen(
    '/messages',
    lazyRouteComponent(() => import('#web/messages/mailbox-page.tsx'), 'MailboxPage'),
    readMessagesAddress,
  ),
  screen(
    '/messages/to-tell',
    lazyRouteComponent(() => import('#web/messages/to-tell-page.tsx'), 'ToTellPage'),
    readToTellAddress,
  ),
  screen(
    '/messages/$id',
    lazyRouteComponent(() => import('#web/messages/message-page.tsx'), 'MessagePage'),
  ),
  screen(
    '/settings/messages',
    lazyRouteComponent(() => import('#web/messages/message-settings-page.tsx'), 'MessageSettingsPage'),
  ),
  screen(
    '/settings/messages/$event',
    lazyRouteComponent(() => import('#web/messages/text-page.tsx'), 'TextPage'),
    readTextAddress,
  ),
] as const;
