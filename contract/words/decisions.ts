import type { Values } from '#contract/words/words.ts';

/** What values of the queue's decisions mean, and of the news that follows from them. */
export const valuesOfDecisions: Values = {
  claim: {
    pinned: 'what was bought for it with the purchase order that arrived',
    owed: 'what it lent to others and is to get back first',
    ordinary: 'the rest it waits for, by rank',
  },
  'decisions.outcome': {
    allocated: 'it got all it asked for',
    partly: 'it got some of it',
    passed_over: 'it got nothing; the reason says why',
    excluded: 'it takes nothing for now: it is on hold, or not wanted yet',
    released: 'it gave back what was allocated to it',
  },
  causeType: {
    confirmation: 'an order was confirmed or changed',
    receipt: 'goods arrived',
    adjustment: 'a count or a correction',
    cancellation: 'something was cancelled',
    substitution: 'a customer took something else',
    fulfillment: 'goods were picked, or found short',
    void: 'a pick was undone',
    return: 'goods came back',
    review: 'a person ran it',
    schedule: 'its day came: reserved ahead of the day it is wanted',
    release: 'a hold was taken off, or firm stock released',
    priority: 'a mark or a rank was changed',
  },
  'Backorder.cause': {
    partial_fulfillment: 'a pick found less than was ordered',
    confirmation: 'the order was confirmed with less there than ordered',
    manual: 'a person made it',
    lost_delivery: 'a delivery was lost and goes again',
    return: 'it replaces what came back',
  },
  'Notification.kind': {
    backorders_ready: 'backorders can be filled',
    backorders_not_ready: 'what was allocated to backorders is gone',
    stock_freed: 'stock is free that waiting lines could have',
    supply_date_moved: 'a purchase order moved, and with it dates that were promised',
    promise_at_risk: 'supply no longer keeps promises',
    promise_broken: 'promised days have passed',
    follow_ups_due: 'customers are to be spoken with today',
    customer_answered: 'a customer answered',
    representative_left: 'somebody left whose customers wait',
    report_ready: 'the file of a report can be fetched',
    report_failed: 'the file of a report could not be made',
  },
};
