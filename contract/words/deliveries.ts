import type { Values, Words } from '#contract/words/words.ts';

/** What fields of deliveries, of what did not arrive and of what came back say. */
export const fieldsOfDeliveries: Words = {
  'DeliverFulfillmentBody.lines': 'Lines with a difference; what is left out arrived whole.',
  fulfillmentLineId: 'Id of the line, as `lines` of the fulfillment names it.',
  'DeliverFulfillmentBody.lines.delivered':
    'How much was handed over, at most what is on its way (`more_than_arriving`).',
  'DeliverFulfillmentBody.lines.reason': 'Why not the rest; required with a difference (`difference_without_reason`).',
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
  undelivered: 'Units that left and did not arrive.',
  returned: 'Units that arrived and came back.',
};

/** What parameters of these operations mean. */
export const parametersOfDeliveries: Words = {
  deliveryId: 'Id of the delivery, as `deliveries` of the fulfillment names it.',
};

const PROOF = { photo: 'a photo', signature: 'a signature', note: 'words' };

const NOT_HANDED_OVER = {
  short: 'not on the truck; its bin goes on the count list',
  damaged: 'broken; it is gone',
  refused: 'the customer did not take it; it comes back, undecided',
  wrong_item: 'not what was ordered; it comes back, undecided',
  lost: 'did not arrive at all',
};

/** What values of these fields mean. */
export const valuesOfDeliveries: Values = {
  proofKind: PROOF,
  'proof.kind': PROOF,
  'GetDeliveryProofAnswer.kind': PROOF,
  'DeliverFulfillmentBody.lines.reason': NOT_HANDED_OVER,
  'differences.reason': NOT_HANDED_OVER,
  reportedBy: { customer: 'the customer', staff: 'somebody of us' },
  'reopening.outcome': {
    delivered: 'it had arrived, or arrived since',
    reshipped: 'it was lost and goes again',
    credited: 'it was lost and was credited',
  },
};
