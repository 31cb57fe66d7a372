import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BackorderSums, backorderStatus, isReady } from '#domain/backorders/backorder-status.ts';
import { type OrderSums, orderStatus } from '#domain/orders/order-status.ts';
import type { Database } from '#server/platform/database.ts';
import { createTestDatabase } from '#tests/support/test-database.ts';

let test: { database: Database; drop(): Promise<void> };
beforeAll(async () => {
  test = await createTestDatabase();
  await test.database.query(PARTIES);
});
afterAll(() => test.drop());

it('derives the status of an order as the domain does, whatever its sums', async () => {
  await test.database.query(everyAccepted(ORDER, { counters: 4, marks: 4 }));
  const { rows } = await test.database.query<OrderSums & { status: string }>(
    `select confirmed_at is not null as "isConfirmed", cancelled_at is not null as "isCancelled",
       ordered, shipped, delivered, cancelled, status from orders where number like 'T-%'`,
  );
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter(({ status, ...sums }) => status !== orderStatus(sums))).toEqual([]);
  expect(new Set(rows.map(({ status }) => status)).size).toBe(6);
});

it('derives the status of a backorder, and whether it is ready, as the domain does, whatever its sums', async () => {
  await test.database.query(everyAccepted(BACKORDER, { counters: 6, marks: 2 }));
  const { rows } = await test.database.query<BackorderSums & { status: string; is_ready: boolean }>(
    `select quantity, fulfilled, delivered, cancelled, substituted, allocated, ship_policy as "shipPolicy", status, is_ready
     from backorders`,
  );
  expect(rows.length).toBeGreaterThan(100);
  const wrong = rows.filter(
    ({ status, is_ready, ...sums }) => status !== backorderStatus(sums) || is_ready !== isReady(sums),
  );
  expect(wrong).toEqual([]);
  expect(new Set(rows.map(({ status }) => status)).size).toBe(6);
});

const PARTIES = `
  insert into customers (account_number, name, created_at) values ('A-1', 'The Anchor', '2026-01-02');
  insert into warehouses (code, name, created_at) values ('MAIN', 'Main', '2026-01-02');
  insert into orders (customer_id, warehouse_id, ordered_on, ship_policy, terms, currency, created_at, created_by)
    values (1, 1, '2026-03-02', 'partial', 'net_30', 'USD', '2026-03-02', 'test')`;

/** `figures` are counters from 0 to 3; `mark` goes over what else a status depends on. */
const ORDER = `insert into orders (number, customer_id, warehouse_id, ordered_on, ship_policy, terms, currency, created_at, created_by,
    confirmed_at, cancelled_at, ordered, shipped, delivered, cancelled)
  values (format('T-%s-%s', mark, figures), 1, 1, '2026-03-02', 'partial', 'net_30', 'USD', '2026-03-02', 'test',
    case when mark in (1, 3) then '2026-03-02'::timestamptz end, case when mark in (2, 3) then '2026-03-03'::timestamptz end,
    figures[1], figures[2], figures[3], figures[4])`;

const BACKORDER = `insert into backorders (order_id, customer_id, warehouse_id, ship_policy, terms, cause, created_on, created_at, created_by,
    quantity, fulfilled, delivered, cancelled, substituted, allocated)
  values (1, 1, 1, case mark when 0 then 'partial' else 'complete' end, 'net_30', 'manual', '2026-03-02', '2026-03-02', 'test',
    figures[1], figures[2], figures[3], figures[4], figures[5], figures[6])`;

/** Tries every combination, and keeps those that the constraints accept. */
const everyAccepted = (insert: string, { counters, marks }: { counters: number; marks: number }) => `do $$
  declare mark integer; figures integer[];
  begin
    for mark, figures in
      select m, array(select (n >> (2 * place)) & 3 from generate_series(0, ${counters - 1}) place)
      from generate_series(0, ${marks - 1}) m, generate_series(0, ${4 ** counters - 1}) n
    loop
      begin
        ${insert};
      exception when check_violation then null;
      end;
    end loop;
  end $$`;
