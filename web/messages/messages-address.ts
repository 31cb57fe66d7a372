import { NEWS_REASONS, type NewsReason } from '#domain/messages/proposals.ts';
import { MESSAGE_STATUSES, TEMPLATES } from '#domain/messages/words.ts';
import type { Given } from '#web/api/call.ts';

type Status = (typeof MESSAGE_STATUSES)[number];
type Event = (typeof TEMPLATES)[number];

/** `/messages?status=bounced&event=shipped&customer=7` */
export type MessagesAddress = { status?: Status; event?: Event; customer?: string };

export function readMessagesAddress(search: Record<string, unknown>): MessagesAddress {
  const status = MESSAGE_STATUSES.find((known) => known === search.status);
  const event = TEMPLATES.find((known) => known === search.event);
  const customer = /^[1-9]\d{0,17}$/.test(String(search.customer)) ? String(search.customer) : null;
  return {
    ...(status ? { status } : {}),
    ...(event ? { event } : {}),
    ...(customer ? { customer } : {}),
  };
}

/** The question behind an address. */
export function mailboxAsked({ status, event, customer }: MessagesAddress): Given<'listMailbox'> {
  return { query: { status, event, customerId: customer } };
}

/** `/messages/to-tell?whose=mine&reason=date_moved`; `only=12,17` narrows it to some backorders. */
export type ToTellAddress = { whose?: 'mine' | 'all'; reason?: NewsReason; only?: string };

export function readToTellAddress(search: Record<string, unknown>): ToTellAddress {
  const whose = (['mine', 'all'] as const).find((known) => known === search.whose);
  const reason = NEWS_REASONS.find((known) => known === search.reason);
  const only = /^[1-9]\d{0,17}(,[1-9]\d{0,17}){0,199}$/.test(String(search.only)) ? String(search.only) : null;
  return { ...(whose ? { whose } : {}), ...(reason ? { reason } : {}), ...(only ? { only } : {}) };
}
