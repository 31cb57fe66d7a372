import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Lender, type Move, type RaiseSnapshot, raise } from '#domain/allocation/raise.ts';
import { compareRank } from '#domain/allocation/rank.ts';
import type { WaitingLine } from '#domain/allocation/waiting-line.ts';
import { type Pub, pubOf, rankOf, waits } from '#domain/testing/queue.ts';

const MARKED = { priorityRank: 0 };

/** A pub that holds so many bottles of pilsner which may be moved. */
function holds(pub: Pub, movable: number, changes: Partial<Lender> = {}): Lender {
  return { ...rankOf(pub), stockId: 'pilsner', movable, orderMultiple: 1, shipsWhole: false, ...changes };
}

function raised(lines: readonly WaitingLine[], lenders: readonly Lender[], changes: Partial<RaiseSnapshot> = {}) {
  const circumstances = { today: '2026-05-01', reserveAheadDays: 14, free: new Map() };
  return raise({ policy: 'priority', ...circumstances, raised: lines, lenders, ...changes });
}

const told = (moves: readonly Move[]) =>
  moves.map(
    ({ fromLineId, toLineId, quantity }) =>
      `${quantity} from ${pubOf({ queueLineId: fromLineId })} to ${pubOf({ queueLineId: toLineId })}`,
  );

