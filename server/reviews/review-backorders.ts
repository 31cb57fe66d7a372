import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { mayChangeCustomerOf, readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/** Marks one open backorder reviewed. Refusals as of `reviewBackorders`, with `not_found` for a record nobody may read. */
export async function reviewBackorder(
  viewer: Viewer,
  { params, body }: Request<'reviewBackorder'>,
  work: Work,
): Promise<Answer<'reviewBackorder'> | { refusal: Refusal }> {
  const done = await record(viewer, work, [params.id], body?.note ?? null);
  if ('refusal' in done) return done.refusal.code === 'unknown_reference' ? refuse('not_found') : done;
  return done.data[0] as Answer<'reviewBackorder'>;
}

/**
 * Marks open backorders reviewed, all or none.
 *
 * Refusals, in this order: `unknown_reference` (also for one the viewer may not read), `not_your_customer`,
 * `nothing_outstanding`; each points at the backorder.
 */
export function reviewBackorders(
  viewer: Viewer,
  { body }: Request<'reviewBackorders'>,
  work: Work,
): Promise<Answer<'reviewBackorders'> | { refusal: Refusal }> {
  return record(viewer, work, [...new Set(body.backorderIds)], body.note ?? null);
}

async function record(
  viewer: Viewer,
  work: Work,
  ids: readonly string[],
  written: string | null,
): Promise<Answer<'reviewBackorders'> | { refusal: Refusal }> {
  const note = written?.trim() || null;
  const rows = await work.tx.rows<Row>(LOCK, [ids, readsOnlyCustomersOf(viewer)]);
  const mistake = findMistake(viewer, work, ids, rows);
  if (mistake) return mistake;

  await work.tx.rows(RECORD, [ids, note, work.now, viewer.actor]);
  for (const { id, order_id } of rows) {
    work.audit({
      action: 'backorder.review',
      recordType: 'backorder',
      recordId: id,
      orderId: order_id,
      changes: { note },
    });
    work.tell('backorder_reviewed', { backorderId: id });
  }
  return {
    data: ids.map((backorderId) => ({ backorderId, note, reviewedAt: work.now, reviewedBy: viewer.actor })),
  };
}

function findMistake(
  viewer: Viewer,
  work: Work,
  ids: readonly string[],
  rows: readonly Row[],
): { refusal: Refusal } | null {
  const pointAt = (id: string, detail: string) => ({
    errors: [{ pointer: `#/backorderIds/${ids.indexOf(id)}`, detail }],
  });
  const unknown = ids.find((id) => !rows.some((row) => row.id === id));
  if (unknown) return refuse('unknown_reference', pointAt(unknown, 'names no record'));
  const foreign = rows.find((row) => !mayChangeCustomerOf(viewer, row.sales_rep_id));
  if (foreign) return refuse('not_your_customer', pointAt(foreign.id, 'is of another representative'));
  for (const { id, version } of rows) work.compare({ type: 'backorder', id, version });
  const closed = rows.find((row) => row.outstanding === 0);
  return closed ? refuse('nothing_outstanding', pointAt(closed.id, 'is closed')) : null;
}

type Row = { id: string; order_id: string; outstanding: number; sales_rep_id: string | null; version: number };

const LOCK = `
  select b.id, b.order_id, b.outstanding, b.version, c.sales_rep_id
  from backorders b join customers c on c.id = b.customer_id
  where b.id = any($1::bigint[]) and ($2::bigint is null or c.sales_rep_id = $2)
  order by b.id for no key update of b`;

const RECORD = `
  with seen as (update backorders set reviewed_at = $3 where id = any($1::bigint[]))
  insert into backorder_reviews (backorder_id, note, at, actor) select unnest($1::bigint[]), $2, $3, $4`;
