import type { Values, Words } from '#contract/words/words.ts';

/** What fields of messages to customers mean. */
export const fieldsOfMessages: Words = {
  language: 'The language the customer is written to in.',
  receivesMessages: 'Whether messages go to this customer at all.',
  isWrittenAbout: 'False: no message to a customer speaks of the product.',
  eventsOff: 'Events of which no customer is told.',
  gathers: 'Several backorders of a customer that have news at the same time go in one mail.',
  quietFrom: 'From this time of day nothing leaves, `HH:MM` in the time zone of the company; null for no quiet hours.',
  quietUntil: 'Until this time of day nothing leaves; null for no quiet hours.',
  morning: 'The time of day at which leaves what the night found: delays and weekly news.',
  waitMinutes: 'So many minutes a message waits before it leaves.',
  html: 'The formatted part.',
  isOn: 'Whether customers are told of this event.',
  isDefault: 'It is as the product comes.',
  variables: 'What the text may name, each with what it says.',
  whyNot: 'Why it would not be sent; null where it would.',
  event: 'What the customer is told of.',
  isTest: 'Sent to try a text out: no customer got it.',
  attempts: 'How often it was handed over in vain.',
  queuedAt: 'When it was caused.',
  queuedBy: 'Who or what caused it.',
  nextTryAt: 'When it leaves, or is tried again; null once it is settled.',
  sentAt: 'When the mail server took it; null where it did not.',
  messageId: 'Message-ID of the mail, the same at every try; null until it is written.',
  carriedById: 'Id of the mail that said this among others; null where none did.',
  'Message.to': 'The address it goes to.',
  'TemplatePreview.to': 'The address it would go to; null where there is none.',
  'TemplateTestBody.to': 'The address the test goes to.',
  server: 'How mail leaves.',
  isSetUp: 'Whether a mail server is set up. Without one messages are recorded, not sent.',
  failingSince: 'Since when the mail server takes nothing; null while it does.',
  lastError: 'What the mail server said last; null while it takes mail.',
};

/** What parameters of operations on messages mean. */
export const parametersOfMessages: Words = {
  event: 'Which event, or `digest` for the text that says several things at once.',
  language: 'In which language.',
  'listMailbox.event': 'Only messages of this event.',
};

const EVENTS = {
  cancelled: 'something was cancelled',
  delivered: 'goods arrived',
  shipped: 'goods left',
  order_confirmed: 'an order was confirmed',
  backorder_created: 'part of an order became a backorder',
  date_moved: 'a date was promised, moved or taken back',
  substitute_proposed: 'something else was offered in place of what waits',
  substitute_confirmed: 'the customer takes something else, and an order sends it',
  rescheduled: 'the requested day of an order changed',
  stock_arrived: 'a backorder has stock',
  delayed: 'a promised day passed',
  weekly_status: 'how it stands with what waits long',
};

const TEXTS = { ...EVENTS, digest: 'news of several backorders in one mail' };

const STATUSES = {
  queued: 'it leaves, or is tried again, at `nextTryAt`',
  sent: 'the mail server took it',
  failed: 'the mail server refused it',
  bounced: 'nobody has this address',
  suppressed: 'not sent, on purpose',
  recorded: 'no mail server is set up',
};

/** What the values of choices about messages mean. */
export const valuesOfMessages: Values = {
  language: { en: 'English', es: 'Spanish' },
  event: TEXTS,
  eventsOff: EVENTS,
  'Message.status': STATUSES,
  'listMailbox.status': STATUSES,
};
