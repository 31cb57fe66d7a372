import {
  type Difference,
  type Expected,
  type FactLine,
  isAboutBackorder,
  latest,
  linesOf,
  type MessageFacts,
  type SubstituteFact,
  toComeOf,
} from '#domain/messages/facts.ts';
import { LOCALES, sayDate } from '#domain/messages/say-date.ts';
import { sayWhy } from '#domain/messages/say-why.ts';
import type { Language } from '#domain/messages/words.ts';
import { inCases, type Quantity } from '#domain/quantity.ts';
import { daysBetween } from '#domain/time/calendar.ts';

/**
 * What stands in a message where its private link is put in while it is handed over. The link itself is kept nowhere, so this is
 * what people read who look at the message later. The name is one that leads nowhere (RFC 2606).
 */
export const PRIVATE_LINK = 'https://private-link.invalid/';

/** Something of a list in a message: what, and how many in words. */
export type SaidLine = { item: string; sku: string; quantity: string; ordered: string; expected: string; why: string };

/** What a text may speak of, in the customer's language: words, or lists of them. Empty where there is nothing to say. */
export type Said = {
  company: { name: string };
  customer: { name: string };
  rep: { name: string; phone: string; email: string };
  order: { number: string; date: string };
  backorder: { number: string };
  /** What leaves, left, arrived, was cancelled or is credited. */
  items: SaidLine[];
  waiting: SaidLine[];
  expected: string;
  hasDate: boolean;
  before: string;
  /** The date moved, and to an earlier day. */
  isSooner: boolean;
  requested: string;
  reason: string;
  days: number;
  shipment: { carrier: string; tracking: string; link: string; estimate: string; driver: string; driverPhone: string };
  delivery: { date: string; receivedBy: string };
  /** What was on the way and could not be handed over; `reason` says why. */
  missing: { item: string; quantity: string; reason: string }[];
  credit: { number: string; amount: string; freight: string; isRefund: boolean };
  alternatives: { item: string; sku: string }[];
  /** What is offered in place of something, or was taken. Quantities are of what was ordered, or of what is sent. */
  substitute: {
    ordered: { item: string; sku: string; quantity: string };
    offers: { item: string; sku: string; price: string }[];
    note: string;
    accepted: { item: string; sku: string; quantity: string; price: string };
    order: string;
  };
  /** The private page of the customer. */
  link: string;
};

/** Puts the facts of a message into the words of its customer's language. Products that are never written about are left out. */
export function say(facts: MessageFacts): Said {
  const { language, rep, order, shipment, delivery } = facts;
  const lines = linesOf(facts).filter(({ isWrittenAbout }) => isWrittenAbout);
  const toCome = lines.filter((line) => toComeOf(facts.event, line) > 0);
  const expected = latest(toCome.map((line) => line.expected));
  return {
    company: { name: facts.companyName },
    customer: { name: facts.customer.name },
    rep: { name: rep?.name ?? '', phone: rep?.phone ?? '', email: rep?.email ?? '' },
    order: { number: order.number, date: sayDate(language, order.orderedOn) },
    backorder: { number: facts.backorder?.number ?? '' },
    items: itemsOf(facts, lines),
    waiting: toCome.map((line) => sayLine(language, line, toComeOf(facts.event, line))),
    expected: toCome.length === 0 ? '' : sayExpected(language, expected),
    hasDate: expected.on !== null,
    before: facts.before === undefined ? '' : sayDate(language, facts.before),
    isSooner: !!facts.before && expected.on !== null && expected.on < facts.before,
    requested: sayDate(language, order.requestedOn),
    reason: facts.reason ?? sayReason(facts),
    days: facts.backorder ? daysBetween(facts.backorder.createdOn, facts.today) : 0,
    shipment: {
      carrier: shipment?.carrier ?? '',
      tracking: shipment?.trackingNumber ?? '',
      link: shipment?.trackingUrl ?? '',
      estimate: sayDate(language, shipment?.estimatedDeliveryOn ?? null),
      driver: shipment?.driver?.name ?? '',
      driverPhone: shipment?.driver?.phone ?? '',
    },
    delivery: { date: sayDate(language, delivery?.deliveredOn ?? null), receivedBy: delivery?.receivedBy ?? '' },
    missing: lines.filter(({ undelivered }) => undelivered).map((line) => sayMissing(language, line)),
    credit: {
      number: facts.credit?.number ?? '',
      amount: facts.credit ? sayPrice(language, facts.credit.amount, facts.currency) : '',
      freight:
        Number(facts.credit?.freight ?? 0) > 0 ? sayPrice(language, facts.credit?.freight ?? '', facts.currency) : '',
      isRefund: facts.credit?.isRefund ?? false,
    },
    alternatives: [...facts.alternatives],
    substitute: saySubstitute(facts),
    link: linkOf(facts),
  };
}

