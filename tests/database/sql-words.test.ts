import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AllocationPolicy, compareRank, type Rank, TIER_RANKS } from '#domain/allocation/rank.ts';
import {
  BACKORDER_STATUSES,
  isOverdue,
  isReady,
  OPEN_STATUSES,
  readyQuantity,
} from '#domain/backorders/backorder-status.ts';
import { hasRightCheckDigit } from '#domain/finding/codes.ts';
import { isLate } from '#domain/fulfillment/late.ts';
import { type ShortageRule, shortageRule } from '#domain/fulfillment/shortage.ts';
import { DEMAND_KINDS, type DemandKind, outstandingChange } from '#domain/orders/demand-sums.ts';
import { IS_UPC_RIGHT } from '#server/catalog/queries.ts';
import * as words from '#server/ledger/sql-words.ts';
import type { Database } from '#server/platform/database.ts';
import { createTestDatabase } from '#tests/support/test-database.ts';

/** Each rule that SQL says again, against the one of the domain. */
let test: { database: Database; drop(): Promise<void> };
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

it('a backorder is open in the same statuses', async () => {
  const { rows } = await test.database.query<{ status: string; open: boolean }>(
    `select b.status, ${words.isOpen()} as open from unnest($1::text[]) b(status)`,
    [[...BACKORDER_STATUSES]],
  );
  expect(rows).toHaveLength(BACKORDER_STATUSES.length);
  for (const { status, open } of rows) expect(open).toBe(OPEN_STATUSES.some((one) => one === status));
});

it('an entry of the ledger changes what is outstanding by as much', async () => {
  const { rows } = await test.database.query<{ kind: DemandKind; change: number }>(
    `select e.kind, ${words.outstandingChange()} as change from (select kind, 3 as quantity from unnest($1::text[]) kind) e`,
    [[...DEMAND_KINDS]],
  );
  expect(rows).toEqual(DEMAND_KINDS.map((kind) => ({ kind, change: 3 * outstandingChange(kind) || 0 })));
});

it('the last figure of a code checks the others', async () => {
  const codes = [
    '012345678905',
    '012345678906',
    '4006381333931',
    '10012345678902',
    '96385074',
    '123456',
    '00000000000000',
  ];
  const { rows } = await test.database.query<{ right: boolean }>(
    `select ${IS_UPC_RIGHT} as right from (select lpad(code, 14, '0') as gtin, place from unnest($1::text[]) with ordinality c(code, place)) v
     order by place`,
    [codes],
  );
  expect(rows.map(({ right }) => right)).toEqual(codes.map(hasRightCheckDigit));
  expect(new Set(rows.map(({ right }) => right)).size).toBe(2);
});

it('a promise is overdue on the same days', async () => {
  const days = [null, '2026-05-01', '2026-05-02', '2026-05-03'];
  const { rows } = await test.database.query<{ overdue: boolean }>(
    `select ${words.isOverdue('$2')} as overdue from unnest($1::date[]) with ordinality b(promised_on, place) order by place`,
    [days, '2026-05-02'],
  );
  expect(rows.map(({ overdue }) => overdue)).toEqual(days.map((day) => isOverdue(day, '2026-05-02')));
  expect(rows.some(({ overdue }) => overdue)).toBe(true);
});

it('as much of a backorder is ready', async () => {
  const lines = [0, 1, 2, 3].flatMap((allocated) => [0, allocated].map((picked) => ({ allocated, picked })));
  const cases = lines.flatMap((line) =>
    (['partial', 'complete'] as const).flatMap((shipPolicy) =>
      [true, false].map((isOnHold) => ({ ...line, shipPolicy, isOnHold })),
    ),
  );
  const sums = { quantity: 3, fulfilled: 0, delivered: 0, cancelled: 0, substituted: 0 };
  const rows = cases.map((one, id) => ({ ...one, id, is_ready: isReady({ ...sums, ...one }) }));
  const { rows: found } = await test.database.query<{ quantity: number; ready: boolean }>(
    `with b as (select * from jsonb_to_recordset($1::jsonb) b(id bigint, is_ready boolean, "isOnHold" boolean, allocated integer, picked integer)),
       queue_lines as (select id as backorder_id, allocated, picked from b)
     select ${words.readyQuantity()} as quantity, ${words.isReadyNow()} as ready
     from (select *, "isOnHold" as on_hold from b) b order by id`,
    [JSON.stringify(rows)],
  );
  const expected = cases.map((one) => readyQuantity({ ...sums, ...one }));
  expect(found).toEqual(expected.map((quantity) => ({ quantity, ready: quantity > 0 })));
  expect(new Set(expected)).toEqual(new Set([0, 1, 2, 3]));
});

