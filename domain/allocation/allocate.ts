import { type AllocationPolicy, compareRank } from '#domain/allocation/rank.ts';
import { type Exclusion, exclusion, type WaitingLine } from '#domain/allocation/waiting-line.ts';
import { type Quantity, wholeMultiples } from '#domain/quantity.ts';
import type { CalendarDate } from '#domain/time/calendar.ts';

/** Free stock to deal out. `receipts` names the part of `available` that just arrived on purchase-order lines. */
export type Supply = {
  stockId: string;
  available: Quantity;
  receipts: readonly { purchaseOrderLineId: number; quantity: Quantity }[];
};

/**
 * Everything a decision is taken from. It names all lines of every `complete` group it names one line of; a line it
 * leaves out is as if it did not wait.
 */
export type AllocationSnapshot = {
  policy: AllocationPolicy;
  today: CalendarDate;
  reserveAheadDays: number;
  supplies: readonly Supply[];
  lines: readonly WaitingLine[];
};

/** A line asks with up to three claims: what was bought for it, what it is owed, and the rest. */
export type ClaimKind = 'pinned' | 'owed' | 'ordinary';

export type AllocationOutcome = 'allocated' | 'partly' | 'passed_over' | 'excluded';

/**
 * Why a claim got what it got.
 * - `served`: all of it.
 * - `supply_used_up`: those ahead of it, or it itself, took the last units.
 * - `less_than_order_multiple`: units are left, but fewer than the whole multiple it may take.
 * - `complete_order_short`: it ships only as a whole, and something of it is missing.
 * - `on_hold`, `not_before`: excluded for now.
 */
export type AllocationReason =
  | 'served'
  | 'supply_used_up'
  | 'less_than_order_multiple'
  | 'complete_order_short'
  | Exclusion;

export type AllocationDecision = {
  queueLineId: number;
  stockId: string;
  claim: ClaimKind;
  /** The purchase-order line a pinned claim was served from. */
  purchaseOrderLineId: number | null;
  /** Place among the claims on the same stock, from 1. */
  rank: number;
  waiting: Quantity;
  quantity: Quantity;
  outcome: AllocationOutcome;
  reason: AllocationReason;
  /** How many more units of this stock would have served the claim whole; 0 when served or excluded. */
  short: Quantity;
};

type Claim = {
  line: WaitingLine;
  kind: ClaimKind;
  purchaseOrderLineId: number | null;
  quantity: Quantity;
};

/**
 * Deals free stock to waiting lines: every claim appears once in the answer, in rank order, with what it gets and why.
 *
 * Pinned claims go first, and only on units of the receipt they were bought with; then owed ones; then the policy's
 * rank. Whole multiples only. Lines of a `complete` group are decided at the place of their last-ranked claim, so that
 * they never take from anyone ahead of any of them: all of them get everything, or all are passed over and what
 * they left goes to those behind. Pure, deterministic, and it never hands out more than `available`.
 */
export function allocate(snapshot: AllocationSnapshot): AllocationDecision[] {
  const free = new Map(snapshot.supplies.map((supply) => [supply.stockId, supply.available]));
  const ranked = [...snapshot.lines].sort((a, b) => compareRank(snapshot.policy, a, b));
  const exclusionOf = exclusions(ranked, snapshot);
  const claims = rankedClaims(ranked, exclusionOf, snapshot);
  const groups = completeGroups(claims);
  const places = new Map<string, number>();
  const decisions: AllocationDecision[] = [];

  for (const claim of claims) {
    const { stockId } = claim.line;
    const rank = (places.get(stockId) ?? 0) + 1;
    places.set(stockId, rank);
    const decision = undecided(claim, rank);
    decisions.push(decision);

    const group = claim.line.completeGroupId === null ? undefined : groups.get(claim.line.completeGroupId);
    const excluded = exclusionOf(claim.line);
    if (excluded) {
      decision.outcome = 'excluded';
      decision.reason = excluded;
    } else if (group) {
      group.members.push({ decision, orderMultiple: claim.line.orderMultiple });
      group.undecided -= 1;
      if (group.undecided === 0) decideTogether(group.members, free);
    } else {
      decideAlone(decision, claim.line.orderMultiple, free);
    }
  }
  return decisions;
}

type ExclusionOf = (line: WaitingLine) => Exclusion | null;

/** Why a line takes nothing for now: its own exclusion, or that of the first of its `complete` group that has one. */
function exclusions(ranked: readonly WaitingLine[], snapshot: AllocationSnapshot): ExclusionOf {
  const ofGroup = new Map<string, Exclusion>();
  for (const line of ranked) {
    const excluded = exclusion(line, snapshot);
    if (excluded && line.completeGroupId !== null && !ofGroup.has(line.completeGroupId)) {
      ofGroup.set(line.completeGroupId, excluded);
    }
  }
  return (line) =>
    line.completeGroupId === null ? exclusion(line, snapshot) : (ofGroup.get(line.completeGroupId) ?? null);
}

