import { describe, expect, it } from 'vitest';
import type { FactLine, MessageFacts } from '#domain/messages/facts.ts';
import { toldBy } from '#domain/messages/facts.ts';
import { minutesOfQuiet, minutesUntil } from '#domain/messages/quiet-hours.ts';
import { say, sayExpected, sayQuantity } from '#domain/messages/say.ts';
import { whyNotSend } from '#domain/messages/why-not.ts';

const LINE: FactLine = {
  orderLineId: '1',
  backorderId: null,
  item: 'Malbec 2021',
  sku: 'MAL-21',
  baseUnit: 'bottle',
  unitsPerCase: 12,
  isWrittenAbout: true,
  ordered: 20,
  waiting: 5,
  toCome: 20,
  moved: 0,
  expected: { on: '2026-12-01', isPromise: false },
};

const FACTS: MessageFacts = {
  event: 'order_confirmed',
  language: 'en',
  today: '2026-11-20',
  companyName: 'River Wines',
  currency: 'USD',
  customer: { name: 'Corner Shop', email: 'shop@example.com', receivesMessages: true },
  rep: { name: 'Ada Bell', phone: '555 0100', email: 'ada@example.com' },
  order: { number: 'SO-1', orderedOn: '2026-11-20', requestedOn: null, isCancelled: false },
  backorder: null,
  lines: [LINE],
  reason: null,
  shipment: null,
  delivery: null,
  cancellation: null,
  substitution: null,
  credit: null,
  alternatives: [],
};

const BACKORDER = {
  id: '7',
  number: 'BO-7',
  createdOn: '2026-11-01',
  outstanding: 5,
  isReady: false,
  promisedOn: null,
};
const OF_BACKORDER: MessageFacts = {
  ...FACTS,
  event: 'date_moved',
  backorder: BACKORDER,
  lines: [{ ...LINE, backorderId: '7', toCome: 5 }],
};

const asks = { eventsOff: [], lastTold: null };

describe('what a message says', () => {
  it('says of a new order what leaves now and what waits until when', () => {
    const said = say(FACTS);
    expect(said.items.map(({ quantity }) => quantity)).toEqual(['15 bottles (1 case + 3)']);
    expect(said.waiting).toMatchObject([{ quantity: '5 bottles', expected: 'expected about Tuesday, December 1' }]);
  });

  it('never speaks of a product that is not written about', () => {
    expect(say({ ...FACTS, lines: [{ ...LINE, isWrittenAbout: false }] })).toMatchObject({ items: [], waiting: [] });
  });

  it.each([
    [{ on: null, isPromise: false }, 'no date yet', 'todavía sin fecha'],
    [{ on: '2026-12-01', isPromise: false }, 'about Tuesday, December 1', 'hacia el martes 1 de diciembre'],
    [
      { on: '2026-12-01', isPromise: false, likely: { from: '2026-12-02', to: '2026-12-09' } },
      'between Wednesday, December 2 and Wednesday, December 9',
      'entre el miércoles 2 de diciembre y el miércoles 9 de diciembre',
    ],
    [{ on: '2026-12-01', isPromise: true }, 'on Tuesday, December 1', 'el martes 1 de diciembre'],
  ])('says when %j is expected', (expected, english, spanish) => {
    expect(sayExpected('en', expected)).toBe(english);
    expect(sayExpected('es', expected)).toBe(spanish);
  });

  it.each([
    [1, 1, '1 bottle'],
    [5, 12, '5 bottles'],
    [24, 12, '24 bottles (2 cases)'],
    [27, 12, '27 bottles (2 cases + 3)'],
    [1_200, 1, '1,200 bottles'],
  ])('says %i of %i a case as people do', (quantity, unitsPerCase, words) => {
    expect(sayQuantity('en', { baseUnit: 'bottle', unitsPerCase }, quantity)).toBe(words);
  });
});

