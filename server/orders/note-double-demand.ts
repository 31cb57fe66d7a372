import type { Quantity } from '#domain/quantity.ts';
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
    select sum(q.open), count(distinct h.id)::integer as backorders, (array_agg(q.backorder_line_id order by h.created_at, q.backorder_line_id))[1]
    from queue_lines q
    join backorders h on h.id = q.backorder_id
    -- From what the customer has open: of a variant that many wait for, the other way reads all that wait.
    where q.customer_id = o.customer_id and q.open > 0 and q.variant_id = l.variant_id and q.order_id <> o.id
      and h.kind = 'backorder') waiting
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
