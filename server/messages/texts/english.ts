import type { Parts, Sentences } from './shape.ts';

/** What customers read in English. */
export const ENGLISH: Sentences = {
  greeting: 'Hello {{ customer.name }},',
  stillToCome: 'Still to come, and we are sorry for the wait:',
  order_confirmed: {
    subject: 'We have your order {{ order.number }}',
    lead: 'Thank you for your order {{ order.number }} of {{ order.date }}.',
    inStock: 'This is in stock and set aside for you:',
    waits: 'We are sorry: we do not have enough of this, so it has to wait:',
    keepsPlace:
      'You keep your place in line and the price you ordered at. We will write when it ships, or if a date changes.',
  },
  backorder_created: {
    subject: 'Part of your order {{ order.number }} has to wait',
    lead: 'We are sorry: there was not enough in stock to fill all of your order {{ order.number }}. This is on backorder {{ backorder.number }}:',
    dated:
      'We expect it {{ expected }}. You need not do anything: you keep your place in line and the price you ordered at, and we will write when it ships or if the date changes.',
    undated:
      'We have no date yet, and will write as soon as we do. You need not do anything: you keep your place in line and the price you ordered at.',
  },
  date_moved: {
    subject: 'Your backorder {{ backorder.number }}: now expected {{ expected }}',
    subjectUndated: 'Your backorder {{ backorder.number }}: no date for now',
    first:
      'We now have a date for your backorder {{ backorder.number }} of order {{ order.number }}: we expect it {{ expected }}. Thank you for waiting, and we are sorry that you have to.',
    stillNone:
      'We still have no date for your backorder {{ backorder.number }} of order {{ order.number }}. We are sorry, and will write as soon as we have one.',
    sooner:
      'Good news: your backorder {{ backorder.number }} of order {{ order.number }} comes sooner. We had told you {{ before }}; now we expect it {{ expected }}.',
    later:
      'We are sorry: your backorder {{ backorder.number }} of order {{ order.number }} takes longer. We had told you {{ before }}; now we expect it {{ expected }}.',
    lost: 'We are sorry: we cannot keep the date we told you, {{ before }}, for your backorder {{ backorder.number }} of order {{ order.number }}, and have no new one yet. We will write as soon as we do.',
    reason: 'The reason: {{ reason }}',
    waits: 'This is what you are waiting for:',
  },
  stock_arrived: {
    subject: 'It is here: your backorder {{ backorder.number }}',
    lead: 'Good news: what you have been waiting for came in, and it is set aside for you. It belongs to your order {{ order.number }}, backorder {{ backorder.number }}:',
    next: 'We are getting it ready, and will write again when it leaves. We are sorry that you had to wait, and thank you for your patience.',
  },
  shipped: {
    subject: 'On its way: your order {{ order.number }}',
    lead: 'These items of your order {{ order.number }} are on their way to you:',
    carrier: 'It travels with {{ shipment.carrier }}.',
    driver: 'Our driver {{ shipment.driver }} brings it.',
    driverPhone: 'You reach the driver at {{ shipment.driverPhone }}.',
    tracking: 'Tracking number: {{ shipment.tracking }}',
    link: 'Follow it here: {{ shipment.link }}',
    estimate: 'It should reach you on {{ shipment.estimate }}.',
  },
  delivered: {
    subject: 'Delivered: your order {{ order.number }}',
    lead: 'These items of your order {{ order.number }} were delivered on {{ delivery.date }}:',
    leadReceived:
      'These items of your order {{ order.number }} were delivered on {{ delivery.date }} and received by {{ delivery.receivedBy }}:',
    nothing: 'We are sorry: we could not deliver what was on its way for your order {{ order.number }}.',
    missing:
      '{{ line.quantity }} of {{ line.item }} {{ line.reason }}. We are sorry; it comes again, and you are not charged for it twice.',
    tellUs: 'If anything is missing or broken, please tell us right away and we will put it right.',
  },
  delayed: {
    subject: 'We are sorry: your backorder {{ backorder.number }} is late',
    lead: 'We told you that your backorder {{ backorder.number }} of order {{ order.number }} would come by {{ before }}. It has not, and we are sorry.',
    dated: 'By what our supplier says today, we expect it {{ expected }}.',
    undated: 'Our supplier has given us no new date yet. We are asking, and will write as soon as we know.',
    waits: 'This is what you are waiting for:',
  },
  weekly_status: {
    subject: 'Still on it: your backorder {{ backorder.number }}',
    lead: 'Your backorder {{ backorder.number }} of order {{ order.number }} has now waited {{ days }} days. We are sorry that it takes so long, and we have not forgotten it:',
    dated: 'As things stand we expect it {{ expected }}. We write every week until it is with you.',
    undated: 'We have no date yet. We keep asking our supplier, and write every week until it is with you.',
  },
  cancelled: {
    subject: 'Cancelled: items of your order {{ order.number }}',
    lead: 'We have cancelled these items of your order {{ order.number }}:',
    reason: 'The reason: {{ reason }}',
    sorry: 'We are sorry that it did not work out. You owe nothing for what was cancelled.',
    credit:
      'You were charged {{ credit.amount }} for it in advance: credit note {{ credit.number }} takes that off what you owe.',
    refund:
      'You were charged {{ credit.amount }} for it in advance: we pay that back to you, with credit note {{ credit.number }}.',
    close: 'This is close to it, and in stock now:',
    tellUs: 'Tell us if you would like any of it instead.',
  },
  rescheduled: {
    subject: 'Your order {{ order.number }}: the day has changed',
    notBefore: 'We have noted it: nothing of your order {{ order.number }} comes before {{ requested }}.',
    notBeforeInstead:
      'We have noted it: nothing of your order {{ order.number }} comes before {{ requested }} (until now it was {{ before }}).',
    soon: 'We have noted it: your order {{ order.number }} comes as soon as we can send it.',
    soonInstead:
      'We have noted it: your order {{ order.number }} comes as soon as we can send it, no longer only from {{ before }}.',
    waits: 'This is still to come:',
  },
  substitute_proposed: {
    subject: 'Something else in place of what you wait for? Order {{ order.number }}',
    lead: 'We are sorry that you still wait for {{ substitute.ordered.quantity }} of {{ substitute.ordered.item }}, from your order {{ order.number }}, backorder {{ backorder.number }}. If you would rather not wait, we have this in stock now:',
    choice:
      'Take all of it, some of it, or none. Nothing changes until you say so: you keep your place in line and the price you ordered at.',
  },
  substitute_confirmed: {
    subject: 'Noted: {{ substitute.accepted.item }} in place of what you waited for',
    lead: 'Thank you, and we are sorry that we did not have what you ordered. In place of {{ substitute.ordered.quantity }} of {{ substitute.ordered.item }}, from your order {{ order.number }}, we send you {{ substitute.accepted.quantity }} of {{ substitute.accepted.item }} ({{ substitute.accepted.sku }}) at {{ substitute.accepted.price }} each.',
    order: 'It has the order number {{ substitute.order }}, and it is set aside for you. We will write when it leaves.',
    credit:
      'What you were charged for in advance and do not get, {{ credit.amount }}, is credited with credit note {{ credit.number }}; what we send instead is invoiced.',
    waits: 'This you keep waiting for, in your place in line:',
  },
  credit_issued: {
    subject: 'Credited: {{ credit.amount }} of your order {{ order.number }}',
    lead: 'We are sorry for the trouble. We credit you {{ credit.amount }} of your order {{ order.number }}, with credit note {{ credit.number }}.',
    credit: 'You need not do anything: it is taken off what you owe.',
    refund: 'You need not do anything: we pay it back to you.',
    isFor: 'It is for:',
    freight: 'The freight of {{ credit.freight }} is in it, too.',
  },
  digest: {
    subject: 'News of {{ news.size }} backorders of yours',
    lead: 'Here is what is new about what you are waiting for. Where it is late, we are sorry.',
  },
};

/** What the texts are put together from. */
export const ENGLISH_PARTS: Parts = {
  writeOrCall: 'Questions, or would you rather do something else? Write or call me.',
  answerThis: 'Questions, or would you rather do something else? Just answer this mail.',
  each: 'each',
  choose: 'See where it stands, and choose what suits you:',
  chooseShort: 'See where it stands, and choose: wait, take what is here now, pick a later day, or cancel.',
  chooseOffered: 'See it, and choose: take what is offered, wait, pick a later day, or cancel.',
  ways: {
    wait: 'I will wait',
    send_available: 'Send what you have',
    not_before: 'Send it on a later day',
    cancel_rest: 'Cancel the rest',
    ask: 'Ask us something',
  },
  take: 'Take what is offered',
  see: 'See it and choose',
  lookShort: 'See your order, what was sent, and its papers.',
  look: 'See your order',
  because: 'You receive this because you buy from {company}. To hear less, just tell us.',
};
