import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AllocationDecision,
  type AllocationSnapshot,
  allocate,
  type Supply,
} from '#domain/allocation/allocate.ts';
import type { AllocationPolicy } from '#domain/allocation/rank.ts';
import type { WaitingLine } from '#domain/allocation/waiting-line.ts';
import { wholeMultiples } from '#domain/quantity.ts';
import { waits } from '#domain/testing/queue.ts';

const TODAY = '2026-05-01';
/** The purchase-order lines that arrive, by the stock they bring. */
const BOUGHT: Record<string, readonly number[]> = { pilsner: [71, 72], cider: [73] };

type Kinds = { shipsWhole?: boolean; orderMultiples?: readonly number[]; mostPins?: number; owed?: boolean };

/** Queues full of ties: few different ranks, so that every tie-break is needed. */
function lines({ shipsWhole = true, orderMultiples = [1, 1, 6], mostPins = 2, owed = true }: Kinds = {}) {
  const line = fc.constantFrom(...Object.keys(BOUGHT)).chain((stockId) =>
    fc.record({
      stockId: fc.constant(stockId),
      manualRank: fc.constantFrom(0, 0, 0, -1, 1),
      priorityRank: fc.nat(1),
      tierRank: fc.nat(2),
      queuedAt: fc.nat(2),
      orderId: fc.nat(2),
      waiting: fc.integer({ min: 1, max: 15 }),
      orderMultiple: fc.constantFrom(...orderMultiples),
      completeGroupId: shipsWhole ? fc.constantFrom(null, null, 'north', 'south') : fc.constant(null),
      isOnHold: fc.constantFrom(false, false, false, true),
      requestedOn: fc.constantFrom(null, null, '2026-04-01', '2026-05-15', '2026-05-16'),
      pins: fc.uniqueArray(
        fc.record({
          purchaseOrderLineId: fc.constantFrom(...(BOUGHT[stockId] as number[])),
          quantity: fc.integer({ min: 1, max: 15 }),
        }),
        { selector: (pin) => pin.purchaseOrderLineId, maxLength: mostPins },
      ),
      owed: owed ? fc.constantFrom(0, 0, 1, 6, 20) : fc.constant(0),
    }),
  );
  return fc
    .array(line, { maxLength: 8 })
    .map((all) =>
      all.map((one, index) => waits('Anchor', 1, { ...one, orderLineId: index + 1, queueLineId: index + 1 })),
    );
}

/** Free stock of both products: loose units and what just arrived. */
const supplies: fc.Arbitrary<Supply[]> = fc
  .record({ looseOf: fc.tuple(fc.nat(20), fc.nat(20)), arrived: fc.tuple(fc.nat(15), fc.nat(15), fc.nat(15)) })
  .map(({ looseOf, arrived: [a, b, c] }) => [
    stock('pilsner', looseOf[0], [
      { purchaseOrderLineId: 71, quantity: a },
      { purchaseOrderLineId: 72, quantity: b },
    ]),
    stock('cider', looseOf[1], [{ purchaseOrderLineId: 73, quantity: c }]),
  ]);

function stock(stockId: string, loose: number, receipts: Supply['receipts']): Supply {
  return { stockId, available: loose + receipts.reduce((units, { quantity }) => units + quantity, 0), receipts };
}

function snapshots(kinds?: Kinds): fc.Arbitrary<AllocationSnapshot> {
  return fc.record({
    policy: fc.constantFrom<AllocationPolicy>('fifo', 'priority'),
    today: fc.constant(TODAY),
    reserveAheadDays: fc.constant(14),
    supplies,
    lines: lines(kinds),
  });
}

/** How much every line got, by its id. */
function got(decisions: readonly AllocationDecision[]): Record<number, number> {
  const units: Record<number, number> = {};
  for (const { queueLineId, quantity } of decisions) units[queueLineId] = (units[queueLineId] ?? 0) + quantity;
  return units;
}

