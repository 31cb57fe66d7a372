import { describe, expect, it } from 'vitest';
import {
  type BackorderCreation,
  backorderAtConfirmation,
  type ShortageRule,
  shortageRule,
} from '#domain/fulfillment/shortage.ts';

describe('what happens to a shortage', () => {
  type Rules = Parameters<typeof shortageRule>[0];

  it.each<[who: string, rules: Partial<Rules>, rule: ShortageRule]>([
    ['it is backordered when nobody says anything', {}, 'backorder'],
    ['the customer decides for all their lines', { customer: 'ask' }, 'ask'],
    ['the variant decides before the customer', { variant: 'cancel_shortage', customer: 'ask' }, 'cancel_shortage'],
    [
      'the line decides before the variant',
      { line: 'backorder', variant: 'cancel_shortage', customer: 'ask' },
      'backorder',
    ],
    ['a discontinued variant is cancelled', { discontinued: true }, 'cancel_shortage'],
    [
      'a discontinued variant is cancelled whatever its customer prefers',
      { discontinued: true, customer: 'backorder' },
      'cancel_shortage',
    ],
    ['a discontinued variant may have a rule of its own', { discontinued: true, variant: 'ask' }, 'ask'],
    [
      'a line of a discontinued variant may have a rule of its own',
      { discontinued: true, line: 'backorder' },
      'backorder',
    ],
  ])('%s', (_who, rules, rule) => {
    expect(shortageRule({ line: null, variant: null, customer: null, discontinued: false, ...rules })).toBe(rule);
  });
});

describe('a line of 20 at confirmation', () => {
  it.each<[setting: BackorderCreation, rule: ShortageRule, allocated: number, backordered: number]>([
    // wholly without stock
    ['at_partial_fulfillment', 'backorder', 0, 20],
    ['at_confirmation', 'backorder', 0, 20],
    ['never', 'backorder', 0, 0],
    // partly without stock
    ['at_partial_fulfillment', 'backorder', 15, 0],
    ['at_confirmation', 'backorder', 15, 5],
    ['never', 'backorder', 15, 0],
    // all there
    ['at_partial_fulfillment', 'backorder', 20, 0],
    ['at_confirmation', 'backorder', 20, 0],
    // not to be backordered
    ['at_confirmation', 'cancel_shortage', 0, 0],
    ['at_confirmation', 'ask', 0, 0],
    ['at_confirmation', 'ask', 15, 0],
    ['at_partial_fulfillment', 'cancel_shortage', 0, 0],
  ])(
    'with backorders made %s and the rule %s, %s allocated: %s become a backorder',
    (setting, rule, allocated, backordered) => {
      expect(backorderAtConfirmation(setting, { quantity: 20, allocated, rule })).toBe(backordered);
    },
  );
});
