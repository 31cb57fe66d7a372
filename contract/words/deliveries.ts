import type { Values, Words } from '#contract/words/words.ts';

/** What fields of deliveries, of what did not arrive and of what came back say. */
export const fieldsOfDeliveries: Words = {
  'DeliverFulfillmentBody.lines': 'Lines with a difference; what is left out arrived whole.',
  fulfillmentLineId: 'Id of the line, as `lines` of the fulfillment names it.',
  'DeliverFulfillmentBody.lines.delivered':
    'How much was handed over, at most what is on its way (`more_than_arriving`).',
  'DeliverFulfillmentBody.lines.reason': 'Why not the rest; required with a difference (`difference_without_reason`).',
  carrierId: 'Id of the carrier, as in `/carriers/{id}`; null for a truck of our own.',
  trackingUrl: 'The page of the carrier about it; null where nobody knows it.',
  routeId: 'Id of the route it goes by, as in `/routes/{id}`; null where it goes by none.',
  routeName: 'Name of the route of our own truck; null where it goes by none.',
  driverPhone: 'Phone of the truck or its driver; null where none is known.',
  stop: 'Place of the customer on the route, counted from 1; null where they are not on it.',
  deliveryOn: 'The day it should be there: named, or else the carrier’s usual days or the next day of the route.',
  'Shipment.fulfillments': 'What goes together, in the order it was picked.',
  'ListDeliveriesAnswer.stops.fulfillments': 'What is on the truck for the stop.',
  shippedBy: 'Who sent it off; null while it has not left.',
  rideProposal: 'What a small fill should ride with; null where it is not small, has left, or is on a shipment.',
  extraDays: 'How many days later it arrives than alone.',
  shipmentId: 'Id of the shipment, as in `/shipments/{id}`; null where nothing is planned yet.',
  shipmentNumber: 'Number of the shipment; null where nothing is planned yet.',
  'rideProposal.orderId': 'The customer’s next order that goes by then; null where there is none.',
  'rideProposal.orderNumber': 'Number of that order; null where there is none.',
  cashDue: 'To take at the door from a customer who pays in cash only; null for everybody else.',
  'ListDeliveriesAnswer.stops': 'The stops in the order of the routes.',
  trackingLink:
    'Where the carrier answers about a parcel: an address with `{number}` in the place of its number; null for none.',
  usualDays: 'Working days from the shipment to the delivery, as a rule; null where nobody said.',
  usualFreight:
    'What is charged for one shipment, as a rule; it fills in the freight on screens. Null where nobody said.',
  freight:
    'What the customer is charged for carriage, to the cent: part of the invoice of the fulfillment, beside the goods. Said when it ships; nothing when left out.',
  isFreightUsual:
    'Freight is charged for it as a rule: not where all of it replaces what came back, or goes again after it was lost.',
  'DepartureBody.freight':
    'What the customer is charged for carriage of the whole shipment, to the cent, on the invoice of its first fulfillment; nothing when left out.',
  weekdays: 'The days of the week on which the truck drives, 1 is Monday.',
  driverId: 'Id of the person who drives it; null while nobody does.',
  driverName: 'Name of the person who drives it; null while nobody does.',
  customerIds: 'Ids of the customers on the way, in the order of the stops.',
  stops: 'The customers on the way, in the order in which the truck comes to them.',
  'TruckRoute.stops.customerName': 'Who is stopped at, by name.',
  'TruckRoute.stops.city': 'City of the customer’s own address; null where none is known.',
  'TruckRoute.phone': 'Where the truck is reached; null where nobody said.',
  'RouteBody.phone': 'Where the truck is reached.',
  proof: 'A photo or signature as a data address, or words. It stays on record.',
  'proof.image': 'The picture as a data address: PNG, JPEG or WebP.',
  image: 'The picture as a data address; null where the proof is words.',
  reportedBy: 'Who says that it was not received.',
  'ReshipFulfillmentBody.lines': 'What of it is lost; all that is on its way when left out.',
  'CreditFulfillmentBody.lines': 'What of it is lost; all that is on its way when left out.',
  credited: 'What credit notes take off besides.',
  notDeliveredAt: 'When it was settled that nothing of it arrives; null otherwise.',
  reopening: 'That it was said not to be received: the open one, or else the last; null when nobody said so.',
  wasDeliveredAt: 'When it was said to be delivered before; null when nobody had confirmed it.',
  openedBy: 'Who opened it: a person by name, or a program by its API key.',
  deliveries: 'Every time somebody confirmed the delivery, oldest first.',
  proofKind: 'What shows that it was handed over; null for nothing.',
  differences: 'Units that left and did not arrive, oldest first.',
  replacesReturn: 'The return whose goods the line replaces at no charge; null for what was ordered.',
  'ReturnBody.lines.replace':
    'What is sent for it at no charge, at once; at most what comes back (`more_than_returned`).',
  'ReturnBody.lines.replace.variantId': 'Another variant; the same when left out.',
  'ReturnBody.lines.replace.swapAtDoor':
    'The goods are still with the customer, and whoever brings the replacement takes them along; `disposition` is `undecided` then.',
  'ReturnBody.lines.quantity': 'At most what was delivered and has not come back (`more_than_delivered`).',
  credit: 'Credits what is not replaced, on one credit note.',
  isFromDoor: 'The driver brought it back: it was never delivered.',
  returnedAt: 'When it came back.',
  returnedBy: 'Who recorded it.',
  creditNote: 'The credit note; null for none.',
  undecided: 'Units that nobody said a place for.',
  withCustomer: 'Of what is undecided, units the customer still has: whoever brings the replacement takes them along.',
  takeAlong: 'What the customer gives back for what this brings, to be taken along; empty for nothing.',
  takenAlong:
    'Goods of returns that were taken along for what was brought, each at most what the customer still has (`more_than_with_customer`).',
  returnNumber: 'The return by which the customer gives it back, as people call it.',
  dispositions: 'Where its units went, oldest first.',
  replacement: 'What is sent for it; null for nothing.',
  'lines.disposition': 'Where the goods go; `undecided` while nobody says.',
  returnLineId: 'Which line of the return, as its `lines` name it.',
  'DispositionBody.lines.quantity': 'How much; all that is undecided when left out.',
  'LotRecipient.quantity': 'Units of the lot that left.',
  'LotRecipient.kept': 'What left less what did not arrive and what came back: with the customer once it is delivered.',
  undelivered: 'Units that left and did not arrive.',
  returned: 'Units that arrived and came back.',
};

