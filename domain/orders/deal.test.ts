import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineValue } from '#domain/invoicing/line-value.ts';
import { parseAmount } from '#domain/money.ts';
import { bestDeal, type Deal, type DealTerms, extendable, reduction } from '#domain/orders/deal.ts';

const money = (text: string) => parseAmount(text) as bigint;
const percent = (text: string): DealTerms => ({ kind: 'percent', percent: money(text) });
const amount = (text: string): DealTerms => ({ kind: 'amount', amount: money(text) });
const price = (text: string): DealTerms => ({ kind: 'price', price: money(text) });
const deal = (terms: DealTerms, limits: Partial<Deal> = {}): Deal => ({
  id: '1',
  name: 'Spring',
  terms,
  minimumQuantity: null,
  validFrom: null,
  validTo: null,
  customerId: null,
  productId: null,
  variantId: null,
  ...limits,
});
const line = { variantId: '7', productId: '3', quantity: 10, unitPrice: money('12.50') };
const when = { customerId: '5', today: '2026-03-04' };

describe('a deal takes off', () => {
  it.each<[terms: DealTerms, quantity: number, unitPrice: string, off: string]>([
    [percent('10'), 10, '12.50', '12.50'],
    [percent('33.33'), 3, '9.99', '9.99'],
    [percent('100'), 3, '0.0033', '0.00'],
    [percent('100'), 201, '0.005', '1.00'],
    [amount('5.00'), 10, '12.50', '5.00'],
    [amount('500.00'), 10, '12.50', '125.00'],
    [price('10'), 10, '12.50', '25.00'],
    [price('15'), 10, '12.50', '0.00'],
  ])('%o of %d at %s: %s', (terms, quantity, unitPrice, off) => {
    expect(reduction(terms, { quantity, unitPrice: money(unitPrice) })).toBe(money(off));
  });

  it('never more than the line is worth, never less than nothing', () => {
    const terms = fc.oneof(
      fc.bigInt(1n, 1_000_000n).map((figure): DealTerms => ({ kind: 'percent', percent: figure })),
      fc.bigInt(1n, 10_000_000n).map((figure): DealTerms => ({ kind: 'amount', amount: figure })),
      fc.bigInt(0n, 1_000_000n).map((figure): DealTerms => ({ kind: 'price', price: figure })),
    );
    fc.assert(
      fc.property(terms, fc.integer({ min: 1, max: 1000 }), fc.bigInt(0n, 1_000_000n), (given, quantity, unitPrice) => {
        const off = reduction(given, { quantity, unitPrice });
        expect(off % 100n).toBe(0n);
        expect(off).toBeGreaterThanOrEqual(0n);
        expect(lineValue(quantity, { unitPrice, dealAmount: off })).toBeGreaterThanOrEqual(0n);
      }),
    );
  });

  it('an amount from the line it was given for only', () => {
    expect(extendable(amount('5'))).toBeNull();
    expect(extendable(percent('5'))).toEqual(percent('5'));
    expect(extendable(price('5'))).toEqual(price('5'));
  });
});

describe('the deal of a line', () => {
  it.each<[what: string, limits: Partial<Deal>, applies: boolean]>([
    ['for everybody', {}, true],
    ['for this customer', { customerId: '5' }, true],
    ['for another customer', { customerId: '6' }, false],
    ['for its product', { productId: '3' }, true],
    ['for another product', { productId: '4' }, false],
    ['for its variant', { variantId: '7' }, true],
    ['for another variant', { variantId: '8' }, false],
    ['from today', { validFrom: '2026-03-04' }, true],
    ['from tomorrow', { validFrom: '2026-03-05' }, false],
    ['until today', { validTo: '2026-03-04' }, true],
    ['until yesterday', { validTo: '2026-03-03' }, false],
    ['from ten units', { minimumQuantity: 10 }, true],
    ['from eleven units', { minimumQuantity: 11 }, false],
  ])('%s: applies is %s', (_what, limits, applies) => {
    expect(bestDeal([deal(percent('10'), limits)], line, when) !== null).toBe(applies);
  });

  it('is the one that takes most off', () => {
    const offered = [deal(percent('10')), deal(price('9'), { id: '2' }), deal(amount('20'), { id: '3' })];
    expect(bestDeal(offered, line, when)).toMatchObject({ deal: { id: '2' }, amount: money('35.00') });
  });
  it('is the older of two that take off the same, whatever their order', () => {
    const offered = [deal(amount('5'), { id: '10' }), deal(amount('5'), { id: '9' })];
    expect(bestDeal(offered, line, when)?.deal.id).toBe('9');
    expect(bestDeal(offered.toReversed(), line, when)?.deal.id).toBe('9');
  });
  it('is none when nothing would be taken off', () => {
    expect(bestDeal([deal(price('12.50'))], line, when)).toBeNull();
  });
});
