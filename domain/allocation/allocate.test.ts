import { describe, expect, it } from 'vitest';
import { type AllocationSnapshot, allocate, type Supply } from '#domain/allocation/allocate.ts';
import { TIER_RANKS } from '#domain/allocation/rank.ts';
import type { WaitingLine } from '#domain/allocation/waiting-line.ts';
import { told, waits } from '#domain/testing/queue.ts';

const TODAY = '2026-05-01';

/** Free pilsner, of which so much just arrived on purchase-order lines. */
function pilsner(available: number, arrived: Record<number, number> = {}): Supply {
  const receipts = Object.entries(arrived).map(([id, quantity]) => ({ purchaseOrderLineId: Number(id), quantity }));
  return { stockId: 'pilsner', available, receipts };
}

function cider(available: number): Supply {
  return { stockId: 'cider', available, receipts: [] };
}

function decide(supply: Supply | Supply[], lines: WaitingLine[], given: Partial<AllocationSnapshot> = {}): string[] {
  return allocate({
    policy: 'priority',
    today: TODAY,
    reserveAheadDays: 14,
    supplies: [supply].flat(),
    lines,
    ...given,
  }).map(told);
}

const boughtOn = (purchaseOrderLineId: number, quantity: number) => ({ pins: [{ purchaseOrderLineId, quantity }] });
const onHold = { isOnHold: true };
const wholly = (completeGroupId = 'whole order') => ({ completeGroupId });
const inCasesOf12 = { orderMultiple: 12 };

describe('free stock goes down the queue', () => {
  it('serves the older order first when tiers are equal', () => {
    expect(decide(pilsner(10), [waits('Bell', 10), waits('Anchor', 6)])).toEqual([
      'Anchor 6 of 6 pilsner: served',
      'Bell 4 of 10 pilsner: supply_used_up, 6 short',
    ]);
  });

  it('serves a younger VIP first under priority, and in its turn under fifo', () => {
    const lines = [waits('Anchor', 6), waits('Bell', 6, { tierRank: TIER_RANKS.vip })];
    expect(decide(pilsner(6), lines, { policy: 'priority' })).toEqual([
      'Bell 6 of 6 pilsner: served',
      'Anchor 0 of 6 pilsner: supply_used_up, 6 short',
    ]);
    expect(decide(pilsner(6), lines, { policy: 'fifo' })).toEqual([
      'Anchor 6 of 6 pilsner: served',
      'Bell 0 of 6 pilsner: supply_used_up, 6 short',
    ]);
  });

  it('serves an order a person put ahead before a marked VIP', () => {
    const lines = [
      waits('Anchor', 6, { priorityRank: 0, tierRank: TIER_RANKS.vip }),
      waits('Bell', 6, { manualRank: -1 }),
    ];
    expect(decide(pilsner(6), lines)[0]).toBe('Bell 6 of 6 pilsner: served');
  });

  it('allocates each stock by itself', () => {
    const lines = [waits('Anchor', 6, { stockId: 'cider' }), waits('Bell', 6)];
    expect(decide([pilsner(6), cider(2)], lines)).toEqual([
      'Anchor 2 of 6 cider: supply_used_up, 4 short',
      'Bell 6 of 6 pilsner: served',
    ]);
  });

  it('answers nothing when nobody waits', () => {
    expect(decide(pilsner(10), [])).toEqual([]);
  });

  it('counts places from 1 in every stock, the served and the held alike', () => {
    const lines = [
      waits('Anchor', 6),
      waits('Bell', 6, { stockId: 'cider' }),
      waits('Crown', 6, onHold),
      waits('Dolphin', 6),
    ];
    const decisions = allocate({
      policy: 'fifo',
      today: TODAY,
      reserveAheadDays: 14,
      supplies: [pilsner(6)],
      lines,
    });
    expect(decisions.map(({ stockId, rank }) => `${stockId} ${rank}`)).toEqual([
      'pilsner 1',
      'cider 1',
      'pilsner 2',
      'pilsner 3',
    ]);
  });
});