/** What parameters of these operations mean. */
export const parametersOfDeliveries: Words = {
  routeId: 'Only what goes by this route.',
  deliveryOn: 'Only what should be there on this day.',
  'listDeliveries.on': 'Which day; today when left out, with what is still on the truck from days before.',
  'getRouteManifest.on': 'Which day; today when left out.',
  active: 'Only those in use, or only the others.',
  'listReturns.isUndecided': 'Only those with goods that nobody said a place for, or only the others.',
  'getLotRecipients.lot': 'The lot as it was read, in whatever case.',
  deliveryId: 'Id of the delivery, as `deliveries` of the fulfillment names it.',
};

const SHIPMENT_STATUS = {
  planned: 'put together, still in the warehouse',
  shipped: 'on its way',
  delivered: 'nothing of it is on its way any more',
  cancelled: 'everything on it was voided',
};

const PROOF = { photo: 'a photo', signature: 'a signature', note: 'words' };

const NOT_HANDED_OVER = {
  short: 'not on the truck; its bin goes on the count list',
  damaged: 'broken; it is gone',
  refused: 'the customer did not take it; it comes back, undecided',
  wrong_item: 'not what was ordered; it comes back, undecided',
  lost: 'did not arrive at all',
};

const PLACES = {
  restock: 'on the shelf: it goes to whoever waits, in rank order',
  scrap: 'thrown away',
  back_to_supplier: 'sent back to the supplier',
  undecided: 'not said yet; it is nowhere on hand',
};

const WHY_BACK = {
  damaged: 'broken or spoilt',
  wrong_item: 'not what was ordered',
  not_wanted: 'not wanted any more',
  quality: 'not good enough',
  other: 'another reason, said in the note',
  refused: 'not taken at the door',
};

/** What values of these fields mean. */
export const valuesOfDeliveries: Values = {
  'rideProposal.kind': {
    shipment: 'what is planned for the customer already',
    order: 'their next order, on the day they want it',
    route: 'the next day of their route',
  },
  'Shipment.status': SHIPMENT_STATUS,
  'ListDeliveriesAnswer.stops.status': SHIPMENT_STATUS,
  'listShipments.status': SHIPMENT_STATUS,
  proofKind: PROOF,
  'proof.kind': PROOF,
  'GetDeliveryProofAnswer.kind': PROOF,
  'DeliverFulfillmentBody.lines.reason': NOT_HANDED_OVER,
  'differences.reason': NOT_HANDED_OVER,
  disposition: PLACES,
  'ReturnBody.lines.reason': WHY_BACK,
  'GoodsReturn.lines.reason': WHY_BACK,
  'listCarriers.active': { true: 'only those in use', false: 'only the others' },
  'listRoutes.active': { true: 'only those in use', false: 'only the others' },
  'listReturns.isUndecided': { true: 'only those', false: 'only the others' },
  reportedBy: { customer: 'the customer', staff: 'somebody of us' },
  'reopening.outcome': {
    delivered: 'it had arrived, or arrived since',
    reshipped: 'it was lost and goes again',
    credited: 'it was lost and was credited',
  },
};
