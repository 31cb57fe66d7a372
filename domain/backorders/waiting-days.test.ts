import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Bought,
  byMonth,
  suppliersOf,
  type Waited,
  type WaitedLine,
  waitingDays,
} from '#domain/backorders/waiting-days.ts';
import { addDays, daysBetween } from '#domain/time/calendar.ts';

const line = (changes: Partial<WaitedLine> = {}): WaitedLine => ({
  ...{ doneOn: null, allocatedOn: null, overtakenOn: null, bought: [] },
  ...changes,
});
const document = (number: string, supplier = 'Alto') => ({
  ...{ id: number, number, supplierId: supplier, supplierName: supplier },
});
const bought = (changes: Partial<Bought> = {}): Bought => ({
  ...{ purchaseOrder: document('PO-1'), orderedOn: '2026-05-01', firstExpectedOn: '2026-05-08', firstReceivedOn: null },
  ...{ cameShort: false, wholeOn: null, closedOn: null },
  ...changes,
});
const waited = (lines: WaitedLine[], changes: Partial<Waited> = {}): Waited => ({
  ...{ createdOn: '2026-05-01', endedOn: '2026-05-11', requestedOn: null, holds: [], lines },
  ...changes,
});
const told = (of: Waited) => waitingDays(of).map(({ cause, days, from, to }) => `${cause} ${days}: ${from} to ${to}`);

describe('whose days a backorder waited', () => {
  it('is ours once all of it was allocated', () =>
    expect(
      told(waited([line({ allocatedOn: '2026-05-09', bought: [bought({ firstExpectedOn: '2026-05-09' })] })])),
    ).toEqual(['demand_beyond_plan 8: 2026-05-01 to 2026-05-09', 'own_handling 2: 2026-05-09 to 2026-05-11']));
  it('is the supplier’s from the day first expected', () =>
    expect(told(waited([line({ bought: [bought()] })]))).toEqual([
      'demand_beyond_plan 7: 2026-05-01 to 2026-05-08',
      'supplier_slip 3: 2026-05-08 to 2026-05-11',
    ]));
  it('is the supplier’s where less came, until the rest is there', () =>
    expect(
      told(
        waited([line({ bought: [bought({ cameShort: true, firstReceivedOn: '2026-05-03', wholeOn: '2026-05-06' })] })]),
      ),
    ).toEqual([
      'demand_beyond_plan 2: 2026-05-01 to 2026-05-03',
      'supplier_short 3: 2026-05-03 to 2026-05-06',
      'demand_beyond_plan 5: 2026-05-06 to 2026-05-11',
    ]));
  it('was ordered late where nothing was on its way, until what was ordered is due', () =>
    expect(
      told(waited([line({ bought: [bought({ orderedOn: '2026-05-04', firstExpectedOn: '2026-05-09' })] })])),
    ).toEqual(['ordered_late 8: 2026-05-01 to 2026-05-09', 'supplier_slip 2: 2026-05-09 to 2026-05-11']));
  it('is the customer’s while it is held, or asked for a later day', () =>
    expect(
      told(waited([line()], { requestedOn: '2026-05-03', holds: [{ from: '2026-05-05', to: '2026-05-07' }] })),
    ).toEqual([
      'customer_wish 2: 2026-05-01 to 2026-05-03',
      'ordered_late 2: 2026-05-03 to 2026-05-05',
      'customer_wish 2: 2026-05-05 to 2026-05-07',
      'ordered_late 4: 2026-05-07 to 2026-05-11',
    ]));
  it('is a choice once goods went to somebody who asked later', () =>
    expect(told(waited([line({ overtakenOn: '2026-05-04', bought: [bought()] })]))[1]).toBe(
      'allocation_choice 7: 2026-05-04 to 2026-05-11',
    ));
  it('is nobody’s on the day it was made', () => expect(told(waited([line()], { endedOn: '2026-05-01' }))).toEqual([]));

  it('names the purchase orders it follows from, each once', () => {
    const slipped = bought({ purchaseOrder: document('PO-7') });
    const since = bought({ purchaseOrder: document('PO-9'), orderedOn: '2026-05-04', firstExpectedOn: '2026-06-01' });
    const named = (of: Waited) =>
      waitingDays(of).map(({ cause, purchaseOrders }) => [cause, purchaseOrders.map(({ number }) => number)]);
    expect(named(waited([line({ bought: [slipped] }), line({ bought: [slipped] })]))).toEqual([
      ['demand_beyond_plan', []],
      ['supplier_slip', ['PO-7']],
    ]);
    expect(named(waited([line({ bought: [since] })]))).toEqual([['ordered_late', ['PO-9']]]);
  });

  it('counts a slip with the supplier who slipped, and all else with everybody whose items it waited for', () => {
    const of = waited([line({ bought: [bought({ purchaseOrder: document('PO-7', 'Slow') })] }), line()]);
    const waitedFor = ['Slow', 'Quick'].map((name) => ({ id: name, name }));
    expect(waitingDays(of).map((span) => [span.cause, suppliersOf(span, waitedFor).map(({ id }) => id)])).toEqual([
      ['ordered_late', ['Slow', 'Quick']],
      ['supplier_slip', ['Slow']],
    ]);
  });

  it('falls into months by the day', () => {
    const spans = waitingDays(waited([line()], { createdOn: '2026-01-30', endedOn: '2026-03-02' }));
    const days = [...byMonth(spans)].map(([month, parts]) => [month, parts.map((part) => part.days)]);
    expect(days).toEqual([
      ['2026-01', [2]],
      ['2026-02', [28]],
      ['2026-03', [1]],
    ]);
  });

  it('adds up to the days waited, whatever happened', () => {
    const day = fc.option(
      fc.integer({ min: -20, max: 60 }).map((days) => addDays('2026-05-01', days)),
      { nil: null },
    );
    const some = fc.record({
      firstExpectedOn: day,
      firstReceivedOn: day,
      cameShort: fc.boolean(),
      wholeOn: day,
      closedOn: day,
    });
    const lines = fc.array(
      fc.record({
        doneOn: day,
        allocatedOn: day,
        overtakenOn: day,
        bought: fc.array(
          some.map((one) => bought(one)),
          { maxLength: 3 },
        ),
      }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(lines, day, day, (drawn, requestedOn, ended) => {
        const of = waited(drawn, { requestedOn, endedOn: ended ?? '2026-05-30' });
        const spans = waitingDays(of);
        const sum = spans.reduce((total, { days }) => total + days, 0);
        expect(sum).toBe(Math.max(0, daysBetween(of.createdOn, of.endedOn)));
        expect(spans.map(({ from }) => from)).toEqual([
          ...(spans.length > 0 ? [of.createdOn] : []),
          ...spans.slice(0, -1).map(({ to }) => to),
        ]);
        for (const { days, from, to } of spans) expect(daysBetween(from, to)).toBe(days);
      }),
    );
  });
});
