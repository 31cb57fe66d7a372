import type { TemplateName } from '#domain/messages/words.ts';

/** A variable of the texts: its name as a text writes it, what it says, and which texts alone know it. */
export type Variable = { name: string; meaning: string; only?: readonly TemplateName[] };

const CREDITS = ['credit_issued', 'cancelled', 'substitute_confirmed'] as const satisfies TemplateName[];
const SUBSTITUTES: readonly TemplateName[] = ['substitute_proposed', 'substitute_confirmed'];

/** Everything a text may speak of, in the order people look for it. Lists are gone through with `{% for %}` or a partial. */
const VARIABLES: readonly Variable[] = [
  { name: 'customer.name', meaning: 'The name of the customer' },
  { name: 'company.name', meaning: 'The name of your company' },
  { name: 'rep.name', meaning: 'The representative of the customer; empty when nobody is' },
  { name: 'rep.phone', meaning: 'Their telephone number' },
  { name: 'rep.email', meaning: 'Their e-mail address' },
  { name: 'order.number', meaning: 'The number of the order' },
  { name: 'order.date', meaning: 'The day it was ordered on' },
  {
    name: 'link',
    meaning:
      'The private page where the customer sees what they wait for and decides; made for each mail, and shown nowhere else. {% render "choices", link: link %} writes it',
  },
  { name: 'backorder.number', meaning: 'The number of the backorder; empty where the message is about a whole order' },
  {
    name: 'items',
    meaning:
      'A list of what is ready, left, arrived, was cancelled or is credited; each has item, sku, quantity and ordered. {% render "items", lines: items %} writes it',
  },
  {
    name: 'waiting',
    meaning:
      'A list of what is still to come; each has item, sku, quantity, ordered and expected. {% render "waiting", lines: waiting %} writes it',
  },
  {
    name: 'expected',
    meaning:
      'When all of it is expected: "on" a promised day, "between" two days where past receipts say so, "about" a projected one, or "no date yet"',
  },
  { name: 'hasDate', meaning: 'True when there is such a day' },
  {
    name: 'before',
    meaning: 'The day that was told before; empty when none was',
    only: ['date_moved', 'delayed', 'rescheduled'],
  },
  { name: 'isSooner', meaning: 'True when the new day is earlier than the one before', only: ['date_moved'] },
  { name: 'requested', meaning: 'The day before which the customer wants nothing', only: ['rescheduled'] },
  { name: 'reason', meaning: 'Why, as the person who did it wrote or chose it', only: ['date_moved', 'cancelled'] },
  {
    name: 'days',
    meaning: 'How many days the backorder has waited',
    only: ['weekly_status', 'delayed', 'date_moved', 'stock_arrived', 'backorder_created'],
  },
  { name: 'shipment.carrier', meaning: 'Who carries it', only: ['shipped', 'delivered'] },
  { name: 'shipment.tracking', meaning: 'The tracking number', only: ['shipped', 'delivered'] },
  { name: 'shipment.link', meaning: 'The page of the carrier about the parcel', only: ['shipped', 'delivered'] },
  { name: 'shipment.estimate', meaning: 'The day it should arrive', only: ['shipped', 'delivered'] },
  {
    name: 'shipment.driver',
    meaning: 'Who brings it with our own truck; empty where a carrier does',
    only: ['shipped', 'delivered'],
  },
  { name: 'shipment.driverPhone', meaning: 'Where the driver is reached', only: ['shipped', 'delivered'] },
  { name: 'delivery.date', meaning: 'The day it arrived', only: ['delivered'] },
  { name: 'delivery.receivedBy', meaning: 'Who took it', only: ['delivered'] },
  {
    name: 'missing',
    meaning: 'A list of what was on the way and could not be handed over; each has item, quantity and reason',
    only: ['delivered'],
  },
  { name: 'credit.number', meaning: 'The number of the credit note', only: CREDITS },
  { name: 'credit.amount', meaning: 'What is credited, with the currency; empty for nothing', only: CREDITS },
  { name: 'credit.freight', meaning: 'The freight in it, with the currency; empty for none', only: CREDITS },
  {
    name: 'credit.isRefund',
    meaning: 'Whether the money is paid back; else it is taken off what is owed',
    only: CREDITS,
  },
  {
    name: 'alternatives',
    meaning: 'A list of other sizes and vintages in stock; each has item and sku',
    only: ['cancelled'],
  },
  { name: 'substitute.ordered.item', meaning: 'What was ordered and is missing', only: SUBSTITUTES },
  { name: 'substitute.ordered.quantity', meaning: 'How many of it the substitute stands in for', only: SUBSTITUTES },
  { name: 'substitute.ordered.sku', meaning: 'Its SKU', only: SUBSTITUTES },
  {
    name: 'substitute.offers',
    meaning:
      'A list of what is offered in its place, the best first; each has item, sku and price. {% render "offers", lines: substitute.offers %} writes it',
    only: ['substitute_proposed'],
  },
  { name: 'substitute.note', meaning: 'What the person who offers it wrote', only: ['substitute_proposed'] },
  { name: 'substitute.accepted.item', meaning: 'What is sent in its place', only: ['substitute_confirmed'] },
  { name: 'substitute.accepted.sku', meaning: 'Its SKU', only: ['substitute_confirmed'] },
  { name: 'substitute.accepted.quantity', meaning: 'How many of it', only: ['substitute_confirmed'] },
  { name: 'substitute.accepted.price', meaning: 'The price of one', only: ['substitute_confirmed'] },
  { name: 'substitute.order', meaning: 'The number of the order that sends it', only: ['substitute_confirmed'] },
  {
    name: 'news',
    meaning:
      'A list of what there is to say; each has title, order, backorder, expected, reason, items and waiting. {% render "news", news: news %} writes it',
    only: ['digest'],
  },
];

/** The variables that one text knows. */
export function variablesOf(template: TemplateName): readonly Variable[] {
  return VARIABLES.filter(({ only }) => !only || only.includes(template)).filter(
    ({ name }) => template !== 'digest' || !/^(order|backorder|items|waiting|expected|hasDate)/.test(name),
  );
}
