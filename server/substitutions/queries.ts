import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { parseAmount, type TenThousandths } from '#domain/money.ts';
import { type Outcome, substitutionStatus } from '#domain/substitutes/acceptance.ts';
import { type Consent, judgeConsent } from '#domain/substitutes/consent.ts';
import { itemPairs } from '../catalog/item-words.ts';
import { consentInForce } from '../consents/queries.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { toPage } from '../platform/http/page.ts';
import type { Queries } from '../platform/transaction.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { isBackorderVisible } from '../records/is-visible.ts';

/** A proposal as it is answered. */
export type Substitution = Answer<'getSubstitution'>;

/** One proposal, or `not_found`. */
export async function readSubstitution(
  viewer: Viewer,
  { queries }: Pick<Reading, 'queries'>,
  substitutionId: string,
): Promise<Substitution | { refusal: Refusal }> {
  const [found] = await queries.rows<Row>(ONE, [substitutionId, readsOnlyCustomersOf(viewer)]);
  return found ? toSubstitution(found) : refuse('not_found');
}

/** The proposals that some backorders have open and that can still be accepted, oldest first. */
export async function readOpenSubstitutions(
  queries: Queries,
  backorderIds: readonly string[],
): Promise<Substitution[]> {
  const rows = await queries.rows<Row>(OPEN, [backorderIds]);
  return rows.map(toSubstitution).filter(({ status }) => status === 'proposed');
}

/** The proposals of a backorder, newest first. */
export async function listSubstitutions(
  viewer: Viewer,
  { params, query }: Request<'listSubstitutions'>,
  reading: Reading,
): Promise<Answer<'listSubstitutions'> | { refusal: Refusal }> {
  const cursor = listCursor('listSubstitutions', part.id);
  const after = cursor.read(query.cursor);
  if (after && 'refusal' in after) return after;
  if (!(await isBackorderVisible(viewer, reading, params.id))) return refuse('not_found');
  const rows = await reading.queries.rows<Row>(OF_BACKORDER, [params.id, after?.[0] ?? null, query.limit + 1]);
  return toPage(rows, { limit: query.limit, cursor }, ({ substitution }) => [substitution.id], toSubstitution);
}

/** A consent as a statement reads it. */
export type StoredConsent = { id: string; rule: Consent['rule']; priceLimit: string | null };

/** A consent as it is judged. */
export function toConsent(stored: StoredConsent | null): Consent | null {
  return (
    stored && { rule: stored.rule, priceLimit: stored.priceLimit === null ? null : inTenThousandths(stored.priceLimit) }
  );
}

const inTenThousandths = (amount: string) => parseAmount(amount) as TenThousandths;

type Offer = Substitution['offers'][number];
type Kin = { productId: string; family: string | null };
type Row = {
  substitution: Omit<Substitution, 'status' | 'acceptable' | 'consentId' | 'offers'> & {
    offers: (Omit<Offer, 'consent'> & Kin)[];
  };
  outcome: Outcome | null;
  /** What of its line is outstanding and not picked. */
  waiting: number;
  ordered: Kin;
  consent: StoredConsent | null;
};

function toSubstitution({ substitution, outcome, waiting, ordered, consent }: Row): Substitution {
  const status = substitutionStatus(outcome, waiting);
  const was = {
    ...ordered,
    ...substitution.ordered,
    unitPrice: inTenThousandths(substitution.ordered.unitPrice.amount),
  };
  return {
    ...substitution,
    status,
    acceptable: status === 'proposed' ? Math.min(substitution.quantity, waiting) : 0,
    consentId: consent?.id ?? null,
    offers: substitution.offers.map(({ productId, family, ...offer }) => {
      const unitPrice = inTenThousandths(offer.price.amount.amount);
      const { variantName } = offer;
      return {
        ...offer,
        consent: judgeConsent(toConsent(consent), was, { productId, family, variantName, unitPrice }),
      };
    }),
  };
}

const PRICE = `json_build_object('kind', f.price_kind, 'amount', money(f.unit_price, o.currency), 'reason', f.price_reason)`;

const substitutionsWhere = (condition: string) => `
  select s.outcome, q.open - q.picked as waiting, json_build_object('productId', p.id::text, 'family', p.family) as ordered,
    ${consentInForce('s.customer_id', 'v', 'p')} as consent, json_build_object(
    'id', s.id::text, 'backorderId', b.id::text, 'backorderNumber', b.number, 'backorderLineId', s.backorder_line_id::text,
    'orderId', o.id::text, 'orderNumber', o.number, 'customerId', c.id::text, 'customerName', c.name,
    'ordered', json_build_object('variantId', v.id::text, ${itemPairs()}, 'unitPrice', money(l.unit_price, o.currency), 'dealName', l.deal_name),
    'quantity', s.quantity, 'note', s.note,
    'offers', (select json_agg(json_build_object('position', f.position, 'variantId', v.id::text, ${itemPairs()}, 'price', ${PRICE},
        'productId', p.id::text, 'family', p.family, 'available', coalesce((select greatest(sl.available, 0) from stock_levels sl
          where sl.variant_id = v.id and sl.warehouse_id = b.warehouse_id), 0)) order by f.position)
      from substitution_offers f join variants v on v.id = f.variant_id join products p on p.id = v.product_id
      where f.substitution_id = s.id),
    'acceptance', (select json_build_object('variantId', v.id::text, ${itemPairs()}, 'quantity', a.quantity, 'price', ${PRICE},
        'acceptedBy', a.accepted_by, 'note', a.note, 'consentId', a.consent_id::text, 'orderId', made.id::text, 'orderNumber', made.number,
        'acceptedAt', instant(a.accepted_at), 'recordedBy', a.recorded_by)
      from substitution_acceptances a join substitution_offers f on f.substitution_id = s.id and f.variant_id = a.variant_id
        join variants v on v.id = a.variant_id join orders made on made.id = a.order_id where a.substitution_id = s.id),
    'proposedAt', instant(s.proposed_at), 'proposedBy', s.proposed_by, 'closedAt', instant(s.closed_at), 'closedBy', s.closed_by,
    'closingNote', s.closing_note, 'version', s.version) as substitution
  from substitutions s
  join backorders b on b.id = s.backorder_id
  join orders o on o.id = s.order_id
  join customers c on c.id = s.customer_id
  join backorder_lines bl on bl.id = s.backorder_line_id
  join queue_lines q on q.backorder_line_id = bl.id
  join order_lines l on l.id = bl.order_line_id
  join variants v on v.id = bl.variant_id
  join products p on p.id = v.product_id
  where ${condition}`;

const ONE = substitutionsWhere('s.id = $1 and ($2::bigint is null or c.sales_rep_id = $2)');
const OPEN = `${substitutionsWhere('s.backorder_id = any($1::bigint[]) and s.closed_at is null')} order by s.id`;
const OF_BACKORDER = `${substitutionsWhere('s.backorder_id = $1 and ($2::bigint is null or s.id < $2)')}
  order by s.id desc limit $3`;
