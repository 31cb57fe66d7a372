import { describe, expect, it } from 'vitest';
import { backorderOutlook, decidingSupply, hasMoved, type LineOutlook } from '#domain/backorders/outlook.ts';

/** A line that is third in its queue, with 12 units ahead, and can ship on 10 May. */
function line(changes: Partial<LineOutlook> = {}): LineOutlook {
  return { projectedOn: '2026-05-10', noDateBecause: null, placeInQueue: 3, quantityAhead: 12, ...changes };
}
const undated = (noDateBecause: LineOutlook['noDateBecause']) => line({ projectedOn: null, noDateBecause });
const nobodyTold = { promisedOn: null, told: null };

describe('what an open backorder may expect', () => {
  it('takes the date of its latest line and the place of the line furthest ahead', () => {
    const lines = [line(), line({ projectedOn: '2026-06-01', placeInQueue: 1, quantityAhead: 0 }), line()];
    expect(backorderOutlook(lines, nobodyTold)).toEqual({
      projectedOn: '2026-06-01',
      noDateBecause: null,
      placeInQueue: 1,
      quantityAhead: 0,
      isAtRisk: false,
      dateMoved: false,
    });
  });

  it('has less ahead of it by the better of two lines at one place, in whichever order they are read', () => {
    const lines = [line({ quantityAhead: 12 }), line({ quantityAhead: 5 })];
    expect(backorderOutlook(lines, nobodyTold)?.quantityAhead).toBe(5);
    expect(backorderOutlook(lines.toReversed(), nobodyTold)?.quantityAhead).toBe(5);
  });

  it('has no date while one of its lines has none, and says the reason a person can do most about', () => {
    const why = (...lines: LineOutlook[]) => backorderOutlook(lines, nobodyTold)?.noDateBecause;
    expect(backorderOutlook([line(), undated('no_supply')], nobodyTold)?.projectedOn).toBe(null);
    expect(why(line(), undated('late_supply'))).toBe('late_supply');
    expect(why(undated('late_supply'), undated('no_supply'))).toBe('no_supply');
    expect(why(undated('no_supply'), undated('on_hold'))).toBe('on_hold');
  });

  it('stands in no queue when everything is reserved', () => {
    const reserved = line({ placeInQueue: null, quantityAhead: 40 });
    expect(backorderOutlook([reserved], nobodyTold)).toMatchObject({ placeInQueue: null, quantityAhead: 0 });
    expect(backorderOutlook([reserved, line()], nobodyTold)).toMatchObject({ placeInQueue: 3, quantityAhead: 12 });
  });

  it('is nothing when nothing is open', () => {
    expect(backorderOutlook([], { promisedOn: '2026-05-10', told: { on: '2026-05-10' } })).toBe(null);
  });

  it.each([
    ['nobody told the customer anything', null, null, '2026-05-10', false, false],
    ['promised and unchanged', '2026-05-10', '2026-05-10', '2026-05-10', false, false],
    ['slipped by a day', '2026-05-10', '2026-05-10', '2026-05-11', true, true],
    ['slipped and returned before anyone told', '2026-05-10', '2026-05-10', '2026-05-10', false, false],
    ['slipped, told, and returned', '2026-05-10', '2026-05-11', '2026-05-10', false, true],
    ['slipped and told', '2026-05-10', '2026-05-11', '2026-05-11', true, false],
    ['better than promised', '2026-05-10', '2026-05-10', '2026-05-09', false, true],
  ])('%s', (_what, promisedOn, toldOn, projectedOn, isAtRisk, dateMoved) => {
    const told = toldOn === null ? null : { on: toldOn };
    expect(backorderOutlook([line({ projectedOn })], { promisedOn, told })).toMatchObject({ isAtRisk, dateMoved });
  });
});

describe('a date that was told with room to spare', () => {
  it.each([
    ['stays while supply says what it said then', '2026-05-12', '2026-05-10', '2026-05-10', false],
    ['stays while it lies between the two', '2026-05-12', '2026-05-10', '2026-05-11', false],
    ['moves when supply is later than what was told', '2026-05-12', '2026-05-10', '2026-05-13', true],
    ['moves when supply gives no date any more', '2026-05-12', '2026-05-10', null, true],
    ['moves when supply is earlier than what was known', '2026-05-12', '2026-05-10', '2026-05-09', true],
    ['given earlier than supply allowed, stays while nothing changed', '2026-05-08', '2026-05-10', '2026-05-10', false],
    ['given while supply gave none, moves as soon as there is another', '2026-05-12', null, '2026-05-11', true],
    ['"no date yet" in spite of one stays while it is no earlier', null, '2026-05-10', '2026-05-11', false],
  ])('%s', (_what, on, projectedThen, projectedOn, moved) => {
    expect(hasMoved({ on, projectedOn: projectedThen }, projectedOn)).toBe(moved);
  });
});

describe('the supply a line depends on', () => {
  const part = (purchaseOrderLineId: number | null, on: string | null) => ({
    source: purchaseOrderLineId === null ? ('available' as const) : ('purchase_order_line' as const),
    ...{ purchaseOrderLineId, on, quantity: 1, lateSince: null },
  });
  it.each([
    ['none of what is there', [part(null, '2026-05-01')], null],
    ['the last that comes', [part(null, '2026-05-01'), part(7, '2026-05-03'), part(8, '2026-05-10')], 8],
    ['what is late and has no day', [part(7, null), part(8, '2026-05-10')], 7],
  ])('is %s', (_, coveredBy, id) => expect(decidingSupply({ coveredBy })).toBe(id));
});
