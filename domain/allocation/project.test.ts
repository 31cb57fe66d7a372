import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from '#domain/allocation/allocate.ts';
import {
  type Arrival,
  type ProjectedDemand,
  type Projection,
  type ProjectionSnapshot,
  project,
} from '#domain/allocation/project.ts';
import { type AllocationPolicy, compareRank, type Rank, TIER_RANKS } from '#domain/allocation/rank.ts';
import { total } from '#domain/quantity.ts';
import { type Pub, pubOf, rankOf, waits } from '#domain/testing/queue.ts';
import { addDays } from '#domain/time/calendar.ts';

/** A Friday. */
const TODAY = '2026-05-01';

function asks(pub: Pub, waiting: number, changes: Partial<ProjectedDemand> = {}): ProjectedDemand {
  return { ...rankOf(pub), allocated: 0, waiting, isOnHold: false, requestedOn: null, ...changes };
}

function arrives(purchaseOrderLineId: number, quantity: number, expectedOn: string | null): Arrival {
  return { purchaseOrderLineId, quantity, expectedOn };
}

function given(
  available: number,
  arrivals: Arrival[],
  demand: ProjectedDemand[],
  changes: Partial<ProjectionSnapshot> = {},
): ProjectionSnapshot {
  return {
    policy: 'priority',
    today: TODAY,
    reserveAheadDays: 14,
    handlingDays: 0,
    workingDays: [1, 2, 3, 4, 5, 6, 7],
    available,
    arrivals,
    demand,
    ...changes,
  };
}

/** A projection as one line of a table: who, covered by what on which day, and when the whole of it is there. */
function told(projection: Projection): string {
  const parts = projection.coveredBy.map(({ source, purchaseOrderLineId, quantity, on, lateSince }) => {
    const from = purchaseOrderLineId === null ? source : `PO ${purchaseOrderLineId}`;
    return `${quantity} ${from} ${on ?? (lateSince ? `late since ${lateSince}` : 'undated')}`;
  });
  if (projection.uncovered > 0) parts.push(`${projection.uncovered} uncovered`);
  return `${pubOf(projection)} ${projection.coveredOn ?? projection.noDateBecause}: ${parts.join(', ') || 'nothing'}`;
}

