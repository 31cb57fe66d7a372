import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { named, toManyBackorders } from '../backorders/many-backorders.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { fulfillBackorder } from './fulfill-backorder.ts';

/**
 * Records as picked what is allocated to many backorders and not picked yet: each is done, or refused as `fulfillBackorder` refuses,
 * with `nothing_picked` where nothing is allocated. The whole is refused as `unknown_reference` where an id names no backorder
 * the viewer may read.
 */
export function fulfillBackorders(
  viewer: Viewer,
  { body }: Request<'fulfillBackorders'>,
  work: Work,
): Promise<Answer<'fulfillBackorders'> | { refusal: Refusal }> {
  const many = { ...named(body.backorderIds), field: 'fulfillment' as const };
  return toManyBackorders(viewer, work, many, (own, { backorderId }) => fulfillAllocated(viewer, own, backorderId));
}

async function fulfillAllocated(
  viewer: Viewer,
  work: Work,
  id: string,
): Promise<{ id: string; number: string } | { refusal: Refusal }> {
  const lines = await work.tx.rows<{ backorderLineId: string; quantity: number; short: 0 }>(ALLOCATED, [id]);
  if (lines.length === 0) return refuse('nothing_picked');
  const picked = await fulfillBackorder(viewer, { params: { id }, query: undefined, body: { lines } }, work);
  if (isRefused(picked)) return picked;
  return picked.id === null ? refuse('nothing_picked') : { id: picked.id, number: picked.number };
}

const ALLOCATED = `
  select q.backorder_line_id as "backorderLineId", q.allocated - q.picked as quantity, 0 as short
  from queue_lines q where q.backorder_id = $1 and q.allocated > q.picked order by q.id`;
