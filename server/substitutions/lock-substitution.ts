import { isRefused, type Refusal, refuse } from '#contract/errors.ts';
import { formatAmount, parseAmount } from '#domain/money.ts';
import type { Acceptable } from '#domain/substitutes/acceptance.ts';
import { type LockedBackorder, lockBackorder } from '../ledger/lock-backorder.ts';
import type { LineDeal } from '../orders/price-line.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { readSubstitution } from './queries.ts';

/** A proposal nobody else answers meanwhile, with what it may become. */
export type LockedSubstitution = Pick<Acceptable, 'outcome' | 'quantity'> & {
  id: string;
  backorder: LockedBackorder;
  backorderLineId: string;
  offers: readonly LockedOffer[];
  /** The deal of the line it stands in for. */
  deal: LineDeal;
  /** What goes over to the order of the substitute. */
  header: {
    salesRepId: string | null;
    requestedOn: string | null;
    shipPolicy: string;
    terms: string;
    deliveryAddress: unknown;
  };
};

/** A variant as it was offered. */
export type LockedOffer = {
  variantId: string;
  sku: string;
  orderMultiple: number;
  priceKind: string;
  unitPrice: string;
};

/** Where the goods of a proposal lie: what it offers, and what its backorder waits for. Null where there is no such proposal. */
export function findGoods(
  work: Work,
  substitutionId: string,
): Promise<{ warehouseId: string; variantIds: string[] } | null> {
  return work.tx.first(GOODS, [substitutionId]);
}

/**
 * Locks a proposal after its order and backorder. Refused with `not_found`, `not_your_customer` and, where it was answered
 * before, `substitution_closed` with what was decided.
 */
export async function lockSubstitution(
  viewer: Viewer,
  work: Work,
  substitutionId: string,
): Promise<LockedSubstitution | { refusal: Refusal }> {
  const known = await work.tx.first<{ backorder_id: string }>('select backorder_id from substitutions where id = $1', [
    substitutionId,
  ]);
  if (!known) return refuse('not_found');
  const backorder = await lockBackorder(viewer, work, known.backorder_id);
  if (isRefused(backorder)) return backorder;
  const { version, ...row } = await work.tx.row<Row>(LOCK, [substitutionId]);
  work.saw({ type: 'substitution', id: substitutionId, version });
  if (row.outcome !== null) {
    const decided = await readSubstitution(viewer, { queries: work.tx }, substitutionId);
    return refuse('substitution_closed', { facts: { substitution: decided } });
  }
  const offers = await work.tx.rows<LockedOffer>(OFFERS, [substitutionId]);
  const plain = (price: string) => formatAmount(parseAmount(price) as bigint);
  return {
    id: substitutionId,
    backorder,
    ...row,
    offers: offers.map((offer) => ({ ...offer, unitPrice: plain(offer.unitPrice) })),
  };
}

type Row = Omit<LockedSubstitution, 'id' | 'backorder' | 'offers'> & { version: number };

const GOODS = `
  select b.warehouse_id as "warehouseId", array(
    select f.variant_id::text from substitution_offers f where f.substitution_id = s.id
    union select q.variant_id::text from queue_lines q where q.backorder_id = b.id) as "variantIds"
  from substitutions s join backorders b on b.id = s.backorder_id where s.id = $1`;

const LOCK = `
  select s.version, s.outcome, s.quantity, s.backorder_line_id as "backorderLineId",
    json_build_object('dealId', l.deal_id::text, 'dealName', l.deal_name, 'dealKind', l.deal_kind, 'dealPercent', l.deal_percent::text,
      'dealPrice', l.deal_price::text, 'dealAmount', l.deal_amount::text) as deal,
    json_build_object('salesRepId', c.sales_rep_id::text, 'requestedOn', b.requested_on, 'shipPolicy', b.ship_policy, 'terms', b.terms,
      'deliveryAddress', b.delivery_address) as header
  from substitutions s
  join backorders b on b.id = s.backorder_id
  join customers c on c.id = s.customer_id
  join backorder_lines bl on bl.id = s.backorder_line_id
  join order_lines l on l.id = bl.order_line_id
  where s.id = $1 for update of s`;

const OFFERS = `
  select f.variant_id as "variantId", v.sku, v.order_multiple as "orderMultiple", f.price_kind as "priceKind", f.unit_price as "unitPrice"
  from substitution_offers f join variants v on v.id = f.variant_id where f.substitution_id = $1 order by f.position`;
