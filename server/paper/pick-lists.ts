import { type Refusal, refuse } from '#contract/errors.ts';
import type { Language } from '#domain/messages/words.ts';
import type { PickLine, PickList } from '#domain/paper/documents.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

/**
 * What is reserved for some orders and backorders and not picked yet: one list for each warehouse, in the order of its bins, the
 * same item of several once. An order stands for what is on itself; its backorders are named. Refused with `not_found`.
 */
export async function readPickLists(
  viewer: Viewer,
  reading: Reading,
  asked: { orderIds: readonly string[]; backorderIds: readonly string[]; language: Language },
): Promise<PickList[] | { refusal: Refusal }> {
  const { orderIds, backorderIds, language } = asked;
  const of = [orderIds, backorderIds, readsOnlyCustomersOf(viewer)];
  const found = await reading.queries.rows<{ warehouse: string; number: string }>(FOUND, of);
  if (found.length < new Set(orderIds).size + new Set(backorderIds).size) return refuse('not_found');
  const lines = await reading.queries.rows<PickLine & { warehouse: string }>(LINES, of);
  return [...new Set(found.map(({ warehouse }) => warehouse))].map((warehouse) => ({
    language,
    warehouse,
    on: reading.today,
    numbers: found.filter((one) => one.warehouse === warehouse).map(({ number }) => number),
    lines: lines.filter((line) => line.warehouse === warehouse),
  }));
}

const MAY_READ = '($3::bigint is null or c.sales_rep_id = $3)';

const FOUND = `
  select w.name as warehouse, o.number from orders o
    join customers c on c.id = o.customer_id join warehouses w on w.id = o.warehouse_id
  where o.id = any($1::bigint[]) and ${MAY_READ}
  union all
  select w.name, b.number from backorders b
    join customers c on c.id = b.customer_id join warehouses w on w.id = b.warehouse_id
  where b.id = any($2::bigint[]) and ${MAY_READ}
  order by number`;

const LINES = `
  select w.name as warehouse, n.bin, v.item_name as item, v.sku, v.upc, v.base_unit as "baseUnit",
    v.units_per_case as "unitsPerCase", sum(q.allocated - q.picked)::integer as quantity,
    json_agg(json_build_object('number', coalesce(b.number, o.number), 'customer', c.name, 'quantity', q.allocated - q.picked)
      order by q.queued_at, q.id) as parts
  from queue_lines q
  join orders o on o.id = q.order_id
  join customers c on c.id = q.customer_id
  join warehouses w on w.id = q.warehouse_id
  join variants v on v.id = q.variant_id
  left join backorders b on b.id = q.backorder_id
  left join bins n on n.variant_id = q.variant_id and n.warehouse_id = q.warehouse_id
  where q.allocated > q.picked and ${MAY_READ}
    and (q.order_id = any($1::bigint[]) and q.backorder_id is null or q.backorder_id = any($2::bigint[]))
  group by w.id, v.id, n.bin
  order by w.name, n.bin nulls last, v.sku`;
