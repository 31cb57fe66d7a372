import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { GoodsReturn } from '#contract/fulfillment/returns.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { itemPairs } from '../catalog/item-words.ts';
import { type ListOrder, readChangingList } from '../platform/read-changes.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

/** One return, or `not_found`. */
export async function readReturn(
  viewer: Viewer,
  reading: Reading,
  returnId: string,
): Promise<GoodsReturn | { refusal: Refusal }> {
  const row = await reading.queries.first<Row>(ONE, [returnId, readsOnlyCustomersOf(viewer)]);
  return row ? row.returned : refuse('not_found');
}

/** Returns, newest first or as they changed. */
export async function listReturns(
  viewer: Viewer,
  { query }: Request<'listReturns'>,
  { queries }: Reading,
): Promise<Answer<'listReturns'> | { refusal: Refusal }> {
  const filters = [query.customerId, query.orderId, query.fulfillmentId, query.isUndecided];
  const page = await readChangingList<Row & { id: string }>(queries, { name: 'listReturns', row: 'r' }, query, list, [
    readsOnlyCustomersOf(viewer),
    ...filters.map((filter) => filter ?? null),
  ]);
  return isRefused(page) ? page : { ...page, data: page.data.map(({ returned }) => returned) };
}

type Row = { returned: GoodsReturn };

const RETURN = `json_build_object(
  'id', r.id::text, 'number', r.number, 'fulfillmentId', f.id::text, 'fulfillmentNumber', f.number,
  'orderId', o.id::text, 'orderNumber', o.number, 'customerId', c.id::text, 'customerName', c.name,
  'isFromDoor', r.delivery_id is not null, 'note', r.note, 'returnedAt', instant(r.returned_at), 'returnedBy', r.returned_by,
  'creditNote', case when n.id is not null then json_build_object('id', n.id::text, 'number', n.number, 'amount', money(n.amount, n.currency)) end,
  'lines', (select json_agg(json_build_object('id', l.id::text, 'fulfillmentLineId', l.fulfillment_line_id::text,
      'variantId', l.variant_id::text, ${itemPairs()}, 'quantity', l.quantity, 'undecided', l.undecided, 'withCustomer', l.with_customer, 'reason', l.reason,
      'dispositions', coalesce((select json_agg(json_build_object('disposition', d.disposition, 'quantity', d.quantity,
          'at', instant(d.at), 'by', d.actor) order by d.id) from return_dispositions d where d.return_line_id = l.id), '[]'),
      'replacement', (select json_build_object('backorderId', b.id::text, 'backorderNumber', b.number, 'variantId', rv.id::text,
          'itemName', rv.item_name, 'quantity', ol.quantity)
        from order_lines ol join backorder_lines bl on bl.order_line_id = ol.id join backorders b on b.id = bl.backorder_id
        join variants rv on rv.id = ol.variant_id where ol.return_line_id = l.id)) order by l.id)
    from return_lines l join variants v on v.id = l.variant_id where l.return_id = r.id),
  'updatedAt', instant(r.updated_at), 'version', r.version) as returned`;

const FROM = `
  from returns r
  join fulfillments f on f.id = r.fulfillment_id
  join orders o on o.id = r.order_id
  join customers c on c.id = r.customer_id
  left join credit_notes n on n.id = r.credit_note_id`;

const ONE = `select ${RETURN} ${FROM} where r.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)`;
const list = ({ sortKey, isNext, orderBy }: ListOrder) => `select r.id, ${sortKey}, ${RETURN} ${FROM}
  where ${isNext} and ($4::bigint is null or c.sales_rep_id = $4)
    and ($5::bigint is null or r.customer_id = $5) and ($6::bigint is null or r.order_id = $6)
    and ($7::bigint is null or r.fulfillment_id = $7)
    and ($8::boolean is null or $8 = exists (select from return_lines l where l.return_id = r.id and l.undecided > l.with_customer))
  order by ${orderBy} limit $3`;
