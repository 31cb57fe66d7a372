import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRank } from '#domain/allocation/rank.ts';
import {
  type MovableHold,
  type RaisedSnapshot,
  type SettledLine,
  type SettledMove,
  settleRaised,
} from '#domain/allocation/settle-raised.ts';
import { PUBS, type Pub, pubOf, rankOf } from '#domain/testing/queue.ts';

const MARKED = { priorityRank: 0 };

/** A pub that waits for so many bottles of pilsner. */
function line(pub: Pub, waiting: number, changes: Partial<SettledLine> = {}): SettledLine {
  return {
    ...rankOf(pub),
    stockId: 'pilsner',
    waiting,
    orderMultiple: 1,
    completeGroupId: null,
    isOnHold: false,
    requestedOn: null,
    ...changes,
  };
}

const idOf = (pub: Pub) => rankOf(pub).queueLineId;

/** What a pub has in hand, and of whom. */
function hold(pub: Pub, quantity: number, ...lenders: Pub[]): MovableHold {
  return { allocationId: `${pub} ${lenders.join()}`, lineId: idOf(pub), quantity, lenderIds: lenders.map(idOf) };
}

function settled(lines: readonly SettledLine[], holds: readonly MovableHold[], changes: Partial<RaisedSnapshot> = {}) {
  const circumstances = { policy: 'priority', today: '2026-05-01', reserveAheadDays: 14, free: new Map() } as const;
  return settleRaised({ ...circumstances, lines, holds, ...changes });
}

const told = (moves: readonly SettledMove[]) =>
  moves.map(
    ({ fromLineId, toLineId, quantity }) =>
      `${quantity} from ${pubOf({ queueLineId: fromLineId })} to ${pubOf({ queueLineId: toLineId })}`,
  );

describe('a line whose rank a person raises', () => {
  it('takes from the lowest-ranked lines below it first', () => {
    const lines = [line('Anchor', 0), line('Crown', 6, MARKED), line('Dolphin', 0), line('Eagle', 0)];
    const moves = settled(lines, [hold('Anchor', 5), hold('Dolphin', 4), hold('Eagle', 1)]);
    expect(told(moves).sort()).toEqual(['1 from Anchor to Crown', '1 from Eagle to Crown', '4 from Dolphin to Crown']);
  });

  it('takes nothing from lines that still rank ahead of it', () => {
    const lines = [
      line('Anchor', 0, MARKED),
      line('Bell', 0, { manualRank: -1 }),
      line('Crown', 6, MARKED),
      line('Dolphin', 0),
    ];
    const moves = settled(lines, [hold('Anchor', 5), hold('Bell', 5), hold('Dolphin', 1)]);
    expect(told(moves)).toEqual(['1 from Dolphin to Crown']);
  });

  it('takes from another raised line only when all that is not raised is gone', () => {
    const lines = [line('Crown', 6, MARKED), line('Dolphin', 0, MARKED), line('Eagle', 0)];
    const moves = settled(lines, [hold('Dolphin', 4), hold('Eagle', 3)]);
    expect(told(moves).sort()).toEqual(['3 from Dolphin to Crown', '3 from Eagle to Crown']);
  });

  it('gains nothing by a mark under first in first out', () => {
    const lines = [line('Anchor', 0), line('Eagle', 6, MARKED)];
    expect(settled(lines, [hold('Anchor', 5)], { policy: 'fifo' })).toEqual([]);
  });

  it.each<[string, Partial<SettledLine>, Partial<SettledLine>, string[]]>([
    ['whole cases only', { orderMultiple: 6 }, { orderMultiple: 6 }, ['6 from Eagle to Crown']],
    ['cases of both', { orderMultiple: 4 }, { orderMultiple: 6 }, []],
    ['on hold', { isOnHold: true }, {}, []],
    ['not before a later day', { requestedOn: '2026-06-01' }, {}, []],
    ['near enough to its day', { requestedOn: '2026-05-15' }, {}, ['8 from Eagle to Crown']],
    ['the other ships only as a whole', {}, { completeGroupId: 'eagle' }, []],
  ])('%s', (_what, crown, eagle, expected) => {
    const moves = settled([line('Crown', 8, { ...MARKED, ...crown }), line('Eagle', 0, eagle)], [hold('Eagle', 11)]);
    expect(told(moves)).toEqual(expected);
  });

  it('that ships only as a whole takes all it needs for all its lines, counting free stock, or nothing', () => {
    const whole = { ...MARKED, completeGroupId: 'crown' };
    const stout = { stockId: 'stout' };
    const lines = [
      line('Crown', 4, whole),
      line('Crown', 3, { ...whole, ...stout, queueLineId: 13 }),
      line('Eagle', 0),
      line('Dolphin', 0, { ...stout, queueLineId: 14 }),
    ];
    const holds = (quantity: number) => [hold('Eagle', 4), { ...hold('Dolphin', quantity), lineId: 14 }];
    expect(told(settled(lines, holds(3)))).toHaveLength(2);
    expect(settled(lines, holds(2))).toEqual([]);
    expect(told(settled(lines, holds(2), { free: new Map([['stout', 1]]) }))).toEqual([
      '4 from Eagle to Crown',
      '2 from Dolphin to Crown',
    ]);
  });
});