describe('every claim is answered with its outcome and its reason', () => {
  const inTwoWeeks = '2026-05-15';
  const aDayLater = '2026-05-16';

  it.each<[rule: string, available: number, line: WaitingLine, outcome: string, answer: string]>([
    ['all it waits for', 10, waits('Bell', 10), 'allocated', '10 of 10 pilsner: served'],
    ['the last units', 4, waits('Bell', 10), 'partly', '4 of 10 pilsner: supply_used_up, 6 short'],
    ['nothing left', 0, waits('Bell', 10), 'passed_over', '0 of 10 pilsner: supply_used_up, 10 short'],
    ['whole cases', 36, waits('Bell', 36, inCasesOf12), 'allocated', '36 of 36 pilsner: served'],
    [
      'whole cases only, loose bottles stay free',
      30,
      waits('Bell', 36, inCasesOf12),
      'partly',
      '24 of 36 pilsner: less_than_order_multiple, 6 short',
    ],
    [
      'whole cases only, even when a single bottle is left',
      13,
      waits('Bell', 24, inCasesOf12),
      'partly',
      '12 of 24 pilsner: less_than_order_multiple, 11 short',
    ],
    [
      'less than a case is nothing',
      5,
      waits('Bell', 12, inCasesOf12),
      'passed_over',
      '0 of 12 pilsner: less_than_order_multiple, 7 short',
    ],
    [
      'the last whole cases',
      24,
      waits('Bell', 36, inCasesOf12),
      'partly',
      '24 of 36 pilsner: supply_used_up, 12 short',
    ],
    [
      'the rest of a broken case, which no supply can serve',
      20,
      waits('Bell', 15, inCasesOf12),
      'partly',
      '12 of 15 pilsner: less_than_order_multiple',
    ],
    ['on hold', 10, waits('Bell', 10, onHold), 'excluded', '0 of 10 pilsner: on_hold'],
    ['wanted later', 10, waits('Bell', 10, { requestedOn: aDayLater }), 'excluded', '0 of 10 pilsner: not_before'],
    [
      'on hold and wanted later',
      10,
      waits('Bell', 10, { ...onHold, requestedOn: aDayLater }),
      'excluded',
      '0 of 10 pilsner: on_hold',
    ],
    [
      'wanted within the lead days',
      10,
      waits('Bell', 10, { requestedOn: inTwoWeeks }),
      'allocated',
      '10 of 10 pilsner: served',
    ],
    ['wanted long ago', 10, waits('Bell', 10, { requestedOn: '2026-01-01' }), 'allocated', '10 of 10 pilsner: served'],
    [
      'the whole or nothing',
      6,
      waits('Bell', 10, wholly()),
      'passed_over',
      '0 of 10 pilsner: complete_order_short, 4 short',
    ],
    ['the whole', 10, waits('Bell', 10, wholly()), 'allocated', '10 of 10 pilsner: served'],
    [
      'a stock nobody counted',
      10,
      waits('Bell', 10, { stockId: 'stout' }),
      'passed_over',
      '0 of 10 stout: supply_used_up, 10 short',
    ],
    [
      'the whole of a stock nobody counted',
      10,
      waits('Bell', 1, { ...wholly(), stockId: 'stout' }),
      'passed_over',
      '0 of 1 stout: complete_order_short, 1 short',
    ],
  ])('%s', (_rule, available, line, outcome, answer) => {
    const decisions = allocate({
      policy: 'priority',
      today: TODAY,
      reserveAheadDays: 14,
      supplies: [pilsner(available)],
      lines: [line],
    });
    expect(decisions.map((decision) => [decision.outcome, told(decision)])).toEqual([[outcome, `Bell ${answer}`]]);
  });

  it('names the line, the claim, the purchase-order line and the place', () => {
    const snapshot = { policy: 'fifo', today: TODAY, reserveAheadDays: 14 } as const;
    const lines = [waits('Anchor', 10, boughtOn(7, 6))];
    const base = { queueLineId: 1, stockId: 'pilsner' };
    expect(allocate({ ...snapshot, supplies: [pilsner(8, { 7: 6 })], lines })).toEqual([
      {
        ...base,
        claim: 'pinned',
        purchaseOrderLineId: 7,
        rank: 1,
        waiting: 6,
        quantity: 6,
        outcome: 'allocated',
        reason: 'served',
        short: 0,
      },
      {
        ...base,
        claim: 'ordinary',
        purchaseOrderLineId: null,
        rank: 2,
        waiting: 4,
        quantity: 2,
        outcome: 'partly',
        reason: 'supply_used_up',
        short: 2,
      },
    ]);
  });

  it('counts the lead days the company chose', () => {
    const tomorrow = [waits('Bell', 10, { requestedOn: '2026-05-02' })];
    expect(decide(pilsner(10), tomorrow, { reserveAheadDays: 0 })).toEqual(['Bell 0 of 10 pilsner: not_before']);
    expect(decide(pilsner(10), tomorrow, { reserveAheadDays: 1 })).toEqual(['Bell 10 of 10 pilsner: served']);
  });

  it('keeps the place of a held order and serves those behind it', () => {
    expect(decide(pilsner(10), [waits('Anchor', 10, onHold), waits('Bell', 10)])).toEqual([
      'Anchor 0 of 10 pilsner: on_hold',
      'Bell 10 of 10 pilsner: served',
    ]);
  });

  it('gives loose bottles a line of cases cannot take to the next who can', () => {
    expect(decide(pilsner(30), [waits('Anchor', 36, inCasesOf12), waits('Bell', 10)])).toEqual([
      'Anchor 24 of 36 pilsner: less_than_order_multiple, 6 short',
      'Bell 6 of 10 pilsner: supply_used_up, 4 short',
    ]);
  });
});

