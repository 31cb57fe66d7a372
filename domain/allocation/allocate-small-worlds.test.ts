import { describe, expect, it } from 'vitest';
import {
  type AllocationDecision,
  type AllocationSnapshot,
  allocate,
  type Supply,
} from '#domain/allocation/allocate.ts';
import { type AllocationPolicy, TIER_RANKS } from '#domain/allocation/rank.ts';
import type { WaitingLine } from '#domain/allocation/waiting-line.ts';
import { type Pub, waits } from '#domain/testing/queue.ts';

/*
 * Every small world there is: up to three lines of 0 to 3 units. The oldest order is of the lowest tier and the youngest
 * of a VIP, so that `fifo` serves Anchor, Bell, Crown and `priority` Crown, Bell, Anchor.
 */
const QUEUE = {
  Anchor: { tierRank: TIER_RANKS.low },
  Bell: { tierRank: TIER_RANKS.standard },
  Crown: { tierRank: TIER_RANKS.vip },
} as const satisfies Partial<Record<Pub, Partial<WaitingLine>>>;
const UPSIDE_DOWN: Record<AllocationPolicy, 1 | -1> = { fifo: 1, priority: -1 };
const POLICIES: readonly AllocationPolicy[] = ['fifo', 'priority'];

const UNITS = [0, 1, 2, 3];
const SHIPS_WHOLE = [null, 'by itself', 'together'];

type Wish = Partial<WaitingLine> & { waiting: number };

/** What one customer may want: nothing, or 1 to 3 units in every way the other fields can be combined. */
function wishes(ways: readonly Partial<WaitingLine>[]): (Wish | null)[] {
  return [null, ...ways.flatMap((way) => [1, 2, 3].map((waiting) => ({ ...way, waiting })))];
}

/** The queue of three customers, each with a wish or none. A line alone in its group has one of its own. */
function* queues(of: readonly (Wish | null)[]): Generator<WaitingLine[]> {
  for (const anchor of of)
    for (const bell of of)
      for (const crown of of) yield [...line('Anchor', anchor), ...line('Bell', bell), ...line('Crown', crown)];

  function line(pub: keyof typeof QUEUE, wish: Wish | null): WaitingLine[] {
    if (wish === null) return [];
    const completeGroupId = wish.completeGroupId === 'by itself' ? pub : (wish.completeGroupId ?? null);
    return [waits(pub, wish.waiting, { ...QUEUE[pub], ...wish, completeGroupId })];
  }
}

const free = (stockId: string, available: number): Supply => ({ stockId, available, receipts: [] });

function world(policy: AllocationPolicy, supplies: Supply[], lines: WaitingLine[]): AllocationSnapshot {
  return { policy, today: '2026-05-01', reserveAheadDays: 14, supplies, lines };
}

/** What is wrong with an answer, in words; null when all the rules hold. Deliberately the rules, not the algorithm. */
function broken({ policy, supplies, lines }: AllocationSnapshot, decisions: AllocationDecision[]): string | null {
  const lineOf = new Map(lines.map((line) => [line.queueLineId, line]));
  const of = (decision: AllocationDecision) => lineOf.get(decision.queueLineId) as WaitingLine;
  const membersOf = (line: WaitingLine) =>
    line.completeGroupId === null ? [line] : lines.filter((other) => other.completeGroupId === line.completeGroupId);
  const isHeld = (line: WaitingLine) => membersOf(line).some((member) => member.isOnHold);

  if (decisions.length !== lines.length || new Set(decisions.map((d) => d.queueLineId)).size !== lines.length)
    return 'a claim is missing or appears twice';
  const order = decisions.map((d) => d.queueLineId * UPSIDE_DOWN[policy]);
  if (order.some((place, index) => index > 0 && place < (order[index - 1] as number))) return 'not in rank order';

  for (const { stockId, available } of supplies) {
    const here = decisions.filter((d) => d.stockId === stockId);
    if (sum(here) > available) return 'more is allocated than is available';
    if (here.some((d, index) => d.rank !== index + 1)) return 'places do not count from 1';
  }

  /** What was left of a stock when a decision was taken: a group decides at the place of its last line. */
  const decidedAt = (d: AllocationDecision) =>
    Math.max(...membersOf(of(d)).map((member) => decisions.findIndex((o) => o.queueLineId === member.queueLineId)));
  const leftFor = (d: AllocationDecision, stockId: string) =>
    (supplies.find((supply) => supply.stockId === stockId)?.available ?? 0) -
    sum(decisions.filter((o) => o.stockId === stockId && decidedAt(o) < decidedAt(d)));

  for (const d of decisions) {
    const line = of(d);
    if (d.waiting !== line.waiting) return 'a claim is not for what its line waits for';
    if (d.quantity < 0 || d.quantity > d.waiting) return 'a claim gets less than nothing or more than it wants';
    if (isHeld(line)) {
      if (d.outcome !== 'excluded' || d.reason !== 'on_hold' || d.quantity !== 0) return 'a held line is served';
      continue;
    }
    if ((d.outcome === 'allocated') !== (d.quantity === d.waiting)) return 'allocated does not mean all of it';
    if ((d.outcome === 'partly') !== (d.quantity > 0 && d.quantity < d.waiting)) return 'partly does not mean a part';
    if ((d.reason === 'served') !== (d.outcome === 'allocated')) return 'served does not mean all of it';
    if (line.completeGroupId === null) {
      if (d.quantity !== Math.min(d.waiting, leftFor(d, d.stockId))) return 'a line is not served from what was left';
      if (d.short !== d.waiting - d.quantity) return 'short is not what it lacks';
      const lackingAhead = decisions.find(
        (o) =>
          o.stockId === d.stockId &&
          o.rank < d.rank &&
          of(o).completeGroupId === null &&
          !isHeld(of(o)) &&
          o.quantity < o.waiting,
      );
      if (d.quantity > 0 && lackingAhead) return 'a line is served while one ahead of it still lacks stock';
      continue;
    }
    const members = decisions.filter((o) => of(o).completeGroupId === line.completeGroupId);
    const lacking = (stockId: string) =>
      Math.max(0, members.reduce((n, o) => n + (o.stockId === stockId ? o.waiting : 0), 0) - leftFor(d, stockId));
    const fits = members.every((o) => lacking(o.stockId) === 0);
    if (d.quantity !== (fits ? d.waiting : 0)) return 'a complete order is not all or nothing';
    if (!fits && d.reason !== 'complete_order_short') return 'a complete order is passed over without its reason';
    if (d.short !== lacking(d.stockId)) return 'a complete order does not say what is missing';
  }
  return null;
}

