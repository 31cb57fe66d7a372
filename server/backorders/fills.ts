import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { itemPairs } from '../catalog/item-words.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { isBackorderVisible } from '../records/is-visible.ts';

type Fills = Answer<'getBackorderFills'>;

/** Whether each line of a backorder was filled, by what and when, from the documented view. Refusals: `not_found`. */
export async function readBackorderFills(
  viewer: Viewer,
  { params }: Request<'getBackorderFills'>,
  reading: Reading,
): Promise<Fills | { refusal: Refusal }> {
  if (!(await isBackorderVisible(viewer, reading, params.id))) return refuse('not_found');
  const rows = await reading.queries.rows<{ line: Fills['lines'][number] }>(LINES, [params.id]);
  return {
    rightQuery: RIGHT,
    wrongQuery: WRONG,
    wrongBecause: WRONG_BECAUSE,
    fields: FIELDS,
    lines: rows.map(({ line }) => line),
  };
}

const RIGHT = `select fulfillment_number, shipped_at, delivered_at, shipped, lost, returned, kept, replaced, replaced_by
from backorder_line_fulfillments
where backorder_line_id = :backorder_line_id and fulfillment_id is not null`;

const WRONG = `select sum(quantity)
from fulfillment_lines
where order_line_id = :order_line_id`;

const WRONG_BECAUSE =
  'It goes by the order line, so it also counts what filled the order before the backorder existed, what other backorders of the line got, what was voided, what was picked and has not left, what was lost on the way and what came back.';

const FIELDS: Fills['fields'] = [
  {
    name: 'backorder_line_id',
    meaning: 'the line of the backorder; it belongs to one order line, and an order line may have several',
  },
  { name: 'backordered', meaning: 'the quantity that was moved to this line' },
  { name: 'fulfilled', meaning: 'what of it has shipped' },
  { name: 'outstanding', meaning: 'backordered less fulfilled, cancelled and substituted' },
  { name: 'fulfillment_id', meaning: 'a delivery that left with units of this line; null when none did' },
  { name: 'shipped', meaning: 'units of this line in that delivery' },
  { name: 'shipped_at', meaning: 'when it left; filled means shipped' },
  {
    name: 'delivered_at',
    meaning: 'when the customer had it; null until confirmed, and again when it was not received',
  },
  { name: 'lost', meaning: 'of shipped, what did not arrive; it waits again on this line, or was credited' },
  { name: 'returned', meaning: 'of shipped, what arrived and came back; the line stays filled' },
  { name: 'kept', meaning: 'shipped less lost and returned; add these up for what the customer has of the line' },
  { name: 'replaced', meaning: 'of returned, what is sent again, on the replacement backorders in replaced_by' },
];

const REPLACEMENTS = `coalesce((
  select json_agg(json_build_object('id', b.id::text, 'number', b.number) order by b.id)
  from return_lines rl join order_lines l on l.return_line_id = rl.id
    join backorder_lines rbl on rbl.order_line_id = l.id join backorders b on b.id = rbl.backorder_id
  where rl.fulfillment_line_id = f.fulfillment_line_id), '[]')`;

const LINES = `
  select json_build_object('id', bl.id::text, 'orderLineId', bl.order_line_id::text, ${itemPairs()},
    'backordered', bl.quantity - bl.taken_back, 'fulfilled', bl.fulfilled, 'outstanding', bl.outstanding,
    'wrongAnswer', (select coalesce(sum(l.quantity), 0) from fulfillment_lines l where l.order_line_id = bl.order_line_id),
    'kept', (select coalesce(sum(f.kept), 0) from backorder_line_fulfillments f where f.backorder_line_id = bl.id),
    'replacesReturn', (select json_build_object('id', r.id::text, 'number', r.number)
      from return_lines rl join returns r on r.id = rl.return_id where rl.id = ol.return_line_id),
    'fills', coalesce((select json_agg(json_build_object('fulfillmentId', f.fulfillment_id::text, 'fulfillmentNumber', f.fulfillment_number,
        'quantity', f.shipped, 'status', f.fulfillment_status, 'lost', f.lost, 'returned', f.returned, 'kept', f.kept,
        'replaced', coalesce(f.replaced, 0), 'replacements', ${REPLACEMENTS},
        'shippedAt', instant(f.shipped_at), 'deliveredAt', instant(f.delivered_at), 'receivedBy', f.received_by,
        'carrier', f.carrier, 'trackingNumber', f.tracking_number) order by f.fulfillment_id)
      from backorder_line_fulfillments f where f.backorder_line_id = bl.id and f.fulfillment_id is not null), '[]')) as line
  from backorder_lines bl join order_lines ol on ol.id = bl.order_line_id join variants v on v.id = bl.variant_id
  where bl.backorder_id = $1 order by bl.id`;
