import { describe, expect, it } from 'vitest';
import { DEMAND_KINDS, demandSums, outstandingChange } from './demand-sums.ts';

describe('the sums an entry of the demand ledger changes', () => {
  it('take from what a line asks for only what leaves, ends or goes to a backorder', () => {
    const less = DEMAND_KINDS.filter((kind) => demandSums(kind, { isBackorder: true }).queueLine?.open === -1);
    expect(less).toEqual(['backordered', 'shipped', 'cancelled', 'substituted']);
  });

  it.each([true, false])('of what is lost undo those of its shipment (backorder: %s)', (isBackorder) => {
    const shipped = demandSums('shipped', { isBackorder });
    const lost = demandSums('lost', { isBackorder });
    const undone = Object.entries(shipped).map(([row, columns]) => [
      row,
      Object.fromEntries(Object.entries(columns).map(([column, sign]) => [column, -sign])),
    ]);
    expect(lost).toEqual(Object.fromEntries(undone));
  });

  it('count what is shipped of an order line as filled, of a backorder line as fulfilled', () => {
    expect(demandSums('shipped', { isBackorder: false }).line).toEqual({ filled: 1 });
    expect(demandSums('shipped', { isBackorder: true }).line).toEqual({ fulfilled: 1 });
  });

  it('count what is substituted as cancelled of the order, for it will not ship from it', () => {
    expect(demandSums('substituted', { isBackorder: true })).toMatchObject({
      order: { cancelled: 1 },
      line: { substituted: 1 },
      backorder: { substituted: 1 },
    });
  });

  it('leave what a line asks for as it is when units are picked, delivered or come back', () => {
    expect(demandSums('picked', { isBackorder: true })).toEqual({});
    for (const kind of ['delivered', 'returned'] as const) {
      expect(demandSums(kind, { isBackorder: true }).queueLine).toBeUndefined();
    }
  });

  it('raise what is outstanding by what is backordered and lost, and lower it by what ships or ends', () => {
    const by = (change: number) => DEMAND_KINDS.filter((kind) => outstandingChange(kind) === change);
    expect(by(1)).toEqual(['backordered', 'lost']);
    expect(by(-1)).toEqual(['shipped', 'cancelled', 'substituted']);
  });
});
