import type { Values, Words } from '#contract/words/words.ts';

/** What fields of invoices, credit notes and their dispositions mean. */
export const fieldsOfInvoices: Words = {
  'SendBody.issuedOn': 'The day it is written with; the day it has when left out.',
  'SendBody.nextNumber': 'Whether it takes the next free number, such as `INV-1001-2`.',
  'ExclusionBody.reason': 'Why it is not sent; it stays on record.',
  accounting: 'What has become of it in the company’s accounting, and its number there.',
  'accounting.number': 'The number it is written with there.',
  disposition: 'What has become of it in the company’s accounting.',
  'disposition.number': 'The number it is written with: its own, unless that was taken there.',
  'disposition.issuedOn': 'The day it is written with.',
  'disposition.excludedBecause': 'Why it is not sent; null unless it is excluded.',
  exclusionNote: 'What a person said to it; null unless one excluded it.',
  problem: 'What stands in the way; null where nothing does.',
  'problem.code': 'What it is, for programs.',
  'problem.detail': 'A sentence somebody who keeps books can act on.',
  'problem.action': 'The one thing that puts it right.',
  'disposition.sentAt': 'When it was found to be there; null while it is not.',
  checkedAt: 'When it was last looked at there; null before it is sent.',
  writtenAmount: 'What we wrote, without tax; null before it is sent.',
  there: 'How it stood there when it was last looked at; null before it is sent, and where it is gone.',
  'there.number': 'Its number there.',
  'there.issuedOn': 'Its day there.',
  'there.net': 'Its amount there, without tax.',
  'there.tax': 'The tax, as it is computed there.',
  'there.total': 'Its amount there, with tax.',
  'there.balance': 'What is still to be paid, or of a credit to be used.',
  'there.isVoid': 'Whether somebody made it void in the accounting.',
  'there.changedAt': 'When it was last changed there.',
  'disposition.changedAt': 'Since when that is so.',
  'disposition.changedBy': 'Who made it so: a person by name, a program, or the product itself.',
  'CreditNote.kind': 'Whether it is a paper of its own.',
  'CreditNote.number': 'As it stands on the paper, such as `CN-1007`.',
  'CreditNote.reason': 'Why the customer is charged less.',
  'CreditNote.settlement': 'What the customer gets of it.',
  settlement:
    'What the customer gets of what was invoiced in advance and is taken off; credit when left out. Without anything invoiced it says nothing.',
  creditedValue:
    'What of it was invoiced already and goes on a credit note; null for nothing, and then there is nothing to settle.',
  'Invoice.fulfillmentId': 'The fulfillment it is for; null where the order was invoiced in advance.',
  'Invoice.fulfillmentNumber': 'Its number; null where the order was invoiced in advance.',
  'CreditNote.amount': 'What the customer is charged less.',
  'CreditNote.lines.quantity': 'Base units that are charged no longer.',
  'CreditNote.lines.amount': 'What the customer is charged less for them.',
  creditedOn: 'The day of the credit.',
};

export const parametersOfInvoices: Words = {
  'listInvoices.status': 'Only invoices of which this has become in the company’s accounting.',
  'listInvoices.invoiceRule': 'Only invoices of fulfillments, or only those made in advance.',
  'listCreditNotes.settlement': 'Only credit notes of which the customer gets this.',
  'listCreditNotes.status': 'Only credit notes of which this has become in the company’s accounting.',
};

const STATUS = {
  waiting: 'it is sent as soon as it can be, in its order',
  sent: 'it is there as it was sent',
  failed: 'it was refused, and a person has to put something right',
  excluded: 'it is not to be sent',
  changed_there: 'it was sent, and somebody changed, voided or deleted it there',
};

export const valuesOfInvoices: Values = {
  'disposition.status': STATUS,
  'accounting.status': STATUS,
  'listInvoices.status': STATUS,
  'listCreditNotes.status': STATUS,
  'disposition.excludedBecause': {
    not_connected: 'nothing was connected when it was made',
    before_start: 'it is of before the first day whose invoices are sent',
    nothing_to_charge: 'it comes to nothing',
    with_invoice: 'the invoice itself was written without it',
    by_hand: 'a person said so',
  },
  'problem.code': {
    away: 'the accounting did not answer',
    no_answer: 'no answer to this one, however often it was tried',
    connection_ended: 'the connection has ended',
    customer_not_matched: 'the customer is matched with none there',
    item_not_matched: 'an item is matched with none there',
    number_taken: 'another document there has its number',
    period_closed: 'the books are closed for its day',
    record_gone: 'its customer or an item is gone or inactive there',
    changed_there: 'the invoice to be voided was changed there',
    refused: 'refused for another reason, which the detail gives',
  },
  'problem.action': {
    reconnect: 'connect the accounting again',
    match_customer: 'match the customer',
    match_item: 'match the item',
    next_number: 'send it with the next free number',
    choose_date: 'send it with a day that is open',
    send_again: 'put right what the detail says, and send it again',
    none: 'nothing to do here',
  },
  settlement: { credit: 'credit, which is taken off what they owe', refund: 'the money back' },
  'CreditNote.reason': {
    returned: 'it came back',
    not_received: 'it was lost on the way and is not sent again',
    not_delivered: 'it was not handed over and goes again',
    cancelled: 'it was invoiced already and is cancelled',
    substituted: 'it was invoiced already and something else is sent',
  },
  'CreditNote.kind': {
    amendment: 'what a driver brought back: it puts the invoice right',
    credit_note: 'a paper of its own',
  },
};
