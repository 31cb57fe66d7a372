import type { Answer, Request } from '#contract/operations.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

/** The kept outlooks of some backorders; closed ones, and those the viewer may not read, are left out. */
export async function listOutlooks(
  viewer: Viewer,
  { query }: Request<'listOutlooks'>,
  reading: Reading,
): Promise<Answer<'listOutlooks'>> {
  const rows = await reading.queries.rows<{ outlook: Answer<'listOutlooks'>['data'][number] }>(OUTLOOKS, [
    query.ids,
    readsOnlyCustomersOf(viewer),
  ]);
  return { data: rows.map(({ outlook }) => outlook) };
}

const OUTLOOKS = `
  select json_build_object('backorderId', o.backorder_id::text, 'projectedOn', o.projected_on, 'noDateBecause', o.no_date_because,
    'placeInQueue', o.place_in_queue, 'quantityAhead', o.quantity_ahead, 'isAtRisk', o.is_at_risk, 'dateMoved', o.date_moved,
    'toldOn', o.told_on, 'toldAt', instant(o.told_at), 'refreshedAt', instant(o.refreshed_at)) as outlook
  from backorder_outlooks o
  join backorders b on b.id = o.backorder_id
  join customers c on c.id = b.customer_id
  where o.backorder_id = any($1::bigint[]) and ($2::bigint is null or c.sales_rep_id = $2)
  order by o.backorder_id`;
