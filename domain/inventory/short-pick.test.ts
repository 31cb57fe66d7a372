import { describe, expect, it } from 'vitest';
import { type PickedLine, type PickOutcome, type PickRefusal, recordPick } from '#domain/inventory/short-pick.ts';

function pick(open: number, allocated: number, picked: number, short: number, orderMultiple = 1): PickedLine {
  return { open, allocated, picked, short, orderMultiple };
}

describe('recording a pick', () => {
  it.each<[rule: string, line: PickedLine, phantom: number, openAfter: number, allocatedAfter: number]>([
    ['all 20 found', pick(20, 20, 20, 0), 0, 0, 0],
    ['the system says 20, the picker finds 15: 5 were never there', pick(20, 20, 15, 5), 5, 0, 0],
    ['15 of 20 allocated, 12 picked, 8 short: 3 were never there', pick(20, 15, 12, 8), 3, 0, 0],
    ['nothing found where 20 should be', pick(20, 20, 0, 20), 20, 0, 0],
    ['short only by what was never allocated: nothing is missing', pick(20, 15, 15, 5), 0, 0, 0],
    ['short by less than what was never allocated', pick(20, 15, 10, 4), 0, 6, 5],
    ['nothing allocated, all short', pick(20, 0, 0, 20), 0, 0, 0],
    ['a first trip to the shelf', pick(20, 20, 8, 0), 0, 12, 12],
    ['a first trip that finds a hole', pick(20, 20, 8, 2), 2, 10, 10],
    ['the last unit', pick(1, 1, 1, 0), 0, 0, 0],
    ['2 cases of 12', pick(36, 36, 24, 0, 12), 0, 12, 12],
    ['a case of 12 that is not there', pick(36, 36, 24, 12, 12), 12, 0, 0],
    ['a case found broken is short as a whole case', pick(24, 24, 12, 12, 12), 12, 0, 0],
    ['a case short and a case never allocated', pick(36, 24, 12, 24, 12), 12, 0, 0],
    ['nothing but short cases', pick(24, 24, 0, 12, 12), 12, 12, 12],
  ])('%s', (_rule, line, phantom, openAfter, allocatedAfter) => {
    expect(recordPick(line)).toEqual({ phantom, openAfter, allocatedAfter });
  });
});

describe('a pick is refused', () => {
  const splitCase = { code: 'quantity_not_whole_multiple', orderMultiple: 12 } as const;
  const moreThanOpen = { code: 'more_than_outstanding', unpicked: 20 } as const;

  it.each<[why: string, line: PickedLine, refusal: PickRefusal]>([
    ['when nothing is picked and nothing is short', pick(20, 20, 0, 0), { code: 'nothing_picked' }],
    ['when there is nothing to pick at all', pick(0, 0, 0, 0, 12), { code: 'nothing_picked' }],
    ['when a case is split', pick(24, 24, 7, 0, 12), splitCase],
    ['when a case is split by what is short', pick(24, 24, 12, 7, 12), splitCase],
    ['when nothing is picked and a part of a case is short', pick(24, 24, 0, 7, 12), splitCase],
    ['when picked and short make a whole case only together', pick(24, 24, 7, 5, 12), splitCase],
    ['when what is short is a whole case and a part', pick(36, 36, 12, 13, 12), splitCase],
    ['when more is picked than is open', pick(20, 20, 21, 0), moreThanOpen],
    ['when more is short than is open', pick(20, 20, 0, 21), moreThanOpen],
    ['when picked and short together are more than is open', pick(20, 20, 15, 6), moreThanOpen],
    ['when more is picked than is allocated', pick(20, 15, 16, 0), { code: 'more_than_allocated', allocated: 15 }],
    ['when nothing is allocated', pick(20, 0, 1, 0), { code: 'more_than_allocated', allocated: 0 }],
    // The same bad request always gets the same answer: split case, then more than open, then more than allocated.
    ['for the split case first, when it is too much as well', pick(20, 15, 25, 0, 12), splitCase],
    ['for the split case first, when more is short than is open as well', pick(24, 24, 12, 13, 12), splitCase],
    ['for the split case first, when more is picked than is allocated as well', pick(24, 0, 12, 7, 12), splitCase],
    ['for more than is open first, when it is more than is allocated as well', pick(20, 15, 21, 0), moreThanOpen],
  ])('%s', (_why, line, refusal) => {
    expect(recordPick(line)).toEqual(refusal);
  });
});

describe('in every small world', () => {
  const upTo = (most: number) => Array.from({ length: most + 1 }, (_, units) => units);
  const worlds = [1, 2, 3].flatMap((orderMultiple) =>
    upTo(6).flatMap((open) =>
      upTo(open).flatMap((allocated) =>
        upTo(7).flatMap((picked) => upTo(7).map((short) => pick(open, allocated, picked, short, orderMultiple))),
      ),
    ),
  );
  const recorded = worlds
    .map((line) => ({ line, outcome: recordPick(line) }))
    .filter((pick): pick is { line: PickedLine; outcome: PickOutcome } => !('code' in pick.outcome));

  it.each<[rule: string, holds: (line: PickedLine, outcome: PickOutcome) => boolean]>([
    ['allocated stays within what is open', (_, o) => 0 <= o.allocatedAfter && o.allocatedAfter <= o.openAfter],
    ['every open unit is picked, short or still open', (l, o) => l.picked + l.short + o.openAfter === l.open],
    [
      'every allocated unit is picked, phantom or still allocated',
      (l, o) => l.picked + o.phantom + o.allocatedAfter === l.allocated,
    ],
    ['only what is short can be phantom', (l, o) => 0 <= o.phantom && o.phantom <= l.short],
    [
      'units allocated to nobody are the first to be short',
      (l, o) => o.phantom === 0 || l.short - o.phantom === l.open - l.allocated,
    ],
    ['no more is picked than was allocated', (l) => l.picked <= l.allocated],
    ['whole multiples are picked', (l) => l.picked % l.orderMultiple === 0],
    ['whole multiples are short', (l) => l.short % l.orderMultiple === 0],
    [
      'a line open in whole multiples stays so',
      (l, o) => l.open % l.orderMultiple !== 0 || o.openAfter % l.orderMultiple === 0,
    ],
    [
      'a line open and allocated in whole multiples loses and keeps whole multiples',
      (l, o) =>
        [l.open, l.allocated].some((units) => units % l.orderMultiple !== 0) ||
        [o.phantom, o.allocatedAfter].every((units) => units % l.orderMultiple === 0),
    ],
  ])('%s', (_rule, holds) => {
    expect(recorded.filter(({ line, outcome }) => !holds(line, outcome))).toEqual([]);
  });

  it('records exactly what the shelf and the order allow, and refuses the rest', () => {
    const allowed = worlds.filter(
      (l) =>
        l.picked + l.short > 0 &&
        l.picked % l.orderMultiple === 0 &&
        l.short % l.orderMultiple === 0 &&
        l.picked + l.short <= l.open &&
        l.picked <= l.allocated,
    );
    expect(recorded.map(({ line }) => line)).toEqual(allowed);
  });
});
