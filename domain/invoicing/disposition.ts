import type { LedgerFailure, LedgerRefusal } from '#domain/invoicing/ledger-port.ts';

/**
 * What becomes of an invoice or credit note in the company's accounting: it waits to be sent, was sent, was refused, is not to
 * be sent, or was sent and is another one there now.
 */
export type DispositionStatus = 'waiting' | 'sent' | 'failed' | 'excluded' | 'changed_there';

/** The one thing that puts a problem right. `none`: it is tried again without anybody's help. */
export const PROBLEM_ACTIONS = [
  'reconnect',
  'match_customer',
  'match_item',
  'choose_item',
  'next_number',
  'choose_date',
  'send_again',
  'none',
] as const;
export type ProblemAction = (typeof PROBLEM_ACTIONS)[number];

/** What stands in the way of a document. */
export type ProblemCode =
  | 'away'
  | 'no_answer'
  | 'connection_ended'
  | 'customer_not_matched'
  | 'item_not_matched'
  | 'number_taken'
  | 'period_closed'
  | 'record_gone'
  | 'changed_there'
  | 'refused';

/** A problem, in a sentence a bookkeeper can act on, and what to do. */
export type SendingProblem = { code: ProblemCode; detail: string; action: ProblemAction };

/** A document as a sentence names it, and the accounting it goes to, such as "QuickBooks". */
export type Named = { ledger: string; number: string; issuedOn: string };

/** What a ledger's failure means to a bookkeeper. */
export function describeFailure(failure: LedgerFailure, named: Named): SendingProblem {
  const { ledger, number } = named;
  switch (failure.is) {
    case 'unauthorized':
      return {
        code: 'connection_ended',
        detail: `${ledger} no longer lets us in. Connect it again; ${number} waits until then.`,
        action: 'reconnect',
      };
    case 'later':
    case 'unsure':
      return {
        code: 'away',
        detail: `${ledger} did not answer. ${number} waits and is tried again by itself.`,
        action: 'none',
      };
    case 'refused':
      return describeRefusal(failure.why, failure.detail, named);
  }
}

function describeRefusal(why: LedgerRefusal, said: string, { ledger, number, issuedOn }: Named): SendingProblem {
  switch (why) {
    case 'duplicate_number':
      return {
        code: 'number_taken',
        detail: `${ledger} has another document with the number ${number}. Send it with the next free number.`,
        action: 'next_number',
      };
    case 'closed_period':
      return {
        code: 'period_closed',
        detail: `The books are closed for ${issuedOn} in ${ledger}. Choose a day that is open, or open the period there.`,
        action: 'choose_date',
      };
    case 'inactive_record':
    case 'unknown_record':
      return {
        code: 'record_gone',
        detail: `${ledger} does not have the customer or an item of ${number} any more, or made it inactive: ${said} Match it again.`,
        action: 'match_customer',
      };
    case 'duplicate_name':
    case 'stale_version':
    case 'invalid':
      return {
        code: 'refused',
        detail: `${ledger} refused ${number}: ${said} Put that right, then send it again.`,
        action: 'send_again',
      };
  }
}

/** A customer of ours whom nobody matched with one of the ledger's. */
export function customerNotMatched(customer: string, ledger: string): SendingProblem {
  return {
    code: 'customer_not_matched',
    detail: `${customer} is not matched with a customer of ${ledger}. Match them; then it is sent.`,
    action: 'match_customer',
  };
}

/** Items of ours that nobody matched. */
export function itemsNotMatched(skus: readonly string[], ledger: string): SendingProblem {
  const [are, items, them] = skus.length > 1 ? ['are', 'items', 'them'] : ['is', 'an item', 'it'];
  const named = `${skus.slice(0, 5).join(', ')}${skus.length > 5 ? ` and ${skus.length - 5} more` : ''}`;
  return {
    code: 'item_not_matched',
    detail: `${named} ${are} not matched with ${items} of ${ledger}. Match ${them}; then it is sent.`,
    action: 'match_item',
  };
}

/** What is charged or taken off without being an item of ours has no item of the ledger that it is written to. */
export function noItemChosen(what: 'deals' | 'freight', ledger: string): SendingProblem {
  const is = what === 'deals' ? 'are' : 'is';
  return {
    code: 'item_not_matched',
    detail: `No item of ${ledger} is chosen that ${what} ${is} written to. Choose one; then it is sent.`,
    action: 'choose_item',
  };
}

/** A document nobody got an answer for, however often it was tried, while the ledger answers to others. */
export function noAnswer({ ledger, number }: Named): SendingProblem {
  return {
    code: 'no_answer',
    detail: `${ledger} did not answer to ${number}, several times. Send it again; it is looked for there first.`,
    action: 'send_again',
  };
}

/** An invoice that was to be voided and is another one there now. */
export function notOursToVoid({ ledger, number }: Named): SendingProblem {
  return {
    code: 'changed_there',
    detail: `${number} was changed in ${ledger}, so it was not voided. Void it there, then say here that it is done.`,
    action: 'none',
  };
}

/** The next number to try for a document whose own is taken: `INV-1001`, `INV-1001-2`, `INV-1001-3`. */
export function nextNumber(own: string, taken: string): string {
  const tried = taken.startsWith(`${own}-`) ? Number(taken.slice(own.length + 1)) : 1;
  return `${own}-${tried + 1}`;
}
