import { ERRORS, isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { lockStockOfBackorders } from '../ledger/lock-stock.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { prioritizeBackorder } from './prioritize-backorder.ts';
import { promiseBackorder } from './promise-backorder.ts';

/**
 * Gives many backorders a priority: each is done, or refused with its reason as `prioritizeBackorder` refuses. The whole is refused as
 * `unknown_reference` where an id names no backorder the viewer may read.
 */
export async function prioritizeBackorders(
  viewer: Viewer,
  { body }: Request<'prioritizeBackorders'>,
  work: Work,
): Promise<Answer<'prioritizeBackorders'> | { refusal: Refusal }> {
  const { backorderIds, ...wanted } = body;
  const unknown = await lockTogether(viewer, work, backorderIds, (index) => `#/backorderIds/${index}`);
  if (unknown) return unknown;
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

/**
 * Promises many customers a date: each is done with a message of its own, or refused as `promiseBackorder` refuses. The
 * whole is refused as `unknown_reference` where an id names no backorder the viewer may read.
 */
export async function promiseBackorders(
  viewer: Viewer,
  { body }: Request<'promiseBackorders'>,
  work: Work,
): Promise<Answer<'promiseBackorders'> | { refusal: Refusal }> {
  const backorderIds = body.promises.map(({ backorderId }) => backorderId);
  const unknown = await lockTogether(viewer, work, backorderIds, (index) => `#/promises/${index}/backorderId`);
  if (unknown) return unknown;
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
async function lockTogether(
  viewer: Viewer,
  work: Work,
  backorderIds: readonly string[],
  pointer: (index: number) => string,
): Promise<{ refusal: Refusal } | null> {
  await lockStockOfBackorders(viewer, work, backorderIds);
  await work.tx.rows(
    `select from orders where id in (select order_id from backorders where id = any($1::bigint[])) order by id for update`,
    [backorderIds],
  );
  const known = await work.tx.rows<{ id: string }>(LOCK, [backorderIds, readsOnlyCustomersOf(viewer)]);
  const errors = backorderIds.flatMap((id, index) =>
    known.some((row) => row.id === id) ? [] : { pointer: pointer(index), detail: 'names no backorder' },
  );
  return errors.length === 0 ? null : refuse('unknown_reference', { errors });
}

const LOCK = `
  select b.id from backorders b join customers c on c.id = b.customer_id
  where b.id = any($1::bigint[]) and ($2::bigint is null or c.sales_rep_id = $2) order by b.id for update of b`;

function describeRefusal({ code, facts = {} }: Refusal): {
  code: string;
  title: string;
  facts: Record<string, unknown>;
} {
  return { code, title: ERRORS[code].title, facts };
}