describe('what raised lines take', () => {
  const circumstances = fc.record({
    priorityRank: fc.constantFrom(0, 1),
    tierRank: fc.constantFrom(0, 1, 2),
    orderMultiple: fc.constantFrom(1, 2, 3, 6),
    stockId: fc.constantFrom('pilsner', 'stout'),
  });
  const waitingLine = fc.record({ waiting: fc.integer({ min: 1, max: 20 }), whole: fc.boolean(), circumstances });
  const lendingLine = fc.record({ held: fc.nat(20), whole: fc.boolean(), circumstances });

  it('is in whole multiples of both, from below, never more than is wanted or held, whatever the order of the lines', () => {
    fc.assert(
      fc.property(
        fc.array(waitingLine, { minLength: 1, maxLength: 4 }),
        fc.array(lendingLine, { maxLength: 6 }),
        (waiting, lending) => {
          const takers = waiting.map(({ circumstances, whole, waiting }, index) =>
            line('Anchor', waiting, {
              ...circumstances,
              queueLineId: 100 + index,
              completeGroupId: whole ? 'whole' : null,
            }),
          );
          const lenders = lending.map(({ circumstances, whole }, index) =>
            line('Bell', 0, {
              ...circumstances,
              queueLineId: 200 + index,
              completeGroupId: whole ? `of ${index}` : null,
            }),
          );
          const holds = lending.map(({ held }, index) => ({
            allocationId: String(index),
            lineId: 200 + index,
            quantity: held,
            lenderIds: [],
          }));
          const moves = settled([...takers, ...lenders], holds);
          const sum = (some: readonly SettledMove[]) => some.reduce((total, { quantity }) => total + quantity, 0);
          for (const taker of takers) {
            const got = sum(moves.filter(({ toLineId }) => toLineId === taker.queueLineId));
            expect(got).toBeLessThanOrEqual(taker.waiting);
            expect(got % taker.orderMultiple).toBe(0);
          }
          for (const [index, lender] of lenders.entries()) {
            const given = moves.filter(({ fromLineId }) => fromLineId === lender.queueLineId);
            expect(sum(given)).toBeLessThanOrEqual(lending[index]?.whole ? 0 : (lending[index]?.held ?? 0));
            expect(sum(given) % lender.orderMultiple).toBe(0);
            for (const { toLineId } of given) {
              const taker = [...takers, ...lenders].find(({ queueLineId }) => queueLineId === toLineId) as SettledLine;
              expect(taker.stockId).toBe(lender.stockId);
              expect(compareRank('priority', taker, lender)).toBeLessThan(0);
            }
          }
          const whole = takers.filter(
            ({ completeGroupId, priorityRank }) => completeGroupId !== null && priorityRank === 0,
          );
          const served = whole.map((own) => sum(moves.filter(({ toLineId }) => toLineId === own.queueLineId)));
          if (served.some((got) => got > 0)) expect(served).toEqual(whole.map(({ waiting }) => waiting));
          const told = (some: readonly SettledMove[]) => some.map((move) => JSON.stringify(move)).sort();
          expect(told(settled([...takers, ...lenders].reverse(), holds))).toEqual(told(moves));
        },
      ),
    );
  });
});

