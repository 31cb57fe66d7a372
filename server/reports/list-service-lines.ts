import { type RawBuilder, sql } from 'kysely';
import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { valueOfPart } from '../ledger/sql-words.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { pageOfRecords } from './page-of-records.ts';
import { linesOf } from './service.ts';

type Line = Answer<'listServiceLines'>['data'][number];

/** The lines of orders behind a report of service, the oldest first. Refusal: `day_in_the_future`. */
export function listServiceLines(
  viewer: Viewer,
  { query }: Request<'listServiceLines'>,
  reading: Reading,
): Promise<Answer<'listServiceLines'> | { refusal: Refusal }> {
  return pageOfRecords(
    'listServiceLines',
    query,
    reading,
    (period, after, rows) => sql<Line>`
    with ${linesOf(viewer, query, period, reading)},
    filled as (
      select order_line_id, max(days_to_fill) as days_to_fill, bool_or(not kept_requested) as late_for_request,
        bool_or(not kept_first) as late_for_first_promise, bool_or(not kept_last) as late_for_last_promise
      from judged group by 1)
    select s.id::text as id, s.order_id::text as "orderId", o.number as "orderNumber", s.ordered_on as "orderedOn",
      s.customer_id::text as "customerId", c.name as "customerName", v.id::text as "variantId", v.sku, v.product_name as "productName",
      v.name as "variantName", v.units_per_case as "unitsPerCase", s.wanted::integer as quantity, s.short::integer as "shortQuantity",
      f.days_to_fill as "daysToFill",
      money(coalesce(${sql.raw(valueOfPart('s.lost', 's'))}, 0)::numeric(22, 2), ${reading.company.currency}) as "lostValue"
    from served s left join filled f on f.order_line_id = s.id join order_lines l on l.id = s.id join variants v on v.id = l.variant_id
      join orders o on o.id = s.order_id join customers c on c.id = s.customer_id
    where ${WHICH[query.which]} ${after ? sql`and s.id > ${after}::bigint` : sql``}
    order by s.id limit ${rows}`,
  );
}

const WHICH: Record<Request<'listServiceLines'>['query']['which'], RawBuilder<unknown>> = {
  all: sql`true`,
  short: sql`s.short > 0`,
  filled: sql`f.days_to_fill is not null`,
  late_for_request: sql`f.late_for_request`,
  late_for_first_promise: sql`f.late_for_first_promise`,
  late_for_last_promise: sql`f.late_for_last_promise`,
  lost: sql`s.lost > 0`,
};