/** The world after a decision was carried out: served claims no longer wait, pins and debts are used up. */
function carriedOut(snapshot: AllocationSnapshot, decisions: readonly AllocationDecision[]): AllocationSnapshot {
  const served = (claims: AllocationDecision[]) => claims.reduce((units, { quantity }) => units + quantity, 0);
  return {
    ...snapshot,
    supplies: snapshot.supplies.map(({ stockId, available }) =>
      stock(stockId, available - served(decisions.filter((d) => d.stockId === stockId)), []),
    ),
    lines: snapshot.lines
      .map((line) => {
        const own = decisions.filter((d) => d.queueLineId === line.queueLineId);
        return {
          ...line,
          waiting: line.waiting - served(own),
          owed: line.owed - served(own.filter((d) => d.claim === 'owed')),
          pins: line.pins.map((pin) => ({
            ...pin,
            quantity: pin.quantity - served(own.filter((d) => d.purchaseOrderLineId === pin.purchaseOrderLineId)),
          })),
        };
      })
      .filter((line) => line.waiting > 0),
  };
}

describe('whatever the queue and the stock', () => {
  it('never deals more than is available, nor more than a line waits for', () => {
    fc.assert(
      fc.property(snapshots(), (snapshot) => {
        const rest = carriedOut(snapshot, allocate(snapshot));
        for (const { available } of rest.supplies) expect(available).toBeGreaterThanOrEqual(0);
        for (const [id, units] of Object.entries(got(allocate(snapshot))))
          expect(units).toBeLessThanOrEqual(
            snapshot.lines.find((l) => l.queueLineId === Number(id))?.waiting as number,
          );
      }),
    );
  });

  it('answers every unit that waits in exactly one claim', () => {
    fc.assert(
      fc.property(snapshots(), (snapshot) => {
        const decisions = allocate(snapshot);
        const waiting: Record<number, number> = {};
        for (const d of decisions) waiting[d.queueLineId] = (waiting[d.queueLineId] ?? 0) + d.waiting;
        expect(waiting).toEqual(Object.fromEntries(snapshot.lines.map((line) => [line.queueLineId, line.waiting])));
        const names = decisions.map((d) => `${d.queueLineId} ${d.claim} ${d.purchaseOrderLineId}`);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });

  it('answers the same in whatever order the lines, the stocks and the receipts are given', () => {
    const shuffled = snapshots().chain((snapshot) =>
      fc.record({
        snapshot: fc.constant(snapshot),
        lines: fc.shuffledSubarray([...snapshot.lines], { minLength: snapshot.lines.length }),
        supplies: fc.constant(snapshot.supplies.toReversed().map((s) => ({ ...s, receipts: s.receipts.toReversed() }))),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ snapshot, ...other }) => {
        expect(allocate({ ...snapshot, ...other })).toEqual(allocate(snapshot));
      }),
    );
  });

  it('changes nothing of what it was given', () => {
    fc.assert(
      fc.property(snapshots(), (snapshot) => {
        const before = structuredClone(snapshot);
        allocate(snapshot);
        expect(snapshot).toEqual(before);
      }),
    );
  });

  it('has nothing left to do when it runs again on its own result', () => {
    fc.assert(
      fc.property(snapshots(), (snapshot) => {
        const again = allocate(carriedOut(snapshot, allocate(snapshot)));
        expect(again.filter((d) => d.quantity > 0)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('allocates whole multiples only, and leaves a part of one only where less than one is left', () => {
    fc.assert(
      fc.property(snapshots({ orderMultiples: [1, 4, 6] }), (snapshot) => {
        for (const d of allocate(snapshot)) {
          const multiple = snapshot.lines.find((l) => l.queueLineId === d.queueLineId)?.orderMultiple as number;
          expect(d.quantity % multiple).toBe(0);
          if (d.claim !== 'ordinary') expect(d.waiting % multiple).toBe(0);
        }
      }),
    );
  });

  it('serves all lines of an order that ships whole, or none of them', () => {
    fc.assert(
      fc.property(snapshots(), (snapshot) => {
        const units = got(allocate(snapshot));
        for (const group of ['north', 'south']) {
          const members = snapshot.lines.filter((line) => line.completeGroupId === group);
          const whole = members.filter((line) => units[line.queueLineId] === line.waiting);
          const empty = members.filter((line) => units[line.queueLineId] === 0);
          expect([whole.length, empty.length]).toContain(members.length);
        }
      }),
    );
  });

  it('gives nobody ahead of the last line of a whole order less than they had without that order', () => {
    fc.assert(
      fc.property(snapshots({ mostPins: 0 }), (snapshot) => {
        const decisions = allocate(snapshot);
        const isMember = (id: number) => snapshot.lines.find((l) => l.queueLineId === id)?.completeGroupId === 'north';
        const last = decisions.findLastIndex((d) => isMember(d.queueLineId));
        const ahead = decisions.slice(0, Math.max(0, last)).filter((d) => !isMember(d.queueLineId));
        const without = allocate({ ...snapshot, lines: snapshot.lines.filter((l) => l.completeGroupId !== 'north') });
        for (const d of ahead) {
          const line = snapshot.lines.find((l) => l.queueLineId === d.queueLineId);
          if (line?.completeGroupId !== null) continue;
          expect(d.quantity).toBe(
            without.find((o) => o.queueLineId === d.queueLineId && o.claim === d.claim)?.quantity,
          );
        }
      }),
    );
  });
});

describe('when nobody ships whole', () => {
  const loose = { shipsWhole: false, orderMultiples: [1] };

  it('agrees with a clerk who hands out unit by unit', () => {
    fc.assert(
      fc.property(snapshots({ ...loose, mostPins: 1 }), (snapshot) => {
        expect(got(allocate(snapshot))).toEqual(handedOutUnitByUnit(snapshot));
      }),
      { numRuns: 500 },
    );
  });

  it('ends with 4 received and then 16 as with 20 received', () => {
    const twice = fc.record({
      snapshot: snapshots(loose),
      share: fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100)),
    });
    fc.assert(
      fc.property(twice, ({ share, snapshot: drawn }) => {
        const snapshot = { ...drawn, lines: boughtForOneLineEach(drawn.lines) };
        let next = 0;
        const firstPart = (units: number) => Math.floor((units * (share[next++ % share.length] as number)) / 100);
        const first = snapshot.supplies.map(({ stockId, available, receipts }) => {
          const arrived = receipts.map((r) => ({ ...r, quantity: firstPart(r.quantity) }));
          const onTheShelf = available - receipts.reduce((units, r) => units + r.quantity, 0);
          return stock(stockId, firstPart(onTheShelf), arrived);
        });
        const firstDecisions = allocate({ ...snapshot, supplies: first });
        const between = carriedOut({ ...snapshot, supplies: first }, firstDecisions);
        const second = snapshot.supplies.map((whole, index) => ({
          stockId: whole.stockId,
          available:
            whole.available - (first[index]?.available as number) + (between.supplies[index]?.available as number),
          receipts: whole.receipts.map((r, n) => ({
            ...r,
            quantity: r.quantity - (first[index]?.receipts[n]?.quantity as number),
          })),
        }));
        const total = got([...firstDecisions, ...allocate({ ...between, supplies: second })]);
        expect(total).toEqual(got(allocate(snapshot)));
      }),
      { numRuns: 500 },
    );
  });

  it('gives nobody less when more is available', () => {
    fc.assert(
      fc.property(snapshots(loose), fc.integer({ min: 1, max: 9 }), (snapshot, more) => {
        const before = got(allocate(snapshot));
        const richer = snapshot.supplies.map((supply) => ({ ...supply, available: supply.available + more }));
        const then = got(allocate({ ...snapshot, supplies: richer }));
        for (const id of Object.keys(before).map(Number)) expect(then[id]).toBeGreaterThanOrEqual(before[id] as number);
      }),
    );
  });
});

describe('splitting a line in two that keep its queue time and its order', () => {
  // Parts of a line stand next to each other: nobody else has their order line.
  const split = snapshots().chain((snapshot) =>
    fc.record({
      snapshot: fc.constant(snapshot),
      index: fc.nat(Math.max(0, snapshot.lines.length - 1)),
      multiples: fc.integer({ min: 1, max: 14 }),
    }),
  );

  it("changes nobody's allocation", () => {
    fc.assert(
      fc.property(split, ({ snapshot, index, multiples }) => {
        const line = snapshot.lines[index];
        fc.pre(line !== undefined && line.waiting > multiples * line.orderMultiple);
        const [whole, ...others] = [line as WaitingLine, ...snapshot.lines.filter((_, place) => place !== index)];
        const front = multiples * whole.orderMultiple;
        // What was bought for the line stays with its front part first; whole cases owed to it go with its back part.
        const pinsOf = { front: [] as WaitingLine['pins'][number][], back: [] as WaitingLine['pins'][number][] };
        let room = front;
        for (const pin of whole.pins.slice(0, 1)) {
          const kept = Math.min(pin.quantity, room);
          room -= kept;
          pinsOf.front.push({ ...pin, quantity: kept });
          pinsOf.back.push({ ...pin, quantity: pin.quantity - kept });
        }
        const owedBehind = wholeMultiples(Math.min(whole.owed, whole.waiting - front), whole.orderMultiple);
        const before = { ...snapshot, lines: [{ ...whole, pins: whole.pins.slice(0, 1) }, ...others] };
        const parts: WaitingLine[] = [
          { ...whole, waiting: front, pins: pinsOf.front, owed: whole.owed - owedBehind },
          { ...whole, queueLineId: 99, waiting: whole.waiting - front, pins: pinsOf.back, owed: owedBehind },
        ];
        const { 99: back = 0, ...then } = got(allocate({ ...before, lines: [...parts, ...others] }));
        then[whole.queueLineId] = (then[whole.queueLineId] as number) + back;
        expect(then).toEqual(got(allocate(before)));
      }),
      { numRuns: 500 },
    );
  });
});

/**
 * Leaves every purchase-order line bought for one line only. Where two lines share one, loose stock that comes before it
 * may serve the first of them, and the receipt then serves the second: what came first matters, as it should.
 */
function boughtForOneLineEach(all: readonly WaitingLine[]): WaitingLine[] {
  const taken = new Set<number>();
  return all.map((line) => ({
    ...line,
    pins: line.pins.filter(({ purchaseOrderLineId }) => {
      const isFirst = !taken.has(purchaseOrderLineId);
      taken.add(purchaseOrderLineId);
      return isFirst;
    }),
  }));
}

/**
 * A second, deliberately naive way to the same answer: a clerk with a pile of bottles who asks for every single one
 * who should have it, and knows nothing of claims. Only for lines that may be served in part, one bottle at a time.
 */
function handedOutUnitByUnit(snapshot: AllocationSnapshot): Record<number, number> {
  const customers = snapshot.lines.map((line) => ({
    line,
    lacks: line.waiting,
    bought: new Map(line.pins.map((pin) => [pin.purchaseOrderLineId, pin.quantity])),
    owed: line.owed,
    has: 0,
  }));
  type Customer = (typeof customers)[number];
  const place = ({ line }: Customer) =>
    [
      line.manualRank + 5,
      ...(snapshot.policy === 'priority' ? [line.priorityRank, line.tierRank] : []),
      line.queuedAt,
      line.orderId,
      line.orderLineId,
      line.queueLineId,
    ]
      .map((figure) => String(figure).padStart(3, '0'))
      .join('-');
  const mayBeServed = ({ line }: Customer) =>
    !line.isOnHold && (line.requestedOn === null || line.requestedOn <= '2026-05-15');
  const queue = customers.filter(mayBeServed).sort((a, b) => (place(a) < place(b) ? -1 : 1));

  for (const { stockId, available, receipts } of snapshot.supplies) {
    let pile = available;
    const hand = (to: Customer | undefined) => {
      if (!to || pile === 0) return false;
      to.has += 1;
      to.lacks -= 1;
      pile -= 1;
      return true;
    };
    const here = queue.filter(({ line }) => line.stockId === stockId);
    for (const { purchaseOrderLineId, quantity } of receipts)
      for (let bottle = 0; bottle < quantity; bottle += 1) {
        const buyer = here.find((c) => c.lacks > 0 && (c.bought.get(purchaseOrderLineId) ?? 0) > 0);
        if (hand(buyer)) buyer?.bought.set(purchaseOrderLineId, (buyer.bought.get(purchaseOrderLineId) as number) - 1);
      }
    for (;;) {
      const creditor = here.find((c) => c.lacks > 0 && c.owed > 0);
      if (!hand(creditor)) break;
      if (creditor) creditor.owed -= 1;
    }
    while (hand(here.find((c) => c.lacks > 0)));
  }
  return Object.fromEntries(customers.map(({ line, has }) => [line.queueLineId, has]));
}