describe('when a mark is taken back', () => {
  it('every lender gets back what is not picked', () => {
    const lines = [line('Anchor', 4), line('Crown', 0), line('Eagle', 5)];
    const moves = settled(lines, [hold('Crown', 4, 'Anchor'), hold('Crown', 2, 'Eagle')]);
    expect(told(moves)).toEqual(['4 from Crown to Anchor', '2 from Crown to Eagle']);
  });

  it('a lender gets no more than it still waits for', () => {
    const moves = settled([line('Anchor', 3), line('Crown', 0)], [hold('Crown', 4, 'Anchor')]);
    expect(told(moves)).toEqual(['3 from Crown to Anchor']);
    expect(settled([line('Anchor', 0), line('Crown', 0)], [hold('Crown', 4, 'Anchor')])).toEqual([]);
  });

  it('the backorder that the lender’s waiting part became gets it', () => {
    const lines = [line('Anchor', 1), line('Anchor', 3, { queueLineId: 11 }), line('Crown', 0)];
    const loan = { ...hold('Crown', 4, 'Anchor'), lenderIds: [idOf('Anchor'), 11] };
    expect(settled(lines, [loan]).map(({ toLineId, quantity }) => [toLineId, quantity])).toEqual([
      [idOf('Anchor'), 1],
      [11, 3],
    ]);
  });

  it('goes back through those who only lent it on', () => {
    // The Dolphin lent to the Eagle, took it back when it was marked itself, and both marks are gone.
    const lines = [line('Dolphin', 5), line('Eagle', 0)];
    expect(told(settled(lines, [hold('Eagle', 5, 'Dolphin')]))).toEqual(['5 from Eagle to Dolphin']);
  });

  it('goes home whole from several hands, of which none alone could give whole multiples', () => {
    const lines = [line('Anchor', 6, { orderMultiple: 2 }), line('Crown', 0), line('Eagle', 0, { orderMultiple: 3 })];
    const moves = settled(lines, [hold('Crown', 3, 'Anchor'), hold('Eagle', 3, 'Anchor')]);
    expect(told(moves).sort()).toEqual(['3 from Crown to Anchor', '3 from Eagle to Anchor']);
  });

  it('stays while the mark stays', () => {
    expect(settled([line('Anchor', 4), line('Crown', 0, MARKED)], [hold('Crown', 4, 'Anchor')])).toEqual([]);
  });

  it('does not go to an order that ships only as a whole by now', () => {
    const lines = [line('Anchor', 8, { completeGroupId: 'anchor' }), line('Crown', 0)];
    expect(settled(lines, [hold('Crown', 8, 'Anchor')])).toEqual([]);
  });
});

