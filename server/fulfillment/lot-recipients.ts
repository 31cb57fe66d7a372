import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { itemPairs } from '../catalog/item-words.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

type Recipient = Answer<'getLotRecipients'>['data'][number];

/** Who received a lot, whatever the case it was written in: what left, also what is still on its way. A lot nobody shipped has no rows. */
export async function readLotRecipients(
  viewer: Viewer,
  { params, query }: Request<'getLotRecipients'>,
  reading: Reading,
): Promise<Answer<'getLotRecipients'> | { refusal: Refusal }> {
  const cursor = listCursor('getLotRecipients', part.id);
  const after = cursor.read(query.cursor);
  if (after && 'refusal' in after) return after;
  const rows = await reading.queries.rows<{ recipient: Recipient; line_id: string }>(RECIPIENTS, [
    params.lot.trim(),
    readsOnlyCustomersOf(viewer),
    after?.[0] ?? null,
    query.limit + 1,
  ]);
  return toPage(
    rows,
    { limit: query.limit, cursor },
    ({ line_id }) => [line_id],
    ({ recipient }) => recipient,
  );
}

const RECIPIENTS = `
  select l.id as line_id, json_build_object(
    'customerId', c.id::text, 'customerName', c.name, 'accountNumber', c.account_number, 'phone', c.phone, 'email', c.email,
    'orderId', o.id::text, 'orderNumber', o.number, 'fulfillmentId', f.id::text, 'fulfillmentNumber', f.number,
    'variantId', v.id::text, ${itemPairs()}, 'lot', l.lot, 'quantity', l.leaving, 'undelivered', l.undelivered, 'returned', l.returned,
    'kept', l.leaving - l.undelivered - l.returned, 'shippedAt', instant(f.shipped_at), 'deliveredAt', instant(f.delivered_at)) as recipient
  from fulfillment_lines l
  join fulfillments f on f.id = l.fulfillment_id
  join orders o on o.id = f.order_id
  join customers c on c.id = f.customer_id
  join variants v on v.id = l.variant_id
  where upper(l.lot) collate "C" = upper($1) and f.shipped_at is not null and l.leaving > l.undelivered
    and ($2::bigint is null or c.sales_rep_id = $2) and ($3::bigint is null or l.id < $3)
  order by l.id desc limit $4`;
