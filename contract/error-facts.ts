const ORDER_STATUS = 'Where the order stands.';
const BACKORDER_STATUS = 'Where the backorder stands.';
const FULFILLMENT_STATUS = 'Where the fulfillment stands.';
const SKU = 'Which item it is about.';
const ORDER_MULTIPLE = 'The quantity a line goes up and down by: a case, where cases are not split.';
const SHIPPED_AT = 'When it left.';
const SHIPMENT_NUMBER = 'Number of the shipment.';
const CLOSED_AT = 'When it was closed.';
const CLOSED_BY = 'Who closed it.';
const IMPORT_STATUS = 'What became of the import so far.';
const HOLD = 'The hold that is in force, or was, as `holds` of the record gives it.';
const OUTSTANDING = 'Base units that are still outstanding.';
const AVAILABLE = 'Base units that can be had now.';

/** What is left of an order or a backorder that somebody wants cancelled. */
const LEFT = {
  orderStatus: ORDER_STATUS,
  lines: 'What is `outstanding` of each line of the order.',
  backorders: 'Its backorders, by `id` and `number`, and what is `outstanding` of each.',
  backorderStatus: BACKORDER_STATUS,
  fulfilled: 'Base units of the backorder that have left.',
  cancelled: 'Base units of it that were cancelled.',
};

/**
 * What the facts of each refusal mean, which stand as further members of its problem. A refusal states no fact that is not
 * described here.
 */
