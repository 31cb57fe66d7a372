import { describe, expect, it } from 'vitest';
import { type Hold, type Taken, takeBack, takeForPick, takePicked } from '#domain/allocation/hold.ts';
import { total } from '#domain/quantity.ts';

type Take = (holds: readonly Hold[], quantity: number) => Taken[];

/** A allocation of so many units, some of them picked. */
function hold(id: string, live: number, picked = 0): Hold {
  return { id, live, picked };
}

const told = (taken: readonly Taken[]) => taken.map(({ id, quantity }) => `${id} ${quantity}`);

/** Three allocations of one line as they were made: 10 in March, 10 in April, 10 in May. */
const notPicked = [hold('March', 10), hold('April', 10), hold('May', 10)];
const partlyPicked = [hold('March', 10, 10), hold('April', 10, 4), hold('May', 10)];

describe('a pick takes from the shelf', () => {
  it.each<[rule: string, holds: Hold[], quantity: number, taken: string[]]>([
    ['the oldest allocation first', notPicked, 4, ['March 4']],
    ['the next one when that is not enough', notPicked, 14, ['March 10', 'April 4']],
    ['no more than a whole allocation while that is enough', notPicked, 10, ['March 10']],
    ['all of them when it has to', notPicked, 30, ['March 10', 'April 10', 'May 10']],
    ['no more than is allocated', notPicked, 99, ['March 10', 'April 10', 'May 10']],
    ['only what an earlier pick left', partlyPicked, 8, ['April 6', 'May 2']],
    ['nothing where all is picked', [hold('March', 10, 10)], 1, []],
    ['nothing where nothing is allocated', [], 4, []],
    ['nothing when nothing is picked', notPicked, 0, []],
  ])('%s', (_rule, holds, quantity, taken) => {
    expect(told(takeForPick(holds, quantity))).toEqual(taken);
  });
});

describe('a line gives up', () => {
  it.each<[rule: string, holds: Hold[], quantity: number, taken: string[]]>([
    ['the newest allocation first', notPicked, 4, ['May 4']],
    ['the one before when that is not enough', notPicked, 14, ['May 10', 'April 4']],
    ['no more than a whole allocation while that is enough', notPicked, 10, ['May 10']],
    ['all of them when it has to', notPicked, 30, ['May 10', 'April 10', 'March 10']],
    ['no more than is allocated', notPicked, 99, ['May 10', 'April 10', 'March 10']],
    ['nothing that is picked', partlyPicked, 99, ['May 10', 'April 6']],
    ['nothing where all is picked', [hold('March', 10, 10)], 1, []],
    ['nothing where nothing is allocated', [], 4, []],
    ['nothing when nothing is asked back', notPicked, 0, []],
  ])('%s', (_rule, holds, quantity, taken) => {
    expect(told(takeBack(holds, quantity))).toEqual(taken);
  });
});

describe('of what is picked there leave', () => {
  it.each<[rule: string, holds: Hold[], quantity: number, taken: string[]]>([
    ['the units of the oldest allocation first', partlyPicked, 4, ['March 4']],
    ['those of the next one when that is not enough', partlyPicked, 12, ['March 10', 'April 2']],
    ['all of them when it has to', partlyPicked, 14, ['March 10', 'April 4']],
    ['no more than are picked, whatever is allocated', partlyPicked, 99, ['March 10', 'April 4']],
    ['none of a allocation nobody picked', [hold('March', 10), hold('April', 10, 4)], 4, ['April 4']],
    ['none where nothing is picked', notPicked, 1, []],
    ['none where nothing is allocated', [], 4, []],
    ['none when nothing leaves', partlyPicked, 0, []],
  ])('%s', (_rule, holds, quantity, taken) => {
    expect(told(takePicked(holds, quantity))).toEqual(taken);
  });
});

