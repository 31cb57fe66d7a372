import { describe, expect, it } from 'vitest';
import { type Creditor, giveBack, type Loan } from '#domain/allocation/give-back.ts';
import { type Pub, rankOf } from '#domain/testing/queue.ts';

function creditor(pub: Pub, waiting: number, changes: Partial<Creditor> = {}): Creditor {
  return { ...rankOf(pub), waiting, orderMultiple: 1, shipsWhole: false, ...changes };
}

/** Units that the Crown took from others, when it was marked. */
function loan(allocationId: string, quantity: number, ...creditors: Creditor[]): Loan {
  return { allocationId, quantity, creditors, borrower: { ...rankOf('Crown'), orderMultiple: 1 } };
}

const back = (loans: readonly Loan[], isStillRaised = false) =>
  giveBack('priority', loans, { isStillRaised }).map(
    ({ allocationId, toLineId, quantity }) => `${quantity} of ${allocationId} to ${toLineId}`,
  );
const { queueLineId: ANCHOR } = rankOf('Anchor');
const { queueLineId: EAGLE } = rankOf('Eagle');

describe('when a mark is taken back', () => {
  it('every donor gets back what is not picked, the newest loan first', () => {
    expect(back([loan('7', 4, creditor('Anchor', 4)), loan('9', 2, creditor('Eagle', 5))])).toEqual([
      `2 of 9 to ${EAGLE}`,
      `4 of 7 to ${ANCHOR}`,
    ]);
  });

  it('a donor gets no more than it still waits for, over all loans', () => {
    expect(back([loan('7', 4, creditor('Anchor', 5)), loan('9', 3, creditor('Anchor', 5))])).toEqual([
      `3 of 9 to ${ANCHOR}`,
      `2 of 7 to ${ANCHOR}`,
    ]);
    expect(back([loan('7', 4, creditor('Anchor', 0))])).toEqual([]);
  });

  it('the backorder that the donor’s waiting part became gets it', () => {
    const loans = [loan('7', 4, creditor('Anchor', 1), creditor('Anchor', 3, { queueLineId: 11 }))];
    expect(back(loans)).toEqual([`1 of 7 to ${ANCHOR}`, '3 of 7 to 11']);
  });

  it('a donor that still ranks behind gets nothing while another raise remains', () => {
    const loans = [loan('7', 4, creditor('Anchor', 4)), loan('9', 2, creditor('Eagle', 2))];
    expect(back(loans, true)).toEqual([`4 of 7 to ${ANCHOR}`]);
  });

  it('goes in whole multiples of both, and not to an order that ships only as a whole', () => {
    expect(back([loan('7', 8, creditor('Anchor', 8, { orderMultiple: 6 }))])).toEqual([`6 of 7 to ${ANCHOR}`]);
    expect(back([loan('7', 8, creditor('Anchor', 8, { shipsWhole: true }))])).toEqual([]);
  });

  it('in every world of two loans of up to 3 units: nothing is made, nothing is lost, nobody gets more than waits', () => {
    const quantities = [0, 1, 2, 3];
    for (const one of quantities)
      for (const two of quantities)
        for (const anchor of quantities)
          for (const eagle of quantities) {
            const loans = [
              loan('7', one, creditor('Anchor', anchor)),
              loan('9', two, creditor('Anchor', anchor), creditor('Eagle', eagle)),
            ];
            const given = giveBack('priority', loans, { isStillRaised: false });
            const sum = (field: 'allocationId' | 'toLineId', of: string | number) =>
              given.filter((part) => part[field] === of).reduce((total, { quantity }) => total + quantity, 0);
            expect(sum('allocationId', '7')).toBeLessThanOrEqual(one);
            expect(sum('allocationId', '9')).toBeLessThanOrEqual(two);
            expect(sum('toLineId', ANCHOR)).toBeLessThanOrEqual(anchor);
            expect(sum('toLineId', EAGLE)).toBeLessThanOrEqual(eagle);
            const open = anchor - sum('toLineId', ANCHOR);
            expect(Math.min(open, one - sum('allocationId', '7'))).toBe(0);
          }
  });
});