/**
 * The claims of all lines in the order they are served. What was bought for an excluded line is not kept from the next
 * line it was bought for.
 */
function rankedClaims(ranked: readonly WaitingLine[], exclusionOf: ExclusionOf, snapshot: AllocationSnapshot): Claim[] {
  const pinned: Claim[] = [];
  const owed: Claim[] = [];
  const ordinary: Claim[] = [];
  const receipts = new Map(
    snapshot.supplies.flatMap((supply) => supply.receipts.map((r) => [r.purchaseOrderLineId, r.quantity] as const)),
  );
  for (const line of ranked) {
    let left = line.waiting;
    const take = (into: Claim[], kind: ClaimKind, quantity: Quantity, purchaseOrderLineId: number | null) => {
      if (quantity <= 0) return;
      into.push({ line, kind, quantity, purchaseOrderLineId });
      left -= quantity;
    };
    for (const pin of line.pins) {
      const arrived = receipts.get(pin.purchaseOrderLineId) ?? 0;
      const quantity = wholeMultiples(Math.min(pin.quantity, left, arrived), line.orderMultiple);
      if (!exclusionOf(line)) receipts.set(pin.purchaseOrderLineId, arrived - quantity);
      take(pinned, 'pinned', quantity, pin.purchaseOrderLineId);
    }
    take(owed, 'owed', wholeMultiples(Math.min(line.owed, left), line.orderMultiple), null);
    take(ordinary, 'ordinary', left, null);
  }
  return [...pinned, ...owed, ...ordinary];
}

type GroupMember = { decision: AllocationDecision; orderMultiple: number };
type CompleteGroup = { undecided: number; members: GroupMember[] };

function completeGroups(claims: readonly Claim[]): Map<string, CompleteGroup> {
  const groups = new Map<string, CompleteGroup>();
  for (const { line } of claims) {
    if (line.completeGroupId === null) continue;
    const group = groups.get(line.completeGroupId) ?? { undecided: 0, members: [] };
    group.undecided += 1;
    groups.set(line.completeGroupId, group);
  }
  return groups;
}

function undecided(claim: Claim, rank: number): AllocationDecision {
  return {
    queueLineId: claim.line.queueLineId,
    stockId: claim.line.stockId,
    claim: claim.kind,
    purchaseOrderLineId: claim.purchaseOrderLineId,
    rank,
    waiting: claim.quantity,
    quantity: 0,
    outcome: 'passed_over',
    reason: 'supply_used_up',
    short: 0,
  };
}

function decideAlone(decision: AllocationDecision, orderMultiple: number, free: Map<string, Quantity>): void {
  const available = free.get(decision.stockId) ?? 0;
  const quantity = wholeMultiples(Math.min(decision.waiting, available), orderMultiple);
  free.set(decision.stockId, available - quantity);
  decision.quantity = quantity;
  decision.short = Math.max(0, decision.waiting - available);
  if (quantity === decision.waiting) {
    decision.outcome = 'allocated';
    decision.reason = 'served';
    return;
  }
  decision.outcome = quantity > 0 ? 'partly' : 'passed_over';
  decision.reason = available - quantity > 0 ? 'less_than_order_multiple' : 'supply_used_up';
}

function decideTogether(members: readonly GroupMember[], free: Map<string, Quantity>): void {
  const needed = new Map<string, Quantity>();
  for (const { decision } of members) {
    needed.set(decision.stockId, (needed.get(decision.stockId) ?? 0) + decision.waiting);
  }
  const missing = (stockId: string) => Math.max(0, (needed.get(stockId) ?? 0) - (free.get(stockId) ?? 0));
  // The rest of a broken case can never be allocated, so nothing is set aside for an order that asks for one.
  const isWhole = ({ decision, orderMultiple }: GroupMember) => decision.waiting % orderMultiple === 0;
  const canServe = members.every((member) => isWhole(member) && missing(member.decision.stockId) === 0);
  for (const member of members) {
    const { decision } = member;
    if (canServe) {
      free.set(decision.stockId, (free.get(decision.stockId) ?? 0) - decision.waiting);
      decision.quantity = decision.waiting;
      decision.outcome = 'allocated';
      decision.reason = 'served';
    } else {
      decision.short = missing(decision.stockId);
      decision.reason = isWhole(member) ? 'complete_order_short' : 'less_than_order_multiple';
    }
  }
}
