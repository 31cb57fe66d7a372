import type { ERROR_FACTS } from '#contract/error-facts.ts';

/**
 * Every way a request can be refused. The code is stable; the status and the sentence go with it. One registry: the API
 * document, the error list and the screens are tested against it. An operation lists its refusals in this order.
 *
 * Long because the registry is one list.
 */
export const ERRORS = {
  invalid_request: {
    status: 422,
    title: 'The request is not valid',
    meaning:
      'A field or parameter is unknown, missing, of the wrong kind, or out of bounds; `errors` points at each, and names what an unknown one may have meant.',
  },
  malformed_request: {
    status: 400,
    title: 'The request could not be read',
    meaning: 'The body is not JSON.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The content type is not read',
    meaning: 'A body is JSON, and says so: `Content-Type: application/json`.',
  },
  request_too_large: {
    status: 413,
    title: 'The request is too large',
    meaning: 'The body is larger than the server reads.',
  },
  not_signed_in: {
    status: 401,
    title: 'Not signed in',
    meaning: 'No session and no valid API key came with the request.',
  },
  not_permitted: {
    status: 403,
    title: 'Not permitted',
    meaning: 'The caller may not do this; `permission` names what they would need.',
  },
  person_required: {
    status: 409,
    title: 'Only for people',
    meaning: 'It belongs to a person, and an API key belongs to a program. Sign in as a person to do it.',
  },
  not_your_customer: {
    status: 403,
    title: 'Not your customer',
    meaning: 'A sales representative changes only records of their own customers.',
  },
  tier_not_yours: {
    status: 403,
    title: 'Tier is set by a manager',
    meaning: "A tier moves everybody's place in the queue: managers and administrators give it.",
  },
  sale_hold_not_yours: {
    status: 403,
    title: 'A manager says who gets nothing, or only against cash',
    meaning: 'Ask a manager to put the customer on hold or to lift it.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    meaning: 'No such record, or none the caller may read; `detail` says of which kind. Or the address itself is none.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Not done at this address',
    meaning: 'The address is there, and takes other methods: the header `Allow` names them.',
  },
  unknown_reference: {
    status: 422,
    title: 'A referenced record does not exist',
    meaning: 'An id in the body names no record; `errors` says which.',
  },
  already_exists: {
    status: 409,
    title: 'Already exists',
    meaning:
      'Another record has this value, which only one may have; `errors` points at it. Change that record, or choose another value.',
  },
  last_administrator: {
    status: 409,
    title: 'The last administrator',
    meaning: 'The company keeps at least one active administrator. Make somebody else an administrator first.',
  },
  not_a_demo_company: {
    status: 409,
    title: 'Not a demo company',
    meaning:
      'Only a demo company can be emptied, and this one works for real. Start an empty company of its own instead.',
  },
  currency_in_use: {
    status: 409,
    title: 'The currency is in use',
    meaning:
      'There are orders with prices in the present currency, so it stays. A company in another currency is started anew.',
  },
  idempotency_key_required: {
    status: 400,
    title: 'Idempotency-Key is required',
    meaning: 'A request that moves stock or money needs this header, so that a retry cannot do it twice.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'Idempotency-Key was used for another request',
    meaning: 'The same key came earlier with a different body.',
  },
  changed_meanwhile: {
    status: 412,
    title: 'Somebody changed the record meanwhile',
    meaning: 'If-Match names an older version than the current one.',
  },
  too_many_requests: {
    status: 429,
    title: 'Too many requests',
    meaning: 'The server is busy; try again after the seconds in Retry-After.',
  },
  database_unavailable: {
    status: 503,
    title: 'The database cannot be reached',
    meaning:
      'It is away, starting, or has no connection left. Send the request again after the seconds in Retry-After, with the same Idempotency-Key: if it was done already, that answers what it did.',
  },
  out_of_space: {
    status: 503,
    title: 'The database has no space left',
    meaning: 'Nothing was stored. It goes on by itself once there is space on its disk.',
  },
  shutting_down: {
    status: 503,
    title: 'The server is ending',
    meaning: 'Nothing was done. Send the request again after the seconds in Retry-After: another process answers it.',
  },
  internal_error: {
    status: 500,
    title: 'Something went wrong on our side',
    meaning: 'A defect. Nothing was stored; the request id finds it in the log.',
  },

  nothing_to_tell: {
    status: 409,
    title: 'There is nothing to tell any more',
    meaning:
      'The customer heard of it meanwhile, or it is no longer so. Read the proposals again and look at what they say now.',
  },
  not_written_to: {
    status: 409,
    title: 'No message can go to this customer',
    meaning:
      'The facts state why: the customer wants no messages, has no e-mail address, or messages of this kind are off. Call instead, and log the call.',
  },
  message_not_refused: {
    status: 409,
    title: 'The message was not refused',
    meaning:
      'Only what the mail server refused is sent again; the facts state what became of the message. Write to the customer anew instead.',
  },
  template_mistake: {
    status: 422,
    title: 'The text cannot be used',
    meaning:
      'It names an unknown variable or filter, does not end what it begins, or takes too long; `errors` says where.',
  },

  order_not_draft: {
    status: 409,
    title: 'The order is not a draft',
    meaning:
      'The order was confirmed already, so there is nothing to confirm. Change it as a confirmed order, or cancel it.',
  },
  order_has_no_lines: {
    status: 422,
    title: 'The order has no lines',
    meaning: 'An order needs at least one line to be confirmed.',
  },
  order_not_confirmed: {
    status: 409,
    title: 'The order is not confirmed',
    meaning: 'Only a confirmed order can be picked, backordered or cancelled in part. Confirm it first.',
  },
  order_cancelled: {
    status: 409,
    title: 'The order is cancelled',
    meaning: 'A cancelled order stays cancelled. Take a new order instead.',
  },
  quantity_not_whole_multiple: {
    status: 422,
    title: 'Not a whole multiple',
    meaning: 'The variant is sold only in whole multiples of its order multiple.',
  },
  below_picked_or_shipped: {
    status: 409,
    title: 'Less than is picked or shipped',
    meaning:
      'A line can be lowered to what is picked and shipped of it; the facts state the figures. Void the pick first to go lower; shipped goods cannot be taken off.',
  },
  price_ended: {
    status: 409,
    title: 'The price has ended',
    meaning:
      'The price of the line held until `validUntil`, and the company guards prices. Give it a later day or another price, or add what more is wanted as a new line at today’s price.',
  },
  price_locked: {
    status: 409,
    title: 'The price is locked',
    meaning:
      'Price, its reason and last day, deal and variant of a line are frozen when its order is confirmed. Lower the line to 0 and add it again at another price.',
  },
  deal_above_value: {
    status: 422,
    title: 'The deal is larger than the line',
    meaning: 'A deal can take off at most the value of its line.',
  },

  free_of_charge_undecided: {
    status: 409,
    title: 'Free of charge?',
    meaning:
      'The price of a line is 0; send it again with `freeOfCharge: true` on the line if that is meant, or with its price.',
  },
  nothing_picked: {
    status: 422,
    title: 'Nothing picked and nothing short',
    meaning: 'Every line of a pick states a picked or a short quantity above zero.',
  },
  more_than_allocated: {
    status: 409,
    title: 'More than can be had',
    meaning:
      'The quantity is more than is allocated to the line plus free stock that nobody ahead waits for; `available` states it. Pick at most that, or allocate more to it first.',
  },
  more_than_outstanding: {
    status: 409,
    title: 'More than is outstanding',
    meaning:
      'Picked and short together exceed what is outstanding of the line and not picked yet; `unpicked` states it.',
  },
  line_not_on_record: {
    status: 422,
    title: 'The line is not on this record',
    meaning: 'A line id names no line of the order or backorder of the path.',
  },
  line_named_twice: { status: 422, title: 'A line is named twice', meaning: 'Each line may appear once in a request.' },
  addition_undecided: {
    status: 409,
    title: 'Ship the addition by itself?',
    meaning:
      'The order ships only as a whole, and what is added has no stock (`waiting`) while the rest is allocated: state `additions`.',
  },
  nothing_firm: {
    status: 409,
    title: 'Nothing is firm',
    meaning:
      'Nothing of what is allocated to the order is firm, so there is nothing to let go. It moves by itself already.',
  },
  cancellation_reason_required: {
    status: 422,
    title: 'Why is it cancelled?',
    meaning:
      'Nothing would be left of the order, which is a cancellation: state its `reason`, and `reasonText` where that is `other`.',
  },
  not_whole_order: {
    status: 409,
    title: 'Ships only as a whole',
    meaning:
      'The order ships only as a whole, and not everything is being picked; `missing` names what is not there. Pick all of it, wait, or let it ship in parts by its ship policy.',
  },
  on_hold: { status: 409, title: 'On hold', meaning: 'It is on hold. Release the hold first.' },
  already_on_hold: {
    status: 409,
    title: 'Already on hold',
    meaning: 'It has an open hold, stated in `hold`. Release that before holding it for another reason.',
  },
  hold_already_released: {
    status: 409,
    title: 'Already released',
    meaning: 'The hold was released before; `hold` states when and by whom. Nothing more is to be done.',
  },
  hold_ends_in_the_past: {
    status: 422,
    title: 'The hold would be over already',
    meaning: 'A hold ends on a day after today, or is released by a person.',
  },

  fulfillment_voided: {
    status: 409,
    title: 'The fulfillment was voided',
    meaning: 'A voided fulfillment stays voided; its goods are allocated to the same lines. Record the pick anew.',
  },
  reprint_needs_reason: {
    status: 409,
    title: 'It was printed before',
    meaning: 'To print it again say why; `numbers` names what was printed already.',
  },
  fulfillment_already_packed: {
    status: 409,
    title: 'Already packed',
    meaning: 'The fulfillment was packed before. Ship it next.',
  },
  fulfillment_already_shipped: {
    status: 409,
    title: 'Already shipped',
    meaning:
      "Shipped goods can't be voided, packed or shipped again. Confirm the delivery next; what comes back after that is a return.",
  },
  shipment_left: {
    status: 409,
    title: 'The shipment has left',
    meaning:
      'Of a shipment that left, the tracking number and the day can change; what is on it and how it goes cannot.',
  },
  not_one_shipment: {
    status: 409,
    title: 'They do not go together',
    meaning:
      'A shipment goes from one warehouse to one customer at one address; `errors` names the fulfillment that differs. Plan another shipment for it.',
  },
  fulfillment_on_shipment: {
    status: 409,
    title: 'It is on another shipment',
    meaning:
      'The fulfillment is planned on another shipment, which the facts name. Add the others to that one, or take it off there first.',
  },
  nothing_to_ship: {
    status: 409,
    title: 'Nothing is left to ship',
    meaning: 'Everything on the shipment has left, or was voided. Put a picked fulfillment on it first.',
  },
  no_ride: {
    status: 409,
    title: 'Nothing goes that it could ride with',
    meaning:
      'No shipment, order or route of the customer goes within two weeks, or the fulfillment is large, has left or is on a shipment. Ship it by itself.',
  },
  fulfillment_not_shipped: {
    status: 409,
    title: 'Not shipped yet',
    meaning: 'Only what has shipped can be delivered. Record the shipment first.',
  },
  fulfillment_already_delivered: {
    status: 409,
    title: 'Already delivered',
    meaning: 'The delivery was confirmed before. Nothing more is to be done.',
  },
  fulfillment_not_delivered: {
    status: 409,
    title: 'Not delivered',
    meaning: 'Nothing of it is with the customer: it was not delivered, or somebody said that it was not received.',
  },
  already_reopened: {
    status: 409,
    title: 'Already open again',
    meaning: 'Somebody said before that it was not received; settle that first.',
  },
  delivered_before_shipped: {
    status: 422,
    title: 'Delivered before it shipped',
    meaning: 'The delivery instant lies before the shipment, more than a year back, or in the future.',
  },
  delivery_day_out_of_reach: {
    status: 422,
    title: 'Is the day right?',
    meaning:
      'A delivery to a customer is planned for the day it leaves, or for a day of the year after; a supplier is expected within ten years of today. The facts state the first and the last.',
  },
  cash_for_nothing: {
    status: 422,
    title: 'Nothing was handed over to be paid',
    meaning:
      'Cash is taken for what is handed over. Send it again without `cashCollected`, or with what the customer kept.',
  },
  delivery_without_shipment: {
    status: 422,
    title: 'A delivery needs its shipment',
    meaning: 'A request that records a delivery also records the shipment.',
  },

  more_than_arriving: {
    status: 409,
    title: 'More than is on its way',
    meaning: 'The quantity exceeds what of the line left and is not lost or returned; the facts state it.',
  },
  more_than_delivered: {
    status: 409,
    title: 'More than was delivered',
    meaning: 'The quantity exceeds what of the line was delivered and has not come back; the facts state it.',
  },
  more_than_returned: {
    status: 409,
    title: 'More than comes back',
    meaning: 'No more is replaced than comes back of the line.',
  },
  more_than_undecided: {
    status: 409,
    title: 'More than is undecided',
    meaning: 'Somebody said before where these goods go; the facts state what is left.',
  },
  nothing_to_credit: {
    status: 409,
    title: 'Nothing to credit',
    meaning: 'All that comes back is replaced, or nobody was charged for it.',
  },
  difference_without_reason: {
    status: 422,
    title: 'Say why not all of it',
    meaning: 'Of a line that was not handed over whole, the reason is required.',
  },

  nothing_to_cancel: {
    status: 409,
    title: 'Nothing left to cancel',
    meaning:
      "Everything has shipped, was cancelled or was moved to a backorder; the facts state the present quantities. Shipped goods can't be cancelled: return them instead, once they are delivered. What a backorder waits for is cancelled on that backorder, which the facts name.",
  },
  more_than_cancellable: {
    status: 409,
    title: 'More than can be cancelled',
    meaning:
      'The quantity is more than can still be cancelled; `errors` and the facts state how much that is. Cancel at most that: shipped goods are returned instead, and what a backorder waits for is cancelled on the backorder.',
  },
  more_than_remainder: {
    status: 409,
    title: 'More than the unfilled remainder',
    meaning:
      'A backorder is never larger than what its order line still has unfilled; `remainder` states it. Choose at most that, or raise the order first.',
  },
  nothing_outstanding: {
    status: 409,
    title: 'Nothing is outstanding',
    meaning:
      'Nothing of the backorder is outstanding, and a closed backorder is never opened again. Take a new order for what is wanted now.',
  },
  already_proposed: {
    status: 409,
    title: 'Already proposed',
    meaning: 'The line has an open proposal, named by `substitutionId`; withdraw it before proposing something else.',
  },
  substitution_closed: {
    status: 409,
    title: 'Already decided',
    meaning: 'The proposal was accepted, refused or withdrawn before; `substitution` states what was decided.',
  },
  substitute_not_offered: {
    status: 422,
    title: 'Not what was offered',
    meaning: 'The variant is none of those that the proposal offers.',
  },
  more_than_substitutable: {
    status: 409,
    title: 'More than can be substituted',
    meaning:
      'The quantity exceeds what is proposed, or what still waits and is not picked; `most` states how much can be.',
  },
  consent_required: {
    status: 422,
    title: 'What did the customer say?',
    meaning:
      'A representative accepts for a customer with a note of what the customer said, or by a standing consent that allows it.',
  },
  consent_revoked: {
    status: 409,
    title: 'Revoked already',
    meaning: 'The consent was revoked or replaced before; `consent` states when and by whom.',
  },
  substitute_not_in_stock: {
    status: 409,
    title: 'The substitute is not in stock',
    meaning: 'Only `available` base units of it are free, and nothing was changed.',
  },
  promise_reason_required: {
    status: 422,
    title: 'A reason is required',
    meaning: 'The promise is earlier than supply allows.',
  },
  promise_in_the_past: {
    status: 422,
    title: 'The promise lies in the past',
    meaning: 'A promised date is today or later.',
  },

  customer_on_no_sale: {
    status: 409,
    title: 'Nothing is sold to this customer now',
    meaning:
      'The facts say why. What is picked stays reserved: ship it when a manager has lifted the hold, or put it back.',
  },
  cash_not_collected: {
    status: 409,
    title: 'This customer pays in cash',
    meaning: 'Take the money and say so with `cashCollected`, or record that nothing was handed over.',
  },
  more_than_with_customer: {
    status: 409,
    title: 'More than the customer has',
    meaning: 'The customer has no more of these goods to give back; the facts state how many.',
  },
  file_unreadable: {
    status: 422,
    title: 'The file cannot be read',
    meaning:
      'The facts say why. Save it as CSV or as an Excel workbook, with headings in the first row, and send it again.',
  },
  import_not_ready: {
    status: 409,
    title: 'The file is being written, or was',
    meaning: 'The facts state what became of it. Send the file again to bring in more.',
  },
  import_not_mapped: {
    status: 409,
    title: 'A required field has no column',
    meaning: 'The facts name the fields. Say which columns fill them, then commit.',
  },
  import_not_committed: {
    status: 409,
    title: 'The file has written nothing',
    meaning: 'Only what a file wrote is taken back; the facts state what became of it.',
  },
  day_in_the_future: {
    status: 422,
    title: 'The day has not come yet',
    meaning: 'A report is of today or of a day before; the facts state which day it is.',
  },
  report_run_not_done: {
    status: 409,
    title: 'The file is not ready',
    meaning: 'The facts state what became of it. The bell says when it is ready; one that failed is asked for again.',
  },
  too_many_report_runs: {
    status: 409,
    title: 'Enough files are being prepared for you',
    meaning: 'Wait until one of them is ready; the facts state how many there are.',
  },
  contact_in_the_future: {
    status: 422,
    title: 'It has not happened yet',
    meaning: 'A call, e-mail or visit is recorded once it took place; what is still to come is a follow-up.',
  },
  follow_up_in_the_past: {
    status: 422,
    title: 'The follow-up lies in the past',
    meaning: 'A follow-up is due today or later.',
  },
  follow_up_closed: {
    status: 409,
    title: 'The follow-up is closed',
    meaning:
      'Its outcome was recorded before; the facts state it, and by whom. Plan a new follow-up for what is still to do.',
  },
  not_your_follow_up: {
    status: 403,
    title: 'Not your follow-up',
    meaning: 'It is assigned to somebody else, who answers for it.',
  },

  exception_closed: {
    status: 409,
    title: 'The exception is closed',
    meaning: 'Somebody closed it before; the facts say who and when. Nothing more is to be done.',
  },
  exception_closes_itself: {
    status: 409,
    title: 'The exception closes itself',
    meaning:
      'Nobody closes it by hand: it goes with its cause. Mend that; books that balance close it at the next verification.',
  },
  stock_still_picked: {
    status: 409,
    title: 'The stock is still being picked',
    meaning:
      'What the count found missing is among goods being picked; ship them or put them back first, or count again.',
  },

  put_back_already_done: {
    status: 409,
    title: 'Already put back',
    meaning: 'The goods are back on the shelf already. Nothing more is to be done.',
  },
  stock_out_of_bounds: {
    status: 422,
    title: 'Stock out of bounds',
    meaning:
      'Stock would go below zero, or a quantity beyond two thousand million units, which is the most that is counted. Look at the quantities again.',
  },
  amount_out_of_bounds: {
    status: 422,
    title: 'The amount is too large',
    meaning: 'A sum of money would be larger than can be kept: lower the price or the quantity, or split the order.',
  },
  nothing_to_adjust: { status: 422, title: 'Nothing to adjust', meaning: 'A difference of zero changes nothing.' },
  quantity_unconfirmed: {
    status: 409,
    title: 'Is the quantity right?',
    meaning:
      'It is far more than is known: a receipt above what is to come, a count ten times what is on record, or 10,000 units and more on a line where there never were so many. `errors` and `lines` state the figures; send it again with `confirmed: true` if it is right.',
  },
  order_multiple_unconfirmed: {
    status: 409,
    title: 'Lines wait in another multiple',
    meaning:
      'Waiting lines are no whole multiples of the new order multiple. They keep the one they were confirmed with until they are closed; new orders go by the new one. `waiting` counts all, `notWhole` those concerned, `lines` names the first. Send it again with `confirmed: true`, or change those orders first.',
  },
  already_reversed: {
    status: 409,
    title: 'Already undone',
    meaning: 'It was reversed before; `reversedAt` and `reversedBy` say when and by whom. Nothing more is to be done.',
  },
  counted_since: {
    status: 409,
    title: 'Counted again since',
    meaning:
      'A later count says what is there, and undoing this one would make it wrong. Undo the later count first (`adjustmentId`), or count again.',
  },
  stock_in_use: {
    status: 409,
    title: 'Other records depend on the stock',
    meaning:
      'Units of it are picked, shipped, to be put back, fixed to a line or held by an exception; `dependents` names them. Undo those first, or correct the stock by a count.',
  },
  purchase_order_closed: {
    status: 409,
    title: 'The purchase order is closed',
    meaning:
      'The purchase order is closed, so nothing is received or changed on it. Order anew from the supplier, or book what arrived by a count.',
  },
  deliveries_not_whole: {
    status: 422,
    title: 'The parts are not what is still to come',
    meaning:
      'A line split into deliveries names all that is still to come of it, no more and no less; `errors` says how much that is.',
  },
  pin_above_need: {
    status: 422,
    title: 'Nothing of the order line waits',
    meaning: 'The order line named by the purchase-order line waits for nothing, or for another variant.',
  },
  ledger_not_connected: {
    status: 409,
    title: 'No accounting is connected',
    meaning:
      'Invoices are sent only while the company’s accounting is connected. An administrator connects it, then send it again.',
  },
  invoice_already_sent: {
    status: 409,
    title: 'Already sent',
    meaning:
      'It is in the company’s accounting as it was sent. What is wrong with it is put right there, or by a credit note.',
  },
  invoice_changed_there: {
    status: 409,
    title: 'Changed in the accounting',
    meaning:
      'Somebody changed it in the company’s accounting, and nothing overwrites that. Put it right there, or exclude it here with the reason.',
  },
  invoice_under_way: {
    status: 409,
    title: 'It may be in the accounting already',
    meaning:
      'It was sent and nobody knows yet whether it arrived: it is looked for there first. Send it again as it is, or wait until that is known.',
  },
  quickbooks_not_set_up: {
    status: 409,
    title: 'QuickBooks is not set up here',
    meaning:
      'The server knows no app at Intuit. Whoever runs it gives it QUICKBOOKS_CLIENT_ID and QUICKBOOKS_CLIENT_SECRET, then connect.',
  },
  clock_not_simulated: {
    status: 400,
    title: 'The clock is not simulated',
    meaning:
      'Makegood-Now is an instant from 1900 to 2999, read only where the clock is simulated, from an administrator.',
  },
} as const;

/** A stable code of a refusal. */
export type ErrorCode = keyof typeof ERRORS;

/** One field at fault: a JSON pointer into the body (or `#/query/…`), and what is wrong with it in words. */
export type FieldError = { pointer: string; detail: string };

/** An expected failure: its code, the fields at fault, and the facts a person needs to act. */
export type Refusal = { code: ErrorCode; detail?: string; errors?: FieldError[]; facts?: Record<string, unknown> };

/** The facts a refusal of this code may state: those the registry describes, and no others. */
type FactsOf<Code extends ErrorCode> = Code extends keyof typeof ERROR_FACTS
  ? { [Fact in keyof (typeof ERROR_FACTS)[Code]]?: unknown }
  : Record<string, never>;

/** A refusal as a value. */
export function refuse<Code extends ErrorCode>(
  code: Code,
  more: Omit<Refusal, 'code' | 'facts'> & { facts?: FactsOf<Code> } = {},
): { refusal: Refusal } {
  return { refusal: { code, ...more } };
}

/** Whether a use case answered with a refusal. */
export function isRefused<T extends object>(result: T | { refusal: Refusal }): result is { refusal: Refusal } {
  return 'refusal' in result;
}
