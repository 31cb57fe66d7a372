import type { Refusal } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import type { Queries } from '../platform/transaction.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { readById } from '../records/read-by-id.ts';

type Answers = Answer<'listCustomerAnswers'>;
type CustomerAnswer = Answers['data'][number];

/** What customers whose records the viewer may read decided on their pages, newest first. */
export function listCustomerAnswers(
  viewer: Viewer,
  { query }: Request<'listCustomerAnswers'>,
  { queries }: Reading,
): Promise<Answers | { refusal: Refusal }> {
  return readById<CustomerAnswer>(queries, 'listCustomerAnswers', query, LIST, [
    readsOnlyCustomersOf(viewer),
    query.customerId ?? null,
    query.backorderId ?? null,
  ]);
}

/** What the customers of a representative decided since an instant: how often, and the newest. */
export async function readAnswersSince(
  queries: Queries,
  { salesRepId, since, limit }: { salesRepId: string; since: string; limit: number },
): Promise<{ count: number; next: CustomerAnswer[] }> {
  const rows = await queries.rows<CustomerAnswer & { count: number }>(SINCE, [salesRepId, since, limit]);
  return { count: rows[0]?.count ?? 0, next: rows.map(({ count: _, ...answer }) => answer) };
}

const COLUMNS = `
  a.id, a.customer_id as "customerId", c.name as "customerName", a.order_id as "orderId", o.number as "orderNumber",
  a.backorder_id as "backorderId", b.number as "backorderNumber", a.fulfillment_id as "fulfillmentId", a.answer, a.quantity,
  a.not_before as "notBefore", a.text, a.outcome, a.follow_up_id as "followUpId", a.answered_at as "answeredAt"`;
const FROM = `
  from customer_answers a join customers c on c.id = a.customer_id
  left join orders o on o.id = a.order_id left join backorders b on b.id = a.backorder_id`;

const LIST = `
  select ${COLUMNS} ${FROM}
  where ($1::bigint is null or a.id < $1) and ($3::bigint is null or c.sales_rep_id = $3)
    and ($4::bigint is null or a.customer_id = $4) and ($5::bigint is null or a.backorder_id = $5)
  order by a.id desc limit $2`;

const SINCE = `
  select ${COLUMNS}, count(*) over ()::integer as count ${FROM}
  where c.sales_rep_id = $1 and a.answered_at > $2::timestamptz order by a.id desc limit $3`;
