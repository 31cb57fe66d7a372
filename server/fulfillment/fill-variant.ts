import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { AllocationPolicy } from '#domain/allocation/rank.ts';
import { toManyBackorders } from '../backorders/many-backorders.ts';
import { rankOf } from '../ledger/sql-words.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { fulfillBackorder } from './fulfill-backorder.ts';

type Body = Request<'fillVariant'>['body'];
type Named = { backorderLineId: string; backorderId: string; backorderNumber: string; quantity: number };

/**
 * Fills backorders that wait for a variant, one after the other in rank order: each is done, or refused as `fulfillBackorder`
 * refuses. The whole is refused as `unknown_reference` where a line is no line of the variant in the warehouse that the viewer
 * may read.
 */
export async function fillVariant(
  viewer: Viewer,
  { params, body }: Request<'fillVariant'>,
  work: Work,
): Promise<Answer<'fillVariant'> | { refusal: Refusal }> {
  const items = await readNamed(work, params.id, body);
  const unknown = body.lines.findIndex(
    ({ backorderLineId }) => !items.some((one) => one.backorderLineId === backorderLineId),
  );
  const pointer = (index: number) => `#/lines/${index}/backorderLineId`;
  if (unknown >= 0)
    return refuse('unknown_reference', {
      errors: [{ pointer: pointer(unknown), detail: 'names no line of this variant here' }],
    });
  const place = (index: number) =>
    body.lines.findIndex((line) => line.backorderLineId === items[index]?.backorderLineId);
  const many = { items, pointer: (index: number) => pointer(place(index)), field: 'fulfillment' as const };
  const done = await toManyBackorders(viewer, work, many, (own, item) => fillOne(viewer, own, item, body));
  if (isRefused(done)) return done;
  const data = done.data.map(({ fulfillment, refusal }, index) => {
    const { backorderLineId, backorderId, backorderNumber } = items[index] as Named;
    return { backorderLineId, backorderId, backorderNumber, fulfillment, refusal };
  });
  return { data };
}

async function fillOne(
  viewer: Viewer,
  work: Work,
  { backorderId, backorderLineId, quantity }: Named,
  { shipment }: Body,
): Promise<{ id: string; number: string } | { refusal: Refusal }> {
  const body = { lines: [{ backorderLineId, quantity, short: 0 }], ...(shipment && { shipment }) };
  const picked = await fulfillBackorder(viewer, { params: { id: backorderId }, query: undefined, body }, work);
  if (isRefused(picked)) return picked;
  return picked.id === null ? refuse('nothing_picked') : { id: picked.id, number: picked.number };
}

function readNamed({ tx, settings }: Work, variantId: string, { warehouseId, lines }: Body): Promise<Named[]> {
  return tx.rows<Named>(named(settings.allocationPolicy), [variantId, warehouseId, JSON.stringify(lines)]);
}

// Who stands first in the queue is filled first: when the last one finds too little, nobody ahead of it does.
const named = (policy: AllocationPolicy) => `
  select q.backorder_line_id as "backorderLineId", q.backorder_id as "backorderId", b.number as "backorderNumber", asked.quantity
  from jsonb_to_recordset($3::jsonb) asked("backorderLineId" bigint, quantity integer)
  join queue_lines q on q.backorder_line_id = asked."backorderLineId" and q.variant_id = $1 and q.warehouse_id = $2
  join backorders b on b.id = q.backorder_id
  order by ${rankOf(policy)}`;
