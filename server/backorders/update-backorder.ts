import { isDeepStrictEqual } from 'node:util';
import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { BACKORDER_TERMS } from '#domain/backorders/terms.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { giveTerms, type OrderTerms } from '../ledger/follow-order.ts';
import { letGo } from '../ledger/let-go.ts';
import { type LockedBackorder, lockBackorder } from '../ledger/lock-backorder.ts';
import { lockStockOf, type StockLevel } from '../ledger/lock-stock.ts';
import { redirectShipments } from '../ledger/redirect-shipments.ts';
import { ownTerms } from '../ledger/sql-words.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

type Body = Request<'updateBackorder'>['body'];
type Term = keyof OrderTerms;

/**
 * Gives an open backorder a delivery address, requested day, ship policy or notes for itself, which changes of its order leave
 * as they are from then on, or makes it follow its order again. Address and notes move no stock; a day and a ship policy decide
 * who is served, so what became free is allocated in the same transaction.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `changed_meanwhile`, `nothing_outstanding`.
 */
export async function updateBackorder(
  viewer: Viewer,
  { params, body }: Pick<Request<'updateBackorder'>, 'params' | 'body'>,
  work: Work,
): Promise<{ id: string } | { refusal: Refusal }> {
  const levels = await lockStockOf(viewer, work, { backorderId: params.id });
  const backorder = await lockBackorder(viewer, work, params.id);
  if (isRefused(backorder)) return backorder;
  if (backorder.outstanding === 0)
    return refuse('nothing_outstanding', { facts: { backorderStatus: backorder.status } });

  const before = await work.tx.row<Kept>(TERMS, [backorder.id]);
  const { terms, own } = decide(before, body);
  const changes = changesOf(before, { terms, own });
  if (Object.keys(changes).length === 0) return { id: backorder.id };
  await giveTerms(work, { id: backorder.id, terms, own });
  if (changes.deliveryAddress) await redirectShipments(work, backorder.order.id);
  work.audit({
    action: 'backorder.update',
    recordType: 'backorder',
    recordId: backorder.id,
    orderId: backorder.order.id,
    changes,
  });
  work.tell('backorder_changed', { backorderId: backorder.id, orderId: backorder.order.id });
  if (changes.requestedOn || changes.shipPolicy) await reallocate(viewer, work, backorder, { terms, levels });
  return { id: backorder.id };
}

type Kept = { terms: OrderTerms; ofOrder: OrderTerms; own: Term[] };

/** What is named becomes its own, what follows the order is as the order has it. */
function decide({ terms, ofOrder, own }: Kept, { followOrder = [], ...given }: Body): Pick<Kept, 'terms' | 'own'> {
  const named = FIELDS.filter((field) => given[field] !== undefined);
  const value = (field: Term) =>
    named.includes(field) ? given[field] : followOrder.includes(field) ? ofOrder[field] : terms[field];
  return {
    terms: Object.fromEntries(FIELDS.map((field) => [field, value(field)])) as OrderTerms,
    own: FIELDS.filter((field) => named.includes(field) || (own.includes(field) && !followOrder.includes(field))),
  };
}

function changesOf(
  before: Pick<Kept, 'terms' | 'own'>,
  after: Pick<Kept, 'terms' | 'own'>,
): Record<string, { from: unknown; to: unknown }> {
  const changed = FIELDS.filter((field) => !isDeepStrictEqual(before.terms[field], after.terms[field]));
  return {
    ...Object.fromEntries(changed.map((field) => [field, { from: before.terms[field], to: after.terms[field] }])),
    ...(isDeepStrictEqual(before.own, after.own) ? {} : { ownTerms: { from: before.own, to: after.own } }),
  };
}

/** What can no longer ship lets go of what it holds, and what is free goes to whoever is next now. */
async function reallocate(
  viewer: Viewer,
  work: Work,
  { id, order, warehouseId }: LockedBackorder,
  { terms, levels }: { terms: OrderTerms; levels: Map<string, StockLevel> },
): Promise<void> {
  if (terms.shipPolicy === 'complete')
    await letGo(viewer, work, warehouseId, [{ orderId: order.id, backorderId: id }], levels);
  await allocateFreedStock(viewer, work, {
    warehouseId,
    levels: levels.values(),
    cause: { type: 'review', id: order.id },
  });
}

/** In the order in which what is a backorder's own is answered. */
const FIELDS: readonly Term[] = BACKORDER_TERMS;

const termsOf = (
  row: string,
) => `json_build_object('deliveryAddress', ${row}.delivery_address, 'requestedOn', ${row}.requested_on,
  'shipPolicy', ${row}.ship_policy, 'notes', ${row}.notes)`;

const TERMS = `
  select ${termsOf('b')} as terms, ${termsOf('o')} as "ofOrder", ${ownTerms()} as own
  from backorders b join orders o on o.id = b.order_id where b.id = $1`;