describe('the day supply covers the whole of a line', () => {
  it('is the day its last unit is there: 6, 10 and 4 waiting, 5 on 3 May and 20 on 10 May, is 10 May for all', () => {
    const demand = [asks('Anchor', 6), asks('Bell', 10), asks('Crown', 4)];
    const arrivals = [arrives(7, 5, '2026-05-03'), arrives(8, 20, '2026-05-10')];
    expect(project(given(0, arrivals, demand)).map(told)).toEqual([
      'Anchor 2026-05-10: 5 PO 7 2026-05-03, 1 PO 8 2026-05-10',
      'Bell 2026-05-10: 10 PO 8 2026-05-10',
      'Crown 2026-05-10: 4 PO 8 2026-05-10',
    ]);
  });

  it.each<[rule: string, available: number, arrivals: Arrival[], line: ProjectedDemand, answer: string]>([
    ['free stock covers it today', 10, [], asks('Bell', 6), `${TODAY}: 6 available ${TODAY}`],
    ['nothing covers nothing', 0, [], asks('Bell', 6), 'no_supply: 6 uncovered'],
    ['too little leaves it without a date', 4, [], asks('Bell', 6), `no_supply: 4 available ${TODAY}, 2 uncovered`],
    ['what arrives today is there today', 0, [arrives(7, 6, TODAY)], asks('Bell', 6), `${TODAY}: 6 PO 7 ${TODAY}`],
    [
      'the earlier arrival is used first',
      0,
      [arrives(7, 9, '2026-05-10'), arrives(8, 4, '2026-05-03')],
      asks('Bell', 6),
      '2026-05-10: 4 PO 8 2026-05-03, 2 PO 7 2026-05-10',
    ],
    [
      'arrivals of one day are used in the order of their purchase-order lines',
      0,
      [arrives(10, 4, '2026-05-03'), arrives(9, 4, '2026-05-03')],
      asks('Bell', 6),
      '2026-05-03: 4 PO 9 2026-05-03, 2 PO 10 2026-05-03',
    ],
    [
      'a late purchase-order line covers with no date',
      0,
      [arrives(7, 6, '2026-04-30')],
      asks('Bell', 6),
      'late_supply: 6 PO 7 late since 2026-04-30',
    ],
    [
      'a late line is not counted on where what has a date is enough',
      0,
      [arrives(7, 2, '2026-04-30'), arrives(8, 6, '2026-05-03')],
      asks('Bell', 6),
      '2026-05-03: 6 PO 8 2026-05-03',
    ],
    [
      'a late line comes after everything that has a date',
      0,
      [arrives(7, 4, '2026-04-30'), arrives(8, 4, '2026-12-24')],
      asks('Bell', 6),
      'late_supply: 4 PO 8 2026-12-24, 2 PO 7 late since 2026-04-30',
    ],
    [
      'of two late lines the one that is later by more comes first',
      0,
      [arrives(7, 4, '2026-04-30'), arrives(8, 4, '2026-04-01')],
      asks('Bell', 6),
      'late_supply: 4 PO 8 late since 2026-04-01, 2 PO 7 late since 2026-04-30',
    ],
    [
      'late since the same day are used in the order of their purchase-order lines',
      0,
      [arrives(10, 4, '2026-04-30'), arrives(9, 4, '2026-04-30')],
      asks('Bell', 6),
      'late_supply: 4 PO 9 late since 2026-04-30, 2 PO 10 late since 2026-04-30',
    ],
    [
      'a purchase-order line without a date is not counted on where what has a date is enough',
      0,
      [arrives(7, 4, null), arrives(8, 6, '2026-12-24')],
      asks('Bell', 6),
      '2026-12-24: 6 PO 8 2026-12-24',
    ],
    [
      'a purchase-order line without a date comes last, after those that are late',
      0,
      [arrives(7, 4, null), arrives(8, 3, '2026-04-30'), arrives(9, 2, '2026-12-24')],
      asks('Bell', 6),
      'late_supply: 2 PO 9 2026-12-24, 3 PO 8 late since 2026-04-30, 1 PO 7 undated',
    ],
    [
      'without a date are used in the order of their purchase-order lines',
      0,
      [arrives(10, 4, null), arrives(9, 4, null)],
      asks('Bell', 6),
      'late_supply: 4 PO 9 undated, 2 PO 10 undated',
    ],
    [
      'too little, and late, is no supply',
      0,
      [arrives(7, 4, '2026-04-30')],
      asks('Bell', 6),
      'no_supply: 4 PO 7 late since 2026-04-30, 2 uncovered',
    ],
    [
      'what is allocated to it counts as there',
      0,
      [arrives(7, 9, '2026-05-10')],
      asks('Bell', 2, { allocated: 4 }),
      `2026-05-10: 4 allocated ${TODAY}, 2 PO 7 2026-05-10`,
    ],
    ['wholly allocated is covered today', 0, [], asks('Bell', 0, { allocated: 6 }), `${TODAY}: 6 allocated ${TODAY}`],
    ['on hold takes nothing', 10, [], asks('Bell', 6, { isOnHold: true }), 'on_hold: 6 uncovered'],
    ['on hold takes not even one', 10, [], asks('Bell', 1, { isOnHold: true }), 'on_hold: 1 uncovered'],
    [
      'on hold keeps what is allocated to it',
      10,
      [],
      asks('Bell', 2, { isOnHold: true, allocated: 4 }),
      `on_hold: 4 allocated ${TODAY}, 2 uncovered`,
    ],
    [
      'on hold with all of it allocated has its stock',
      10,
      [],
      asks('Bell', 0, { isOnHold: true, allocated: 6 }),
      `${TODAY}: 6 allocated ${TODAY}`,
    ],
    [
      'wanted for 20 May is covered from its lead days, 6 May',
      6,
      [],
      asks('Bell', 6, { requestedOn: '2026-05-20' }),
      '2026-05-06: 6 available 2026-05-06',
    ],
    [
      'wanted for 20 May and arriving on 3 May, from 6 May',
      0,
      [arrives(7, 6, '2026-05-03')],
      asks('Bell', 6, { requestedOn: '2026-05-20' }),
      '2026-05-06: 6 PO 7 2026-05-06',
    ],
    [
      'wanted for 20 May and arriving on 10 May, on 10 May',
      0,
      [arrives(7, 6, '2026-05-10')],
      asks('Bell', 6, { requestedOn: '2026-05-20' }),
      '2026-05-10: 6 PO 7 2026-05-10',
    ],
    [
      'wanted within the lead days is covered at once',
      6,
      [],
      asks('Bell', 6, { requestedOn: '2026-05-15' }),
      `${TODAY}: 6 available ${TODAY}`,
    ],
    [
      'wanted later does not give a late line a date',
      0,
      [arrives(7, 6, '2026-04-30')],
      asks('Bell', 6, { requestedOn: '2026-05-20' }),
      'late_supply: 6 PO 7 late since 2026-04-30',
    ],
  ])('%s', (_rule, available, arrivals, line, answer) => {
    expect(project(given(available, arrivals, [line])).map(told)).toEqual([`Bell ${answer}`]);
  });
});

