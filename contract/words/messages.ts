import type { Values, Words } from '#contract/words/words.ts';

/** What fields of messages to customers mean. */
export const fieldsOfMessages: Words = {
  proposals: 'What was looked at, each backorder once.',
  news: 'What there is to tell, as the list of proposals named it. Something else to tell has another name.',
  otherItems: 'How many other items wait with it.',
  'MessageProposalList.reasons': 'Why the customer should hear from us, the most pressing first.',
  'MessageProposalList.toldOn': 'The day the customer was told last; null for "no date yet" or nothing.',
  'MessageProposalList.whyNot': 'Why no message can go to the customer; null where one can.',
  'MessageProposalList.counts': 'How many there are for each first reason, whatever the page shows.',
  waitedDays: 'Whole days since it was created.',
  slips: 'How many promises moved the day back.',
  heardOn: 'The day of the last contact or message about it; null where there was none.',
  setAside: 'What is not proposed again; null where it was refused.',
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
  'TemplatePreviewBody.backorderCancellation':
    'A cancellation of the backorder that is not done yet, to look at its message.',
  'TemplatePreviewBody.orderCancellation': 'A cancellation of the order that is not done yet, to look at its message.',
  'TemplatePreviewBody.backorder': 'A backorder of the order that is not made yet, to look at its message.',
  'TemplatePreviewBody.together':
    'Backorders of one customer whose proposed news go in one mail; of the text `digest` alone.',
  isSetUp: 'Whether a mail server is set up. Without one messages are recorded, not sent.',
  failingSince: 'Since when the mail server takes nothing; null while it does.',
  lastError: 'What the mail server said last; null while it takes mail.',
  'CustomerLink.backorderId': 'The only backorder it shows; null where it shows all that the customer waits for.',
  'CreatedCustomerLink.backorderId':
    'The only backorder it shows; null where it shows all that the customer waits for.',
  'CustomerLink.messageId': 'Id of the mail that carries it; null where a person made it.',
  'CreatedCustomerLink.messageId': 'Id of the mail that carries it; null where a person made it.',
  revokedBy: 'Who ended it; null while it works or has expired.',
  notBefore: 'The day before which the customer wants nothing; null for any other answer.',
  'CustomerAnswer.text': 'What the customer wrote with it.',
  'Home.mine.answers': 'What customers decided on their pages since the last visit.',
  answeredAt: 'When they decided it.',
  'CustomerAnswer.answer': 'What they decided.',
  'answers.next.answer': 'What they decided.',
  lastUsedAt:
    'When somebody last answered by it; null for never. Opening the page is not counted: mail scanners open links.',
  'CreatedCustomerLink.url': 'The address of the page, in this answer and nowhere else.',
};

/** What parameters of operations on messages mean. */
export const parametersOfMessages: Words = {
  event: 'Which event, or `digest` for the text that says several things at once.',
  'listMessageProposals.backorderIds': 'Only news of these backorders, by id, with commas between.',
  'listMessageTemplates.language': 'In which language.',
  'getMessageTemplate.language': 'In which language.',
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
  credit_issued: 'something is credited',
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

const ANSWERS = {
  wait: 'they wait, and agree to the date as it is',
  send_available: 'they want sent what is there, in parts',
  substitute: 'they take something else in its place',
  not_before: 'they want nothing before a day',
  cancel_rest: 'they cancelled what is outstanding, or a part of it',
  not_received: 'a delivery did not reach them',
  ask: 'they asked something',
};

const OUTCOMES = {
  done: 'the records changed at once',
  noted: 'nothing had to change',
  asked: 'a person has to act',
};

/** What the values of choices about messages mean. */
const NEWS = {
  date_moved: 'supply says another day than the customer was told',
  slipped_twice: 'its promise moved back twice, and nobody spoke to the customer since',
  waits_a_week: 'it waits for 8 to 10 days, and the customer heard nothing for a week',
  weekly_due: 'it waits long, and the customer heard nothing for a week',
  top_customer: 'a VIP or one of the ten with most outstanding, who heard nothing for a week',
};

export const valuesOfMessages: Values = {
  'MessageProposalList.reasons': NEWS,
  'MessageProposalList.counts.reason': NEWS,
  'listMessageProposals.reason': NEWS,
  'MessageProposalList.whyNot': {
    customer_opted_out: 'the customer wants no messages',
    no_address: 'the customer has no e-mail address',
    event_off: 'messages of this kind are switched off',
  },
  language: { en: 'English', es: 'Spanish' },
  event: TEXTS,
  eventsOff: EVENTS,
  'answers.next.answer': ANSWERS,
  'CustomerAnswer.answer': ANSWERS,
  'answers.next.outcome': OUTCOMES,
  'CustomerAnswer.outcome': OUTCOMES,
  'Message.status': STATUSES,
  'listMailbox.status': STATUSES,
};
