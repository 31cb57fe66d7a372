import type { Values, Words } from '#contract/words/words.ts';

/** What fields about dates and those who keep them say. */
export const fieldsOfDates: Words = {
  likelyBetween:
    'Between which days it will likely ship, by how long comparable receipts took; null where nothing can be said, and `noRangeBecause` says why.',
  'likelyBetween.p50On': 'By this day half of the comparable receipts were there.',
  'likelyBetween.p90On': 'By this day nine of ten of the comparable receipts were there.',
  'likelyBetween.pool': 'Which receipts were compared.',
  'likelyBetween.receipts': 'How many receipts were compared.',
  noRangeBecause: 'Why no range is said; null where one is.',
  'LikelyDates.from': 'What the last unit of the quantity comes from.',
  'SupplierReliability.pools':
    'Groups of comparable receipts, from the widest to the narrowest, each with what it kept.',
  'SupplierReliability.pools.pool': 'Which receipts were compared.',
  'SupplierReliability.pools.receipts': 'How many of the newest receipts its days are made of, at most 60.',
  p50Days: 'Days from the order in which half arrive; null with too few receipts.',
  p80Days: 'Days from the order in which eight of ten arrive; null with fewer than 4 receipts.',
  p90Days: 'Days from the order in which nine of ten arrive; null with fewer than 9 receipts.',
  keptShare: 'The share of dates that were kept, 0 to 1, at each level; null where none was said.',
  'SupplierReliability.pools.keptShare':
    'The share of the last 60 dates that were kept, 0 to 1, each said before its receipt came.',
  'keptShare.p50': 'Of the dates half should keep.',
  'keptShare.p80': 'Of the dates eight of ten should keep.',
  'keptShare.p90': 'Of the dates nine of ten should keep.',
  'SupplierReliability.pools.recent': 'The same of the last 30 dates.',
  'SupplierReliability.pools.recent.dates': 'How many of them there are, at most 30.',
  widenedBy: 'By what days are multiplied because the last dates were kept too rarely; 1 where they were not.',
  'widenedBy.p50': 'At 50 %.',
  'widenedBy.p80': 'At 80 %.',
  'widenedBy.p90': 'At 90 %.',
  'SupplierReliability.pools.warehouseName': 'Name of the warehouse; null for all.',
  'SupplierReliability.pools.warehouseId': 'The warehouse it is about; null for all.',
  toldAt: 'At which levels the dates of this supplier come from this pool.',
  'SupplierReliability.record': 'What became of what was ordered in the last 365 days.',
  'SupplierReliability.record.receipts': 'How many receipts there were.',
  onFirstDate: 'Receipts no later than the day first expected.',
  onLastDate: 'Receipts no later than the day that was expected last before they came.',
  meanDaysLate: 'Mean days after the day first expected, below zero when early; null without receipts.',
  orderedUnits: 'Base units on the purchase orders that the figures are of.',
  shortUnits: 'Base units that were closed without arriving.',
  damagedUnits: 'Base units of the same lines that came damaged.',
  shortLines: 'Lines of which something was closed without arriving.',
  'SupplierReliability.latest': 'The newest receipts, the last first.',
  lastExpectedOn: 'The day that was expected last before it came; null where none ever was.',
  receivedOn: 'The day it came.',
  'SupplierReliability.latest.days': 'Days from the order to the receipt.',

  // Purchase orders
  confirmedOn: 'The day the supplier confirmed it; null while they have not.',
  supplierReference: 'The supplier’s own number for it; null where none is known.',
  shiftDays:
    'Moves the day of every open line that has one and is not named in `lines`, and of its parts: above 0 is later.',
  'PurchaseOrderChanges.lines.deliveries':
    'All that is still to come of the line, in parts with days of their own: together as many as its `remaining`, without what has come. An empty list for one day again.',
  'PurchaseOrder.lines.deliveries':
    'What is still to come, in parts with days of their own; none where it comes on one day.',
  'deliveries.quantity': 'Base units of the part.',
  'deliveries.expectedOn': 'The day the part is expected.',

  // Whose days
  'WaitedSpans.cause': 'Why it waited these days: the first cause that applies.',
  'WaitedSpans.days': 'How many days there are from `from` to `to`.',
  'WaitedSpans.from': 'The first of the days.',
  'WaitedSpans.to': 'The first day after them.',

  basis: 'The date they are measured against.',
  'WaitedDays.from': 'The first day on which the backorders were made.',
  'WaitedDays.to': 'The last day on which the backorders were made.',
  'WaitedDays.isWhole': 'False where there were more than the newest 2,000 backorders, which are counted.',
  'WaitedDays.data': 'Months in their order, or suppliers, those with the most days first.',
  'WaitedDays.key': 'The month as `YYYY-MM`, or the id of the supplier; null for what has none.',
  'WaitedDays.name': 'What people call it; null for none.',
  'WaitedDays.days': 'Whole days that backorders waited for this cause.',
  'WaitedDays.causes': 'The days by cause; together all of them.',
  'causes.cause': 'Why they waited.',
  'causes.days': 'Days of this cause.',

  // The timeline
  'Timeline.from': 'The first day that is told one by one.',
  'Timeline.to': 'The last day that is told one by one.',
  buckets: 'Spans of promised days, in their order; together every open backorder the filters leave.',
  'buckets.bucket': 'Which span of days.',
  'buckets.from': 'Its first day; null where it has none.',
  'buckets.to': 'Its last day; null where it has none.',
  'buckets.backorders': 'How many backorders are promised for it.',
  'buckets.lines': 'Lines of them of which something is outstanding: what there is to pick.',
  'buckets.quantity': 'Base units outstanding.',
  'buckets.value': 'What is outstanding is worth.',
  usualLinesPerDay:
    'Lines picked on a day of the last four weeks on which something was, in the mean; null while nothing was.',
  'Timeline.days': 'Days from `from` to `to` for which something is promised.',
  'days.backorders': 'How many backorders are promised for it.',
  'days.lines': 'Lines of them of which something is outstanding: what there is to pick.',
  'days.quantity': 'Base units outstanding.',
  'days.value': 'What is outstanding is worth.',
  'days.atRisk': 'How many of them today’s supply breaks.',
  'days.first': 'The first few of the day, those at risk first and then the most valuable.',
  'first.quantity': 'Base units outstanding.',
  'Timeline.supply':
    'Purchase orders of which something is to come: those that break promises first, then by the day expected.',
  'supply.expectedOn': 'The last day something of it is expected; null where a line has no date.',
  'supply.isLate': 'Something of it should have come already.',
  'supply.quantity': 'Base units still to come.',
  dependents: 'How many open backorders have their date from it.',
  breaks: 'How many of their promises come before its goods can.',
  better: 'How many of them could be had before they are promised.',
  'supply.promises': 'The first of them: broken promises first, then by promised day.',
};