describe('what was bought for an order', () => {
  it('is served first, from the receipt it was bought with', () => {
    expect(decide(pilsner(6, { 7: 6 }), [waits('Anchor', 10), waits('Bell', 10, boughtOn(7, 6))])).toEqual([
      'Bell pinned 6 of 6 pilsner: served',
      'Anchor 0 of 10 pilsner: supply_used_up, 10 short',
      'Bell 0 of 4 pilsner: supply_used_up, 4 short',
    ]);
  });

  it('waits in the queue while its receipt has not arrived', () => {
    expect(decide(pilsner(10), [waits('Anchor', 10), waits('Bell', 10, boughtOn(7, 6))])).toEqual([
      'Anchor 10 of 10 pilsner: served',
      'Bell 0 of 10 pilsner: supply_used_up, 10 short',
    ]);
  });

  it('may be served earlier from other stock, in its turn', () => {
    expect(decide(pilsner(10), [waits('Anchor', 10, boughtOn(7, 6)), waits('Bell', 10)])).toEqual([
      'Anchor 10 of 10 pilsner: served',
      'Bell 0 of 10 pilsner: supply_used_up, 10 short',
    ]);
  });

  it('is not served from the receipt of another purchase-order line', () => {
    expect(decide(pilsner(6, { 8: 6 }), [waits('Anchor', 6), waits('Bell', 6, boughtOn(7, 6))])).toEqual([
      'Anchor 6 of 6 pilsner: served',
      'Bell 0 of 6 pilsner: supply_used_up, 6 short',
    ]);
  });

  it('is limited by what arrived; the rest of the pin waits in the queue', () => {
    expect(decide(pilsner(4, { 7: 4 }), [waits('Anchor', 10), waits('Bell', 6, boughtOn(7, 6))])).toEqual([
      'Bell pinned 4 of 4 pilsner: served',
      'Anchor 0 of 10 pilsner: supply_used_up, 10 short',
      'Bell 0 of 2 pilsner: supply_used_up, 2 short',
    ]);
  });

  it('leaves the rest of the receipt to the queue', () => {
    expect(decide(pilsner(10, { 7: 10 }), [waits('Anchor', 10), waits('Bell', 10, boughtOn(7, 6))])).toEqual([
      'Bell pinned 6 of 6 pilsner: served',
      'Anchor 4 of 10 pilsner: supply_used_up, 6 short',
      'Bell 0 of 4 pilsner: supply_used_up, 4 short',
    ]);
  });

  it('is never more than the order still waits for', () => {
    expect(decide(pilsner(10, { 7: 10 }), [waits('Anchor', 10), waits('Bell', 4, boughtOn(7, 6))])).toEqual([
      'Bell pinned 4 of 4 pilsner: served',
      'Anchor 6 of 10 pilsner: supply_used_up, 4 short',
    ]);
  });

  it('is shared by rank when two orders were bought for on one purchase-order line', () => {
    const lines = [waits('Anchor', 6, boughtOn(7, 6)), waits('Bell', 6, boughtOn(7, 6))];
    expect(decide(pilsner(8, { 7: 8 }), lines)).toEqual([
      'Anchor pinned 6 of 6 pilsner: served',
      'Bell pinned 2 of 2 pilsner: served',
      'Bell 0 of 4 pilsner: supply_used_up, 4 short',
    ]);
  });

  it('may come on two purchase-order lines', () => {
    const pins = [...boughtOn(7, 4).pins, ...boughtOn(8, 4).pins];
    expect(decide(pilsner(6, { 7: 3, 8: 3 }), [waits('Anchor', 10, { pins })])).toEqual([
      'Anchor pinned 3 of 3 pilsner: served',
      'Anchor pinned 3 of 3 pilsner: served',
      'Anchor 0 of 4 pilsner: supply_used_up, 4 short',
    ]);
  });

  it('is counted in whole cases', () => {
    const lines = [waits('Anchor', 12, inCasesOf12), waits('Bell', 24, { ...inCasesOf12, ...boughtOn(7, 24) })];
    expect(decide(pilsner(20, { 7: 20 }), lines)).toEqual([
      'Bell pinned 12 of 12 pilsner: served',
      'Anchor 0 of 12 pilsner: less_than_order_multiple, 4 short',
      'Bell 0 of 12 pilsner: less_than_order_multiple, 4 short',
    ]);
  });

  it.each<[held: string, anchor: WaitingLine[]]>([
    ['an order', [waits('Anchor', 6, { ...onHold, ...boughtOn(7, 6) })]],
    [
      'another line of an order that ships whole',
      [
        waits('Anchor', 6, { ...wholly(), ...boughtOn(7, 6) }),
        waits('Anchor', 1, { ...wholly(), ...onHold, queueLineId: 11 }),
      ],
    ],
  ])('does not keep the receipt from the next it was bought for while %s is on hold', (_held, anchor) => {
    const lines = [...anchor, waits('Bell', 2), waits('Crown', 6, boughtOn(7, 6))];
    expect(decide(pilsner(6, { 7: 6 }), lines)).toContain('Crown pinned 6 of 6 pilsner: served');
  });
});

