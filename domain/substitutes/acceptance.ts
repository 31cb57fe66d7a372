import type { Quantity } from '#domain/quantity.ts';

/** What became of a proposal. */
export const OUTCOMES = ['accepted', 'refused', 'withdrawn'] as const;
/** What became of a proposal. */
export type Outcome = (typeof OUTCOMES)[number];

/** How a proposal stands. `lapsed`: nothing of its line waits any more, so that it cannot be accepted. */
export const SUBSTITUTION_STATUSES = ['proposed', ...OUTCOMES, 'lapsed'] as const;
/** How a proposal stands. */
export type SubstitutionStatus = (typeof SUBSTITUTION_STATUSES)[number];

/** How a proposal stands, by its outcome and by what of its line still waits and is not picked. */
export function substitutionStatus(outcome: Outcome | null, waiting: Quantity): SubstitutionStatus {
  return outcome ?? (waiting > 0 ? 'proposed' : 'lapsed');
}

/** Who accepts: the customer, or their representative for them. */
export const ACCEPTORS = ['customer', 'representative'] as const;
/** Who accepts: the customer, or their representative for them. */
export type Acceptor = (typeof ACCEPTORS)[number];

/** Why an acceptance cannot be. */
export type AcceptanceProblem =
  | { is: 'substitution_closed' }
  | { is: 'not_offered' }
  | { is: 'more_than_substitutable'; most: Quantity }
  | { is: 'not_whole_multiple'; of: 'ordered' | 'substitute'; orderMultiple: number }
  | { is: 'consent_required' };

/** A proposal as it is when somebody accepts of it. */
export type Acceptable = {
  outcome: Outcome | null;
  /** What was proposed to be replaced. */
  quantity: Quantity;
  /** What of the line is outstanding and not picked. */
  waiting: Quantity;
  /** The line's own multiple: what is left of it stays whole. */
  orderMultiple: number;
  offers: readonly { variantId: string; orderMultiple: number }[];
};

/**
 * Whether a quantity of an offered variant can be taken; the first thing that speaks against it, null when nothing does.
 * A representative says what the customer said, or names a consent that allows it: nothing ships without consent.
 */
export function findAcceptanceProblem(
  proposal: Acceptable,
  asked: { variantId: string; quantity: Quantity; acceptedBy: Acceptor; isAgreed: boolean },
): AcceptanceProblem | null {
  if (proposal.outcome !== null) return { is: 'substitution_closed' };
  const offer = proposal.offers.find(({ variantId }) => variantId === asked.variantId);
  if (!offer) return { is: 'not_offered' };
  const most = Math.min(proposal.quantity, proposal.waiting);
  if (asked.quantity > most) return { is: 'more_than_substitutable', most };
  if (asked.quantity % proposal.orderMultiple !== 0)
    return { is: 'not_whole_multiple', of: 'ordered', orderMultiple: proposal.orderMultiple };
  if (asked.quantity % offer.orderMultiple !== 0)
    return { is: 'not_whole_multiple', of: 'substitute', orderMultiple: offer.orderMultiple };
  if (asked.acceptedBy === 'representative' && !asked.isAgreed) return { is: 'consent_required' };
  return null;
}