/** What parameters about dates mean. */
export const parametersOfDates: Words = {
  'getLikelyDates.quantity': 'Of how many base units; 1 when left out.',
  'getWaitedDays.by': 'By month of the day waited, or by supplier.',
  'getWaitedDays.from': 'The first day on which the backorders were made; 90 days when left out.',
  'getWaitedDays.to': 'The last day on which the backorders were made; today when left out.',
  bucket: 'Only days of this span.',
  'getTimeline.from': 'The first day that is told one by one; the Monday of this week when left out.',
  'getTimeline.to': 'The last day that is told one by one, at most 92 days; five weeks when left out.',
  purchaseOrderId: 'Only backorders that have their date from this purchase order.',
  'getLikelyDates.warehouseId': 'From which warehouse; the company’s first when left out.',
};

const POOL = {
  company: 'all receipts of the company',
  warehouse: 'all receipts of the warehouse',
  supplier: 'receipts from the supplier',
  supplier_warehouse: 'receipts from the supplier to the warehouse',
  variant: 'receipts of the variant from the supplier to the warehouse',
};

/** What the values of choices about dates mean. */
export const valuesOfDates: Values = {
  pool: POOL,
  noRangeBecause: {
    in_stock: 'it is in stock',
    no_date: 'nothing that comes has a date',
    not_enough_history: 'fewer than nine comparable receipts took as long as this has been on its way',
    expected_later: 'the supplier names a day beyond what history says',
    nothing_outstanding: 'nothing of it is outstanding',
  },
  basis: {
    requested: 'the day the customer asked for',
    first_promise: 'the day promised first',
    last_promise: 'the day promised last',
  },
  cause: {
    own_handling: 'all of it was allocated and did not ship',
    customer_wish: 'it was held, or asked for a later day',
    allocation_choice: 'goods that came were given to somebody who asked later',
    supplier_short: 'less came than was ordered',
    supplier_slip: 'it should have come already',
    ordered_late: 'nothing was on its way when it began to wait, or nothing is yet',
    demand_beyond_plan: 'what was on its way in time is not enough for everybody',
  },
  'getWaitedDays.by': { month: 'by month of the day waited', supplier: 'by supplier of what waits' },
  bucket: {
    overdue: 'before today',
    this_week: 'from today to Sunday',
    next_week: 'the week after',
    this_month: 'after next week and still this month',
    later: 'after that',
    no_date: 'nothing was promised',
  },
  'LikelyDates.from': {
    available: 'free stock',
    purchase_order_line: 'what a supplier is to deliver',
    new_order: 'what would have to be ordered today',
  },
  toldAt: { p50: 'the dates half keep', p80: 'the dates eight of ten keep', p90: 'the dates nine of ten keep' },
};
