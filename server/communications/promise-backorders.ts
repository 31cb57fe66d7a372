import { isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { toManyBackorders } from '../backorders/many-backorders.ts';
import { promiseBackorder } from '../backorders/promise-backorder.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { recordContact } from './record-communication.ts';

/**
 * Promises many customers a date, and with `told` records in the same act how they heard of it: each is done whole, or refused as
 * `promiseBackorder` and `recordCommunication` refuse. The whole is refused as `unknown_reference` where an id names no backorder
 * the viewer may read.
 */
export function promiseBackorders(
  viewer: Viewer,
  { body: { promises, told } }: Request<'promiseBackorders'>,
  work: Work,
): Promise<Answer<'promiseBackorders'> | { refusal: Refusal }> {
  const many = {
    items: promises,
    pointer: (index: number) => `#/promises/${index}/backorderId`,
    field: 'promise' as const,
  };
  return toManyBackorders(viewer, work, many, async (own, { backorderId, ...body }) => {
    const promise = await promiseBackorder(viewer, { params: { id: backorderId }, body }, own);
    if (isRefused(promise) || !told) return promise;
    const said = { ...told, direction: 'outbound' as const, keepPreference: false };
    const contact = await recordContact(viewer, { backorderId }, said, own);
    return isRefused(contact) ? contact : promise;
  });
}