function sum(decisions: readonly AllocationDecision[]): number {
  return decisions.reduce((units, { quantity }) => units + quantity, 0);
}

function tryAll(worlds: Iterable<AllocationSnapshot>): number {
  let tried = 0;
  for (const snapshot of worlds) {
    const decisions = allocate(snapshot);
    const rule = broken(snapshot, decisions);
    if (rule !== null) expect.fail(`${rule}: ${JSON.stringify({ snapshot, decisions }, null, 1)}`);
    tried += 1;
  }
  return tried;
}

describe('every rule of the queue holds in every small world', () => {
  it('of three customers, two stocks, shipping partly, whole, or whole together', () => {
    const wanted = wishes(
      ['pilsner', 'cider'].flatMap((stockId) => SHIPS_WHOLE.map((completeGroupId) => ({ stockId, completeGroupId }))),
    );
    function* worlds() {
      for (const policy of POLICIES)
        for (const lines of queues(wanted))
          for (const pilsner of UNITS)
            for (const cider of UNITS) yield world(policy, [free('pilsner', pilsner), free('cider', cider)], lines);
    }
    expect(tryAll(worlds())).toBe(2 * 19 ** 3 * 16);
  });

  it('of three customers and one stock, any of them on hold', () => {
    const wanted = wishes(
      [false, true].flatMap((isOnHold) => SHIPS_WHOLE.map((completeGroupId) => ({ isOnHold, completeGroupId }))),
    );
    function* worlds() {
      for (const lines of queues(wanted))
        for (const pilsner of [0, 1, 2, 3, 5, 9]) yield world('fifo', [free('pilsner', pilsner)], lines);
    }
    expect(tryAll(worlds())).toBe(19 ** 3 * 6);
  });
});

describe('deliveries of 0 to 3 units arriving one after another', () => {
  const byLine = (lines: readonly WaitingLine[], policy: AllocationPolicy, deliveries: readonly number[]) => {
    const got = new Map(lines.map((line) => [line.queueLineId, 0]));
    let leftOver = 0;
    for (const delivery of deliveries) {
      const waiting = lines
        .map((line) => ({ ...line, waiting: line.waiting - (got.get(line.queueLineId) as number) }))
        .filter((line) => line.waiting > 0);
      const available = leftOver + delivery;
      const decisions = allocate(world(policy, [free('pilsner', available)], waiting));
      for (const d of decisions) got.set(d.queueLineId, (got.get(d.queueLineId) as number) + d.quantity);
      leftOver = available - sum(decisions);
    }
    return [...got.values()].join(' ');
  };

  it('end as the same units arriving at once, when nobody ships whole', () => {
    for (const policy of POLICIES)
      for (const lines of queues(wishes([{}])))
        for (const first of UNITS)
          for (const second of UNITS)
            for (const third of UNITS) {
              const parts = byLine(lines, policy, [first, second, third]);
              const atOnce = byLine(lines, policy, [first + second + third]);
              if (parts !== atOnce)
                expect.fail(
                  `${policy} ${first}, ${second}, ${third}: ${parts} is not ${atOnce} ${JSON.stringify(lines)}`,
                );
            }
  });

  it('leave nothing to do for a second run, whoever ships whole', () => {
    for (const policy of POLICIES)
      for (const lines of queues(wishes(SHIPS_WHOLE.map((completeGroupId) => ({ completeGroupId })))))
        for (const delivery of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
          const once = byLine(lines, policy, [delivery]);
          const twice = byLine(lines, policy, [delivery, 0]);
          if (once !== twice) expect.fail(`${policy} ${delivery}: ${once}, then ${twice} ${JSON.stringify(lines)}`);
        }
  });
});
