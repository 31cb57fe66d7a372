import { ERRORS, isRefused, type Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { lockStockOfBackorders } from '../inventory/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { prioritizeBackorder } from './prioritize-backorder.ts';
import { promiseBackorder } from './promise-backorder.ts';

/** Gives many backorders a priority: each is done, or refused with its reason as `prioritizeBackorder` refuses. */
export async function prioritizeBackorders(
  viewer: Viewer,
  { body }: Request<'prioritizeBackorders'>,
  work: Work,
): Promise<Answer<'prioritizeBackorders'>> {
  const { backorderIds, ...wanted } = body;
  await lockTogether(viewer, work, backorderIds);
  const data: Answer<'prioritizeBackorders'>['data'] = [];
  for (const id of backorderIds) {
    const result = await prioritizeBackorder(viewer, { params: { id }, body: wanted }, work);
    data.push(
      isRefused(result)
        ? { backorderId: id, priority: null, refusal: describeRefusal(result.refusal) }
        : { backorderId: id, priority: result, refusal: null },
    );
  }
  return { data };
}

/** Promises many customers a date: each is done with a message of its own, or refused as `promiseBackorder` refuses. */
export async function promiseBackorders(
  viewer: Viewer,
  { body }: Request<'promiseBackorders'>,
  work: Work,
): Promise<Answer<'promiseBackorders'>> {
  await lockTogether(
    viewer,
    work,
    body.promises.map(({ backorderId }) => backorderId),
  );
  const data: Answer<'promiseBackorders'>['data'] = [];
  for (const { backorderId, ...promise } of body.promises) {
    const result = await promiseBackorder(viewer, { params: { id: backorderId }, body: promise }, work);
    data.push(
      isRefused(result)
        ? { backorderId, promise: null, refusal: describeRefusal(result.refusal) }
        : { backorderId, promise: result, refusal: null },
    );
  }
  return { data };
}

/** All locks first and in their order, so that two people who change overlapping lists wait instead of colliding. */
async function lockTogether(viewer: Viewer, work: Work, backorderIds: readonly string[]): Promise<void> {
  await lockStockOfBackorders(viewer, work, backorderIds);
  await work.tx.rows(
    `select from orders where id in (select order_id from backorders where id = any($1::bigint[])) order by id for update`,
    [backorderIds],
  );
  await work.tx.rows('select from backorders where id = any($1::bigint[]) order by id for update', [backorderIds]);
}

function describeRefusal({ code, facts = {} }: Refusal): {
  code: string;
  title: string;
  facts: Record<string, unknown>;
} {
  return { code, title: ERRORS[code].title, facts };
}