export const ERROR_FACTS = {
  not_permitted: { permission: 'The permission that is needed.' },
  changed_meanwhile: {
    version: 'The version the record has now, as `ETag`.',
    changes: 'Who changed what since the version that was seen, newest first: `at`, `actor`, `action` and `changes`.',
  },
  order_not_confirmed: { orderStatus: ORDER_STATUS },
  order_not_draft: { orderStatus: ORDER_STATUS },
  nothing_outstanding: {
    orderStatus: ORDER_STATUS,
    backorderStatus: BACKORDER_STATUS,
    outstanding: OUTSTANDING,
  },
  nothing_to_cancel: { ...LEFT, outstanding: OUTSTANDING },
  more_than_cancellable: { ...LEFT, outstanding: 'Base units of the line that can be cancelled.' },
  quantity_not_whole_multiple: {
    sku: SKU,
    orderMultiple: ORDER_MULTIPLE,
    of: 'Whether `ordered` or `substitute` has that multiple.',
  },
  quantity_unconfirmed: {
    lines:
      'The lines in doubt: the variant or line, the `quantity` that was sent, what is `known` or still to come, and by how much it is `over`.',
    receipts: 'Of a receipt: what was received on the purchase order so far, when and by whom, the newest first.',
  },
  order_multiple_unconfirmed: {
    sku: SKU,
    orderMultiple: 'The multiple that was asked for.',
    waiting: 'How many `lines` wait for it, and their `quantity`.',
    notWhole: 'How many of them are no whole multiples of it, and their `quantity`.',
    lines: 'The first of these, with their order, backorder, quantity and present multiple.',
  },
  below_picked_or_shipped: {
    sku: SKU,
    shipped: 'Base units of the line that have shipped.',
    picked: 'Base units of it that are picked.',
    least: 'The lowest quantity the line can have now.',
  },
  addition_undecided: {
    waiting: 'What of the addition has no stock: items with their quantities.',
    allocated: 'What is allocated to the rest of the order, and would wait with it.',
  },
  more_than_remainder: { unpicked: 'Base units of the line that are neither picked nor on a backorder.' },
  more_than_outstanding: {
    sku: SKU,
    unpicked: 'Base units of the line that are outstanding and not picked.',
    available: AVAILABLE,
  },
  more_than_allocated: {
    sku: SKU,
    allocated: 'Base units that are allocated to the line and not picked.',
    available: AVAILABLE,
  },
  nothing_picked: { sku: SKU },
  not_whole_order: { missing: 'What is missing of it: each item by `sku` with its `quantity`.' },
  promise_reason_required: { projectedOn: 'The day that today’s supply says; null when there is none.' },
  customer_on_no_sale: { reason: 'Why nothing is sold to the customer, as it was written down.' },
  cash_not_collected: { reason: 'Why the customer pays on delivery, as it was written down.' },
  not_your_follow_up: { assignedToId: 'Whose it is.' },
  follow_up_closed: { outcome: 'What came of it.', closedAt: CLOSED_AT, closedBy: CLOSED_BY },
  exception_closed: {
    exceptionId: 'Which exception.',
    closedAt: CLOSED_AT,
    closedBy: CLOSED_BY,
  },
  stock_still_picked: { unposted: 'Base units of it that are picked, or on their way to the shelf.' },
  fulfillment_not_shipped: { fulfillmentStatus: FULFILLMENT_STATUS },
  fulfillment_already_shipped: { shippedAt: SHIPPED_AT },
  shipment_left: { shipmentNumber: SHIPMENT_NUMBER },
  fulfillment_on_shipment: {
    fulfillmentNumber: 'Number of the fulfillment.',
    shipmentId: 'Id of the shipment it is planned on.',
    shipmentNumber: SHIPMENT_NUMBER,
  },
  nothing_to_ship: { shipmentNumber: SHIPMENT_NUMBER },
  delivered_before_shipped: { shippedAt: SHIPPED_AT },
  already_reopened: { reopenedAt: 'When it was reopened.' },
  more_than_delivered: { sku: SKU, returnable: 'Base units of the line that were delivered and have not come back.' },
  more_than_with_customer: {
    sku: SKU,
    withCustomer: 'Base units of the line that the customer still has to give back.',
  },
  more_than_undecided: { sku: SKU, undecided: 'Base units of the line about which nobody has decided.' },
  more_than_arriving: { sku: SKU, arriving: 'Base units of the line that left and are neither lost nor returned.' },
  put_back_already_done: { doneAt: 'When it was put back.' },
  reprint_needs_reason: { numbers: 'The numbers of the fulfillments that were printed before.' },
  stock_in_use: {
    lines: 'How much of which variant is missing for taking it back.',
    dependents: 'What stands in the way: its `type`, `number`, `sku` and `quantity`.',
  },
  already_reversed: { reversedAt: 'When it was taken back.', reversedBy: 'Who took it back.' },
  counted_since: {
    adjustmentId: 'The later count.',
    countedAt: 'When it was counted.',
    countedBy: 'Who counted.',
  },
  purchase_order_closed: { closedAt: CLOSED_AT },
  consent_revoked: { consent: 'The consent as it is now.' },
  already_on_hold: { hold: HOLD },
  hold_already_released: { hold: HOLD },
  file_unreadable: { why: 'What is the matter with the file, in words.' },
  import_not_ready: { importStatus: IMPORT_STATUS },
  import_not_committed: { importStatus: IMPORT_STATUS },
  import_not_mapped: { missing: 'The fields that no column fills.' },
  not_written_to: { why: 'Why: `customer_opted_out`, `event_off` or `no_address`.' },
  message_not_refused: { messageStatus: 'What became of the message.' },
  delivery_day_out_of_reach: {
    earliest: 'The first day it may be.',
    latest: 'The last day it may be.',
  },
  price_ended: { sku: SKU, validUntil: 'The last day of its price.' },
  report_run_not_done: { runStatus: 'What became of the file so far: `queued`, `running` or `failed`.' },
  too_many_report_runs: { waiting: 'How many files of the caller are waiting or being made.' },
  day_in_the_future: { today: 'Which day it is for the company.' },
  substitution_closed: { substitution: 'The proposal with what was decided.' },
  already_proposed: { substitutionId: 'The proposal that is open for the line.' },
  more_than_substitutable: { most: 'Base units that can be substituted at most.' },
  substitute_not_in_stock: { sku: 'The substitute.', available: 'Base units of it that are free.' },
} as const;
