import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import type { Work } from '../platform/work.ts';
import type { LockedFulfillment } from './lock-fulfillment.ts';

type TakenAlong = NonNullable<NonNullable<Request<'deliverFulfillment'>['body']>['takenAlong']>;

/**
 * Goods of returns that the driver takes along for what the fulfillment brings: from then on they wait for somebody to say where
 * they go. Refused, for the first line at fault, as `line_not_on_record`, `line_named_twice` or `more_than_with_customer`. The
 * caller holds the fulfillment.
 */
export async function takeAlong(
  work: Work,
  { id, number, orderId }: LockedFulfillment,
  asked: TakenAlong,
): Promise<{ refusal: Refusal } | null> {
  if (asked.length === 0) return null;
  const lines = await work.tx.rows<Line>(`${GIVEN_BACK_FOR('$1')} order by l.id for update of r, l`, [id]);
  const refused = findMistake(lines, asked);
  if (refused) return refused;
  const returnLineIds = asked.map(({ returnLineId }) => returnLineId);
  await work.tx.rows(TAKE, [returnLineIds, asked.map(({ quantity }) => quantity)]);
  // A replacement makes good one return.
  const [returned] = lines as [Line, ...Line[]];
  work.audit({
    action: 'return.take_along',
    recordType: 'return',
    recordId: returned.return_id,
    orderId,
    changes: {
      number: returned.number,
      fulfillmentNumber: number,
      lines: asked.map(({ returnLineId, quantity }) => ({ sku: lineOf(lines, returnLineId)?.sku, quantity })),
    },
  });
  return null;
}

function findMistake(lines: readonly Line[], asked: TakenAlong): { refusal: Refusal } | null {
  for (const [index, { returnLineId, quantity }] of asked.entries()) {
    const at = (field: string, detail: string) => [{ pointer: `#/takenAlong/${index}/${field}`, detail }];
    const line = lineOf(lines, returnLineId);
    if (!line)
      return refuse('line_not_on_record', { errors: at('returnLineId', 'is given back for nothing this brings') });
    if (asked.findIndex((one) => one.returnLineId === returnLineId) < index)
      return refuse('line_named_twice', { errors: at('returnLineId', 'is named a second time') });
    if (quantity > line.with_customer)
      return refuse('more_than_with_customer', {
        errors: at('quantity', `${line.sku}: the customer has only ${line.with_customer} to give back`),
        facts: { sku: line.sku, withCustomer: line.with_customer },
      });
  }
  return null;
}

const lineOf = (lines: readonly Line[], returnLineId: string) => lines.find(({ id }) => id === returnLineId);

type Line = { id: string; return_id: string; number: string; sku: string; with_customer: number };

/** The lines of returns that a customer still has and gives back for what a fulfillment brings. */
export const GIVEN_BACK_FOR = (fulfillmentId: string) => `
  select l.id, l.return_id, r.number, l.variant_id, l.with_customer, returned.sku
  from return_lines l join returns r on r.id = l.return_id join variants returned on returned.id = l.variant_id
  where l.with_customer > 0 and exists (
    select from fulfillment_lines brought join order_lines o on o.id = brought.order_line_id
    where brought.fulfillment_id = ${fulfillmentId} and o.return_line_id = l.id)`;

const TAKE = `
  with taken as (select * from unnest($1::bigint[], $2::integer[]) t(line_id, quantity)),
  lines as (
    update return_lines l set with_customer = l.with_customer - taken.quantity from taken where l.id = taken.line_id
    returning l.return_id)
  update returns set version = version + 1 where id in (select return_id from lines)`;