describe('what is owed to an order, because its stock was given to another', () => {
  it('is served before the queue', () => {
    expect(decide(pilsner(10), [waits('Anchor', 10), waits('Bell', 10, { owed: 4 })])).toEqual([
      'Bell owed 4 of 4 pilsner: served',
      'Anchor 6 of 10 pilsner: supply_used_up, 4 short',
      'Bell 0 of 6 pilsner: supply_used_up, 6 short',
    ]);
  });

  it('is served after what was bought for others', () => {
    const lines = [waits('Anchor', 6, { owed: 6 }), waits('Bell', 6, boughtOn(7, 6))];
    expect(decide(pilsner(6, { 7: 6 }), lines)).toEqual([
      'Bell pinned 6 of 6 pilsner: served',
      'Anchor owed 0 of 6 pilsner: supply_used_up, 6 short',
    ]);
  });

  it('is served before an order a person put ahead', () => {
    const lines = [waits('Anchor', 6, { manualRank: -9 }), waits('Bell', 6, { owed: 6 })];
    expect(decide(pilsner(6), lines)[0]).toBe('Bell owed 6 of 6 pilsner: served');
  });

  it('is never more than the order still waits for', () => {
    expect(decide(pilsner(10), [waits('Anchor', 10), waits('Bell', 4, { owed: 9 })])).toEqual([
      'Bell owed 4 of 4 pilsner: served',
      'Anchor 6 of 10 pilsner: supply_used_up, 4 short',
    ]);
  });

  it('is served in the order of rank when two are owed', () => {
    expect(decide(pilsner(6), [waits('Bell', 4, { owed: 4 }), waits('Anchor', 4, { owed: 4 })])).toEqual([
      'Anchor owed 4 of 4 pilsner: served',
      'Bell owed 2 of 4 pilsner: supply_used_up, 2 short',
    ]);
  });

  it('stands beside what was bought and the rest: three claims of one line', () => {
    const line = waits('Bell', 10, { owed: 3, ...boughtOn(7, 2) });
    expect(decide(pilsner(10, { 7: 2 }), [waits('Anchor', 3), line])).toEqual([
      'Bell pinned 2 of 2 pilsner: served',
      'Bell owed 3 of 3 pilsner: served',
      'Anchor 3 of 3 pilsner: served',
      'Bell 2 of 5 pilsner: supply_used_up, 3 short',
    ]);
  });

  it('goes ahead in whole cases and never keeps a line from the case it could have', () => {
    expect(decide(pilsner(12), [waits('Anchor', 12, { ...inCasesOf12, owed: 5 })])).toEqual([
      'Anchor 12 of 12 pilsner: served',
    ]);
    expect(decide(pilsner(12), [waits('Anchor', 12), waits('Bell', 24, { ...inCasesOf12, owed: 17 })])).toEqual([
      'Bell owed 12 of 12 pilsner: served',
      'Anchor 0 of 12 pilsner: supply_used_up, 12 short',
      'Bell 0 of 12 pilsner: supply_used_up, 12 short',
    ]);
  });

  it('waits while its order is on hold', () => {
    expect(decide(pilsner(4), [waits('Anchor', 4), waits('Bell', 4, { owed: 4, ...onHold })])).toEqual([
      'Bell owed 0 of 4 pilsner: on_hold',
      'Anchor 4 of 4 pilsner: served',
    ]);
  });
});

