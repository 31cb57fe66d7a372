import { sql } from 'kysely';
import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import { builder } from '../platform/query-builder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { openLines, reportDay } from './open-lines.ts';

type Line = Answer<'listReportLines'>['data'][number];

const CURSOR = listCursor('listReportLines', part.id, part.id);

/** The lines a report on what waits counts, as of its day, the oldest backorders first. Refusal: `day_in_the_future`. */
export async function listReportLines(
  viewer: Viewer,
  { query }: Request<'listReportLines'>,
  reading: Reading,
): Promise<Answer<'listReportLines'> | { refusal: Refusal }> {
  const day = reportDay(query, reading);
  if (isRefused(day)) return day;
  const after = CURSOR.read(query.cursor);
  if (after && isRefused(after)) return after;
  const { limit } = query;
  const statement = sql<Line>`
    select o.line_id::text as id, l.order_line_id::text as "orderLineId", o.backorder_id::text as "backorderId", b.number as "backorderNumber",
      b.order_id::text as "orderId", orders.number as "orderNumber", o.customer_id::text as "customerId", c.name as "customerName",
      o.variant_id::text as "variantId", v.sku, v.product_name as "productName", v.name as "variantName", v.units_per_case as "unitsPerCase",
      o.quantity, money((o.cents * 0.01)::numeric(22, 2), ${reading.company.currency}) as value, o.reason, o.created_on as "createdOn",
      ${day.asOf}::date - o.created_on as "ageDays", o.promised_on as "promisedOn"
    from (${openLines(viewer, query, day, { after, rows: limit + 1 })}) o
      join backorder_lines l on l.id = o.line_id join backorders b on b.id = o.backorder_id join orders on orders.id = b.order_id
      join customers c on c.id = o.customer_id join variants v on v.id = o.variant_id
    order by o.backorder_id, o.line_id`;
  const rows = await reading.queries.built(statement.compile(builder));
  const place = ({ backorderId, id }: Line) => [backorderId, id];
  return { asOf: day.asOf, ...toPage(rows, { limit, cursor: CURSOR }, place, (row) => row) };
}
