import { type Refusal, refuse } from '#contract/errors.ts';
import type { Quantity } from '#domain/quantity.ts';
import type { Work } from '../platform/work.ts';

/** So many of the lines are named; all are counted. */
const NAMED = 20;

/**
 * `order_multiple_unconfirmed` where lines that wait are no whole multiples of a new order multiple: how many, which, and that they
 * keep the multiple they were confirmed with. Cases that a customer was promised in parts are not made whole behind their back.
 */
export async function askAboutWaiting(
  work: Work,
  variant: { id: string; sku: string; orderMultiple: number },
): Promise<{ refusal: Refusal } | null> {
  const { id, sku, orderMultiple } = variant;
  const [sums] = await work.tx.rows<Sums>(SUMS, [id, orderMultiple]);
  if (!sums || sums.notWhole.lines === 0) return null;
  const lines = await work.tx.rows<WaitingLine>(LINES, [id, orderMultiple, NAMED]);
  const { notWhole } = sums;
  return refuse('order_multiple_unconfirmed', {
    errors: [
      {
        pointer: '#/orderMultiple',
        detail: `${notWhole.lines} of ${sums.waiting.lines} waiting lines, ${notWhole.quantity} units of ${sku}, are no whole multiples of ${orderMultiple}: they keep the multiple they were confirmed with`,
      },
    ],
    facts: { sku, orderMultiple, ...sums, lines },
  });
}

type Count = { lines: number; quantity: Quantity };
type Sums = { waiting: Count; notWhole: Count };
type WaitingLine = {
  orderId: string;
  orderNumber: string;
  backorderId: string | null;
  backorderNumber: string | null;
  quantity: Quantity;
  orderMultiple: number;
};

// What is open of a line is what is allocated and picked by whole multiples, not only what it waits for.
const WAITS = 'from queue_lines q where q.variant_id = $1 and q.open > q.allocated';
const IS_NOT_WHOLE = 'q.open % $2::integer <> 0 and q.order_multiple <> $2';

const SUMS = `
  select jsonb_build_object('lines', count(*), 'quantity', coalesce(sum(q.waiting), 0)) as waiting,
    jsonb_build_object('lines', count(*) filter (where ${IS_NOT_WHOLE}),
      'quantity', coalesce(sum(q.waiting) filter (where ${IS_NOT_WHOLE}), 0)) as "notWhole"
  ${WAITS}`;

const LINES = `
  select o.id as "orderId", o.number as "orderNumber", b.id as "backorderId", b.number as "backorderNumber", q.quantity,
    q.order_multiple as "orderMultiple"
  from (select q.id, q.order_id, q.backorder_id, q.waiting as quantity, q.order_multiple
    ${WAITS} and ${IS_NOT_WHOLE} order by q.queued_at, q.id limit $3) q
  join orders o on o.id = q.order_id
  left join backorders b on b.id = q.backorder_id
  order by q.id`;
