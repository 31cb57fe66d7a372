import type { Database } from '#server/platform/database.ts';

/**
 * A company with `count` backorders as a large distributor has after two years: 2,000 customers of 20 representatives,
 * 3,000 variants of 1,500 products, three warehouses, some 35 % of the backorders still open. Shares are drawn by hashes of
 * the number, so every run has the same rows. By plain SQL and without its triggers; the books of such a company do not
 * balance, it is for lists only. `closedShare` is how many of them, the oldest, are mostly closed.
 */
export async function seedBackorders(database: Database, count: number, closedShare = 0.65): Promise<void> {
  const client = await database.connect();
  try {
    await client.query(
      `set session_replication_role = replica; set synchronous_commit = off; set statement_timeout = 0`,
    );
    await client.query(`create function pg_temp.draw(n bigint, salt text) returns double precision language sql immutable
      return (hashtextextended(salt, n) & 1048575) / 1048576.0`);
    await client.query(COMPANY);
    await client.query(`select set_config('bench.count', $1, false), set_config('bench.closed', $2, false)`, [
      String(count),
      String(closedShare),
    ]);
    await client.query(BACKORDERS);
    await client.query('vacuum analyze');
  } finally {
    // The settings of this connection are nobody else's.
    client.release(true);
  }
}

const COMPANY = `
  insert into company (name, time_zone, currency) values ('Bench', 'America/Chicago', 'USD') on conflict do nothing;
  insert into settings (updated_at, updated_by) values (now(), 'bench') on conflict do nothing;
  insert into users (name, email, role, created_at)
    select 'Rep ' || n, 'rep' || n || '@example.com', 'sales_rep', now() from generate_series(1, 20) n;
  insert into warehouses (code, name, created_at) select 'W' || n, 'Warehouse ' || n, now() from generate_series(1, 3) n;
  insert into suppliers (name, created_at) select 'Supplier ' || n, now() from generate_series(1, 60) n;
  insert into customers (account_number, name, tier, sales_rep_id, created_at)
    select 'A' || n, (array['Corner', 'Harbor', 'Valley', 'Prairie', 'Sunset', 'Union', 'Grand', 'Maple', 'River', 'Capitol'])[1 + n % 10]
        || ' ' || (array['Liquors', 'Spirits', 'Market', 'Wine Shop', 'Tavern', 'Grill', 'Cellar'])[1 + n % 7] || ' ' || n,
      case when n % 20 = 0 then 'vip' when n % 7 = 0 then 'low' else 'standard' end, 1 + n % 20, now()
    from generate_series(1, 2000) n;
  insert into products (name, family, created_at)
    select (array['Malbec', 'Cahors', 'Rioja', 'Riesling', 'Vodka', 'Bourbon', 'Tequila', 'Gin', 'Pilsner', 'Cider'])[1 + n % 10]
      || ' ' || (array['Reserva', 'Estate', 'Gold', 'Silver', 'Heritage', 'Old Vine', 'Single Barrel', 'Classic'])[1 + n % 8] || ' ' || n, 'Family ' || n % 40, now()
    from generate_series(1, 1500) n;
  insert into variants (product_id, product_name, supplier_id, sku, upc, name, units_per_case, price, created_at)
    select p.id, p.name, 1 + n % 60, 'S' || (100000 + n), (600000000000 + n)::text, case n % 2 when 0 then '750 ml' else '1000 ml' end, 12, 12.50, now()
    from generate_series(1, 3000) n join products p on p.id = 1 + (n - 1) / 2;
  insert into stock_levels (variant_id, warehouse_id) select v.id, w.id from variants v cross join warehouses w;`;