describe('supply laid down the queue', () => {
  it('goes to the older order first, whatever the order it was given in', () => {
    const demand = [asks('Bell', 5), asks('Anchor', 5)];
    expect(project(given(5, [arrives(7, 5, '2026-05-03')], demand)).map(told)).toEqual([
      `Anchor ${TODAY}: 5 available ${TODAY}`,
      'Bell 2026-05-03: 5 PO 7 2026-05-03',
    ]);
  });

  it('goes to a younger VIP first under priority, and in its turn under fifo', () => {
    const demand = [asks('Anchor', 5), asks('Bell', 5, { tierRank: TIER_RANKS.vip })];
    const first = (policy: AllocationPolicy) => told(project(given(5, [], demand, { policy }))[0] as Projection);
    expect([first('priority'), first('fifo')]).toEqual([
      `Bell ${TODAY}: 5 available ${TODAY}`,
      `Anchor ${TODAY}: 5 available ${TODAY}`,
    ]);
  });

  it('passes by an order on hold, which keeps its place', () => {
    const demand = [asks('Anchor', 5, { isOnHold: true }), asks('Bell', 5)];
    expect(project(given(5, [], demand)).map(told)).toEqual([
      'Anchor on_hold: 5 uncovered',
      `Bell ${TODAY}: 5 available ${TODAY}`,
    ]);
  });

  it('passes by an order wanted later until its lead days, then serves it in its turn', () => {
    const demand = [asks('Anchor', 5, { requestedOn: '2026-05-20' }), asks('Bell', 5), asks('Crown', 5)];
    const arrivals = [arrives(7, 5, '2026-05-06')];
    expect(project(given(5, arrivals, demand)).map(told)).toEqual([
      'Anchor 2026-05-06: 5 PO 7 2026-05-06',
      `Bell ${TODAY}: 5 available ${TODAY}`,
      'Crown no_supply: 5 uncovered',
    ]);
  });

  it('keeps what nobody may have yet for the first whose lead days begin', () => {
    const demand = [asks('Anchor', 5, { requestedOn: '2026-06-30' }), asks('Bell', 5, { requestedOn: '2026-05-20' })];
    expect(project(given(5, [], demand)).map(told)).toEqual([
      'Anchor no_supply: 5 uncovered',
      'Bell 2026-05-06: 5 available 2026-05-06',
    ]);
  });

  it('counts on what is late only for those whom nothing dated covers', () => {
    const demand = [asks('Anchor', 5), asks('Bell', 5), asks('Crown', 5)];
    const arrivals = [arrives(7, 5, '2026-04-30'), arrives(8, 5, '2026-05-03')];
    expect(project(given(0, arrivals, demand)).map(told)).toEqual([
      'Anchor 2026-05-03: 5 PO 8 2026-05-03',
      'Bell late_supply: 5 PO 7 late since 2026-04-30',
      'Crown no_supply: 5 uncovered',
    ]);
  });

  it('counts on what is late for who may have it today before an older order wanted later', () => {
    const demand = [asks('Anchor', 5, { requestedOn: '2026-05-20' }), asks('Bell', 5)];
    expect(project(given(0, [arrives(7, 5, '2026-04-30')], demand)).map(told)).toEqual([
      'Anchor no_supply: 5 uncovered',
      'Bell late_supply: 5 PO 7 late since 2026-04-30',
    ]);
  });

  it('counts places and units ahead among those who wait', () => {
    const demand = [
      asks('Anchor', 6),
      asks('Bell', 0, { allocated: 9 }),
      asks('Crown', 10, { isOnHold: true }),
      asks('Dolphin', 1),
      asks('Eagle', 4),
    ];
    const places = project(given(0, [], demand)).map((p) => [pubOf(p), p.placeInQueue, p.quantityAhead]);
    expect(places).toEqual([
      ['Anchor', 1, 0],
      ['Bell', null, 6],
      ['Crown', 2, 6],
      ['Dolphin', 3, 16],
      ['Eagle', 4, 17],
    ]);
  });

  it('names nothing when nobody asks', () => {
    expect(project(given(5, [arrives(7, 5, '2026-05-03')], []))).toEqual([]);
  });
});

