import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { mayChangeCustomerOf, readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/**
 * Takes back one review. Refusals, in this order: `not_found`, `not_your_customer`, `unknown_reference` (no review at that
 * instant), `already_reversed`.
 */
export async function withdrawReview(
  viewer: Viewer,
  { params, body }: Request<'withdrawReview'>,
  work: Work,
): Promise<Answer<'withdrawReview'> | { refusal: Refusal }> {
  const found = await lock(viewer, work, [params.id], body.reviewedAt);
  if (found.length === 0) return refuse('not_found');
  const mistake = findMistake(viewer, work, found, () => '#/reviewedAt');
  return mistake ?? ((await withdraw(viewer, work, found))[0] as Answer<'withdrawReview'>);
}

/**
 * Takes back what was reviewed at one moment, all or none: each review stays on the record, with who took it back, and the
 * backorder waits for review as it did before.
 *
 * Refusals, in this order: `unknown_reference` (also for a backorder the viewer may not read), `not_your_customer`,
 * `unknown_reference` (no review at that instant), `already_reversed`; each points at the backorder.
 */
export async function withdrawReviews(
  viewer: Viewer,
  { body }: Request<'withdrawReviews'>,
  work: Work,
): Promise<Answer<'withdrawReviews'> | { refusal: Refusal }> {
  const ids = [...new Set(body.backorderIds)];
  const pointAt = (id: string) => `#/backorderIds/${body.backorderIds.indexOf(id)}`;
  const found = await lock(viewer, work, ids, body.reviewedAt);
  const unknown = ids.find((id) => !found.some((one) => one.id === id));
  if (unknown) {
    return refuse('unknown_reference', { errors: [{ pointer: pointAt(unknown), detail: 'names no record' }] });
  }
  const mistake = findMistake(viewer, work, found, pointAt);
  if (mistake) return mistake;
  const done = await withdraw(viewer, work, found);
  return { data: ids.map((id) => done.find(({ backorderId }) => backorderId === id) as (typeof done)[number]) };
}

type Found = {
  id: string;
  order_id: string;
  version: number;
  sales_rep_id: string | null;
  review_id: string | null;
  reviewed_at: string;
  reversed_at: string | null;
  reversed_by: string | null;
};

/** The backorders that may be read, locked, each with its review of that instant: one that still counts before one that does not. */
async function lock(viewer: Viewer, { tx }: Work, ids: readonly string[], reviewedAt: string): Promise<Found[]> {
  await tx.rows('select from backorders where id = any($1::bigint[]) order by id for no key update', [ids]);
  return tx.rows<Found>(FIND, [ids, readsOnlyCustomersOf(viewer), reviewedAt]);
}

function findMistake(
  viewer: Viewer,
  work: Work,
  found: readonly Found[],
  pointAt: (id: string) => string,
): { refusal: Refusal } | null {
  const errors = ({ id }: Found, detail: string) => [{ pointer: pointAt(id), detail }];
  const foreign = found.find((one) => !mayChangeCustomerOf(viewer, one.sales_rep_id));
  if (foreign) return refuse('not_your_customer', { errors: errors(foreign, 'is of another representative') });
  for (const { id, version } of found) work.compare({ type: 'backorder', id, version });
  const missing = found.find(({ review_id }) => review_id === null);
  if (missing) return refuse('unknown_reference', { errors: errors(missing, 'names no review of this backorder') });
  const taken = found.find(({ reversed_at }) => reversed_at !== null);
  if (!taken) return null;
  const facts = { reversedAt: taken.reversed_at, reversedBy: taken.reversed_by };
  return refuse('already_reversed', { errors: errors(taken, 'was taken back before'), facts });
}

async function withdraw(
  viewer: Viewer,
  work: Work,
  found: readonly Found[],
): Promise<Answer<'withdrawReviews'>['data']> {
  const reviews = found.map(({ review_id }) => review_id);
  const rows = await work.tx.rows<{ id: string; reviewed_at: string | null }>(RECORD, [
    reviews,
    work.now,
    viewer.actor,
    found.map(({ id }) => id),
  ]);
  const left = new Map(rows.map((row) => [row.id, row.reviewed_at]));
  return found.map(({ id, order_id, reviewed_at }) => {
    work.audit({
      action: 'backorder.review_withdrawal',
      recordType: 'backorder',
      recordId: id,
      orderId: order_id,
      changes: { reviewedAt: reviewed_at },
    });
    work.tell('backorder_reviewed', { backorderId: id });
    return {
      backorderId: id,
      reviewedAt: reviewed_at,
      withdrawnAt: work.now,
      withdrawnBy: viewer.actor,
      lastReviewedAt: left.get(id) ?? null,
    };
  });
}

const FIND = `
  select b.id, b.order_id, b.version, c.sales_rep_id, r.review_id, r.reviewed_at, r.reversed_at, r.reversed_by
  from backorders b join customers c on c.id = b.customer_id
  left join lateral (
    select r.id as review_id, instant(r.at) as reviewed_at, instant(w.at) as reversed_at, w.actor as reversed_by
    from backorder_reviews r left join backorder_review_withdrawals w on w.review_id = r.id
    where r.backorder_id = b.id and date_trunc('milliseconds', r.at) = date_trunc('milliseconds', $3::timestamptz)
    order by w.review_id is not null, r.id desc limit 1) r on true
  where b.id = any($1::bigint[]) and ($2::bigint is null or c.sales_rep_id = $2)
  order by b.id`;

/** What was taken back is not yet seen by the statement that takes it back. */
const RECORD = `
  with taken as (
    insert into backorder_review_withdrawals (review_id, at, actor) select unnest($1::bigint[]), $2, $3)
  update backorders b set reviewed_at = (
    select max(r.at) from backorder_reviews r
    where r.backorder_id = b.id and r.id <> all($1::bigint[])
      and not exists (select from backorder_review_withdrawals w where w.review_id = r.id))
  where b.id = any($4::bigint[]) returning b.id, instant(b.reviewed_at) as reviewed_at`;
