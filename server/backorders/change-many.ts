import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { cancelWhole } from './cancel-backorder.ts';
import { named, toManyBackorders } from './many-backorders.ts';
import { prioritizeBackorder } from './prioritize-backorder.ts';

/**
 * Gives many backorders a priority: each is done, or refused with its reason as `prioritizeBackorder` refuses. The whole is refused as
 * `unknown_reference` where an id names no backorder the viewer may read.
 */
export function prioritizeBackorders(
  viewer: Viewer,
  { body: { backorderIds, ...wanted } }: Request<'prioritizeBackorders'>,
  work: Work,
): Promise<Answer<'prioritizeBackorders'> | { refusal: Refusal }> {
  return toManyBackorders(viewer, work, { ...named(backorderIds), field: 'priority' }, (own, { backorderId }) =>
    prioritizeBackorder(viewer, { params: { id: backorderId }, body: wanted }, own),
  );
}

/**
 * Cancels all that is outstanding of many backorders for one reason: each is done, or refused as `cancelBackorder` refuses.
 * The whole is refused as `unknown_reference` where an id names no backorder the viewer may read.
 */
export function cancelBackorders(
  viewer: Viewer,
  { body: { backorderIds, ...why } }: Request<'cancelBackorders'>,
  work: Work,
): Promise<Answer<'cancelBackorders'> | { refusal: Refusal }> {
  return toManyBackorders(viewer, work, { ...named(backorderIds), field: 'cancelled' }, (own, { backorderId }) =>
    cancelWhole(viewer, own, backorderId, why),
  );
}