describe('the day it can ship', () => {
  const weekdays = [1, 2, 3, 4, 5];
  it.each<[rule: string, on: string, handlingDays: number, workingDays: number[], canShipOn: string]>([
    ['is the day it is covered without handling days', '2026-05-06', 0, weekdays, '2026-05-06'],
    ['is the next working day when it arrives on a Saturday', '2026-05-02', 0, weekdays, '2026-05-04'],
    ['is two handling days later', '2026-05-04', 2, weekdays, '2026-05-06'],
    ['counts handling days over the weekend', '2026-05-07', 2, weekdays, '2026-05-11'],
    ['starts handling on Monday when it arrives on a Saturday', '2026-05-02', 1, weekdays, '2026-05-05'],
    ['counts every day where people work every day', '2026-05-02', 1, [1, 2, 3, 4, 5, 6, 7], '2026-05-03'],
  ])('%s', (_rule, on, handlingDays, workingDays, canShipOn) => {
    const snapshot = given(0, [arrives(7, 6, on)], [asks('Bell', 6)], { handlingDays, workingDays });
    expect(project(snapshot).map((p) => [p.coveredOn, p.canShipOn])).toEqual([[on, canShipOn]]);
  });

  it('is unknown while it has no date', () => {
    expect(project(given(0, [], [asks('Bell', 6)], { handlingDays: 2 }))[0]?.canShipOn).toBeNull();
  });
});

/** Days from today; negative is late, null is a purchase-order line without a date. */
const inDays = (days: number | null) => (days === null ? null : addDays(TODAY, days));

function snapshots(kinds: { anyHeld: boolean }): fc.Arbitrary<ProjectionSnapshot> {
  const demand = fc
    .array(
      fc.record({
        tierRank: fc.nat(2),
        queuedAt: fc.nat(2),
        allocated: fc.nat(3),
        waiting: fc.nat(6),
        isOnHold: kinds.anyHeld ? fc.constantFrom(false, false, true) : fc.constant(false),
        requestedOn: kinds.anyHeld
          ? fc.constantFrom(null, null, 5, 14, 16, 20, 30).map(inDays)
          : fc.constantFrom(null, -3).map(inDays),
      }),
      { maxLength: 6 },
    )
    .map((all) => all.map((one, index) => asks('Anchor', 0, { ...one, queueLineId: index + 1 })));
  const arrivals = fc
    .array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 9 }),
        expectedOn: fc.constantFrom(null, -5, -1, 0, 2, 4, 6, 9).map(inDays),
      }),
      { maxLength: 4 },
    )
    .map((all) => all.map((one, index) => ({ ...one, purchaseOrderLineId: index + 1 })));
  return fc.record({
    policy: fc.constantFrom<AllocationPolicy>('fifo', 'priority'),
    today: fc.constant(TODAY),
    reserveAheadDays: fc.constant(14),
    handlingDays: fc.nat(2),
    workingDays: fc.constant([1, 2, 3, 4, 5]),
    available: fc.nat(12),
    arrivals,
    demand,
  });
}

