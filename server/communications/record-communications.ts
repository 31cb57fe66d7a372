import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { named, toManyBackorders } from '../backorders/many-backorders.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { recordCommunication } from './record-communication.ts';

/**
 * Records one contact about many backorders, in the record of each: each is done, or refused as `recordCommunication` refuses. The
 * whole is refused as `unknown_reference` where an id names no backorder the viewer may read.
 */
export function recordBackorderCommunications(
  viewer: Viewer,
  { body: { backorderIds, ...said } }: Request<'recordBackorderCommunications'>,
  work: Work,
): Promise<Answer<'recordBackorderCommunications'> | { refusal: Refusal }> {
  return toManyBackorders(viewer, work, { ...named(backorderIds), field: 'communication' }, (own, { backorderId }) =>
    recordCommunication(viewer, { backorderId }, said, own),
  );
}
