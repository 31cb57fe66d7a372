import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { Changes } from '../ledger/changes.ts';
import { openReplacement } from '../ledger/open-replacement.ts';
import { unknownReference } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { chooseArriving } from './choose-arriving.ts';
import { creditReturned } from './credit-returned.ts';
import { type FulfillmentLine, loadFulfillmentLines } from './load-fulfillment-lines.ts';
import { type LockedFulfillment, lockFulfillment } from './lock-fulfillment.ts';
import { lockStockOfFulfillment } from './lock-fulfillment-stock.ts';
import { dispose, restock } from './place-returned.ts';
import { readReturn } from './return-queries.ts';
import type { AskedBack, Returned } from './returned-line.ts';

/**
 * Goods that were delivered come back. A return never reopens a backorder (rule 25). What is restocked goes to the queue in rank
 * order; what is replaced becomes a backorder of kind `replacement` at no charge, without waiting for the goods; what is
 * credited goes on one credit note. Undecided goods are nowhere on hand; those of a swap at the door are with the customer until
 * whoever brings the replacement takes them along.
 *
 * Refusals, in this order: `unknown_reference` (the fulfillment), `not_your_customer`, `fulfillment_voided`, `fulfillment_not_shipped`,
 * `fulfillment_not_delivered`, `line_not_on_record`, `line_named_twice`, then for the first line at fault `more_than_delivered`,
 * `more_than_returned`, `unknown_reference`, `quantity_not_whole_multiple`; then `nothing_to_credit`.
 */
export async function createReturn(
  viewer: Viewer,
  { body }: Request<'createReturn'>,
  work: Work,
): Promise<Answer<'createReturn'> | { refusal: Refusal }> {
  const others = body.lines.flatMap(({ replace }) => replace?.variantId ?? []);
  const variants = await work.tx.rows<Variant>(VARIANTS, [others]);
  const levels = await lockStockOfFulfillment(
    viewer,
    work,
    body.fulfillmentId,
    variants.map(({ id }) => id),
  );
  const fulfillment = await lockFulfillment(viewer, work, body.fulfillmentId);
  if (isRefused(fulfillment))
    return fulfillment.refusal.code === 'not_found' ? unknownReference('#/fulfillmentId') : fulfillment;
  if (fulfillment.shippedAt === null)
    return refuse('fulfillment_not_shipped', { facts: { fulfillmentStatus: fulfillment.status } });
  if (fulfillment.status !== 'delivered') return refuse('fulfillment_not_delivered');
  const chosen = chooseReturned(await loadFulfillmentLines(work, fulfillment), body.lines, variants);
  if (isRefused(chosen)) return chosen;

  const { id, number, lineIds } = await keep(viewer, work, fulfillment, { chosen, note: body.note ?? null });
  const changes = new Changes({ type: 'return', id });
  for (const { of, asked } of chosen) changes.demand(of.line, 'returned', asked.quantity, asked.reason);
  const placed = chosen.flatMap(({ of, asked: { quantity, disposition } }, index) =>
    disposition === 'undecided'
      ? []
      : [{ returnLineId: lineIds[index] as string, stock: of.line, quantity, disposition }],
  );
  await dispose(viewer, work, changes, placed);
  await replace(viewer, work, changes, { id, number, fulfillment, chosen, lineIds });
  if (body.credit) {
    const refused = await creditReturned(viewer, work, { returnId: id, fulfillment, chosen });
    if (refused) return refused;
  }
  await changes.write(viewer, work);
  await restock(viewer, work, { returnId: id, warehouseId: fulfillment.warehouseId, levels, placed });
  note(work, fulfillment, { id, number, chosen });
  return readReturn(viewer, { ...work, queries: work.tx }, id);
}

type Variant = { id: string; order_multiple: number };

function chooseReturned(
  lines: readonly FulfillmentLine[],
  asked: readonly AskedBack[],
  variants: readonly Variant[],
): Returned[] | { refusal: Refusal } {
  const chosen = chooseArriving(lines, asked);
  if (isRefused(chosen)) return chosen;
  for (const [index, one] of chosen.entries()) {
    const refused = refuseLine(index, one, variants);
    if (refused) return refused;
  }
  return chosen;
}

