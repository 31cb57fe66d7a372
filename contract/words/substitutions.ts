import type { Values, Words } from '#contract/words/words.ts';

/** What fields of proposals say beyond `everywhere`. */
export const fieldsOfSubstitutions: Words = {
  'SubstitutionBody.backorderLineId': 'The line of the backorder that waits, as `lines` of the backorder names it.',
  'SubstitutionBody.quantity':
    'How much of what waits and is not picked is to be replaced (`more_than_substitutable`).',
  'SubstitutionBody.offers':
    'What to offer in its place, the best first; each with free stock (`substitute_not_in_stock`).',
  'SubstitutionBody.offers.price': 'What it is offered at; the locked price when left out.',
  'SubstitutionBody.offers.price.amount':
    'The other price of one base unit, as money or as a decimal text; for `other` alone.',
  'SubstitutionBody.offers.price.reason': 'Why it is another price; required for `other`.',
  'SubstitutionBody.note': 'What the customer reads beside the offers; null where nothing is said.',
  'SubstitutionBody.notifyCustomer': 'Whether the customer is written to now; true when left out.',
  'Substitution.note': 'What the customer reads beside the offers; null where nothing is said.',
  'AcceptanceBody.variantId': 'Which of the offers.',
  'AcceptanceBody.quantity': 'How much of it; the rest of the line keeps waiting.',
  acceptedBy: 'Whose word it is.',
  'AcceptanceBody.note': 'What the customer said; required of a representative who has no standing consent to go by.',
  'acceptance.note': 'What the customer said; null where nothing was noted.',
  'AcceptanceBody.consentId':
    'The standing consent that allows it, which a representative may go by (`consent_required`).',
  'acceptance.consentId': 'The standing consent by which it was accepted; null where the customer was asked.',
  consentId: 'Id of the standing consent in force for what was ordered; null where there is none.',
  'offers.consent': 'What the standing consent says of it; null where there is none.',
  'SuggestionList.consent': 'What the standing consent says of it at the locked price; null where there is none.',
  'ConsentBody.productId': 'The product it is about; left out where `family` says it.',
  'ConsentBody.family':
    'The family of products it is about, as the catalog names it; left out where `productId` says it.',
  rule: 'What the customer agreed to.',
  priceLimit: 'The most one base unit may cost; null where there is no limit.',
  'ConsentBody.priceLimit': 'The most one base unit may cost, as money or as a decimal text.',
  'Consent.productId': 'The product it is about; null where it is about a family.',
  'Consent.productName': 'Name of that product; null where it is about a family.',
  'Consent.family': 'The family of products it is about; null where it is about one product.',
  'ConsentBody.note': 'How and by whom it was agreed; null where nothing is said.',
  'Consent.note': 'How and by whom it was agreed; null where nothing was said.',
  givenAt: 'When it was recorded.',
  recordedBy: 'Who recorded it: a person by name, or a program by its API key.',
  'Consent.revokedBy': 'Who ended it; null while it is in force.',
  listPrice: 'Price of one base unit by the price list today.',
  isSameProduct: 'It is another variant of the same product.',
  isSameFamily: 'Its product is of the same family.',
  isSameSize: 'Its name says that it holds as much.',
  isNextVintage: 'It is the same product in the same size, of the vintage that follows.',
  coversAll: 'There is free stock of it for all that is outstanding.',
  'Substitution.status': 'How the proposal stands.',
  'Substitution.ordered': 'What the customer ordered and waits for.',
  'Substitution.quantity': 'How much was proposed to be replaced, in base units.',
  acceptable: 'The most that can be accepted now, in base units; 0 once it is decided.',
  'Substitution.offers': 'What is offered in its place, the best first.',
  'Substitution.offers.position': 'Its place in the order of preference, counted from 1.',
  'Substitution.offers.price': 'What it is offered at.',
  acceptance: 'What the customer took; null while nothing is accepted.',
  'acceptance.orderId': 'Id of the order that sends the substitute.',
  'acceptance.orderNumber': 'Number of the order that sends the substitute.',
  'acceptance.price': 'What it was offered at, which is what its order asks.',
  'Order.substitutes': 'What the customer takes in place of items of it, and the orders that send that.',
  standsInFor: 'What this order is sent in place of; null for one that was ordered by itself.',
  substitutionId: 'Id of the proposal, as in `/substitutions/{id}`.',
  'substitutes.orderId': 'Id of the order that sends the other item.',
  'substitutes.orderNumber': 'Number of the order that sends the other item.',
  'standsInFor.orderId': 'Id of the order that the item was ordered with.',
  'standsInFor.orderNumber': 'Number of the order that the item was ordered with.',
  'substitutes.ordered': 'What was ordered.',
  'substitutes.sent': 'What is sent in its place.',
  'standsInFor.ordered': 'What was ordered.',
  'standsInFor.sent': 'What is sent in its place.',
  acceptedAt: 'When it was accepted.',
  proposedAt: 'When it was proposed.',
  proposedBy: 'Who proposed it: a person by name, or a program by its API key.',
  closingNote: 'What was said when it was refused or withdrawn; null where nothing was.',
};

/** What parameters of lists of proposals mean. */
export const parametersOfSubstitutions: Words = {
  'listSuggestions.backorderLineId': 'The line of the backorder that something is sought for.',
};

const priceKinds = {
  locked: 'the price and the deal of the line it stands in for',
  list: 'its own list price of the day it was proposed',
  other: 'another price, with the reason',
};

/** What the choices of proposals mean. */
export const valuesOfSubstitutions: Values = {
  'price.kind': priceKinds,
  rule: {
    exact_vintage: 'only exactly what was ordered',
    next_vintage: 'the vintage that follows is fine, in the same size',
    same_style: 'another item of the family in the same size is fine, up to a price',
    always_ask: 'asked every time',
  },
  consent: {
    allowed: 'the consent allows it',
    ask: 'the customer is to be asked',
    not_wanted: 'the customer wants nothing but what was ordered',
  },
  acceptedBy: { customer: 'the customer said so', representative: 'their representative did it for them' },
  'Substitution.status': {
    proposed: 'waits for an answer',
    accepted: 'all or some of it was accepted',
    refused: 'the customer wants none of it',
    withdrawn: 'it was taken back before it was answered',
    lapsed: 'nothing of the line waits any more',
  },
};