/**
 * To the backorder that the message is about, also to one that was cancelled: it says so there. Where it is about a whole order, to
 * all that the customer waits for.
 */
function linkOf(facts: MessageFacts): string {
  const isOne = isAboutBackorder(facts) || (facts.event === 'cancelled' && facts.backorder !== null);
  return isOne ? `${PRIVATE_LINK}?b=${facts.backorder?.id}` : PRIVATE_LINK;
}

/** What moves by this message. Of a new order that is what has stock, one entry for each line of the order. */
function itemsOf(facts: MessageFacts, lines: readonly FactLine[]): SaidLine[] {
  if (facts.event !== 'order_confirmed')
    return lines.filter(({ moved }) => moved > 0).map((line) => sayLine(facts.language, line, line.moved));
  return [...new Map(lines.map((line) => [line.orderLineId, line])).values()].flatMap((line) => {
    const waits = lines.filter(({ orderLineId }) => orderLineId === line.orderLineId);
    const now = line.ordered - waits.reduce((sum, { waiting }) => sum + waiting, 0);
    return now > 0 ? [sayLine(facts.language, line, now)] : [];
  });
}

function sayLine(language: Language, line: FactLine, quantity: Quantity): SaidLine {
  return {
    item: line.item,
    sku: line.sku,
    quantity: sayQuantity(language, line, quantity),
    ordered: sayQuantity(language, line, line.ordered),
    expected: sayExpectedOfLine(language, line.expected),
    why: sayWhy(language, line.why),
  };
}

function saySubstitute({ language, currency, substitution }: MessageFacts): Said['substitute'] {
  const none = { item: '', sku: '', quantity: '', price: '' };
  if (!substitution) return { ordered: none, offers: [], note: '', accepted: none, order: '' };
  const { ordered, quantity, note, offers, accepted } = substitution;
  const price = (amount: string) => sayPrice(language, amount, currency);
  const count = accepted?.quantity ?? quantity;
  const named = (fact: SubstituteFact) => ({
    item: fact.item,
    sku: fact.sku,
    quantity: sayQuantity(language, fact, count),
  });
  return {
    ordered: named(ordered),
    offers: offers.map((offer) => ({ item: offer.item, sku: offer.sku, price: price(offer.price) })),
    note: note ?? '',
    accepted: accepted ? { ...named(accepted), price: price(accepted.price) } : none,
    order: accepted?.orderNumber ?? '',
  };
}

/** A price in words: "$11.90". What has more than two decimals keeps them. */
function sayPrice(language: Language, amount: string, currency: string): string {
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'currency',
    currency,
    maximumFractionDigits: 4,
    minimumFractionDigits: 2,
  }).format(Number(amount));
}

function sayMissing(language: Language, line: FactLine): Said['missing'][number] {
  const { quantity, reason } = line.undelivered ?? { quantity: 0, reason: 'short' };
  return { item: line.item, quantity: sayQuantity(language, line, quantity), reason: DIFFERENCES[language][reason] };
}