function refuseLine(
  index: number,
  { of: { line, arriving }, asked: { quantity, replace } }: Returned,
  variants: readonly Variant[],
): { refusal: Refusal } | null {
  const at = (field: string, detail: string) => [{ pointer: `#/lines/${index}/${field}`, detail }];
  if (quantity > arriving)
    return refuse('more_than_delivered', {
      errors: at('quantity', `${line.sku}: only ${arriving} delivered and not returned`),
      facts: { sku: line.sku, returnable: arriving },
    });
  if (!replace) return null;
  if (replace.quantity > quantity)
    return refuse('more_than_returned', { errors: at('replace/quantity', `${line.sku}: only ${quantity} come back`) });
  const other = replace.variantId ? variants.find(({ id }) => id === replace.variantId) : null;
  if (other === undefined) return refuse('unknown_reference', { errors: at('replace/variantId', 'names no variant') });
  const orderMultiple = other?.order_multiple ?? line.orderMultiple;
  if (replace.quantity % orderMultiple === 0) return null;
  return refuse('quantity_not_whole_multiple', {
    errors: at('replace/quantity', `goes in whole multiples of ${orderMultiple}`),
    facts: { orderMultiple },
  });
}

/** Keeps the return and counts it on the lines of the fulfillment; answers its lines in the order they were named. */
async function keep(
  viewer: Viewer,
  work: Work,
  { id }: LockedFulfillment,
  { chosen, note: said }: { chosen: readonly Returned[]; note: string | null },
): Promise<{ id: string; number: string; lineIds: string[] }> {
  const rows = await work.tx.rows<{ id: string; number: string; line_id: string; fulfillment_line_id: string }>(KEEP, [
    id,
    said,
    work.now,
    viewer.actor,
    chosen.map(({ of }) => of.id),
    chosen.map(({ asked }) => asked.quantity),
    chosen.map(({ asked }) => asked.reason),
    chosen.map(({ asked }) => asked.replace?.swapAtDoor ?? false),
  ]);
  const [first] = rows as [(typeof rows)[number]];
  const lineIds = chosen.map(({ of }) => rows.find((row) => row.fulfillment_line_id === of.id)?.line_id as string);
  return { id: first.id, number: first.number, lineIds };
}

async function replace(
  viewer: Viewer,
  work: Work,
  changes: Changes,
  given: {
    id: string;
    number: string;
    fulfillment: LockedFulfillment;
    chosen: readonly Returned[];
    lineIds: readonly string[];
  },
): Promise<void> {
  const lines = given.chosen.flatMap(({ of, asked }, index) =>
    asked.replace
      ? [
          {
            returnLineId: given.lineIds[index] as string,
            replaced: of.line,
            variantId: asked.replace.variantId ?? of.line.variantId,
            quantity: asked.replace.quantity,
          },
        ]
      : [],
  );
  const { orderId, orderNumber } = given.fulfillment;
  if (lines.length > 0)
    await openReplacement(viewer, work, changes, { orderId, orderNumber, returnNumber: given.number, lines });
}

function note(
  work: Work,
  { orderId, backorderId, id: fulfillmentId, number: fulfillmentNumber }: LockedFulfillment,
  { id, number, chosen }: { id: string; number: string; chosen: readonly Returned[] },
): void {
  const lines = chosen.map(({ of, asked }) => ({
    sku: of.line.sku,
    quantity: asked.quantity,
    reason: asked.reason,
    disposition: asked.disposition,
    ...(asked.replace ? { replaced: asked.replace.quantity } : {}),
  }));
  work.audit({
    action: 'return.create',
    recordType: 'return',
    recordId: id,
    orderId,
    changes: { number, fulfillmentNumber, lines },
  });
  work.tell('goods_returned', { returnId: id, fulfillmentId, backorderId, orderId });
}

const VARIANTS = 'select id, order_multiple from variants where id = any($1::bigint[])';

const KEEP = `
  with header as (
    insert into returns (fulfillment_id, order_id, customer_id, note, returned_at, returned_by)
    select f.id, f.order_id, f.customer_id, $2, $3, $4 from fulfillments f where f.id = $1
    returning id, number),
  given as (
    select * from unnest($5::bigint[], $6::integer[], $7::text[], $8::boolean[]) d(line_id, quantity, reason, is_swapped)),
  lines as (
    insert into return_lines (return_id, fulfillment_line_id, variant_id, warehouse_id, quantity, undecided, with_customer, reason)
    select header.id, l.id, l.variant_id, l.warehouse_id, given.quantity, given.quantity,
      case when given.is_swapped then given.quantity else 0 end, given.reason
    from header, given join fulfillment_lines l on l.id = given.line_id
    returning id, fulfillment_line_id),
  counted as (
    update fulfillment_lines l set returned = l.returned + given.quantity from given where l.id = given.line_id),
  touched as (update fulfillments set version = version + 1 where id = $1)
  select header.id, header.number, lines.id as line_id, lines.fulfillment_line_id from header cross join lines`;
