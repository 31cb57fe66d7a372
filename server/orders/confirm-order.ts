import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import type { InvoiceRule } from '#domain/invoicing/invoice-rule.ts';
import { priceValidUntil } from '#domain/orders/price-guard.ts';
import { allocateFreedStock } from '../allocation/run-allocation.ts';
import { refuseHeld } from '../customers/sale-hold.ts';
import { invoiceInAdvance } from '../ledger/invoice-units.ts';
import { joinQueue, keepQueueTimes, recordOrdered } from '../ledger/join-queue.ts';
import { loadLines } from '../ledger/load-lines.ts';
import { type LockedOrder, lockOrder } from '../ledger/lock-order.ts';
import { lockStock, lockStockOf } from '../ledger/lock-stock.ts';
import { inOrder } from '../platform/in-order.ts';
import { StartOver, type Transaction } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { noteDoubleDemand } from './note-double-demand.ts';
import { chooseDeal, type LineDeal, refuseEnded } from './price-line.ts';
import { readDealsOfOrder } from './read-deals.ts';
import { type SettledDoubleDemand, settleDoubleDemand } from './settle-double-demand.ts';
import { settleShortages } from './settle-shortages.ts';

/**
 * Confirms a draft: prices freeze, the lines join the queue at this instant and get what free stock nobody ahead of
 * them waits for, and by the company's setting what is left without stock becomes a backorder at once. Under the invoice rule *in
 * advance* all that is still wanted of it is invoiced (rule 32).
 *
 * Refusals, in this order: `not_found`, `not_your_customer`, `order_cancelled`, `order_not_draft`, `customer_on_no_sale`, `order_has_no_lines`,
 * `price_ended`.
 */
export async function confirmOrder(
  viewer: Viewer,
  { params }: Request<'confirmOrder'>,
  work: Work,
): Promise<{ id: string } | { refusal: Refusal }> {
  const [lines, deals] = await Promise.all([
    work.tx.rows<DraftLine>(DRAFT_LINES, [params.id]),
    readDealsOfOrder(work.tx, params.id, work.today),
  ]);
  const first = lines[0];
  if (first)
    await lockStock(
      viewer,
      work,
      first.warehouse_id,
      lines.map(({ variant_id }) => variant_id),
    );
  return confirmLockedOrder(viewer, work, params.id, {
    version: first?.version,
    deals: lines.flatMap((line) => {
      const deal = line.dealName === null ? chooseDeal(deals, line, { ...line, today: work.today }) : null;
      return deal ? [{ orderLineId: line.id, ...deal }] : [];
    }),
    settlesDoubleDemand: settlesDoubleDemand(lines),
    ended: findEnded(lines, work),
  });
}

/** `price_ended` for the first line whose price ended while the order was a draft. */
function findEnded(lines: readonly DraftLine[], { settings: { priceGuard }, today }: Work): Refusal | null {
  for (const { sku, priceValidUntil } of lines) {
    const ended = refuseEnded(sku, priceValidUntil, { priceGuard, today });
    if (ended) return ended;
  }
  return null;
}

/** Whether lines decide something about backorders that are there already. */
export function settlesDoubleDemand(lines: readonly { doubleDemand?: string | null | undefined }[]): boolean {
  return lines.some(({ doubleDemand }) => doubleDemand === 'merge' || doubleDemand === 'replace');
}

/** What is known of the lines before their order is locked. */
export type Confirmation = {
  /** The version of the order these were read at; with another one they are read again. */
  version?: number | undefined;
  /** The deals that lines without one get. */
  deals: readonly ({ orderLineId: string } & LineDeal)[];
  settlesDoubleDemand: boolean;
  /** Why it cannot be confirmed at the prices it has. */
  ended?: Refusal | null;
  /** How it is invoiced, where another order says so; else as the company's setting is. */
  invoiceRule?: InvoiceRule;
  /** The order stands in for part of another: what the customer is told says both in one. */
  isSubstitute?: boolean;
};