describe('marks, overrides and loans in any order', () => {
  type Company = { lines: SettledLine[]; holds: MovableHold[] };
  let newest = 0;
  type Rule = { pub: Pub; priorityRank: number; manualRank: number };

  /** Writes the moves as the ledger does: a new allocation for the taker that remembers whose stock it was. */
  function perform({ lines, holds }: Company, moves: readonly SettledMove[]): Company {
    const left = holds.map((one) => ({ ...one }));
    const moved = moves.map((move): MovableHold => {
      const from = left.find(({ allocationId }) => allocationId === move.allocationId) as MovableHold;
      from.quantity -= move.quantity;
      const owner = from.lenderIds[0] ?? from.lineId;
      return {
        allocationId: String(++newest),
        lineId: move.toLineId,
        quantity: move.quantity,
        lenderIds: owner === move.toLineId ? [] : [owner],
      };
    });
    const gained = (id: number) =>
      moves.reduce(
        (sum, { fromLineId, toLineId, quantity }) =>
          sum + (toLineId === id ? quantity : fromLineId === id ? -quantity : 0),
        0,
      );
    return {
      lines: lines.map((one) => ({ ...one, waiting: one.waiting - gained(one.queueLineId) })),
      holds: [...left.filter(({ quantity }) => quantity > 0), ...moved],
    };
  }

  const mark = (company: Company, { pub, ...ranks }: Rule): Company => {
    const lines = company.lines.map((one) => (one.queueLineId === idOf(pub) ? { ...one, ...ranks } : one));
    return perform({ ...company, lines }, settled(lines, company.holds));
  };

  const held = ({ holds }: Company) =>
    PUBS.map((pub) =>
      holds.filter(({ lineId }) => lineId === idOf(pub)).reduce((sum, { quantity }) => sum + quantity, 0),
    );

  it('the Eagle is marked, the Dolphin is marked, and both marks are taken back: as if nothing had happened', () => {
    const before: Company = { lines: [line('Dolphin', 0), line('Eagle', 5)], holds: [hold('Dolphin', 5)] };
    const acts: [Pub, number][] = [
      ['Eagle', 0],
      ['Dolphin', 0],
      ['Dolphin', 1],
      ['Eagle', 1],
    ];
    const seen = acts.reduce<Company[]>(
      (all, [pub, priorityRank]) => [...all, mark(all.at(-1) as Company, { pub, priorityRank, manualRank: 0 })],
      [before],
    );
    expect(seen.map((company) => held(company).slice(3))).toEqual([
      [5, 0],
      [0, 5],
      [5, 0],
      [0, 5],
      [5, 0],
    ]);
  });

  it('what each holds follows from the ranks as they are, and with every mark gone it is as before', () => {
    const pub = fc.constantFrom(...PUBS);
    const rule = fc.record({ pub, priorityRank: fc.constantFrom(0, 1), manualRank: fc.constantFrom(-1, 0, 0, 1) });
    const world = fc.array(
      fc.record({ held: fc.nat(6), waiting: fc.nat(6), orderMultiple: fc.constantFrom(1, 1, 2, 3) }),
      { minLength: 5, maxLength: 5 },
    );
    fc.assert(
      fc.property(world, fc.array(rule, { maxLength: 8 }), (quantities, rules) => {
        const start: Company = {
          lines: PUBS.map((one, index) => {
            const { waiting, orderMultiple } = quantities[index] as { waiting: number; orderMultiple: number };
            return line(one, waiting * orderMultiple, { orderMultiple });
          }),
          holds: PUBS.flatMap((one, index) => {
            const { held, orderMultiple } = quantities[index] as { held: number; orderMultiple: number };
            return held === 0 ? [] : [hold(one, held * orderMultiple)];
          }),
        };
        const after = rules.reduce(mark, start);
        const atOnce = PUBS.reduce((company, one) => {
          const last = rules.findLast((rule) => rule.pub === one);
          const ranks = last ?? { pub: one, priorityRank: 1, manualRank: 0 };
          return {
            ...company,
            lines: company.lines.map((own) => (own.queueLineId === idOf(one) ? { ...own, ...ranks } : own)),
          };
        }, start);
        expect(held(after)).toEqual(held(perform(atOnce, settled(atOnce.lines, start.holds))));
        const cleared = PUBS.reduce(
          (company, one) => mark(company, { pub: one, priorityRank: 1, manualRank: 0 }),
          after,
        );
        expect(held(cleared)).toEqual(held(start));
        for (const own of cleared.lines) expect(own.waiting).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
