/** What a customer is told of, the most telling first: of what one act causes for an order, the first is told. */
export const MESSAGE_EVENTS = [
  'cancelled',
  'delivered',
  'shipped',
  'substitute_confirmed',
  'credit_issued',
  'order_confirmed',
  'substitute_proposed',
  'backorder_created',
  'date_moved',
  'rescheduled',
  'stock_arrived',
  'delayed',
  'weekly_status',
] as const;
/** Something that happened to an order or a backorder, of which its customer is told. */
export type MessageEvent = (typeof MESSAGE_EVENTS)[number];

/** Every text there is: one for each event, and the one that says several things at once. */
export const TEMPLATES = [...MESSAGE_EVENTS, 'digest'] as const;
/** A text that messages are written from. */
export type TemplateName = (typeof TEMPLATES)[number];

/** What may stand with others in one mail to a customer: news of backorders, never of goods or of an order. */
export const GATHERED: readonly TemplateName[] = [
  'backorder_created',
  'date_moved',
  'stock_arrived',
  'delayed',
  'weekly_status',
];

/** The languages that customers are written to in. */
export const LANGUAGES = ['en', 'es'] as const;
/** A language that customers are written to in. */
export type Language = (typeof LANGUAGES)[number];

/**
 * What became of a message. `sent`: the mail server took it. `bounced`: the server said that nobody has this address;
 * `failed`: it refused otherwise, until we gave up. `suppressed`: not sent, on purpose. `recorded`: no mail server is set up.
 */
export const MESSAGE_STATUSES = ['queued', 'sent', 'failed', 'bounced', 'suppressed', 'recorded'] as const;
/** Why a message was not sent on purpose. Of several reasons the first is named. */
export const SUPPRESSIONS = [
  'event_off',
  'customer_opted_out',
  'product_not_written_about',
  'no_longer_true',
  'already_told',
  'no_address',
  'in_digest',
] as const;
/** Why a message was not sent on purpose. */
export type Suppression = (typeof SUPPRESSIONS)[number];