/** The same inside another use case that holds the stock rows of all lines already. */
export async function confirmLockedOrder(
  viewer: Viewer,
  work: Work,
  orderId: string,
  confirmation: Confirmation,
): Promise<{ id: string } | { refusal: Refusal }> {
  const order = await lockDraft(viewer, work, orderId, confirmation.version);
  if (isRefused(order)) return order;
  if (confirmation.ended) return { refusal: confirmation.ended };
  const settled = confirmation.settlesDoubleDemand ? await settleDoubleDemand(viewer, work, order) : null;
  const { invoiceRule = work.settings.invoiceRule } = confirmation;
  const { queued, lines, levels } = await joinAndLoad(viewer, work, order, {
    deals: settled?.deals ?? confirmation.deals,
    queueTimes: settled?.queueTimes ?? null,
    invoiceRule,
  });
  if (queued.length === 0) return refuse('order_has_no_lines');
  work.audit({
    action: 'order.confirm',
    recordType: 'order',
    recordId: orderId,
    orderId,
    changes: settled && settled.decisions.length > 0 ? { doubleDemand: settled.decisions } : {},
  });
  work.tell('order_confirmed', { orderId, ...(confirmation.isSubstitute ? { isSubstitute: true } : {}) });

  const cause = { type: 'confirmation' as const, id: orderId };
  const freed = { warehouseId: order.warehouseId, levels: levels.values(), cause };
  const run = await allocateFreedStock(viewer, work, freed);
  if (!order.shipComplete)
    await settleShortages(viewer, work, order, run ? await loadLines(work, { orderId }) : lines, levels);
  if (invoiceRule === 'in_advance') await invoiceInAdvance(work, orderId);
  return { id: orderId };
}

async function lockDraft(
  viewer: Viewer,
  work: Work,
  orderId: string,
  version: number | undefined,
): Promise<LockedOrder | { refusal: Refusal }> {
  const order = await lockOrder(viewer, work, orderId);
  if (isRefused(order)) return order;
  if (order.isCancelled) return refuse('order_cancelled');
  if (order.isConfirmed) return refuse('order_not_draft', { facts: { orderStatus: order.status } });
  const held = refuseHeld(order);
  if (held) return held;
  if (version !== undefined && version !== order.version) throw new StartOver();
  return order;
}

type Joining = Pick<Confirmation, 'deals'> & {
  queueTimes: SettledDoubleDemand['queueTimes'] | null;
  invoiceRule: InvoiceRule;
};

/** The lines join the queue at this instant, with their deals frozen; then they are loaded with the stock they may get. */
function joinAndLoad(viewer: Viewer, work: Work, order: LockedOrder, { deals, queueTimes, invoiceRule }: Joining) {
  return inOrder(work, {
    deals: ({ tx }) => (deals.length > 0 ? tx.rows(WRITE_DEALS, [JSON.stringify(deals)]) : null),
    // The tier becomes part of the rank: nobody changes it between reading it here and standing in the queue.
    customer: ({ tx }) => tx.rows('select from customers where id = $1 for share', [order.customerId]),
    prices: ({ tx, settings, today }) =>
      endPrices(tx, order.id, priceValidUntil(settings.priceGuard, { given: null, today })),
    queued: (step) => joinQueue(step, order.id, invoiceRule),
    queueTimes: (step) => queueTimes && keepQueueTimes(step, queueTimes),
    doubleDemand: (step) => noteDoubleDemand(step, order.id),
    ordered: (step) => recordOrdered(viewer, step, order.id),
    lines: (step) => loadLines(step, { orderId: order.id }),
    levels: (step) => lockStockOf(viewer, step, { orderId: order.id }),
  });
}

/** Prices without a last day of their own hold until this one. */
const endPrices = (tx: Transaction, orderId: string, until: string | null) =>
  until === null ? null : tx.rows(END_PRICES, [orderId, until]);

type DraftLine = {
  id: string;
  variant_id: string;
  variantId: string;
  productId: string;
  quantity: number;
  unitPrice: string;
  dealName: string | null;
  doubleDemand: string | null;
  sku: string;
  priceValidUntil: string | null;
  customerId: string;
  warehouse_id: string;
  version: number;
};

const DRAFT_LINES = `
  select l.id, l.variant_id, l.variant_id as "variantId", v.product_id as "productId", l.quantity, l.unit_price as "unitPrice",
    l.deal_name as "dealName", l.double_demand as "doubleDemand", v.sku, l.price_valid_until as "priceValidUntil", o.customer_id as "customerId", o.warehouse_id, o.version
  from order_lines l join orders o on o.id = l.order_id join variants v on v.id = l.variant_id where o.id = $1 order by l.position`;

const END_PRICES = `
  update order_lines set price_valid_until = $2 where order_id = $1 and price_valid_until is null and return_line_id is null`;

const WRITE_DEALS = `
  update order_lines l set deal_id = d."dealId", deal_name = d."dealName", deal_kind = d."dealKind", deal_percent = d."dealPercent",
    deal_price = d."dealPrice", deal_amount = d."dealAmount"
  from jsonb_to_recordset($1::jsonb) d("orderLineId" bigint, "dealId" bigint, "dealName" text, "dealKind" text, "dealPercent" numeric,
    "dealPrice" numeric, "dealAmount" numeric)
  where l.id = d."orderLineId"`;
