import type { WhyItWaits } from '#domain/customer-page/why-it-waits.ts';
import type { Language, MessageEvent } from '#domain/messages/words.ts';
import { type Quantity, total } from '#domain/quantity.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';

/** When something is expected: a promise, what supply says, or nothing; and between which days, where past receipts say so. */
export type Expected = {
  on: CalendarDate | null;
  isPromise: boolean;
  likely?: { from: CalendarDate; to: CalendarDate } | undefined;
};

/**
 * One line of an order as a message may speak of it, in base units. `waiting` has no stock yet, `toCome` has not shipped
 * (with and without stock), `isOurs` says that it belongs to the backorder the message is about.
 */
export type FactLine = {
  orderLineId: string;
  backorderId: string | null;
  item: string;
  sku: string;
  baseUnit: string;
  unitsPerCase: number;
  isWrittenAbout: boolean;
  ordered: Quantity;
  waiting: Quantity;
  toCome: Quantity;
  /** In the fulfillment, the cancellation or the credit note that the message is about; where stock arrived, what it gave the line. */
  moved: Quantity;
  /** Of a delivery: what was on the way and was not handed over, with the first reason. Left out for nothing. */
  undelivered?: { quantity: Quantity; reason: Difference } | null;
  expected: Expected;
  /** Why it waits; left out where nobody looked. */
  why?: WhyItWaits | null;
};

/** An item in a message about a substitute. */
export type SubstituteFact = Pick<FactLine, 'item' | 'sku' | 'baseUnit' | 'unitsPerCase'>;

/** Why something on the truck was not handed over. */
export type Difference = 'short' | 'damaged' | 'refused' | 'wrong_item';

/** All that a message may say, read at the moment it leaves. */
export type MessageFacts = {
  event: MessageEvent;
  language: Language;
  today: CalendarDate;
  companyName: string;
  currency: string;
  customer: { name: string; email: string | null; receivesMessages: boolean };
  rep: { name: string; phone: string | null; email: string } | null;
  order: { number: string; orderedOn: CalendarDate; requestedOn: CalendarDate | null; isCancelled: boolean };
  backorder: {
    id: string;
    number: string;
    createdOn: CalendarDate;
    outstanding: Quantity;
    isReady: boolean;
    promisedOn: CalendarDate | null;
  } | null;
  lines: readonly FactLine[];
  /** What the customer was told before: a date, or the day that was asked for. Undefined where nothing was. */
  before?: CalendarDate | null;
  /** What a person gave as the reason. */
  reason: string | null;
  shipment: {
    carrier: string | null;
    trackingNumber: string | null;
    trackingUrl: string | null;
    estimatedDeliveryOn: CalendarDate | null;
    /** Who brings it, where it goes with our own truck. */
    driver: { name: string; phone: string | null } | null;
  } | null;
  delivery: { deliveredOn: CalendarDate; receivedBy: string | null } | null;
  cancellation: { reason: string; reasonText: string | null } | null;
  /** What is offered in place of something, and what of it was taken. */
  substitution: {
    ordered: SubstituteFact;
    /** At most this many, in base units. */
    quantity: Quantity;
    isOpen: boolean;
    note: string | null;
    offers: readonly (SubstituteFact & { price: string })[];
    accepted: (SubstituteFact & { price: string; quantity: Quantity; orderNumber: string }) | null;
  } | null;
  /** The credit note it is about, or that came with it; its amount, and the freight in it, in the currency of the company. */
  credit: { number: string; amount: string; freight: string; isRefund: boolean } | null;
  /** Other variants of the products that were cancelled, in stock now. */
  alternatives: readonly { item: string; sku: string }[];
};

/** What a customer was told is to come: by order line how many, and on which day; and, where stock arrived, how many are here. */
export type Told = Record<string, { toCome: Quantity; on: CalendarDate | null; here?: Quantity }>;

/** The latest of some dates; with one missing there is none. A promise only when every date is one. */
export function latest(expected: readonly Expected[]): Expected {
  const on = expected.some((one) => one.on === null)
    ? null
    : expected.reduce<CalendarDate | null>(
        (last, one) => (last === null || (one.on ?? '') > last ? one.on : last),
        null,
      );
  const isPromise = on !== null && expected.every((one) => one.isPromise);
  const likely = isPromise || on === null ? undefined : lastRange(expected.filter((one) => one.on === on));
  return { on, isPromise, ...(likely ? { likely } : {}) };
}

/** The range that ends last; none where one of them has none. */
function lastRange(expected: readonly Expected[]): Expected['likely'] {
  const ranges = expected.flatMap(({ likely }) => likely ?? []);
  if (ranges.length < expected.length) return undefined;
  return ranges.reduce((last, range) => (range.to > last.to ? range : last));
}

/** The lines of the backorder that a message is about; of its order where it is about that. */
export function linesOf(facts: MessageFacts): readonly FactLine[] {
  const { backorder, lines } = facts;
  return isAboutBackorder(facts) ? lines.filter(({ backorderId }) => backorderId === backorder?.id) : lines;
}

/** Whether it is about one backorder, and not its whole order. */
export function isAboutBackorder({ backorder, event }: Pick<MessageFacts, 'backorder' | 'event'>): boolean {
  return backorder !== null && !ABOUT_ORDERS.includes(event);
}

/** Even where a backorder is named, the whole order is told: what came, and what is still to come. */
const ABOUT_ORDERS: readonly MessageEvent[] = [
  'order_confirmed',
  'shipped',
  'delivered',
  'cancelled',
  'rescheduled',
  'credit_issued',
];

/** How many of a line this message calls still to come. Where stock itself is the news, what has stock is not. */
export function toComeOf(event: MessageEvent, line: FactLine): Quantity {
  return event === 'order_confirmed' || event === 'stock_arrived' ? line.waiting : line.toCome;
}

/** What a message tells of what is to come, kept so that the same is not told again. */
export function toldBy(facts: MessageFacts): Told {
  const told: Told = {};
  for (const orderLineId of new Set(linesOf(facts).map((line) => line.orderLineId))) {
    const own = linesOf(facts).filter((line) => line.orderLineId === orderLineId);
    const parts = own.filter((line) => toComeOf(facts.event, line) > 0);
    const here = facts.event === 'stock_arrived' ? total(own, ({ moved }) => moved) : 0;
    if (parts.length === 0 && here === 0) continue;
    const toCome = total(parts, (line) => toComeOf(facts.event, line));
    told[orderLineId] = { toCome, on: latest(parts.map(({ expected }) => expected)).on, ...(here > 0 ? { here } : {}) };
  }
  return told;
}