describe('whatever the queue and the supply', () => {
  const anything = snapshots({ anyHeld: true });

  it('answers every line once, in the order of rank', () => {
    fc.assert(
      fc.property(anything, (snapshot) => {
        const ranked = snapshot.demand.toSorted((a, b) => compareRank(snapshot.policy, a, b));
        expect(project(snapshot).map((p) => p.queueLineId)).toEqual(ranked.map((line) => line.queueLineId));
      }),
    );
  });

  it('accounts for every unit: covered and uncovered are what is allocated and what waits', () => {
    fc.assert(
      fc.property(anything, (snapshot) => {
        for (const p of project(snapshot)) {
          const line = snapshot.demand.find((d) => d.queueLineId === p.queueLineId) as ProjectedDemand;
          expect(total(p.coveredBy, (part) => part.quantity) + p.uncovered).toBe(line.allocated + line.waiting);
          expect(p.coveredBy.every((part) => part.quantity > 0)).toBe(true);
        }
      }),
    );
  });

  it('allocates no supply twice', () => {
    fc.assert(
      fc.property(anything, (snapshot) => {
        const parts = project(snapshot).flatMap((p) => p.coveredBy);
        const used = (id: number | null, source: string) =>
          total(parts, (p) => (p.purchaseOrderLineId === id && p.source === source ? p.quantity : 0));
        expect(used(null, 'available')).toBeLessThanOrEqual(snapshot.available);
        expect(used(null, 'allocated')).toBe(total(snapshot.demand, (line) => line.allocated));
        for (const { purchaseOrderLineId, quantity } of snapshot.arrivals)
          expect(used(purchaseOrderLineId, 'purchase_order_line')).toBeLessThanOrEqual(quantity);
      }),
    );
  });

  it('has a date exactly when it gives no reason for having none, never one before today', () => {
    fc.assert(
      fc.property(anything, (snapshot) => {
        for (const p of project(snapshot)) {
          expect(p.coveredOn === null).toBe(p.noDateBecause !== null);
          expect(p.canShipOn === null).toBe(p.coveredOn === null);
          if (p.coveredOn !== null && p.canShipOn !== null) {
            expect(p.coveredOn >= TODAY && p.canShipOn >= p.coveredOn).toBe(true);
            expect(p.uncovered).toBe(0);
          }
        }
      }),
    );
  });

  it('answers the same in whatever order the lines and the arrivals are given', () => {
    fc.assert(
      fc.property(anything, (snapshot) => {
        const reversed = {
          ...snapshot,
          arrivals: snapshot.arrivals.toReversed(),
          demand: snapshot.demand.toReversed(),
        };
        expect(project(reversed)).toEqual(project(snapshot));
      }),
    );
  });

  it('covers from free stock today exactly what an allocation would reserve today', () => {
    fc.assert(
      fc.property(anything, (snapshot) => {
        const today = project(snapshot).map((p) => [
          p.queueLineId,
          total(p.coveredBy, (part) => (part.source === 'available' && part.on === TODAY ? part.quantity : 0)),
        ]);
        const reserved = reserve(snapshot, TODAY, snapshot.available, snapshot.demand);
        expect(Object.fromEntries(today.filter(([, quantity]) => quantity !== 0))).toEqual(
          Object.fromEntries(reserved),
        );
      }),
    );
  });

  it('names the day on which a company that allocates every day and never sees what is late would cover the line', () => {
    fc.assert(
      fc.property(anything, (snapshot) => {
        const foretold = project(snapshot)
          .filter((p) => p.coveredOn !== null)
          .map((p) => [p.queueLineId, p.coveredOn]);
        expect(Object.fromEntries(foretold)).toEqual(Object.fromEntries(livedThrough(snapshot)));
      }),
      { numRuns: 300 },
    );
  });
});