describe('in every small world of up to 3 allocations of 0 to 3 units', () => {
  const upTo = (most: number) => Array.from({ length: most + 1 }, (_, units) => units);
  const anyHold = upTo(3).flatMap((live) => upTo(live).map((picked) => ({ live, picked })));
  const oneMore = (all: Hold[][]) =>
    all.flatMap((holds) => anyHold.map((units) => [...holds, { id: `${holds.length + 1}`, ...units }]));
  const one = oneMore([[]]);
  const two = oneMore(one);
  const worlds = [[], ...one, ...two, ...oneMore(two)].flatMap((holds) =>
    upTo(10).map((quantity) => ({ holds, quantity })),
  );

  const unpicked = ({ live, picked }: Hold) => live - picked;
  const picked = (one: Hold) => one.picked;
  const oldestFirst = (holds: readonly Hold[]) => [...holds];
  const newestFirst = (holds: readonly Hold[]) => holds.toReversed();

  describe.each<
    [rule: string, take: Take, takeable: (one: Hold) => number, inOrder: (holds: readonly Hold[]) => Hold[]]
  >([
    ['a pick takes unpicked units, oldest first', takeForPick, unpicked, oldestFirst],
    ['a line gives up unpicked units, newest first', takeBack, unpicked, newestFirst],
    ['picked units leave, oldest first', takePicked, picked, oldestFirst],
  ])('%s', (_rule, take, takeable, inOrder) => {
    const answered = worlds.map((world) => ({ ...world, taken: take(world.holds, world.quantity) }));
    const unitByUnit = (parts: Taken[]) => parts.flatMap(({ id, quantity }) => Array<string>(quantity).fill(id));

    it.each<[rule: string, isKept: (world: (typeof answered)[number]) => boolean]>([
      [
        'as if taken one by one',
        ({ holds, quantity, taken }) => {
          const units = inOrder(holds).map((h) => ({ id: h.id, quantity: takeable(h) }));
          return unitByUnit(taken).join() === unitByUnit(units).slice(0, quantity).join();
        },
      ],
      [
        'exactly what is asked, or all there is',
        ({ holds, quantity, taken }) => total(taken, (t) => t.quantity) === Math.min(quantity, total(holds, takeable)),
      ],
      [
        'never more of one than may be taken of it',
        ({ holds, taken }) => taken.every((t) => t.quantity <= takeable(holds.find((h) => h.id === t.id) as Hold)),
      ],
      ['naming only what it takes from', ({ taken }) => taken.every((t) => t.quantity > 0)],
      ['naming each once', ({ taken }) => new Set(taken.map((t) => t.id)).size === taken.length],
    ])('%s', (_rule, isKept) => {
      expect(answered.filter((world) => !isKept(world))).toEqual([]);
    });

    it('and leaves what it was given as it was', () => {
      const holds = structuredClone(partlyPicked);
      take(holds, 12);
      expect(holds).toEqual(partlyPicked);
    });
  });

  it('a pick and what is given up afterwards never touch the same unit, and together reach every unpicked one', () => {
    const broken = worlds.filter(({ holds, quantity }) => {
      const afterPick = carriedOut(holds, takeForPick(holds, quantity), (h, units) => ({ picked: h.picked + units }));
      const left = carriedOut(afterPick, takeBack(afterPick, 99), (h, units) => ({ live: h.live - units }));
      const reached = Math.min(quantity, total(holds, unpicked));
      return left.some((h) => h.live !== h.picked) || total(left, picked) !== total(holds, picked) + reached;
    });
    expect(broken).toEqual([]);
  });

  it('what was picked in two trips leaves as what was picked in one', () => {
    const broken = worlds.filter(({ holds, quantity }) => {
      const pick = (of: Hold[], units: number) =>
        carriedOut(of, takeForPick(of, units), (h, taken) => ({ picked: h.picked + taken }));
      const inTwo = pick(pick(holds, 1), quantity);
      const inOne = pick(holds, 1 + quantity);
      return told(takePicked(inTwo, 99)).join() !== told(takePicked(inOne, 99)).join();
    });
    expect(broken).toEqual([]);
  });
});

/** The allocations after units of them were taken. */
function carriedOut(
  holds: readonly Hold[],
  taken: readonly Taken[],
  change: (hold: Hold, units: number) => Partial<Hold>,
): Hold[] {
  return holds.map((h) => ({ ...h, ...change(h, taken.find((t) => t.id === h.id)?.quantity ?? 0) }));
}
