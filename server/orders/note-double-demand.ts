import type { Quantity } from '#domain/quantity.ts';
import { isOpen } from '../ledger/sql-words.ts';
import type { Work } from '../platform/work.ts';

/**
 * Keeps that backorders of the same customer wait for the same variant as lines being confirmed, so that nothing ships twice
 * unnoticed: one row for each line, of all lines of the order or of some.
 */
export function noteDoubleDemand(work: Work, orderId: string, orderLineIds: readonly string[] | null = null) {
  return work.tx.rows(NOTE, [orderId, work.now, orderLineIds]);
}

/** Keeps the same of lines that replace what waited. */
export function noteReplaced(
  work: Work,
  replaced: readonly { orderLineId: string; backorderLineId: string | null; outstanding: Quantity }[],
) {
  return work.tx.rows(NOTE_REPLACED, [JSON.stringify(replaced), work.now]);
}

const NOTED = `insert into double_demands
    (order_line_id, customer_id, variant_id, decision, was_asked, outstanding, backorders, oldest_backorder_line_id, at)`;

const NOTE = `
  ${NOTED}
  select l.id, o.customer_id, l.variant_id, coalesce(l.double_demand, 'add'), l.double_demand is not null, waiting.*, $2
  from orders o
  join order_lines l on l.order_id = o.id
  cross join lateral (
    select sum(b.outstanding), count(distinct h.id)::integer as backorders, (array_agg(b.id order by h.created_at, b.id))[1]
    from backorders h
    -- From the customer's few to their lines: of a variant that many wait for, the other way reads all that wait.
    cross join lateral (
      select id, outstanding from backorder_lines
      where backorder_id = h.id and variant_id = l.variant_id and outstanding > 0 offset 0) b
    where h.customer_id = o.customer_id and h.order_id <> o.id and h.kind = 'backorder' and ${isOpen('h')}) waiting
  where o.id = $1 and ($3::bigint[] is null or l.id = any($3)) and waiting.backorders > 0
  on conflict do nothing`;

const NOTE_REPLACED = `
  ${NOTED}
  select l.id, o.customer_id, l.variant_id, 'replace', true, sum(d.outstanding), count(distinct b.backorder_id),
    (array_agg(b.id order by h.created_at, b.id))[1], $2
  from jsonb_to_recordset($1::jsonb) d("orderLineId" bigint, "backorderLineId" bigint, outstanding integer)
  join order_lines l on l.id = d."orderLineId"
  join orders o on o.id = l.order_id
  join backorder_lines b on b.id = d."backorderLineId"
  join backorders h on h.id = b.backorder_id
  group by l.id, o.customer_id, l.variant_id
  on conflict do nothing`;
