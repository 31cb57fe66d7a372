import { leastCommonMultiple } from '#domain/allocation/raise.ts';
import { type AllocationPolicy, compareRank, type Rank } from '#domain/allocation/rank.ts';
import { type Quantity, wholeMultiples } from '#domain/quantity.ts';

/** A line that lent stock, or the backorder its waiting part became. */
export type Creditor = Rank & { waiting: Quantity; orderMultiple: number; shipsWhole: boolean };

/** A reservation that came to a raised line from another, and its part that is neither picked nor firm. */
export type Loan = {
  allocationId: string;
  borrower: Rank & { orderMultiple: number };
  quantity: Quantity;
  creditors: readonly Creditor[];
};

/** Units of a loan that go back. */
export type GivenBack = { allocationId: string; fromLineId: number; toLineId: number; quantity: Quantity };

/**
 * What goes back when a mark is taken back: the newest loan first, to the line that lent it as far as it still waits, in
 * whole multiples of both. While another raise of the borrower remains, only to creditors that rank ahead of it again.
 * A creditor that ships only as a whole by now gets nothing: a part of it could not ship. Pure.
 */
export function giveBack(
  policy: AllocationPolicy,
  loans: readonly Loan[],
  { isStillRaised }: { isStillRaised: boolean },
): GivenBack[] {
  const waiting = new Map<number, Quantity>();
  const given: GivenBack[] = [];
  for (const loan of [...loans].sort((a, b) => Number(b.allocationId) - Number(a.allocationId))) {
    let left = loan.quantity;
    for (const creditor of loan.creditors) {
      if (creditor.shipsWhole || (isStillRaised && compareRank(policy, creditor, loan.borrower) > 0)) continue;
      const needed = waiting.get(creditor.queueLineId) ?? creditor.waiting;
      const step = leastCommonMultiple(loan.borrower.orderMultiple, creditor.orderMultiple);
      const quantity = wholeMultiples(Math.min(left, needed), step);
      if (quantity === 0) continue;
      waiting.set(creditor.queueLineId, needed - quantity);
      left -= quantity;
      given.push({
        allocationId: loan.allocationId,
        fromLineId: loan.borrower.queueLineId,
        toLineId: creditor.queueLineId,
        quantity,
      });
    }
  }
  return given;
}
