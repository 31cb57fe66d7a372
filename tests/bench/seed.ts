import type { Database } from '#server/platform/database.ts';

/** One customer, one warehouse, one supplier and some variants, by plain SQL. Ids start at 1. */
export async function seedCompany(database: Database, variants: number): Promise<void> {
  await database.query(`
    insert into company (name, time_zone, currency) values ('Bench', 'America/Chicago', 'USD') on conflict do nothing;
    insert into settings (updated_at, updated_by) values (now(), 'bench') on conflict do nothing;
    insert into warehouses (code, name, created_at) values ('B', 'Bench', now());
    insert into suppliers (name, created_at) values ('Bench', now());
    insert into customers (account_number, name, created_at) values ('B1', 'Bench', now());
    insert into products (name, created_at) values ('Bench', now());
    insert into variants (product_id, sku, name, price, created_at)
      select 1, 'B' || n, 'Bench ' || n, 12.50, now() from generate_series(1, ${variants}) n;
    insert into stock_levels (variant_id, warehouse_id) select id, 1 from variants;`);
}

/**
 * `count` orders of one line, each wholly on a backorder of one unit that waits for variant 1, or for one of so many in turn, and a
 * purchase order of `toCome` units of each.
 */
export async function seedWaitingLines(database: Database, count: number, toCome = count, variants = 1): Promise<void> {
  const variant = (id: string) => `1 + ${id} % ${variants}`;
  await database.query(`
    insert into orders (customer_id, warehouse_id, ordered_on, ship_policy, terms, currency, confirmed_at, created_at, created_by, ordered, backordered)
      select 1, 1, current_date, 'partial', 'net_30', 'USD', now(), now(), 'bench', 1, 1 from generate_series(1, ${count});
    insert into order_lines (order_id, variant_id, position, quantity, unit_price, backordered)
      select id, ${variant('id')}, 1, 1, 12.50, 1 from orders order by id;
    insert into backorders (order_id, customer_id, warehouse_id, ship_policy, terms, cause, created_on, created_at, created_by, quantity, value, open_lines)
      select id, 1, 1, 'partial', 'net_30', 'confirmation', current_date, now(), 'bench', 1, 12.50, 1 from orders order by id;
    insert into backorder_lines (backorder_id, order_id, order_line_id, variant_id, quantity)
      select b.id, b.order_id, l.id, l.variant_id, 1 from backorders b join order_lines l on l.order_id = b.order_id order by b.id;
    insert into queue_lines (variant_id, warehouse_id, order_id, order_line_id, customer_id, open, priority_rank, tier_rank, queued_at)
      select variant_id, 1, order_id, id, 1, 0, 1, 1, '2026-01-01'::timestamptz + id * interval '1 second' from order_lines order by id;
    insert into queue_lines (variant_id, warehouse_id, order_id, order_line_id, backorder_id, backorder_line_id, customer_id, open, priority_rank, tier_rank, queued_at)
      select l.variant_id, 1, l.order_id, l.order_line_id, l.backorder_id, l.id, 1, 1, 1, 1, '2026-01-01'::timestamptz + l.id * interval '1 second'
      from backorder_lines l order by l.id;
    insert into demand_entries (order_line_id, kind, quantity, cause_type, cause_id, at, actor)
      select id, 'ordered', 1, 'confirmation', order_id, now(), 'bench' from order_lines;
    insert into demand_entries (order_line_id, backorder_line_id, kind, quantity, cause_type, cause_id, at, actor)
      select order_line_id, id, 'backordered', 1, 'confirmation', order_id, now(), 'bench' from backorder_lines;
    insert into purchase_orders (supplier_id, warehouse_id, ordered_on, created_at, created_by) values (1, 1, current_date, now(), 'bench');
    insert into purchase_order_lines (purchase_order_id, warehouse_id, variant_id, position, quantity) select 1, 1, n, n, ${toCome} from generate_series(1, ${variants}) n;
  `);
  await database.query('vacuum analyze');
}

/** `count` confirmed orders of one line of 20, each with its 20 allocated and nothing free, spread over the variants. */
export async function seedAllocatedOrders(database: Database, count: number): Promise<void> {
  await database.query(`
    insert into stock_adjustments (variant_id, warehouse_id, difference, posted, reason, adjusted_at, adjusted_by)
      select 1 + n % (select count(*) from variants), 1, 20 * count(*), 20 * count(*), 'opening stock', now(), 'bench'
      from generate_series(1, ${count}) n group by 1 order by 1;
    insert into stock_movements (variant_id, warehouse_id, kind, quantity, reason, stock_adjustment_id, at, actor)
      select variant_id, 1, 'adjustment', posted, reason, id, now(), 'bench' from stock_adjustments;
    insert into orders (customer_id, warehouse_id, ordered_on, ship_policy, terms, currency, confirmed_at, created_at, created_by, ordered)
      select 1, 1, current_date, 'partial', 'net_30', 'USD', now(), now(), 'bench', 20 from generate_series(1, ${count});
    insert into order_lines (order_id, variant_id, position, quantity, unit_price)
      select o.id, 1 + o.id % (select count(*) from variants), 1, 20, 12.50 from orders o order by o.id;
    insert into queue_lines (variant_id, warehouse_id, order_id, order_line_id, customer_id, open, allocated, priority_rank, tier_rank, queued_at)
      select variant_id, 1, order_id, id, 1, 20, 20, 1, 1, '2026-01-01'::timestamptz + id * interval '1 second' from order_lines order by id;
    insert into demand_entries (order_line_id, kind, quantity, cause_type, cause_id, at, actor)
      select id, 'ordered', 20, 'confirmation', order_id, now(), 'bench' from order_lines;
    insert into allocation_runs (warehouse_id, cause_type, policy, policy_version, supply, inputs, decided_at, decided_by)
      values (1, 'confirmation', 'priority', 1, '[]', '', now(), 'bench');
    insert into allocations (variant_id, warehouse_id, queue_line_id, quantity, live, run_id, at)
      select variant_id, 1, id, 20, 20, 1, now() from queue_lines order by id;
    update stock_levels s set allocated = d.allocated
      from (select variant_id, sum(allocated)::integer as allocated from queue_lines group by 1) d where d.variant_id = s.variant_id;
  `);
  await database.query('vacuum analyze');
}

/** Takes the user triggers off, so that plain SQL pays for its rows, keys and foreign keys and nothing else. */
export async function withoutTriggers(database: Database): Promise<void> {
  const { rows } = await database.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  );
  for (const { name } of rows) await database.query(`alter table ${name} disable trigger user`);
}
