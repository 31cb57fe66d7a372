import { describe, expect, it } from 'vitest';
import {
  BACKORDER_STATUSES,
  type BackorderFacts,
  type BackorderStatus,
  type BackorderSums,
  backorderFacts,
  backorderStatus,
  isReady,
  outstanding,
  type ShipPolicy,
} from '#domain/backorders/backorder-status.ts';

/** A backorder of 10 units that nothing has happened to yet. */
function backorder(changes: Partial<BackorderSums> = {}): BackorderSums {
  return {
    quantity: 10,
    fulfilled: 0,
    delivered: 0,
    cancelled: 0,
    substituted: 0,
    allocated: 0,
    shipPolicy: 'partial',
    ...changes,
  };
}

const shipsWhole = { shipPolicy: 'complete' } as const;

describe('the status of a backorder', () => {
  it.each<[what: string, sums: Partial<BackorderSums>, status: BackorderStatus]>([
    ['nothing has happened', {}, 'open'],
    ['one unit is allocated', { allocated: 1 }, 'ready_to_fulfill'],
    ['all units are allocated', { allocated: 10 }, 'ready_to_fulfill'],
    ['it ships whole and 9 of 10 are allocated', { ...shipsWhole, allocated: 9 }, 'open'],
    ['it ships whole and all are allocated', { ...shipsWhole, allocated: 10 }, 'ready_to_fulfill'],
    [
      'it ships whole and all that is not cancelled is allocated',
      { ...shipsWhole, cancelled: 4, allocated: 6 },
      'ready_to_fulfill',
    ],
    ['some are cancelled', { cancelled: 4 }, 'open'],
    ['some are substituted', { substituted: 4 }, 'open'],
    ['some shipped', { fulfilled: 4 }, 'partially_fulfilled'],
    ['some shipped and were delivered', { fulfilled: 4, delivered: 4 }, 'partially_fulfilled'],
    ['some shipped and the rest is allocated', { fulfilled: 4, allocated: 6 }, 'partially_fulfilled'],
    ['some shipped and some are cancelled', { fulfilled: 4, cancelled: 4 }, 'partially_fulfilled'],
    ['all shipped', { fulfilled: 10 }, 'fulfilled'],
    ['all shipped, one not delivered', { fulfilled: 10, delivered: 9 }, 'fulfilled'],
    ['what was not cancelled shipped', { fulfilled: 6, cancelled: 4 }, 'fulfilled'],
    ['what was not substituted shipped', { fulfilled: 6, substituted: 4 }, 'fulfilled'],
    ['all shipped and all delivered', { fulfilled: 10, delivered: 10 }, 'complete'],
    ['what was not cancelled is delivered', { fulfilled: 6, delivered: 6, cancelled: 4 }, 'complete'],
    ['all are cancelled', { cancelled: 10 }, 'cancelled'],
    ['all are substituted', { substituted: 10 }, 'cancelled'],
    ['some are cancelled and the rest substituted', { cancelled: 4, substituted: 6 }, 'cancelled'],
  ])('%s', (_what, sums, status) => {
    expect(backorderStatus(backorder(sums))).toBe(status);
  });

  it('is outstanding for what is not fulfilled, cancelled or substituted', () => {
    expect(outstanding(backorder({ fulfilled: 4, cancelled: 3, substituted: 2, delivered: 4, allocated: 1 }))).toBe(1);
  });
});