/** What a supply changes to, given a number of units or days from 1 to 9. */
type Change = (snapshot: ProjectionSnapshot, amount: number) => ProjectionSnapshot;

/** The same snapshot with the purchase-order lines that `which` picks changed. */
function rebooked(
  snapshot: ProjectionSnapshot,
  which: (arrival: Arrival) => boolean,
  change: (arrival: Arrival) => Partial<Arrival>,
): ProjectionSnapshot {
  return { ...snapshot, arrivals: snapshot.arrivals.map((a) => (which(a) ? { ...a, ...change(a) } : a)) };
}

/** The same snapshot after up to `units` of each purchase-order line that `which` picks were received. */
function received(
  snapshot: ProjectionSnapshot,
  which: (arrival: Arrival) => boolean,
  units = Number.MAX_SAFE_INTEGER,
): ProjectionSnapshot {
  const part = (arrival: Arrival) => (which(arrival) ? Math.min(arrival.quantity, units) : 0);
  const arrivals = snapshot.arrivals.map((a) => ({ ...a, quantity: a.quantity - part(a) })).filter((a) => a.quantity);
  return { ...snapshot, available: snapshot.available + total(snapshot.arrivals, part), arrivals };
}

const isLate = ({ expectedOn }: Arrival) => expectedOn !== null && expectedOn < TODAY;
const isUndated = ({ expectedOn }: Arrival) => expectedOn === null;
const isDated = (arrival: Arrival) => !isLate(arrival) && !isUndated(arrival);
const isFirst = (arrival: Arrival) => arrival.purchaseOrderLineId === 1;

/** Each line's date as a string that sorts worst last. */
function dates(snapshot: ProjectionSnapshot): Map<number, string> {
  return new Map(
    project(snapshot).map((p) => [p.queueLineId, p.coveredOn ?? `no date: ${p.noDateBecause === 'no_supply' ? 2 : 1}`]),
  );
}

/** The lines whose date is worse in `then` than in `before`. */
function worse(before: ProjectionSnapshot, then: ProjectionSnapshot): string[] {
  const datesThen = dates(then);
  return [...dates(before)]
    .filter(([id, date]) => (datesThen.get(id) as string) > date)
    .map(([id, date]) => `line ${id}: ${date} became ${datesThen.get(id)}`);
}

