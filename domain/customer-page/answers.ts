/** What a customer may decide on their page, in the order it is offered. */
export const CUSTOMER_ANSWERS = [
  'wait',
  'send_available',
  'substitute',
  'not_before',
  'cancel_rest',
  'not_received',
  'ask',
] as const;
/** A decision of a customer. */
export type CustomerAnswer = (typeof CUSTOMER_ANSWERS)[number];
/** What came of it: the records changed, nothing had to, or a person has to act. */
export type AnswerOutcome = 'done' | 'noted' | 'asked';
