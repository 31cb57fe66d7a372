import { ERRORS, type Refusal, refuse } from '#contract/errors.ts';
import { lockStockOfBackorders } from '../ledger/lock-stock.ts';
import { eachInTurn } from '../platform/each-in-turn.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

type Answered<Field extends string, Result> = {
  backorderId: string;
  refusal: { code: string; title: string; facts: Record<string, unknown> } | null;
} & { [Name in Field]: Result | null };

/**
 * Does the same to many backorders: each is done, or refused with its reason and untouched. `field` names what came of it in the
 * answer. The whole is refused as `unknown_reference` where an id names no backorder the viewer may read; `pointer` says where.
 */
export async function toManyBackorders<
  Item extends { backorderId: string },
  Field extends string,
  Result extends object,
>(
  viewer: Viewer,
  work: Work,
  { items, pointer, field }: { items: readonly Item[]; pointer: (index: number) => string; field: Field },
  act: (work: Work, item: Item) => Promise<Result | { refusal: Refusal }>,
): Promise<{ data: Answered<Field, Result>[] } | { refusal: Refusal }> {
  const backorderIds = items.map(({ backorderId }) => backorderId);
  const unknown = await lockTogether(viewer, work, backorderIds, pointer);
  if (unknown) return unknown;
  const outcomes = await eachInTurn(work, items, act);
  const data = outcomes.map((outcome) => {
    const { backorderId } = outcome.item;
    const refusal = 'refusal' in outcome ? describeRefusal(outcome.refusal) : null;
    const result = 'result' in outcome ? outcome.result : null;
    return { backorderId, refusal, [field]: result } as Answered<Field, Result>;
  });
  return { data };
}

/** The same where only the ids are named. */
export const named = (backorderIds: readonly string[]) => ({
  items: backorderIds.map((backorderId) => ({ backorderId })),
  pointer: (index: number) => `#/backorderIds/${index}`,
});

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