describe("more supply never makes anyone's date worse, whoever is on hold or wants it later, with", () => {
  const everyone = snapshots({ anyHeld: true });

  it.each<[more: string, change: Change]>([
    ['more free stock', (s, units) => ({ ...s, available: s.available + units })],
    [
      'one more arrival with a date',
      (s, units) => ({ ...s, arrivals: [...s.arrivals, arrives(99, units, inDays(3))] }),
    ],
    [
      'one more arrival that is late',
      (s, units) => ({ ...s, arrivals: [...s.arrivals, arrives(99, units, inDays(-3))] }),
    ],
    ['one more arrival without a date', (s, units) => ({ ...s, arrivals: [...s.arrivals, arrives(99, units, null)] })],
    ['more on one purchase-order line', (s, units) => rebooked(s, isFirst, (a) => ({ quantity: a.quantity + units }))],
    ['more on what has a date', (s, units) => rebooked(s, isDated, (a) => ({ quantity: a.quantity + units }))],
    ['more on what is late', (s, units) => rebooked(s, isLate, (a) => ({ quantity: a.quantity + units }))],
    ['more on what has no date', (s, units) => rebooked(s, isUndated, (a) => ({ quantity: a.quantity + units }))],
  ])('%s', (_more, change) => {
    fc.assert(
      fc.property(everyone, fc.integer({ min: 1, max: 9 }), (snapshot, units) => {
        expect(worse(snapshot, change(snapshot, units))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is late or has no date', () => {
  it("changes nobody's date: who has one has the same without it, and who has none gets none", () => {
    fc.assert(
      fc.property(snapshots({ anyHeld: true }), (snapshot) => {
        const coveredOn = (s: ProjectionSnapshot) => project(s).map((p) => [p.queueLineId, p.coveredOn]);
        const dated = { ...snapshot, arrivals: snapshot.arrivals.filter(isDated) };
        expect(coveredOn(snapshot)).toEqual(coveredOn(dated));
      }),
    );
  });
});

describe('when nobody is on hold and nobody wants it later', () => {
  const eligible = snapshots({ anyHeld: false });

  it('covers the tenth unit that waits with the tenth unit of supply', () => {
    // Dates sort before "late since", and that before "undated".
    const named = ({ on, lateSince }: { on: string | null; lateSince: string | null }) =>
      on ?? (lateSince ? `late since ${lateSince}` : 'undated');
    fc.assert(
      fc.property(eligible, (snapshot) => {
        const units = [
          ...Array<string>(snapshot.available).fill(`available ${TODAY}`),
          ...snapshot.arrivals
            .flatMap((a) => {
              const on = isDated(a) ? a.expectedOn : null;
              const lateSince = isLate(a) ? a.expectedOn : null;
              return Array<string>(a.quantity).fill(named({ on, lateSince }));
            })
            .sort(),
        ];
        const waitingUnits = snapshot.demand
          .toSorted((a, b) => compareRank(snapshot.policy, a, b))
          .flatMap((line) => Array<number>(line.waiting).fill(line.queueLineId));
        const naive = waitingUnits.slice(0, units.length).map((id, unit) => `${id} from ${units[unit]}`);
        const answered = project(snapshot).flatMap((p) =>
          p.coveredBy
            .filter((part) => part.source !== 'allocated')
            .flatMap((part) => {
              const from = part.source === 'available' ? `available ${part.on}` : named(part);
              return Array<string>(part.quantity).fill(`${p.queueLineId} from ${from}`);
            }),
        );
        expect(answered).toEqual(naive);
      }),
    );
  });

  it.each<[earlier: string, change: Change]>([
    ['an earlier date for one purchase-order line', (s, days) => rebooked(s, isFirst, (a) => sooner(a, days))],
    ['an earlier date for all', (s, days) => rebooked(s, isDated, (a) => sooner(a, days))],
    ['a date for what was late', (s, days) => rebooked(s, isLate, () => ({ expectedOn: inDays(days) }))],
    ['a date for what had none', (s, days) => rebooked(s, isUndated, () => ({ expectedOn: inDays(days) }))],
    [
      'a date, though missed, for what had none',
      (s, days) => rebooked(s, isUndated, () => ({ expectedOn: inDays(-days) })),
    ],
    ['the arrival of what was late', (s) => received(s, isLate)],
    ['the arrival of a part of what was late', (s, units) => received(s, isLate, units)],
    ['the arrival of what had no date', (s) => received(s, isUndated)],
    ['the arrival of what was expected later', (s) => received(s, isDated)],
    ['the arrival of one purchase-order line, before its date or after', (s) => received(s, isFirst)],
    ['the arrival of everything', (s) => received(s, () => true)],
  ])("%s never makes anyone's date worse", (_earlier, change) => {
    fc.assert(
      fc.property(eligible, fc.integer({ min: 1, max: 9 }), (snapshot, amount) => {
        expect(worse(snapshot, change(snapshot, amount))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it.each<[news: string, available: number, late: Arrival, anchor: string, bell: string]>([
    [
      'no news',
      0,
      arrives(7, 5, '2026-04-30'),
      '2026-05-03: 5 PO 8 2026-05-03',
      'late_supply: 5 PO 7 late since 2026-04-30',
    ],
    ['free stock', 5, arrives(7, 5, '2026-04-30'), `${TODAY}: 5 available ${TODAY}`, '2026-05-03: 5 PO 8 2026-05-03'],
    [
      'more on it',
      0,
      arrives(7, 9, '2026-04-30'),
      '2026-05-03: 5 PO 8 2026-05-03',
      'late_supply: 5 PO 7 late since 2026-04-30',
    ],
    ['a date', 0, arrives(7, 5, '2026-05-10'), '2026-05-03: 5 PO 8 2026-05-03', '2026-05-10: 5 PO 7 2026-05-10'],
    ['an early date', 0, arrives(7, 5, '2026-05-02'), '2026-05-02: 5 PO 7 2026-05-02', '2026-05-03: 5 PO 8 2026-05-03'],
  ])('waiting behind the Anchor while a purchase-order line is late: %s', (_news, available, late, anchor, bell) => {
    const demand = [asks('Anchor', 5), asks('Bell', 5)];
    const answer = project(given(available, [late, arrives(8, 5, '2026-05-03')], demand)).map(told);
    expect(answer).toEqual([`Anchor ${anchor}`, `Bell ${bell}`]);
  });

  /** A date so many days earlier, but not before today; a line that is late or has no date gets one. */
  function sooner(arrival: Arrival, days: number): Partial<Arrival> {
    const day = isDated(arrival) ? addDays(arrival.expectedOn as string, -days) : (inDays(days) as string);
    return { expectedOn: day < TODAY ? TODAY : day };
  }
});

// Why "earlier" is promised only where nobody wants it later: what comes before the lead days of one order begin goes to
// the next one who may have it by then.
it('supply that comes before the lead days of an older order goes to a younger one', () => {
  const demand = [asks('Anchor', 5, { requestedOn: '2026-05-20' }), asks('Bell', 5)];
  const arriving = (on: string) => project(given(0, [arrives(7, 5, on)], demand)).map(told);
  expect(arriving('2026-05-06')).toEqual(['Anchor 2026-05-06: 5 PO 7 2026-05-06', 'Bell no_supply: 5 uncovered']);
  expect(arriving('2026-05-05')).toEqual(['Anchor no_supply: 5 uncovered', 'Bell 2026-05-05: 5 PO 7 2026-05-05']);
});

/** What an allocation reserves on a day: line → units, only lines that get any. */
function reserve(
  snapshot: ProjectionSnapshot,
  today: string,
  available: number,
  demand: readonly (Rank & { waiting: number; isOnHold: boolean; requestedOn: string | null })[],
): Map<number, number> {
  const decisions = allocate({
    policy: snapshot.policy,
    today,
    reserveAheadDays: snapshot.reserveAheadDays,
    supplies: [{ stockId: 'pilsner', available, receipts: [] }],
    lines: demand.filter((line) => line.waiting > 0).map((line) => waits('Anchor', line.waiting, line)),
  });
  return new Map(decisions.filter((d) => d.quantity > 0).map((d) => [d.queueLineId, d.quantity]));
}

/** Lives through the days one by one, receiving and allocating: line → the day the last of it was reserved. */
function livedThrough(snapshot: ProjectionSnapshot): Map<number, string> {
  const coveredOn = new Map<number, string>();
  let waiting = snapshot.demand.map((line) => ({ ...line }));
  let free = snapshot.available;
  for (let day = 0; day <= 40; day += 1) {
    const today = addDays(TODAY, day);
    free += total(
      snapshot.arrivals.filter((a) => a.expectedOn === today),
      (a) => a.quantity,
    );
    const reserved = reserve(snapshot, today, free, waiting);
    free -= total([...reserved.values()], (units) => units);
    waiting = waiting.map((line) => ({ ...line, waiting: line.waiting - (reserved.get(line.queueLineId) ?? 0) }));
    for (const line of waiting)
      if (line.waiting === 0 && !coveredOn.has(line.queueLineId)) coveredOn.set(line.queueLineId, today);
  }
  return coveredOn;
}
