import type { Values, Words } from '#contract/words/words.ts';

/** What fields of QuickBooks mean. */
export const fieldsOfQuickbooks: Words = {
  dealItemId: 'The item of QuickBooks that deals are written to, by its id there; null while nobody said.',
  dealItem: 'That item; null while nobody said, and where it is no longer there.',
  freightItem: 'That item; null while nobody said, and where it is no longer there.',
  freightItemId: 'The item of QuickBooks that freight is written to, by its id there; null while nobody said.',
  itemAccountId: 'The account of QuickBooks that sales of new items go to, by its id there; null while nobody said.',
  'QuickbooksConnectionBody.startsOn': 'The first day whose invoices are sent. Left out: as before, or from today.',
  authorizeUrl: 'Where the person goes on to consent. Good for a quarter of an hour, once.',
  health: 'How the connection stands.',
  connectedAt: 'When it was connected last; null where it never was.',
  connectedBy: 'Who connected it last.',
  endsAt: 'When somebody has to connect again at the latest: it moves on while the connection is used.',
  endedBecause: 'Why the connection ended; null while it did not.',
  readAt: 'When customers, items, terms, tax codes and accounts were last read there; null before.',
  lastSuccessAt: 'When QuickBooks last answered.',
  problemAt: 'Since when QuickBooks does not answer; null while it does.',
  'Quickbooks.problem': 'Why QuickBooks does not answer; null while it does.',
  'Quickbooks.matches': 'How many of ours stand for one there, of how many.',
  'Quickbooks.matches.customers.matched': 'Customers that are matched.',
  'Quickbooks.matches.customers.total': 'Customers there are.',
  'Quickbooks.matches.items.matched': 'Items that are matched.',
  'Quickbooks.matches.items.total': 'Items that are sold, with discontinued ones that are matched.',
  'Quickbooks.matches.terms.matched': 'Terms of payment that are matched.',
  'Quickbooks.matches.terms.total': 'Terms of payment that customers have.',
  sending: 'What becomes of invoices and credit notes there.',
  'Quickbooks.sending.startsOn': 'The first day whose invoices are sent; null where none ever was.',
  'Quickbooks.sending.waiting': 'Invoices and credit notes that are still to be sent.',
  'Quickbooks.sending.failed': 'Those that need somebody before they can be sent.',
  lastSentAt: 'When one was last sent; null before.',
  comparedAt: 'When all were last compared with how they stand there; null before.',
  toCompare: 'Those that are to be compared now, because somebody asked or QuickBooks says that something happened.',
  changedThere: 'Those that somebody changed or removed there.',
  unaccounted:
    'Shipments, invoices in advance and credit notes nobody can say anything of: none, or the books are wrong.',
  'QuickbooksMatchBody.matches': 'Matches to keep or to take back.',
  'QuickbooksMatchBody.matches.ledgerId': 'The record of QuickBooks that stands for it; null takes the match back.',
  'QuickbooksMatchBody.matches.taxCode':
    'How the lines of the customer are taxed, by the code there. Left out: as before.',
  'QuickbooksMatchBody.create.taxCode': 'How the lines of the customer are taxed, by the code there.',
  'QuickbooksMatchBody.create.accountId':
    'The account its sales go to, such as a liability for a deposit. Left out: the usual one.',
  ledgerId: 'Its id in QuickBooks.',
  isActive: 'Whether it is in use there.',
  accountKind: 'What kind of account it is, or its sales go to; null where that says nothing.',
  state: 'Whether something there stands for it.',
  'QuickbooksMatch.there': 'What stands for it in QuickBooks; where it is proposed, what might.',
  because: 'What speaks for the proposal; null where nothing is proposed.',
  differs: 'The names are not the same: look before you confirm.',
  isNeeded: 'Nothing stands for it, and an invoice or a credit note waits for that.',
  'QuickbooksMatch.taxCode':
    'How the lines of the customer are taxed, where somebody said so; else as QuickBooks says.',
  matchedAt: 'When it was matched; null while it is not.',
  matchedBy: 'Who said so, a person or a program; null while it is not matched.',
  'QuickbooksMatch.id': 'Id of the customer or variant, or the word of the terms.',
  'QuickbooksMatch.code': 'The account number of the customer, or the SKU.',
  'QuickbooksMatched.matched': 'How many matches were kept.',
  'QuickbooksMatched.created': 'How many were created there.',
  'QuickbooksMatched.failed': 'What was not created, each with the reason.',
};

/** What parameters of QuickBooks mean. */
export const parametersOfQuickbooks: Words = {
  'listQuickbooksMatches.state':
    'Only those that stand so; `needed` are those that invoices and credit notes wait for.',
  'listQuickbooksMatches.q': 'Finds records by a part of a name, account number or SKU, whatever its blanks and case.',
  'listQuickbooksRecords.q': 'Finds records by a part of a name, account number or SKU.',
};

const MATCHED = { customer: 'customers', item: 'items: our variants', terms: 'terms of payment' };
const RECORDS = { ...MATCHED, item: 'items', tax_code: 'tax codes', account: 'accounts' };
const ACCOUNTS = {
  income: 'sales',
  liability: 'what is owed, such as deposits held',
  expense: 'costs',
  other: 'any other account',
};

/** What choices of QuickBooks mean. */
export const valuesOfQuickbooks: Values = {
  health: {
    not_set_up: 'the server knows no app at Intuit',
    not_connected: 'nothing is connected, and nothing is queued',
    works: 'it answers',
    ends_soon: 'it answers, and somebody has to connect again within 14 days',
    away: 'it does not answer just now; what is to be sent waits',
    ended: 'it no longer lets us in: connect again',
  },
  endedBecause: {
    disconnected: 'somebody here disconnected it',
    refused: 'QuickBooks no longer took what let us in',
    key_changed: 'the secret of the server changed, and what let us in cannot be read',
  },
  'QuickbooksRecord.kind': RECORDS,
  'QuickbooksMatch.there.kind': RECORDS,
  'listQuickbooksRecords.kind': RECORDS,
  'QuickbooksMatch.kind': MATCHED,
  'QuickbooksMatchBody.matches.kind': MATCHED,
  'QuickbooksMatchBody.create.kind': MATCHED,
  'QuickbooksMatched.failed.kind': MATCHED,
  'listQuickbooksMatches.kind': MATCHED,
  accountKind: ACCOUNTS,
  state: {
    matched: 'a person said what stands for it',
    proposed: 'something might stand for it; confirm it, or choose another',
    unmatched: 'nothing is known that could stand for it',
    needed: 'nothing stands for it, and an invoice or a credit note waits for that',
  },
  because: {
    code: 'the account number or SKU is the same',
    name: 'the name is the same, whatever its blanks and case',
    email: 'the e-mail address is the same',
    similar_name: 'the name is nearly the same',
    days: 'it is due after as many days',
  },
};