describe('why a message is not sent', () => {
  it.each<[why: string, facts: MessageFacts, reason: string | null]>([
    ['nothing speaks against it', FACTS, null],
    [
      'the customer opted out',
      { ...FACTS, customer: { ...FACTS.customer, receivesMessages: false } },
      'customer_opted_out',
    ],
    ['there is no address', { ...FACTS, customer: { ...FACTS.customer, email: null } }, 'no_address'],
    [
      'all its products are silent',
      { ...FACTS, lines: [{ ...LINE, isWrittenAbout: false }] },
      'product_not_written_about',
    ],
    ['the date is the one it was before', { ...OF_BACKORDER, before: null }, 'no_longer_true'],
    ['the date moved', { ...OF_BACKORDER, before: '2026-12-01' }, null],
    [
      'the backorder closed',
      { ...OF_BACKORDER, backorder: { ...BACKORDER, outstanding: 0 }, before: '2026-12-01' },
      'no_longer_true',
    ],
    ['the stock went elsewhere', { ...OF_BACKORDER, event: 'stock_arrived' }, 'no_longer_true'],
    [
      'a new promise was given',
      { ...OF_BACKORDER, event: 'delayed', backorder: { ...BACKORDER, promisedOn: '2026-11-30' } },
      'no_longer_true',
    ],
  ])('%s', (_, facts, reason) => {
    expect(whyNotSend(facts, asks)).toBe(reason);
  });

  it('says no more about a backorder than its order was told already', () => {
    const confirmed = toldBy(FACTS);
    expect(confirmed).toEqual({ 1: { toCome: 5, on: '2026-12-01' } });
    const created: MessageFacts = { ...OF_BACKORDER, event: 'backorder_created' };
    expect(whyNotSend(created, { ...asks, lastTold: confirmed })).toBe('already_told');
    const later = { ...LINE, backorderId: '7', toCome: 5, expected: { on: '2026-12-08', isPromise: false } };
    expect(whyNotSend({ ...created, lines: [later] }, { ...asks, lastTold: confirmed })).toBeNull();
    expect(whyNotSend({ ...created, lines: [{ ...later, toCome: 6 }] }, { ...asks, lastTold: confirmed })).toBeNull();
  });

  it('does not say again that stock is here, until there is more or less of it, or something else was said of the line', () => {
    const arrived = (moved: number, waiting = 0): MessageFacts => ({
      ...OF_BACKORDER,
      event: 'stock_arrived',
      backorder: { ...(OF_BACKORDER.backorder as NonNullable<MessageFacts['backorder']>), isReady: true },
      lines: [{ ...LINE, backorderId: '7', toCome: moved + waiting, waiting, moved }],
    });
    const told = toldBy(arrived(5));
    expect(told).toEqual({ 1: { toCome: 0, on: null, here: 5 } });
    expect(whyNotSend(arrived(5), { ...asks, lastTold: told })).toBe('already_told');
    expect(whyNotSend(arrived(8), { ...asks, lastTold: told })).toBeNull();
    expect(whyNotSend(arrived(3, 2), { ...asks, lastTold: told })).toBeNull();
    expect(whyNotSend(arrived(5), { ...asks, lastTold: { 1: { toCome: 5, on: '2026-12-08' } } })).toBeNull();
    expect(whyNotSend(arrived(5), { ...asks, lastTold: null })).toBeNull();
  });

  it('is silent about what the company switched off', () => {
    expect(whyNotSend(FACTS, { ...asks, eventsOff: ['order_confirmed'] })).toBe('event_off');
  });
});

describe('quiet hours', () => {
  it.each([
    ['12:00', { from: '20:00', until: '07:00' }, 0],
    ['20:00', { from: '20:00', until: '07:00' }, 660],
    ['06:59', { from: '20:00', until: '07:00' }, 1],
    ['07:00', { from: '20:00', until: '07:00' }, 0],
    ['13:00', { from: '12:00', until: '14:00' }, 60],
    ['13:00', null, 0],
  ])('at %s with %j a message waits %i minutes', (time, quiet, waits) => {
    expect(minutesOfQuiet(time, quiet)).toBe(waits);
  });

  it('counts to the next morning', () => {
    expect(minutesUntil('04:00', '08:00')).toBe(240);
    expect(minutesUntil('09:00', '08:00')).toBe(1_380);
  });
});