it('work is late on the same days, before and after it has left', async () => {
  const days = [null, '2026-05-01', '2026-05-02', '2026-05-03'];
  const cases = days.flatMap((promisedOn) =>
    days.flatMap((requestedOn) =>
      days.flatMap((estimatedDeliveryOn) =>
        [true, false].map((hasShipped) => ({ promisedOn, requestedOn, estimatedDeliveryOn, hasShipped })),
      ),
    ),
  );
  const { rows } = await test.database.query<{ at_last: boolean; before: boolean }>(
    `with f as (select "promisedOn" as promised_on, "requestedOn" as requested_on, "estimatedDeliveryOn" as estimated_delivery_on,
         case when "hasShipped" then now() end as shipped_at
       from jsonb_to_recordset($1::jsonb) c("promisedOn" date, "requestedOn" date, "estimatedDeliveryOn" date, "hasShipped" boolean))
     select ${words.isLate('$2', 'f', 'f')} as at_last, ${words.isLate('$2', 'f')} as before from f`,
    [JSON.stringify(cases), '2026-05-02'],
  );
  expect(rows.map(({ at_last }) => at_last)).toEqual(cases.map((work) => isLate(work, '2026-05-02')));
  expect(rows.map(({ before }) => before)).toEqual(
    cases.map((work) => isLate({ ...work, hasShipped: false }, '2026-05-02')),
  );
});

it('every tier has the same rank', async () => {
  const { rows } = await test.database.query<{ tier: keyof typeof TIER_RANKS; rank: number }>(
    `select c.tier, ${words.tierRank('c.tier')} as rank from unnest($1::text[]) c(tier)`,
    [Object.keys(TIER_RANKS)],
  );
  expect(Object.fromEntries(rows.map(({ tier, rank }) => [tier, rank]))).toEqual(TIER_RANKS);
});

it.each(['priority', 'fifo'] satisfies AllocationPolicy[])(
  'records of one line stand in the same order by %s',
  async (policy) => {
    const lines = everyRank();
    const { rows } = await test.database.query<{ id: number }>(
      `select id from (
       select q.id, ${words.rankOfRecord('$2')}, min(q.queued_at) as queued_at, min(q.order_id) as order_id,
         min(q.order_line_id) as order_line_id
       from jsonb_to_recordset($1::jsonb) q(id integer, manual_rank integer, priority_rank integer, tier_rank integer,
         queued_at integer, order_id integer, order_line_id integer) group by q.id) r
     order by manual_rank, priority_rank, tier_rank, queued_at, order_id, order_line_id, id`,
      [JSON.stringify(lines.map(asRow)), policy],
    );
    const expected = [...lines].sort((a, b) => compareRank(policy, a, b)).map(asRow);
    expect(rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  },
);

it.each(['priority', 'fifo'] satisfies AllocationPolicy[])('lines stand in the same order by %s', async (policy) => {
  const lines = everyRank();
  const { rows } = await test.database.query<{ id: number }>(
    `select q.id from jsonb_to_recordset($1::jsonb) q(id integer, manual_rank integer, priority_rank integer, tier_rank integer,
       queued_at integer, order_id integer, order_line_id integer) order by ${words.rankOf(policy)}`,
    [JSON.stringify(lines.map(asRow))],
  );
  expect(rows.map(({ id }) => id)).toEqual(
    [...lines].sort((a, b) => compareRank(policy, a, b)).map(({ queueLineId }) => queueLineId),
  );
});

it('the rule of a shortage is the same for every line, item and customer', async () => {
  const cases = everyRule();
  const { rows } = await test.database.query<{ rule: string }>(
    `select ${words.SHORTAGE_RULE} as rule
     from jsonb_array_elements($1::jsonb) with ordinality given(rules, place)
     cross join lateral (select rules ->> 'line' as shortage_rule) l
     cross join lateral (select rules ->> 'variant' as shortage_rule, (rules ->> 'discontinued')::boolean as discontinued) v
     cross join lateral (select rules ->> 'customer' as shortage_rule) c order by place`,
    [JSON.stringify(cases)],
  );
  expect(rows.map(({ rule }) => rule)).toEqual(cases.map(shortageRule));
});

/** Each field of a rank low and high, in every combination, the last ones first. */
function everyRank(): Rank[] {
  return Array.from({ length: 64 }, (_, index) => {
    const bit = (place: number) => (index >> place) & 1;
    return {
      manualRank: bit(0) - 1,
      priorityRank: bit(1),
      tierRank: bit(2),
      queuedAt: bit(3),
      orderId: 9 + bit(4),
      orderLineId: 99 + bit(5),
      queueLineId: 1000 - index,
    };
  });
}

const asRow = (rank: Rank) => ({
  id: rank.queueLineId,
  manual_rank: rank.manualRank,
  priority_rank: rank.priorityRank,
  tier_rank: rank.tierRank,
  queued_at: rank.queuedAt,
  order_id: rank.orderId,
  order_line_id: rank.orderLineId,
});

function everyRule() {
  const rules: (ShortageRule | null)[] = [null, 'backorder', 'cancel_shortage', 'ask'];
  return rules.flatMap((line) =>
    rules.flatMap((variant) =>
      rules.flatMap((customer) => [true, false].map((discontinued) => ({ line, variant, customer, discontinued }))),
    ),
  );
}
