import { type ErrorCode, isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { exclusion } from '#domain/allocation/waiting-line.ts';
import type { Quantity } from '#domain/quantity.ts';
import { type AcceptanceProblem, findAcceptanceProblem } from '#domain/substitutes/acceptance.ts';
import { allocateFreedStock, runAllocation } from '../allocation/run-allocation.ts';
import { takeOffLines } from '../ledger/cancel-lines.ts';
import { Changes } from '../ledger/changes.ts';
import { type LoadedLine, loadLines } from '../ledger/load-lines.ts';
import { lockStock, type StockLevel } from '../ledger/lock-stock.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { recordOutcome } from './close-substitution.ts';
import { findGoods, type LockedOffer, type LockedSubstitution, lockSubstitution } from './lock-substitution.ts';
import { orderSubstitute, type SubstituteOrder } from './order-substitute.ts';
import { readSubstitution } from './queries.ts';

type Body = Request<'acceptSubstitution'>['body'];
type Decided = { substitution: LockedSubstitution; line: LoadedLine; offer: LockedOffer; body: Body };

/**
 * Accepts a quantity of one offered variant. In one transaction that part of the line is closed as substituted, an order for the
 * substitute is made and confirmed at the price that was offered, its stock is reserved, and what was reserved for the closed part
 * goes to the next in the queue. What is not accepted keeps its place. Where the stock is gone, nothing of it happens.
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `substitution_closed` with what was decided, `on_hold`,
 * `nothing_outstanding`, `substitute_not_offered`, `more_than_substitutable`, `quantity_not_whole_multiple`, `consent_required`,
 * `substitute_not_in_stock`.
 */
export async function acceptSubstitution(
  viewer: Viewer,
  { params, body }: Pick<Request<'acceptSubstitution'>, 'params' | 'body'>,
  work: Work,
): Promise<{ id: string } | { refusal: Refusal }> {
  const goods = await findGoods(work, params.id);
  if (!goods) return refuse('not_found');
  const levels = await lockStock(viewer, work, goods.warehouseId, goods.variantIds);
  const decided = await decide(viewer, work, params.id, body);
  if (isRefused(decided)) return decided;
  const made = await orderSubstitute(viewer, work, decided);
  if (isRefused(made)) return made;
  const missing = await reserve(viewer, work, decided, made, levels);
  if (missing) return missing;
  await closePart(viewer, work, decided, made);
  note(work, decided, made);
  return { id: params.id };
}

async function decide(
  viewer: Viewer,
  work: Work,
  substitutionId: string,
  body: Body,
): Promise<Decided | { refusal: Refusal }> {
  const substitution = await lockSubstitution(viewer, work, substitutionId);
  if (isRefused(substitution)) return substitution;
  const { backorder, offers } = substitution;
  if (backorder.isOnHold) return refuse('on_hold');
  const line = (await loadLines(work, { backorderId: backorder.id })).find(
    ({ backorderLineId }) => backorderLineId === substitution.backorderLineId,
  ) as LoadedLine;
  const waiting = line.open - line.picked;
  if (waiting === 0) return refuse('nothing_outstanding', { facts: { outstanding: line.open } });
  const isAgreed = await isAgreedTo(viewer, work, substitutionId, body);
  const proposal = { ...substitution, waiting, orderMultiple: line.orderMultiple };
  const problem = findAcceptanceProblem(proposal, { ...body, isAgreed });
  if (problem) return refuseProblem(problem);
  return {
    substitution,
    line,
    body,
    offer: offers.find(({ variantId }) => variantId === body.variantId) as LockedOffer,
  };
}

/** A customer's own word needs no consent beside it. */
const citedBy = ({ acceptedBy, consentId }: Body) => (acceptedBy === 'representative' ? (consentId ?? null) : null);

/** The customer said so to somebody, or the standing consent that is named allows this offer. */
async function isAgreedTo(viewer: Viewer, work: Work, substitutionId: string, body: Body): Promise<boolean> {
  if (!body.consentId) return !!body.note?.trim();
  const read = await readSubstitution(viewer, { queries: work.tx }, substitutionId);
  if (isRefused(read) || read.consentId !== body.consentId) return false;
  return read.offers.some(({ variantId, consent }) => variantId === body.variantId && consent === 'allowed');
}

const PROBLEMS = {
  substitution_closed: ['substitution_closed', '#', 'was decided before'],
  not_offered: ['substitute_not_offered', '#/variantId', 'is none of the offers'],
  more_than_substitutable: ['more_than_substitutable', '#/quantity', 'is more than can be substituted'],
  not_whole_multiple: ['quantity_not_whole_multiple', '#/quantity', 'is not a whole multiple'],
  consent_required: ['consent_required', '#/note', 'says what the customer said'],
} as const satisfies Record<AcceptanceProblem['is'], [code: ErrorCode, pointer: string, detail: string]>;

function refuseProblem({ is, ...facts }: AcceptanceProblem): { refusal: Refusal } {
  const [code, pointer, detail] = PROBLEMS[is];
  return refuse(code, { errors: [{ pointer, detail }], facts });
}

/**
 * The new order has its stock: by the allocation of its confirmation or, where a person allocates, by this one. One that is
 * not sent before a later day takes none yet; for it there has to be as much free. The refusal when there is less.
 */
async function reserve(
  viewer: Viewer,
  work: Work,
  { substitution: { header }, body, offer }: Decided,
  made: SubstituteOrder,
  levels: ReadonlyMap<string, StockLevel>,
): Promise<{ refusal: Refusal } | null> {
  const { requestedOn } = header;
  const isLater = exclusion({ isOnHold: false, requestedOn }, { ...work.settings, today: work.today }) !== null;
  const free = Math.max(0, levels.get(offer.variantId)?.available ?? 0);
  const available = isLater ? free : await allocated(viewer, work, made, levels);
  if (available >= body.quantity) return null;
  return refuse('substitute_not_in_stock', {
    errors: [{ pointer: '#/quantity', detail: `is more than the ${available} of ${offer.sku} that are free` }],
    facts: { sku: offer.sku, available },
  });
}

async function allocated(
  viewer: Viewer,
  work: Work,
  { orderId, warehouseId }: SubstituteOrder,
  levels: ReadonlyMap<string, StockLevel>,
): Promise<Quantity> {
  // What became a backorder at confirmation has no stock either.
  const line = () =>
    work.tx.row<{ id: string; allocated: Quantity }>(
      'select id, allocated from queue_lines where order_id = $1 and backorder_id is null',
      [orderId],
    );
  const { id, allocated: given } = await line();
  if (given > 0 || work.settings.allocationMode === 'automatic') return given;
  const cause = { type: 'substitution' as const, id: orderId };
  await runAllocation(viewer, work, { warehouseId, levels: levels.values(), cause, onlyQueueLineIds: new Set([id]) });
  return (await line()).allocated;
}

/** The accepted part of the line is closed, and what it held is dealt to the next. */
async function closePart(
  viewer: Viewer,
  work: Work,
  { substitution, line, body }: Decided,
  { orderId, orderLineId, warehouseId }: SubstituteOrder,
): Promise<void> {
  const { variantId, quantity, acceptedBy } = body;
  const said = [variantId, quantity, acceptedBy, body.note?.trim() || null, citedBy(body)];
  const record = [substitution.id, line.backorderLineId, ...said, orderId, orderLineId, work.now, viewer.actor];
  const { id } = await work.tx.row<{ id: string }>(RECORD, record);
  await recordOutcome(viewer, work, substitution, { outcome: 'accepted', note: null });
  const changes = new Changes({ type: 'substitution', id });
  await takeOffLines(viewer, work, changes, [{ line, quantity: body.quantity }], new Map());
  changes.substitute(line, body.quantity);
  await changes.write(viewer, work);
  // The rows are locked already: read again, they say what the new order took and what this freed.
  const levels = await lockStock(viewer, work, warehouseId, [line.variantId]);
  const cause = { type: 'substitution' as const, id };
  await allocateFreedStock(viewer, work, { warehouseId, levels: levels.values(), cause });
}

function note(work: Work, { substitution, line, offer, body }: Decided, made: SubstituteOrder): void {
  const { id: substitutionId, backorder } = substitution;
  work.audit({
    action: 'backorder.substitute',
    recordType: 'backorder',
    recordId: backorder.id,
    orderId: backorder.order.id,
    changes: {
      sku: line.sku,
      quantity: body.quantity,
      substitute: { sku: offer.sku },
      priceKind: offer.priceKind,
      unitPrice: offer.unitPrice,
      substituteOrder: made.orderNumber,
      acceptedBy: body.acceptedBy,
      note: body.note?.trim() || null,
      ...(citedBy(body) === null ? {} : { consent: citedBy(body) }),
    },
  });
  const about = { substitutionId, backorderId: backorder.id, orderId: backorder.order.id };
  work.tell('backorder_substituted', { ...about, substituteOrderId: made.orderId, acceptedBy: body.acceptedBy });
}

const RECORD = `
  insert into substitution_acceptances (substitution_id, backorder_line_id, variant_id, quantity, accepted_by, note, consent_id,
    order_id, order_line_id, accepted_at, recorded_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`;
