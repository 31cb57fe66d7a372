import type { Answer } from '#contract/operations.ts';
import { addDays } from '#domain/time/calendar.ts';
import { outstandingChange, valueOfPart } from '../ledger/sql-words.ts';
import type { Reading } from '../platform/work.ts';

/** What rose, by what it is put together. */
export type Rise = NonNullable<Answer<'getHome'>['company']>['rises'][number];

/** So many of each grouping say where to look. */
const SHOWN = 2;

/**
 * Whose and which goods' open value rose most within a week: what the open-backorders report says today, less what it said of the
 * same day of last week. Only lines that changed since are read.
 */
export async function readValueRises(reading: Reading): Promise<Rise[]> {
  const { today, company, queries } = reading;
  return queries.rows<Rise>(RISES, [addDays(today, -6), company.timeZone, company.currency, SHOWN]);
}

const CHANGE = outstandingChange();

const RISES = `
  with entries as (
    select e.backorder_line_id as id, sum(${CHANGE})::integer as change from demand_entries e
    where e.at >= ($1::date::timestamp at time zone $2) and e.backorder_line_id is not null
    group by 1 having sum(${CHANGE}) <> 0
  ), lines as materialized (
    select c.sales_rep_id, v.supplier_id, b.customer_id, v.product_id,
      ${valueOfPart('l.outstanding', 'ol')} - ${valueOfPart('(l.outstanding - entries.change)', 'ol')} as change
    from entries join backorder_lines l using (id) join backorders b on b.id = l.backorder_id
    join order_lines ol on ol.id = l.order_line_id join variants v on v.id = l.variant_id join customers c on c.id = b.customer_id
  ), sums as (
    select grouping(sales_rep_id, supplier_id, customer_id, product_id) as set, sales_rep_id, supplier_id, customer_id, product_id,
      sum(change) as change
    from lines group by grouping sets (sales_rep_id, supplier_id, customer_id, product_id)
  ), named as (
    select case s.set when 7 then 'rep' when 11 then 'supplier' when 13 then 'customer' else 'product' end as by, s.set,
      coalesce(u.id, p.id, c.id, i.id)::text as key, coalesce(u.name, p.name, c.name, i.name) as label, s.change
    from sums s left join users u on u.id = s.sales_rep_id left join suppliers p on p.id = s.supplier_id
      left join customers c on c.id = s.customer_id left join products i on i.id = s.product_id
    where s.change > 0
  ), ranked as (
    select *, row_number() over (partition by set order by change desc, key) as place from named where key is not null)
  select by, key, label, money(change::numeric(22, 2), $3) as rise from ranked where place <= $4 order by set, place`;
