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

const RIGHT = `select fulfillment_number, shipped, shipped_at, delivered_at, received_by
from backorder_line_fulfillments
where backorder_line_id = :backorder_line_id and fulfillment_id is not null`;

const WRONG = `select sum(quantity)
from fulfillment_lines
where order_line_id = :order_line_id`;

const WRONG_BECAUSE =
  'It goes by the order line, so it also counts what filled the order before the backorder existed, what other backorders of the line got, what was voided, and what was picked and has not left.';

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
  { name: 'delivered_at', meaning: 'when the customer had it; null until confirmed' },
];

const LINES = `
  select json_build_object('id', bl.id::text, 'orderLineId', bl.order_line_id::text, ${itemPairs()},
    'backordered', bl.quantity - bl.taken_back, 'fulfilled', bl.fulfilled, 'outstanding', bl.outstanding,
    'wrongAnswer', (select coalesce(sum(l.quantity), 0) from fulfillment_lines l where l.order_line_id = bl.order_line_id),
    'fills', coalesce((select json_agg(json_build_object('fulfillmentId', f.fulfillment_id::text, 'fulfillmentNumber', f.fulfillment_number,
        'quantity', f.shipped, 'shippedAt', instant(f.shipped_at), 'deliveredAt', instant(f.delivered_at), 'receivedBy', f.received_by,
        'carrier', f.carrier, 'trackingNumber', f.tracking_number) order by f.fulfillment_id)
      from backorder_line_fulfillments f where f.backorder_line_id = bl.id and f.fulfillment_id is not null), '[]')) as line
  from backorder_lines bl join variants v on v.id = bl.variant_id
  where bl.backorder_id = $1 order by bl.id`;