/** A few customers and variants have most of it: the square of a draw leans to the low ids. */
const BACKORDERS = `
  create temp table drawn as
    select n, 1 + floor(2000 * power(pg_temp.draw(n, 'customer'), 2))::bigint as customer_id,
      1 + floor(3000 * power(pg_temp.draw(n, 'variant'), 2))::bigint as variant_id,
      case when pg_temp.draw(n, 'warehouse') < 0.7 then 1 when pg_temp.draw(n, 'warehouse') < 0.9 then 2 else 3 end as warehouse_id,
      pg_temp.draw(n, 'state') as state, 1 + floor(pg_temp.draw(n, 'quantity') * 47)::integer as quantity,
      current_date - floor((count - n) * 730.0 / count)::integer as day, pg_temp.draw(n, 'promise') as promise,
      case when n::double precision / count > current_setting('bench.closed')::double precision then 0 else 0.9 end as aged
    from generate_series(1, current_setting('bench.count')::bigint) n, (select current_setting('bench.count')::bigint as count) c;
  insert into orders (customer_id, warehouse_id, sales_rep_id, ordered_on, ship_policy, terms, currency, confirmed_at, created_at, created_by, ordered, backordered)
    select d.customer_id, d.warehouse_id, c.sales_rep_id, d.day, 'partial', 'net_30', 'USD', d.day, d.day, 'bench', d.quantity, d.quantity
    from drawn d join customers c on c.id = d.customer_id order by n;
  insert into order_lines (order_id, variant_id, position, quantity, unit_price, backordered)
    select n, variant_id, 1, quantity, 12.50, quantity from drawn order by n;
  insert into backorders (order_id, customer_id, warehouse_id, sales_rep_id, ship_policy, terms, promised_on, first_promised_on, last_promised_on, arrived_at, cause, reason, high_priority, on_hold,
      created_on, created_at, created_by, quantity, fulfilled, delivered, cancelled, allocated, value, open_lines, reviewed_at)
    select n, d.customer_id, d.warehouse_id, c.sales_rep_id, 'partial', 'net_30',
      p.day, p.day, p.day, case when s.fulfilled > 0 then d.day + interval '9 days' end, 'partial_fulfillment',
      (array['short_pick', 'no_stock_at_confirmation', 'anticipated_stock_out', 'customer_agreed_to_wait', 'split_shipment', 'adjustment_shortage', 'other'])
        [1 + floor(power(pg_temp.draw(n, 'reason'), 2) * 7)::integer],
      pg_temp.draw(n, 'mark') < 0.03, pg_temp.draw(n, 'hold') < 0.01,
      d.day, d.day + (n % 86400) * interval '1 second', 'bench', d.quantity, s.fulfilled, s.delivered, s.cancelled, s.allocated,
      round((d.quantity - s.fulfilled - s.cancelled) * 12.50, 2), (d.quantity > s.fulfilled + s.cancelled)::integer,
      case when d.quantity > s.fulfilled + s.cancelled and pg_temp.draw(n, 'reviewed') < 0.5 then now() - interval '3 days' end
    from drawn d join customers c on c.id = d.customer_id
    cross join lateral (select case when d.promise > 0.3 then d.day + floor(d.promise * 60)::integer end as day) p
    cross join lateral (
      select case when d.aged > 0 and d.state < 0.86 then d.quantity when d.state > 0.95 then d.quantity / 2 else 0 end as fulfilled,
        case when d.aged > 0 and d.state < 0.84 then d.quantity when d.state > 0.95 then d.quantity / 2 else 0 end as delivered,
        case when d.aged > 0 and d.state between 0.86 and 0.95 then d.quantity else 0 end as cancelled,
        case when d.aged = 0 and d.state < 0.15 then 1 else 0 end as allocated) s
    order by n;
  insert into backorder_lines (backorder_id, order_id, order_line_id, variant_id, quantity, fulfilled, delivered, cancelled, left_at, arrived_at)
    select b.id, b.order_id, b.order_id, d.variant_id, b.quantity, b.fulfilled, b.delivered, b.cancelled, b.arrived_at, b.arrived_at
    from drawn d join backorders b on b.order_id = d.n order by d.n;
  insert into open_backorder_lines (backorder_id, backorder_line_id, variant_id, product_id, supplier_id, customer_id, warehouse_id, reason, created_on, promised_on, quantity, cents)
    select b.id, l.id, l.variant_id, v.product_id, v.supplier_id, b.customer_id, b.warehouse_id, b.reason, b.created_on, b.promised_on, l.outstanding, (100 * b.value)::bigint
    from backorder_lines l join backorders b on b.id = l.backorder_id join variants v on v.id = l.variant_id where l.outstanding > 0 order by b.id;
  insert into queue_lines (variant_id, warehouse_id, order_id, order_line_id, backorder_id, backorder_line_id, customer_id, open, allocated, priority_rank, tier_rank, queued_at)
    select l.variant_id, b.warehouse_id, l.order_id, l.order_line_id, l.backorder_id, l.id, b.customer_id, l.outstanding, b.allocated, 1, 1, b.created_at
    from backorder_lines l join backorders b on b.id = l.backorder_id where l.outstanding > 0 order by l.id;
  insert into backorder_outlooks (backorder_id, projected_on, no_date_because, place_in_queue, quantity_ahead, is_at_risk, date_moved, refreshed_at)
    select id, current_date + 7, null, 1 + (id % 300)::integer, (id % 900)::integer, pg_temp.draw(id, 'risk') < 0.15, pg_temp.draw(id, 'moved') < 0.1, now()
    from backorders where outstanding > 0;
  insert into follow_ups (order_id, backorder_id, cause, due_on, created_at, created_by)
    select order_id, id, 'by_hand', current_date - 3 + (id % 20)::integer, now(), 'bench' from backorders
    where outstanding > 0 and pg_temp.draw(id, 'follow up') < 0.02;`;