describe('the facts beside the status', () => {
  type Circumstances = Parameters<typeof backorderFacts>[1];
  const TODAY = '2026-05-10';

  /** The facts that are true of a backorder of 10 promised for 20 May and projected for that day. */
  function facts(
    { picked = 0, ...sums }: Partial<BackorderSums & { picked: number }>,
    changes: Partial<Circumstances> = {},
  ): (keyof BackorderFacts)[] {
    const circumstances: Circumstances = {
      today: TODAY,
      promisedOn: '2026-05-20',
      projectedOn: '2026-05-20',
      told: { on: '2026-05-20' },
      isOnHold: false,
      awaitsAnswer: false,
      allocatableNow: 0,
      ...changes,
    };
    const all = Object.entries(backorderFacts({ ...backorder(sums), picked }, circumstances));
    return all.filter(([, isTrue]) => isTrue).map(([fact]) => fact as keyof BackorderFacts);
  }

  const closed = { fulfilled: 10 };
  it.each<
    [what: string, sums: Partial<BackorderSums & { picked: number }>, changes: Partial<Circumstances>, facts: string[]]
  >([
    ['promised and on its way', {}, {}, []],
    ['some allocated', { allocated: 4 }, {}, ['isReady']],
    ['all that is allocated is picked', { allocated: 4, picked: 4 }, {}, []],
    ['some of what is allocated is picked', { allocated: 4, picked: 3 }, {}, ['isReady']],
    ['some allocated, and on hold', { allocated: 4 }, { isOnHold: true }, ['isOnHold']],
    ['some shipped and some allocated', { fulfilled: 4, allocated: 4 }, {}, ['isReady']],
    ['ships whole, some allocated', { ...shipsWhole, allocated: 4 }, {}, []],
    [
      'ships whole, some shipped and the rest allocated',
      { ...shipsWhole, fulfilled: 4, allocated: 6 },
      {},
      ['isReady'],
    ],
    ['promised for today', {}, { promisedOn: TODAY, projectedOn: TODAY, told: { on: TODAY } }, []],
    [
      'promised for yesterday',
      {},
      { promisedOn: '2026-05-09', projectedOn: '2026-05-09', told: { on: '2026-05-09' } },
      ['isOverdue'],
    ],
    ['projected a day after the promise', {}, { projectedOn: '2026-05-21' }, ['isAtRisk', 'dateMoved']],
    ['projected a day before the promise', {}, { projectedOn: '2026-05-19' }, ['dateMoved']],
    ['promised, and supply gives no date', {}, { projectedOn: null }, ['isAtRisk', 'dateMoved']],
    [
      'promised for yesterday and projected for tomorrow',
      {},
      { promisedOn: '2026-05-09', projectedOn: '2026-05-11' },
      ['isOverdue', 'isAtRisk', 'dateMoved'],
    ],
    ['nothing promised', {}, { promisedOn: null, told: null }, ['hasNoDate']],
    ['nothing promised, no supply', {}, { promisedOn: null, told: null, projectedOn: null }, ['hasNoDate']],
    ['nothing promised for the last unit', { fulfilled: 9 }, { promisedOn: null, told: null }, ['hasNoDate']],
    [
      'told "no date yet", and there is none',
      {},
      { promisedOn: null, told: { on: null }, projectedOn: null },
      ['hasNoDate'],
    ],
    [
      'told "no date yet", and now there is one',
      {},
      { promisedOn: null, told: { on: null } },
      ['hasNoDate', 'dateMoved'],
    ],
    [
      'told another date after the promise',
      {},
      { told: { on: '2026-05-22' }, projectedOn: '2026-05-22' },
      ['isAtRisk'],
    ],
    ['told another date after the promise, and it went back', {}, { told: { on: '2026-05-22' } }, ['dateMoved']],
    ['on hold', {}, { isOnHold: true }, ['isOnHold']],
    ['a question to the customer is open', {}, { awaitsAnswer: true }, ['awaitsAnswer']],
    ['free stock it could get', {}, { allocatableNow: 1 }, ['canAllocate']],
    ['closed: no date is overdue', closed, { promisedOn: '2026-05-09', projectedOn: null }, []],
    ['closed: no date is missing', closed, { promisedOn: null }, []],
    ['closed: no date moves', closed, { projectedOn: '2026-05-21' }, []],
    ['closed: nothing more to allocate', closed, { allocatableNow: 4 }, []],
    ['closed with units still allocated', { ...closed, allocated: 4 }, {}, []],
  ])('%s', (_what, sums, changes, expected) => {
    expect(facts(sums, changes)).toEqual(expected);
  });
});

describe('in every backorder of up to 3 units', () => {
  const upTo = (most: number) => Array.from({ length: most + 1 }, (_, units) => units);
  const policies: ShipPolicy[] = ['partial', 'complete'];
  const worlds = policies.flatMap((shipPolicy) =>
    [1, 2, 3].flatMap((quantity) =>
      upTo(quantity).flatMap((fulfilled) =>
        upTo(quantity - fulfilled).flatMap((cancelled) =>
          upTo(quantity - fulfilled - cancelled).flatMap((substituted) =>
            upTo(fulfilled).flatMap((delivered) =>
              upTo(quantity - fulfilled - cancelled - substituted).map((allocated) =>
                backorder({ quantity, fulfilled, cancelled, substituted, delivered, allocated, shipPolicy }),
              ),
            ),
          ),
        ),
      ),
    ),
  );

  /** What each status means by itself, without the precedence. */
  const means: Record<BackorderStatus, (sums: BackorderSums) => boolean> = {
    cancelled: (s) => s.cancelled + s.substituted === s.quantity,
    complete: (s) => s.fulfilled > 0 && owes(s) === 0 && s.delivered === s.fulfilled,
    fulfilled: (s) => s.fulfilled > 0 && owes(s) === 0 && s.delivered < s.fulfilled,
    partially_fulfilled: (s) => s.fulfilled > 0 && owes(s) > 0,
    ready_to_fulfill: (s) => s.fulfilled === 0 && owes(s) > 0 && hasWhatItNeeds(s),
    open: (s) => s.fulfilled === 0 && owes(s) > 0 && !hasWhatItNeeds(s),
  };
  const owes = (s: BackorderSums) => s.quantity - s.fulfilled - s.cancelled - s.substituted;
  const hasWhatItNeeds = (s: BackorderSums) =>
    s.shipPolicy === 'partial' ? s.allocated > 0 : s.allocated > 0 && s.allocated === owes(s);

  it('exactly one status applies, and it is the one answered', () => {
    const wrong = worlds.filter((sums) => {
      const applying = BACKORDER_STATUSES.filter((status) => means[status](sums));
      return applying.length !== 1 || applying[0] !== backorderStatus(sums);
    });
    expect(wrong).toEqual([]);
  });

  it('every status occurs', () => {
    expect(new Set(worlds.map(backorderStatus))).toEqual(new Set(BACKORDER_STATUSES));
  });

  it('ready is ready, also while partially fulfilled, and never when closed', () => {
    for (const sums of worlds) {
      const status = backorderStatus(sums);
      expect(isReady(sums)).toBe(hasWhatItNeeds(sums));
      if (status === 'ready_to_fulfill') expect(isReady(sums)).toBe(true);
      if (['open', 'fulfilled', 'complete', 'cancelled'].includes(status)) expect(isReady(sums)).toBe(false);
    }
  });
});