describe('an order that ships whole', () => {
  const crownOrders = (pilsnerWaiting: number, ciderWaiting: number, ciderChanges: Partial<WaitingLine> = {}) => [
    waits('Crown', pilsnerWaiting, wholly()),
    waits('Crown', ciderWaiting, { ...wholly(), queueLineId: 13, stockId: 'cider', ...ciderChanges }),
  ];

  it('gets every line of it when all are there', () => {
    expect(decide([pilsner(6), cider(4)], crownOrders(6, 4))).toEqual([
      'Crown 6 of 6 pilsner: served',
      'Crown 4 of 4 cider: served',
    ]);
  });

  it('gets nothing when one line of it is short, and names what is missing where', () => {
    expect(decide([pilsner(6), cider(3)], crownOrders(6, 4))).toEqual([
      'Crown 0 of 6 pilsner: complete_order_short',
      'Crown 0 of 4 cider: complete_order_short, 1 short',
    ]);
  });

  it('needs the sum of its lines when two of them want the same', () => {
    const lines = [waits('Anchor', 4, wholly()), waits('Anchor', 4, { ...wholly(), queueLineId: 11 })];
    expect(decide(pilsner(6), lines)).toEqual([
      'Anchor 0 of 4 pilsner: complete_order_short, 2 short',
      'Anchor 0 of 4 pilsner: complete_order_short, 2 short',
    ]);
    expect(decide(pilsner(8), lines)).toEqual(['Anchor 4 of 4 pilsner: served', 'Anchor 4 of 4 pilsner: served']);
  });

  it('leaves what it could not use to those behind it', () => {
    expect(decide([pilsner(6), cider(3)], [...crownOrders(6, 4), waits('Dolphin', 6)])).toEqual([
      'Crown 0 of 6 pilsner: complete_order_short',
      'Crown 0 of 4 cider: complete_order_short, 1 short',
      'Dolphin 6 of 6 pilsner: served',
    ]);
  });

  it('is passed over for a smaller one behind it', () => {
    const lines = [waits('Anchor', 10, wholly('large')), waits('Bell', 6, wholly('small'))];
    expect(decide(pilsner(8), lines)).toEqual([
      'Anchor 0 of 10 pilsner: complete_order_short, 2 short',
      'Bell 6 of 6 pilsner: served',
    ]);
  });

  it('never takes from anyone ahead of any of its lines', () => {
    const firstLine = waits('Anchor', 4, wholly());
    const lastLine = waits('Crown', 4, wholly());
    expect(decide(pilsner(10), [firstLine, waits('Bell', 4), lastLine])).toEqual([
      'Anchor 0 of 4 pilsner: complete_order_short, 2 short',
      'Bell 4 of 4 pilsner: served',
      'Crown 0 of 4 pilsner: complete_order_short, 2 short',
    ]);
    expect(decide(pilsner(12), [firstLine, waits('Bell', 4), lastLine])).toEqual([
      'Anchor 4 of 4 pilsner: served',
      'Bell 4 of 4 pilsner: served',
      'Crown 4 of 4 pilsner: served',
    ]);
  });

  it('is served at the place of its last line even when part of it was bought or is owed', () => {
    const lines = [waits('Anchor', 4), waits('Bell', 8, { ...wholly(), owed: 2, ...boughtOn(7, 4) })];
    expect(decide(pilsner(10, { 7: 4 }), lines)).toEqual([
      'Bell pinned 0 of 4 pilsner: complete_order_short, 2 short',
      'Bell owed 0 of 2 pilsner: complete_order_short, 2 short',
      'Anchor 4 of 4 pilsner: served',
      'Bell 0 of 2 pilsner: complete_order_short, 2 short',
    ]);
  });

  it.each([
    ['on hold', onHold, 'on_hold'],
    ['wanted later', { requestedOn: '2026-12-24' }, 'not_before'],
  ])('is left out whole when one line of it is %s', (_why, changes, reason) => {
    expect(decide([pilsner(6), cider(4)], [...crownOrders(6, 4, changes), waits('Dolphin', 6)])).toEqual([
      `Crown 0 of 6 pilsner: ${reason}`,
      `Crown 0 of 4 cider: ${reason}`,
      'Dolphin 6 of 6 pilsner: served',
    ]);
  });

  it('gives the reason of the first of its lines that is left out', () => {
    const lines = [
      waits('Anchor', 6, wholly()),
      waits('Bell', 6, { ...wholly(), requestedOn: '2026-12-24' }),
      waits('Crown', 6, { ...wholly(), ...onHold }),
    ];
    expect(decide(pilsner(20), lines)).toEqual([
      'Anchor 0 of 6 pilsner: not_before',
      'Bell 0 of 6 pilsner: not_before',
      'Crown 0 of 6 pilsner: not_before',
    ]);
  });

  it('gets no loose bottles where cases are never split', () => {
    const [beer, ...others] = crownOrders(15, 4);
    const lines = [{ ...(beer as WaitingLine), ...inCasesOf12 }, ...others];
    expect(decide([pilsner(20), cider(4)], lines)).toEqual([
      'Crown 0 of 15 pilsner: less_than_order_multiple',
      'Crown 0 of 4 cider: complete_order_short',
    ]);
  });
});