describe('a line whose rank a person raises', () => {
  it('takes from the lowest-ranked lines below it first', () => {
    const moves = raised([waits('Crown', 6, MARKED)], [holds('Anchor', 5), holds('Dolphin', 4), holds('Eagle', 1)]);
    expect(told(moves)).toEqual(['1 from Eagle to Crown', '4 from Dolphin to Crown', '1 from Anchor to Crown']);
  });

  it('takes nothing from lines that still rank ahead of it', () => {
    const lenders = [holds('Anchor', 5, MARKED), holds('Bell', 5, { manualRank: -1 }), holds('Dolphin', 1)];
    expect(told(raised([waits('Crown', 6, MARKED)], lenders))).toEqual(['1 from Dolphin to Crown']);
  });

  it('gains nothing by a mark under first in first out', () => {
    const moves = raised([waits('Eagle', 6, MARKED)], [holds('Anchor', 5)], { policy: 'fifo' });
    expect(moves).toEqual([]);
  });

  it('never takes from another raised line', () => {
    const lines = [waits('Crown', 6, MARKED), waits('Dolphin', 2, MARKED)];
    expect(raised(lines, [holds('Dolphin', 4, MARKED)])).toEqual([]);
  });

  it.each<[string, Partial<WaitingLine>, Partial<Lender>, string[]]>([
    ['whole cases only', { orderMultiple: 6 }, { orderMultiple: 6 }, ['6 from Eagle to Crown']],
    ['cases of both', { orderMultiple: 4 }, { orderMultiple: 6 }, []],
    ['on hold', { isOnHold: true }, {}, []],
    ['not before a later day', { requestedOn: '2026-06-01' }, {}, []],
    ['near enough to its day', { requestedOn: '2026-05-15' }, {}, ['8 from Eagle to Crown']],
    ['the other ships only as a whole', {}, { shipsWhole: true }, []],
  ])('%s', (_what, line, lender, expected) => {
    const moves = raised([waits('Crown', 8, { ...MARKED, ...line })], [holds('Eagle', 11, lender)]);
    expect(told(moves)).toEqual(expected);
  });

  it('that ships only as a whole takes all it needs for all its lines, counting free stock, or nothing', () => {
    const whole = { ...MARKED, completeGroupId: 'crown' };
    const lines = [waits('Crown', 4, whole), waits('Crown', 3, { ...whole, stockId: 'stout', queueLineId: 13 })];
    const stout = (movable: number) => holds('Dolphin', movable, { stockId: 'stout', queueLineId: 14 });
    expect(told(raised(lines, [holds('Eagle', 4), stout(3)]))).toHaveLength(2);
    expect(raised(lines, [holds('Eagle', 4), stout(2)])).toEqual([]);
    const free = new Map([['stout', 1]]);
    expect(told(raised(lines, [holds('Eagle', 4), stout(2)], { free }))).toEqual([
      '4 from Eagle to Crown',
      '2 from Dolphin to Crown',
    ]);
  });

  it('in every world of up to 3 lines and quantities to 3: exactly what is below is taken, lowest first', () => {
    const quantities = [0, 1, 2, 3];
    let worlds = 0;
    for (const waiting of [1, 2, 3]) {
      for (const a of quantities)
        for (const b of quantities)
          for (const c of quantities) {
            for (const mark of [0, 1]) {
              worlds += 1;
              const lenders = [holds('Anchor', a, { priorityRank: mark }), holds('Bell', b), holds('Eagle', c)];
              const moves = raised([waits('Crown', waiting, MARKED)], lenders);
              const below = mark === 0 ? [c, b] : [c, b, a];
              let left = waiting;
              const expected = below.map((quantity) => {
                const taken = Math.min(left, quantity);
                left -= taken;
                return taken;
              });
              expect(moves.map(({ quantity }) => quantity)).toEqual(expected.filter((quantity) => quantity > 0));
            }
          }
    }
    expect(worlds).toBe(384);
  });

  it('conserves units, takes whole multiples, and never more than is movable or wanted', () => {
    const line = fc.record({
      priorityRank: fc.constantFrom(0, 1),
      tierRank: fc.constantFrom(0, 1, 2),
      orderMultiple: fc.constantFrom(1, 2, 3, 6),
      stockId: fc.constantFrom('pilsner', 'stout'),
    });
    const raisedLine = fc.record({ waiting: fc.integer({ min: 1, max: 20 }), whole: fc.boolean(), line });
    const lender = fc.record({ movable: fc.integer({ min: 0, max: 20 }), shipsWhole: fc.boolean(), line });
    fc.assert(
      fc.property(
        fc.array(raisedLine, { minLength: 1, maxLength: 4 }),
        fc.array(lender, { maxLength: 6 }),
        (some, others) => {
          const lines = some.map(({ waiting, whole, line }, index) =>
            waits('Anchor', waiting, {
              ...line,
              queueLineId: 100 + index,
              orderLineId: 100 + index,
              completeGroupId: whole ? 'whole' : null,
            }),
          );
          const lenders = others.map(({ movable, shipsWhole, line }, index) =>
            holds('Bell', movable, { ...line, shipsWhole, queueLineId: 200 + index, orderLineId: 200 + index }),
          );
          const moves = raised(lines, lenders);
          const sum = (picked: readonly Move[]) => picked.reduce((total, { quantity }) => total + quantity, 0);
          for (const own of lines) {
            const got = sum(moves.filter(({ toLineId }) => toLineId === own.queueLineId));
            expect(got).toBeLessThanOrEqual(own.waiting);
            expect(got % own.orderMultiple).toBe(0);
          }
          for (const other of lenders) {
            const given = moves.filter(({ fromLineId }) => fromLineId === other.queueLineId);
            expect(sum(given)).toBeLessThanOrEqual(other.shipsWhole ? 0 : other.movable);
            expect(sum(given) % other.orderMultiple).toBe(0);
            for (const { toLineId, quantity, stockId } of given) {
              const own = lines.find(({ queueLineId }) => queueLineId === toLineId) as WaitingLine;
              expect(quantity).toBeGreaterThan(0);
              expect([own.stockId, other.stockId]).toEqual([stockId, stockId]);
              expect(compareRank('priority', own, other)).toBeLessThan(0);
            }
          }
          const whole = lines.filter(({ completeGroupId }) => completeGroupId !== null);
          const served = whole.map((own) => sum(moves.filter(({ toLineId }) => toLineId === own.queueLineId)));
          if (served.some((got) => got > 0)) expect(served).toEqual(whole.map(({ waiting }) => waiting));
          expect(raised([...lines].reverse(), [...lenders].reverse())).toEqual(moves);
        },
      ),
    );
  });

  it('serves all lines of an order that ships whole, or none of them', () => {
    const outcomes = new Set<'all' | 'none'>();
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }),
        fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 4 }),
        (waiting, movable) => {
          const lines = waiting.map((units, index) =>
            waits('Anchor', units, {
              ...MARKED,
              queueLineId: 100 + index,
              orderLineId: 100 + index,
              completeGroupId: 'whole',
            }),
          );
          const lenders = movable.map((units, index) =>
            holds('Bell', units, { queueLineId: 200 + index, orderLineId: 200 + index }),
          );
          const moves = raised(lines, lenders);
          const served = lines.map(({ queueLineId }) =>
            moves.reduce((sum, { toLineId, quantity }) => sum + (toLineId === queueLineId ? quantity : 0), 0),
          );
          const total = (units: readonly number[]) => units.reduce((sum, one) => sum + one, 0);
          const isEnough = total(movable) >= total(waiting);
          expect(served).toEqual(isEnough ? waiting : waiting.map(() => 0));
          outcomes.add(isEnough ? 'all' : 'none');
        },
      ),
    );
    expect([...outcomes].sort()).toEqual(['all', 'none']);
  });
});