const DIFFERENCES: Record<Language, Record<Difference, string>> = {
  en: {
    short: 'was not on the truck',
    damaged: 'arrived broken',
    refused: 'was not accepted',
    wrong_item: 'was not what you ordered',
  },
  es: {
    short: 'no venía en el camión',
    damaged: 'llegó dañado',
    refused: 'no fue aceptado',
    wrong_item: 'no era lo que usted pidió',
  },
};

const UNITS: Record<Language, Record<string, [one: string, many: string]>> = {
  en: {
    bottle: ['bottle', 'bottles'],
    can: ['can', 'cans'],
    keg: ['keg', 'kegs'],
    case: ['case', 'cases'],
    unit: ['unit', 'units'],
  },
  es: {
    bottle: ['botella', 'botellas'],
    can: ['lata', 'latas'],
    keg: ['barril', 'barriles'],
    case: ['caja', 'cajas'],
    unit: ['unidad', 'unidades'],
  },
};

/** A quantity in words: "15 bottles (1 case + 3)". */
export function sayQuantity(
  language: Language,
  { baseUnit, unitsPerCase }: Pick<FactLine, 'baseUnit' | 'unitsPerCase'>,
  quantity: Quantity,
): string {
  const counted = (number: number, unit: string) => {
    const [one, many] = UNITS[language][unit] ?? (UNITS[language].unit as [string, string]);
    return `${number.toLocaleString(LOCALES[language])} ${number === 1 ? one : many}`;
  };
  const { cases, units } = inCases(quantity, unitsPerCase);
  if (unitsPerCase === 1 || cases === 0) return counted(quantity, baseUnit);
  return `${counted(quantity, baseUnit)} (${counted(cases, 'case')}${units > 0 ? ` + ${units}` : ''})`;
}

/** When something is expected: the day that was promised, the days between which it is likely, "about" a day that supply gives, or that there is none. */
export function sayExpected(language: Language, { on, isPromise, likely }: Expected): string {
  if (on === null) return language === 'es' ? 'todavía sin fecha' : 'no date yet';
  const day = sayDate(language, on);
  if (isPromise) return language === 'es' ? `el ${day}` : `on ${day}`;
  if (likely && likely.from < likely.to) {
    const [from, to] = [sayDate(language, likely.from), sayDate(language, likely.to)];
    return language === 'es' ? `entre el ${from} y el ${to}` : `between ${from} and ${to}`;
  }
  const about = likely ? sayDate(language, likely.to) : day;
  return language === 'es' ? `hacia el ${about}` : `about ${about}`;
}

function sayExpectedOfLine(language: Language, expected: Expected): string {
  const words = sayExpected(language, expected);
  if (expected.on === null) return words;
  return language === 'es' ? `se espera ${words}` : `expected ${words}`;
}

const REASONS: Record<Language, Record<string, string>> = {
  en: {
    customer_requested: 'You asked us to.',
    product_discontinued: 'The product is no longer made.',
    unable_to_fulfill: 'We could not get it for you.',
    excessive_delay: 'It would have taken too long.',
    shortage_cancelled: 'There was not enough, and you prefer not to wait.',
    replaced_by_order: 'A newer order of yours takes its place.',
    order_changed: 'The order was changed.',
    not_received: 'It did not reach you.',
  },
  es: {
    customer_requested: 'Usted nos lo pidió.',
    product_discontinued: 'El producto ya no se fabrica.',
    unable_to_fulfill: 'No pudimos conseguirlo.',
    excessive_delay: 'Habría tardado demasiado.',
    shortage_cancelled: 'No había suficiente y usted prefiere no esperar.',
    replaced_by_order: 'Un pedido suyo más reciente lo reemplaza.',
    order_changed: 'El pedido se modificó.',
    not_received: 'No le llegó.',
  },
};

function sayReason({ language, cancellation }: MessageFacts): string {
  if (cancellation === null) return '';
  return cancellation.reasonText ?? REASONS[language][cancellation.reason] ?? '';
}
