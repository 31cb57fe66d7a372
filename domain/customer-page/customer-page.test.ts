import { describe, expect, it } from 'vitest';
import { consentDueOn, type Slipped } from './second-slip.ts';
import { type WaitingLine, whyItWaits } from './why-it-waits.ts';

const waiting: WaitingLine = {
  open: 5,
  allocated: 0,
  isOnHold: false,
  waitsForWhole: false,
  requestedOn: null,
  coveredBy: [],
  uncovered: 0,
};
const order = (on: string | null, lateSince: string | null = null) =>
  ({ source: 'purchase_order_line', on, lateSince }) as const;

describe('why a line waits, for its customer', () => {
  it.each<[string, Partial<WaitingLine>, object]>([
    ['a hold before anything else', { isOnHold: true, uncovered: 5 }, { why: 'on_hold' }],
    ['their own day', { requestedOn: '2027-04-01', uncovered: 5 }, { why: 'not_before', on: '2027-04-01' }],
    ['not a day that has come', { requestedOn: '2027-03-01', uncovered: 5 }, { why: 'no_supply' }],
    ['it is there', { allocated: 5 }, { why: 'set_aside' }],
    ['it is there and travels with the rest', { allocated: 5, waitsForWhole: true }, { why: 'for_whole' }],
    ['what no supply covers', { uncovered: 1, coveredBy: [order('2027-03-20')] }, { why: 'no_supply' }],
    [
      'the supplier is late, since the first of such days',
      { coveredBy: [order('2027-03-20'), order(null, '2027-02-02'), order(null, '2027-02-01')] },
      { why: 'late_supply', on: '2027-02-01' },
    ],
    [
      'the last arrival',
      { coveredBy: [order('2027-03-20'), order('2027-03-25')] },
      { why: 'arrives', on: '2027-03-25' },
    ],
    ['an arrival without a day is no supply to speak of', { coveredBy: [order(null)] }, { why: 'no_supply' }],
  ])('says %s', (_, line, expected) => {
    expect(whyItWaits({ ...waiting, ...line }, '2027-03-10')).toEqual(expected);
  });
});

describe('consent to a second delay', () => {
  const slipped: Slipped = { slips: 2, slippedAt: '2027-03-10T15:00:00Z', slippedOn: '2027-03-10', agreedAt: null };
  it.each<[string, Partial<Slipped>, string | null]>([
    ['is due a week after it', {}, '2027-03-17'],
    ['is not asked for a first', { slips: 1 }, null],
    ['is asked for a third again', { slips: 3, agreedAt: '2027-03-09T00:00:00Z' }, '2027-03-17'],
    ['is there once they agreed', { agreedAt: '2027-03-11T09:00:00Z' }, null],
    ['is not what was said before it', { agreedAt: '2027-03-10T14:59:59Z' }, '2027-03-17'],
  ])('%s', (_, change, due) => {
    expect(consentDueOn({ ...slipped, ...change }, 7)).toBe(due);
  });
});
